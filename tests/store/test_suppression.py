"""Suppression either holds somebody back or says why it cannot: what is accepted, and which cells of a list count."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.store.rigs import STORES, rig

from emailguess import EmailGuessError, Guesser, InvalidAddress, InvalidDomain, InvalidName
from emailguess.cli import main
from emailguess.results.reports import Rejected
from emailguess.store import Hidden, LayeredStore
from emailguess.store.protocol import Target
from emailguess.store.suppression import read_entries

JANE = sha256(b"jane.doe@acme.example").hexdigest()


def shows_nobody(guesser: Guesser, name: str, domain: str) -> bool:
    """Whether the likeliest address of a person is held back."""
    answer = guesser.guess(name, domain, pattern="{first}.{last}", limit=1000)
    return not any(c.address.startswith(f"{name.lower().replace(' ', '.')}@") for c in answer)


@pytest.mark.parametrize(
    "pattern",
    "*@acme.example %@acme.example jane.*@acme.example j?ne@acme.example .*@acme.example ^jane@acme.example$ "
    "*@*.acme.example jane@*.example <*@acme.example> jane%@acme.example".split(),
)
def test_a_pattern_is_refused(pattern: str) -> None:
    """Taken by the letter it would hold nobody back; the error says to pass the domain."""
    guesser = Guesser()
    with pytest.raises(InvalidAddress):
        guesser.suppress(pattern)
    assert not guesser.store.suppresses()


@pytest.mark.parametrize("pattern", ["*.acme.example", "%.acme.example", "*acme.example", "acme.*", "*", "%", "@*"])
def test_a_pattern_of_domains_is_refused(pattern: str) -> None:
    """No domain has such a label."""
    guesser = Guesser()
    with pytest.raises(EmailGuessError):
        guesser.suppress(pattern)
    assert not guesser.store.suppresses()


@pytest.mark.parametrize(
    ("domain", "written"),
    [
        ("bücher.example", "bücher.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("shop.bücher.example", "bücher.example"),
        ("bücher.example", "jane.doe@bücher.example"),
        ("bücher.example", "jane.doe@xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "jane.doe@bücher.example"),
    ],
)
def test_a_digest_of_an_internationalised_domain_holds(domain: str, written: str) -> None:
    """Whichever way the list's maker wrote it, and the asker writes it."""
    guesser = Guesser()
    assert not shows_nobody(guesser, "Jane Doe", domain)
    guesser.suppress(sha256(written.encode()).hexdigest())
    assert shows_nobody(guesser, "Jane Doe", domain)


def test_a_person_is_held_back_below_the_domain_too() -> None:
    """As a domain stands for those below it; not above it, nor anybody else."""
    guesser = Guesser()
    guesser.suppress("acme.example", name="Jane Doe")
    guesser.suppress("us.other.example", name="Jane Doe")
    assert shows_nobody(guesser, "Jane Doe", "us.acme.example")
    assert shows_nobody(guesser, "Jane Doe", "mail.us.acme.example")
    assert not shows_nobody(guesser, "John Roe", "us.acme.example")
    assert not shows_nobody(guesser, "Jane Doe", "other.example")


def test_a_name_without_letters_does_not_become_the_domain() -> None:
    """A name no address can be made of is refused; the whole domain was not meant."""
    guesser = Guesser()
    for name in ("", "…", "123", "\u200b"):
        with pytest.raises(InvalidName):
            guesser.suppress("acme.example", name=name)
    assert not guesser.store.suppresses()


ROBERT = {
    "held": ["Robert Smith", "Smith, Robert", "R. Smith", "R Smith", "Smith, R.", "R. J. Smith", "Robert J. Smith",
             "Bob Smith", "Dr. R. Smith", "Mr Smith", "Robert", "Robert S."],
    "free": ["Rachel Smith", "J. Smith", "Robert Jones", "R. Jones", "Robert T.", "Rachel S.", "Smithson"],
}  # fmt: skip
LIKE = {
    "Robert Smith": ROBERT,
    "Bob Smith": ROBERT,
    "R. Smith": {"held": ["R. Smith", "Robert Smith", "Rachel Smith", "Mr Smith"], "free": ["J. Smith", "R. Jones"]},
    "Smith": {"held": ["Robert Smith", "R. Smith", "Mr Smith"], "free": ["Robert Jones", "Rachel", "S. Jones"]},
    "Robert S.": {"held": ["Robert Smith", "Bob S.", "Robert"], "free": ["Rachel Smith", "Robert Jones", "R. Jones"]},
    "Robert James Smith": {"held": ["R. Smith", "Robert Smith", "R. J. Smith"], "free": ["Rachel Smith", "A. Smith"]},
    "Jürgen Müller": {"held": ["J. Mueller", "J. Müller", "Juergen Mueller"], "free": ["K. Müller", "Jan Muller"]},
    "Юрий Петров": {"held": ["Y. Petrov", "Yuri Petrov", "Юра Петров"], "free": ["K. Petrov", "Ivan Petrov"]},
    "Kim Min-su": {"held": ["M. Kim", "M.-S. Kim", "Minsu Kim"], "free": ["Jae Kim"]},
    "Jan van der Berg": {"held": ["J. van der Berg", "J. Berg"], "free": ["P. van der Berg"]},
}


@pytest.mark.parametrize("listed", LIKE)
@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_whoever_a_listed_name_may_be_is_held_back(kind: str, listed: str) -> None:
    """An initial, a nickname, a missing or further name: nobody can tell that it is another. Another given name can."""
    with rig(kind) as made:
        Guesser(store=made.writer).suppress("acme.example", name=listed)
        guesser = Guesser(store=made.reader)
        told = {name: guesser.guess(name, "acme.example").suppressed for name in LIKE[listed]["held"]}
        assert dict.fromkeys(told, "person") == told
        told = {name: guesser.guess(name, "acme.example").suppressed for name in LIKE[listed]["free"]}
        assert dict.fromkeys(told, "") == told


def test_names_of_an_older_list_still_hold() -> None:
    """It kept a name as it was written, in all spellings; a name of one word or with an initial by that word."""
    guesser = Guesser()
    guesser.store.suppress([Target("acme.example", names=("robert smith", "bob smith"))])
    guesser.store.suppress([Target("other.example", names=("smith",))])
    for name, domain in (("Robert Smith", "acme"), ("Smith, Bob", "acme"), ("R. Smith", "other"), ("Smith", "other")):
        assert "person" == guesser.guess(name, f"{domain}.example").suppressed


@pytest.mark.parametrize("name", ["R. S.", "X", "A.", "J. R. R.", "R S"])
def test_initials_alone_do_not_become_the_domain(name: str) -> None:
    """They fit so many that whoever writes them means another thing; they held the whole domain back."""
    guesser = Guesser()
    with pytest.raises(InvalidName, match=r"write (the name|it) out"):
        guesser.suppress("acme.example", name=name)
    assert not guesser.store.suppresses()


def test_a_name_beside_a_list_is_refused(tmp_path: Path) -> None:
    """It was passed over, and the list's domains held whole."""
    listed = tmp_path / "list.txt"
    listed.write_text("acme.example\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["suppress", "--name", "Jane Doe", "--file", str(listed)])
    assert 2 == done.exit_code
    assert "--name" in done.stderr


LISTS: dict[str, str] = {
    "names first": "Name,Email\nJane Doe,jane.doe@acme.example\nJohn Roe,john.roe@acme.example\n",
    "no heading": "Jane Doe;jane.doe@acme.example\nJohn Roe;john.roe@acme.example\n",
    "address in the middle": "id\tmail\treason\n7\tJane.Doe@ACME.example\tasked us\n8\tjohn.roe@acme.example\tleft\n",
    "digests last": f"name|hash\nJane Doe|{JANE.upper()}\n",
    "quoted cells": '"Doe, Jane","jane.doe@acme.example","2026-01-02"\n"Roe, John","john.roe@acme.example",""\n',
    "mailboxes": "Jane Doe <jane.doe@acme.example>\nJohn Roe <john.roe@acme.example>\n",
    "two columns of addresses": "private,work\njd@mail.test,jane.doe@acme.example\n,john.roe@acme.example\n",
    "several in a cell": "name,emails\nJane Doe,jd@mail.test; jane.doe@acme.example\n",
    "many in a line": "jd@mail.test, jane.doe@acme.example\n",
    "a domain beside": "Website,Contact\nwww.other.example,jane.doe@acme.example\n",
    "a lone quote": 'Name,Email\nJane "JD Doe,jane.doe@acme.example\n"John,john.roe@acme.example\n',
    "a cell over two lines": 'Note,Email\n"asked\nus",jane.doe@acme.example\n',
    "a late address": "".join(f"n{i},x{i}@other.example\n" for i in range(1200)) + "Jane,jane.doe@acme.example\n",
    "comments and gaps": "# ours\n\n\nName;Email\n\nJane Doe;jane.doe@acme.example\n",
    "windows line ends": "Name,Email\r\nJane Doe,jane.doe@acme.example\r\n",
    "a link": "mailto:jane.doe@acme.example\n",
    "a link with a subject": "mailto:jane.doe@acme.example?subject=stop\n",
    "brackets": "Jane Doe (jane.doe@acme.example)\njohn.roe@acme.example [John]\n",
    "a title in the line": "E-Mail: jane.doe@acme.example\n",
    "a sentence first": "Please take jane.doe@acme.example off the contact list.\n",
    "a sentence in a cell": "Date,Note\n2026-01-02,asked by jane.doe@acme.example\n",
    "another width": "ｊａｎｅ．ｄｏｅ＠ａｃｍｅ．ｅｘａｍｐｌｅ\n",
    "a kind of mailbox": "smtp:jane.doe@acme.example\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_the_column_with_addresses_is_found_by_content(text: str, tmp_path: Path) -> None:
    """Wherever it stands, under any title or none; nobody else's address is held back."""
    listed = tmp_path / "list.csv"
    listed.write_text(text, encoding="utf-8")
    guesser = Guesser()
    report = guesser.suppress_file(listed)
    assert report.entries
    assert shows_nobody(guesser, "Jane Doe", "acme.example")
    assert not shows_nobody(guesser, "Zoe Fox", "acme.example")
    assert not shows_nobody(guesser, "Zoe Fox", "other.example")


DOMAINS: dict[str, tuple[str, int]] = {
    "names first": ("Company,Domain\nAcme Ltd,acme.example\nOther Inc.,other.example\n", 2),
    "no heading": ("Acme Ltd;acme.example\nOther Inc.;other.example\n", 2),
    "a column titled so": ("email,domain\nx@third.example,\n,acme.example\n", 2),
    "links": ("Acme\thttps://www.acme.example/jobs\n", 1),
}


@pytest.mark.parametrize(("text", "entries"), DOMAINS.values(), ids=DOMAINS)
def test_the_column_with_domains_is_found_by_content(text: str, entries: int, tmp_path: Path) -> None:
    """Where there are no addresses; beside addresses only under its title, in rows without one."""
    listed = tmp_path / "list.csv"
    listed.write_text(text, encoding="utf-8")
    guesser = Guesser()
    assert (entries, ()) == (guesser.suppress_file(listed).entries, guesser.suppress_file(listed).rejected)
    assert "domain" == guesser.guess("Zoe Fox", "acme.example").suppressed


def test_a_company_beside_an_address_is_not_held_back() -> None:
    """One person asked; the colleagues did not."""
    read = list(read_entries(["Jane Doe,acme.example,jane.doe@acme.example", "John Roe,acme.example,"]))
    assert [("jane.doe", 1), ("there is no address", 2)] == [
        (getattr(entry, "local", None) or entry.reason[:19], row)  # type: ignore[union-attr]  # one or the other
        for row, entry in read
    ]


@pytest.mark.parametrize("first", ["Contact: acme.example", "mail to jane at acme.example", "address: j*@acme.example"])
def test_a_first_line_that_tells_whom_is_no_heading(first: str) -> None:
    """It was passed over for its words; now it is held or reported like any other."""
    assert [1] == [row for row, _ in read_entries([first])]


def test_every_row_is_held_or_reported() -> None:
    """A list of names alone suppresses nobody, and says so for each line."""
    read = list(read_entries(["Jane Doe", "John Roe", "*@acme.example"]))
    assert [1, 2, 3] == [entry.row for _, entry in read]  # type: ignore[union-attr]  # all are rejected


@pytest.mark.parametrize(
    "made",
    [
        lambda: ["," * 50_000] * 20,
        lambda: ["a@" * 20_000],
        lambda: ['"' * 100_000],
        lambda: [f"{i},{i}.example,x" for i in range(3_000)],
        lambda: ["\t;|," * 5_000] * 10,
    ],
)
def test_a_hostile_list_is_read_in_seconds(made: Callable[[], list[str]]) -> None:
    """Very wide rows, rows of marks, quotes without end."""
    started = time.process_time()
    list(read_entries(made()))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("kind", STORES)
def test_what_is_held_back_at_one_domain_is_at_its_aliases(kind: str) -> None:
    """Declared to be one company's, two domains reach the same people: an address, a person, a digest, a whole domain."""
    digest = sha256(b"tom.roe@acme.test").digest()
    with rig(kind) as made:
        made.writer.add_alias("acme.example", "acme.test")
        made.writer.add_alias("acme.test", "third.example")
        made.writer.suppress(
            [Target("acme.test", "jdoe"), Target("acme.test", names=("doe jane",)), Target(sha256=digest)]
        )
        found = made.reader.suppressed("acme.example", ("doe jane",), ("jdoe", "tom.roe", "ann"))
        assert Hidden(person=True, locals=frozenset({"jdoe", "tom.roe"})) == found
        made.writer.suppress([Target("third.example")])
        assert made.reader.suppressed("acme.example", (), ()).domain
        assert made.reader.suppressed("us.acme.example", (), ()).domain
        assert made.reader.suppressed("fourth.example", (), ()) == Hidden()


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_an_alias_that_another_layer_declares(kind: str) -> None:
    """The list of one layer holds at the domains that another says belong together."""
    with rig(kind) as top, rig(kind) as below:
        top.writer.add_alias("acme.example", "acme.test")
        below.writer.suppress([Target("acme.test", "jdoe")])
        found = LayeredStore(top.reader, below.reader).suppressed("acme.example", (), ("jdoe",))
        assert Hidden(locals=frozenset({"jdoe"})) == found


@pytest.mark.parametrize("entry", ["jdoe@аcme.example", "acme.con", "https://linkedin.com/in/janedoe"])
def test_an_entry_at_a_domain_that_is_not_meant_is_refused(entry: str) -> None:
    """Letters of other alphabets, slips of the keys, pages at a network: it would hold back nobody there, and says so."""
    with pytest.raises(InvalidDomain, match="held back"):
        Guesser().suppress(entry)
    ((row, reported),) = read_entries([entry])
    assert (1, True) == (row, isinstance(reported, Rejected))
