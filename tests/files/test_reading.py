"""Reading: the content tells what a file is; titles and cells tell what a column is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from emailguess import EmailGuessError, Guesser
from emailguess.files import Person, read_people

BOB = "bob.jones@acme.example"

PAIRS = [("Jane Doe", "jane.doe@acme.example"), ("Bob Jones", "bob.jones@acme.example")]
SAMPLES = Path(__file__).parents[1] / "cases" / "files"


def pairs(source: object) -> list[tuple[str, str]]:
    """Name and address of everybody."""
    return [(p.full_name, p.address) for p in read_people(source)]


def one(text: str) -> Person:
    """The only person of a text."""
    (person,) = read_people(text)
    return person


def table(titles: str, *rows: str) -> str:
    """A table as text."""
    return "\n".join([titles, *rows]) + "\n"


@pytest.mark.parametrize(
    "content",
    [
        "name,email\nJane Doe,jane.doe@acme.example\nBob Jones,bob.jones@acme.example\n",
        "Email,Department,Full Name\njane.doe@acme.example,Sales,Jane Doe\nbob.jones@acme.example,Sales,Bob Jones\n",
        "last_name,first_name,email_address\nDoe,Jane,jane.doe@acme.example\nJones,Bob,bob.jones@acme.example\n",
        "Jane Doe,jane.doe@acme.example\nBob Jones,bob.jones@acme.example\n",
        "jane.doe@acme.example,Jane Doe\nbob.jones@acme.example,Bob Jones\n",
        "name\temail\nJane Doe\tjane.doe@acme.example\nBob Jones\tbob.jones@acme.example\n",
        'name,email\n"Jane Doe","jane.doe@acme.example"\n\n,\nBob Jones, bob.jones@acme.example \n',
        "na\0me,email\nJane\0 Doe,jane.doe@acme.example\nBob Jones,bob.jones@acme.example\0\n",
        "sep=^\nname^email\nJane Doe^jane.doe@acme.example\nBob Jones^bob.jones@acme.example\n",
        '#TYPE Microsoft.ADUser\n"DisplayName","PrimarySmtpAddress"\n"Jane Doe","jane.doe@acme.example"\n'
        '"Bob Jones","bob.jones@acme.example"\n',
        "Jane Doe <jane.doe@acme.example>\n\n# a remark\nBob Jones <bob.jones@acme.example>\n",
        '[{"n": {"full": "Jane Doe"}, "mail": "jane.doe@acme.example"}, {"n": {"full": "Bob Jones"}, "mail": '
        '"bob.jones@acme.example"}]',
        "Best regards,\nJane Doe\nT: +44\nE: jane.doe@acme.example\n\nBob Jones\nbob.jones@acme.example\n",
        "<ul><li><a href='mailto:jane.doe@acme.example'>Jane Doe</a></li><li>Bob Jones: bob.jones@acme.example</li></ul>",
        "From: Jane Doe <jane.doe@acme.example>\nTo: Bob Jones <bob.jones@acme.example>\nSubject: x\nDate: x\n\nhello",
    ],
)
def test_shapes(content: str, tmp_path: Path) -> None:
    """The same two people in many shapes, as a text, as a file of any name, and as an open file."""
    (tmp_path / "team.dat").write_text(content, encoding="utf-8")
    assert PAIRS == pairs(content)
    assert PAIRS == pairs(tmp_path / "team.dat")
    assert PAIRS == pairs(str(tmp_path / "team.dat"))
    assert PAIRS == pairs(io.BytesIO(content.encode()))
    assert PAIRS == pairs(io.StringIO(content))


@pytest.mark.parametrize(
    ("titles", "row", "expected"),
    [
        ("Name;Vorname;E-Mail", "Jones;Bob;bjones@acme.example", ("Bob", "Jones")),
        ("Nom;Prénom;E-mail", "Jones;Bob;bjones@acme.example", ("Bob", "Jones")),
        ("Nome;Cognome;E-mail", "Bob;Jones;bjones@acme.example", ("Bob", "Jones")),
        ("Nome;Sobrenome;E-mail", "Bob;Jones;bjones@acme.example", ("Bob", "Jones")),
        ("Voornaam;Tussenvoegsel;Achternaam;E-mail", "Piet;van den;Berg;p@acme.example", ("Piet", "van den Berg")),
        ("Nombre;Primer apellido;Segundo apellido;Correo", "Eva;Ruiz;Prieto;e@acme.example", ("Eva", "Ruiz Prieto")),
        ("Contact: First Name,Contact: Last Name,Contact: Email", "Bob,Jones,b@acme.example", ("Bob", "Jones")),
        ("contactFirstName,contactLastName,contactEmail", "Bob,Jones,b@acme.example", ("Bob", "Jones")),
    ],
)
def test_parts(titles: str, row: str, expected: tuple[str, str]) -> None:
    """Which half of a name a title speaks of depends on the title beside it."""
    person = one(table(titles, row))
    assert expected == (person.given, person.family)


def test_name_is_the_companys_beside_a_person() -> None:
    """`Name` with a company's domain beside it, and both halves of the person's name, is the company."""
    titles = "First Name,Last Name,Email Address,Name,Company Domain Name"
    person = one(table(titles, "Bob,Jones,bjones@acme.example,Acme Ltd,acme.example"))
    assert ("Bob Jones", "Acme Ltd", "acme.example") == (person.full_name, person.company, person.domain)


def test_title_is_a_salutation_or_a_job() -> None:
    """The cells of `Title` say which it is."""
    jobs = one(table("Name,Title,Email", "Bob Jones,Head of Sales,bjones@acme.example"))
    salutations = one(table("Name,Title,Email", "Bob Jones,Mr,bjones@acme.example"))
    assert ("Head of Sales", "") == (jobs.title, salutations.title)


def test_columns_of_others() -> None:
    """Owners, recruiters and managers are not the candidate, nor are their addresses; `Unlocked` is none."""
    titles = "Candidate,Owner,Owner Email,Recruiter Email,Email,Hiring Manager,Manager's Email"
    rows = [
        f"Bob {x},Rita,rita@ourfirm.example,sam@ourfirm.example,bob.{x}@acme.example,Sam,s@x.example" for x in "abc"
    ]
    people = list(read_people(table(titles, *rows)))
    assert [("bob.a@acme.example",), ("bob.b@acme.example",), ("bob.c@acme.example",)] == [p.addresses for p in people]
    locked = table("Name,Email,Direct", *[f"Bob {x},Unlocked,bob.{x}@acme.example" for x in "abc"])
    assert "bob.a@acme.example" == next(read_people(locked)).address


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        ("Name,Email 1,Email 2", "Bob Jones,bob@gmail.com,bjones@acme.example"),
        ("Name,Personal Email,Work Email", "Bob Jones,bob@gmail.com,bjones@acme.example"),
        ("Name,Emails", 'Bob Jones,"bob@gmail.com; bjones@acme.example"'),
        ("Name,Emails", 'Bob Jones,"bob@gmail.com (Personal), bjones@acme.example (Work)"'),
        ("Name,Emails", "Bob Jones,bob@gmail.com ::: bjones@acme.example"),
        ("Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value", "Bob Jones,Home,bob@gmail.com,bjones@acme.example"),
    ],
)
def test_work_before_private(titles: str, row: str) -> None:
    """All addresses are kept, and the one at work is the first wherever it stands."""
    assert ("bjones@acme.example", "bob@gmail.com") == one(table(titles, row)).addresses


def test_preamble_and_footer() -> None:
    """Notes above the titles and lines below the rows are nobody; blank rows are passed over."""
    people = read_people(
        'Notes:\n"When exporting, you may miss some email addresses, company, position"\n\n'
        "First Name,Last Name,Email Address,Company\nBob,Jones,bjones@acme.example,Acme\n\nAnn,Lee,,Acme\n"
        '\n"Contacts by Account"\n"Generated By: Rita Boss 11/20/2026"\n'
    )
    assert [("Bob Jones", "bjones@acme.example"), ("Ann Lee", "")] == [(p.full_name, p.address) for p in people]
    assert 4 == people.header_row


def test_two_tables_below_each_other() -> None:
    """A second header changes what the columns are; the same header again is passed over."""
    text = (
        "Name,Email\nBob Jones,bob.jones@acme.example\nName,Email\nAnn Lee,ann.lee@acme.example\n"
        "Email,Full Name,Company\nkim.zhang@acme.example,Kim Zhang,Acme\n"
    )
    assert ["Bob Jones", "Ann Lee", "Kim Zhang"] == [p.full_name for p in read_people(text)]


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        ("Connected On", "05 Mar 2024", date(2024, 3, 5)),
        ("Created Date", "3/25/2024", date(2024, 3, 25)),
        ("Erstellt am", "05.03.2024", date(2024, 3, 5)),
        ("Дата создания", "5 марта 2024 г.", date(2024, 3, 5)),
        ("作成日", "2024年3月5日", date(2024, 3, 5)),
        ("Last activity", "2024-03-05T10:00:00Z", date(2024, 3, 5)),
        ("created_at", "1709629200", date(2024, 3, 5)),
        ("Created", "2999-01-01", None),
    ],
)
def test_dates(title: str, cell: str, expected: date | None) -> None:
    """Dates of contact and of last activity become the day an address was seen; those to come do not."""
    assert expected == one(table(f"Name,Email,{title}", f"Bob Jones,bob@acme.example,{cell}")).seen


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        ("Email Status", "Verified", "valid"),
        ("ZB Status", "invalid", "invalid"),
        ("Verification status", "accept_all", "catch_all"),
        ("Result", "undeliverable", "invalid"),
        ("Email Status", "Extrapolated", "risky"),
        ("Status", "Active", ""),
    ],
)
def test_verdicts(title: str, cell: str, expected: str) -> None:
    """What a verifier says is read where the column holds verdicts; other states are none."""
    rows = [f"Bob {x},bob.{x}@acme.example,{cell}" for x in "abc"]
    assert {expected} == {p.status for p in read_people(table(f"Name,Email,{title}", *rows))}


def test_verdicts_as_evidence() -> None:
    """`invalid` is a bounce, catch-all weighs a fifth, valid is a colleague."""
    rows = ["Bob Jones,bjones@acme.example,valid", "Ann Lee,ann.lee@acme.example,invalid"]
    people = list(read_people(table("Name,Email,Email status", *rows, "Kim Li,kli@acme.example,accept all")))
    assert [1.0, None, 0.2] == [s.weight if (s := p.sighting()) else None for p in people]
    guesser = Guesser()
    assert 3 == guesser.learn(people).learned
    assert "jdoe@acme.example" == guesser.guess("Jane Doe", "acme.example").best.address
    assert "ann.lee@acme.example" not in [c.address for c in guesser.guess("Ann Lee", "acme.example")]


def test_known_takes_people() -> None:
    """People of a file are evidence as they come; those without an address are no mistake."""
    text = table("Name,Email", "Bob Jones,bjones@acme.example", "Ann Lee,alee@acme.example", "Tom Roe,")
    answer = Guesser().guess("Jane Doe", "acme.example", known=read_people(text))
    assert ("jdoe@acme.example", ()) == (answer.best.address, answer.warnings)


def test_bounces_of_a_mailbox() -> None:
    """A report of a failed delivery (RFC 3464) is a bounce with its code; nobody else of it is a person, nor is a body."""
    people = list(read_people(SAMPLES / "inbox.mbox"))
    assert [("gone@acme.example", "5.1.1")] == [(p.address, p.bounce) for p in people if p.bounce]
    assert {"mailer-daemon@ourfirm.example", "other@nobody.example"} & {p.address for p in people} == set()


def test_maildir(tmp_path: Path) -> None:
    """A Maildir is read message by message."""
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    for folder, (name, address) in zip(("cur", "new"), PAIRS, strict=True):
        (tmp_path / folder / "1").write_text(f"From: {name} <{address}>\nDate: Tue, 5 Mar 2024 10:00:00 +0000\n\nHi\n")
    assert PAIRS == pairs(tmp_path)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_frames(library: str) -> None:
    """Frames of three libraries are tables."""
    module = pytest.importorskip(library)
    data = {"Full Name": [n for n, _ in PAIRS], "Email": [a for _, a in PAIRS]}
    assert PAIRS == pairs(module.table(data) if library == "pyarrow" else module.DataFrame(data))


def test_parquet_and_arrow(tmp_path: Path) -> None:
    """Parquet and Arrow files are tables, whatever they are called; a cut one is an error."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    data = pa.table({"Full Name": [n for n, _ in PAIRS], "Email": [a for _, a in PAIRS]})
    parquet.write_table(data, tmp_path / "one.csv")
    with pa.OSFile(str(tmp_path / "two.csv"), "wb") as sink, pa.ipc.new_file(sink, data.schema) as writer:
        writer.write_table(data)
    assert PAIRS == pairs(tmp_path / "one.csv")
    assert PAIRS == pairs(tmp_path / "two.csv")
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "one.csv").read_bytes()[:-40])
    with pytest.raises(EmailGuessError, match=r"cut\.parquet: not readable"):
        pairs(tmp_path / "cut.parquet")


def test_records_in_memory() -> None:
    """A list of mappings is a table."""
    assert PAIRS == pairs([{"name": n, "email": a} for n, a in PAIRS])


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"name": "Client"}, ("Bob Jones", "bjones@acme.example")),
        ({"name": "1", "address": "Second"}, ("Acme", "bob@home.example")),
        ({"address": ["Second", "Mail"]}, ("Acme", "bob@home.example")),
    ],
)
def test_columns_named_by_the_caller(wishes: dict[str, str | Sequence[str]], expected: tuple[str, str]) -> None:
    """What a caller says of a column holds, by title or by number."""
    text = table("Name,Client,Mail,Second", "Acme,Bob Jones,bjones@acme.example,bob@home.example")
    assert [expected] == [(p.full_name, p.address) for p in read_people(text, columns=wishes)]


def test_columns_that_are_not_there() -> None:
    """A wrong title, and a wrong field, are errors that list the right ones."""
    text = table("Name,Mail", "Bob Jones,bjones@acme.example")
    with pytest.raises(EmailGuessError, match="no column 'Nam'; the columns are 'Name', 'Mail'"):
        list(read_people(text, columns={"name": "Nam"}))
    with pytest.raises(EmailGuessError, match="the fields are name, given"):
        list(read_people(text, columns={"nom": "Name"}))


def test_a_sum_is_nobody() -> None:
    """A line of totals whose number stands below a name is no person."""
    text = "First name,Last name,E-mail\nBob,Jones,bjones@acme.example\nAnn,Lee,\nTotal,2,\n"
    assert ["Bob Jones", "Ann Lee"] == [p.full_name for p in read_people(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name\nJane Doe\n{bob}\n", [("Jane Doe", ()), ("Bob Jones", (BOB,))]),
        ("Name\n{bob}\n{bob}\nJane Doe\n", [("Bob Jones", (BOB,)), ("Bob Jones", (BOB,)), ("Jane Doe", ())]),
        ("Full name;Company\nJane Doe;Acme\n{bob};Acme\n", [("Jane Doe", ()), ("Bob Jones", (BOB,))]),
        ("Full name,Company\nBob Jones {only},Acme\nJane Doe,Acme\n", [("Bob Jones", (BOB,)), ("Jane Doe", ())]),
        (
            "Name;Email\n{bob};\nJane Doe;jane@acme.example\n",
            [("Bob Jones", (BOB,)), ("Jane Doe", ("jane@acme.example",))],
        ),
        ("Name,Email\n{only},{only}\n", [("", (BOB,))]),
        (
            "Name\nBob Jones\n{only}\nAnn Lee\nann@acme.example\n",
            [("Bob Jones", (BOB,)), ("Ann Lee", ("ann@acme.example",))],
        ),
    ],
)
def test_some_names_are_written_as_mailboxes(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A column of names may hold a mailbox here and there: name and address are read, and the others stay names."""
    read = read_people(text.format(bob=f"Bob Jones <{BOB}>", only=BOB))
    assert expected == [(person.name, person.addresses) for person in read]
