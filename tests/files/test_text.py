"""Pages, lists and texts as people keep them: whose address it is, whatever stands between."""

from __future__ import annotations

import pytest

from emailguess import EmailGuessError
from emailguess.files import read_people

TWO = [("Bob Jones", "bob.jones@acme.example"), ("Ann Lee", "alee@acme.example")]


def each(form: str) -> str:
    """The form for both people."""
    return "".join(
        form.format(name=name, address=address, hidden=address.replace("@", " at ")) for name, address in TWO
    )


@pytest.mark.parametrize(
    "text",
    [
        each("- **{name}** – CTO – {address}\n"),
        each("<{address}> {name}\n"),
        each("{name} – Head of Sales, Acme Ltd – {address}\n"),
        "Members:\n\n" + each("    {hidden} ({name})\n"),
        each("{name}: {address}\n").replace("@", " [at] ").replace(".example", " (dot) example"),
        each("LISTED\nM:\t{name} <{address}>\nS:\tMaintained\n\n"),
        each("Kind regards\n\ni. A. {name}\nSales\nAcme Ltd\n{address}\n\n"),
        each("Name: {name}\nCompany: Acme Ltd\nE-Mail: {address}\nPhone: +1\n\n"),
        "people:\n" + each("  - name: {name}\n    email: {address}\n"),
        each("From {hidden}  Tue Mar  5 10:00:00 2024\nFrom: {hidden} ({name})\nSubject: x\n\nbody\n\n"),
    ],
    ids="bullets reversed dashes roster hidden maintainers signature fields yaml archive".split(),
)
def test_lists(text: str) -> None:
    """Everybody has the name that stands with the address, above it, beside it or behind other things."""
    assert TWO == [(p.full_name, p.address) for p in read_people(text)]


@pytest.mark.parametrize(
    "card",
    [
        "<div><h3>{name}</h3><p>Head of Sales</p><p>+1 234</p><a href='mailto:{address}?subject=Hi'>E-mail</a></div>",
        "<li><strong>{name}</strong><br>CTO<br><a href='mailto:{address}'><i></i></a></li>",
        "<dl><dt>{name}</dt><dd>CTO</dd><dd><a href='mailto:{address}'>{address}</a></dd></dl>",
        "<p>{name} | CTO | {address}</p>",
    ],
)
def test_pages(card: str) -> None:
    """On a page of cards an address is the person's above it."""
    page = f"<!doctype html><html><body><h1>Our team</h1>{each(card)}</body></html>"
    assert TWO == [(p.full_name, p.address) for p in read_people(page)]


def test_calendar() -> None:
    """Organiser and attendees come out with the day; rooms do not, and a meeting without an end is told."""
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20240305T100000Z\r\n"
        "ORGANIZER;CN=Bob Jones:mailto:bob.jones@acme.example\r\n"
        'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="Ann Lee":mai\r\n lto:alee@acme.example\r\n'
        "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room1@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    people = read_people(text)
    assert [(*both, "2024-03-05") for both in TWO] == [(p.full_name, p.address, str(p.seen)) for p in people]
    cut = read_people(text[: text.index("END:VEVENT")])
    assert [] == list(cut)
    assert "a meeting without an end" in cut.left_out


def test_xml() -> None:
    """Elements are fields; a company around its people is theirs, and the declared encoding is not believed."""
    people = each("<person><fullName>{name}</fullName><email>{address}</email></person>")
    text = f"<?xml version='1.0' encoding='utf-16'?>\n<list><company><name>Müller AG</name>{people}</company></list>"
    assert [(*both, "Müller AG") for both in TWO] == [(p.full_name, p.address, p.company) for p in read_people(text)]
    cut = read_people(text[: text.index("Ann Lee")] + "\n")
    with pytest.raises(EmailGuessError, match="not readable as XML"):
        list(cut)


def test_xml_bomb() -> None:
    """A document that declares entities, or is nested without end, is refused."""
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a><c>&b;</c></a>'
    for text, why in ((bomb, "entities"), ("<?xml version='1.0'?>" + "<a>" * 1_000, "nested too deeply")):
        with pytest.raises(EmailGuessError, match=why):
            list(read_people(text + "\n"))


def test_failed_recipients() -> None:
    """A message that names failed recipients in a header alone is a bounce."""
    text = (
        "X-Failed-Recipients: bob.jones@acme.example\nFrom: Mail Delivery System <mailer@ourfirm.example>\n"
        "To: rita@ourfirm.example\nSubject: failed\nDate: Tue, 5 Mar 2024 10:00:00 +0100\n\nbody\n"
    )
    assert [("bob.jones@acme.example", "5.0.0")] == [(p.address, p.bounce) for p in read_people(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ab12cd3 Bob Jones <bob.jones@acme.example> Fix\nff12cd3 Ann Lee <alee@acme.example> Add\n",
        'authors = [\n  {name = "Bob Jones", email = "bob.jones@acme.example"},\n'
        '  {name = "Ann Lee", email = "alee@acme.example"},\n]\n',
        "To: =?utf-8?q?Bob_Jones?= <bob.jones@acme.example>, Ann Lee <alee@acme.example>\n",
        "| Name | E-mail |\n|:-|-:|\n| **Bob Jones** | [mail](mailto:bob.jones@acme.example) |\n"
        "| Ann Lee | alee@acme.example |\n",
        "First,Last,Email\nName,Name,Address\nBob,Jones,bob.jones@acme.example\nAnn,Lee,alee@acme.example\n",
        "<table><tr><th colspan=2>Person</th><th rowspan=2>E-mail</th></tr><tr><th>First name</th><th>Last name</th></tr>"
        "<tr><td>Bob</td><td>Jones</td><td>bob.jones@acme.example</td></tr>"
        "<tr><td>Ann</td><td>Lee</td><td>alee@acme.example</td></tr></table>",
    ],
    ids="commits toml encoded short-rule two-lines rowspan".split(),
)
def test_what_stands_around_is_no_name(text: str) -> None:
    """Marks of a history, a program or a table, and titles over two lines, are nobody."""
    assert TWO == [(p.full_name, p.address) for p in read_people(text)]


@pytest.mark.parametrize(
    "text",
    [
        "On Tue, Mar 5, 2024 at 10:00 AM Bob Jones <bob.jones@acme.example> wrote:\n"
        "Am Di., 5. März 2024 um 10:00 Uhr schrieb Ann Lee <alee@acme.example>:\n",
        "Le mar. 5 mars 2024 à 10:00, Bob Jones <bob.jones@acme.example> a écrit :\n> 10:01 Ann Lee <alee@acme.example>\n",
        "Bob Jones, Acme Test Inc, bob.jones@acme.example; Ann Lee, Acme Test Inc, alee@acme.example\n",
        '["Bob Jones <bob.jones@acme.example>", "Ann Lee <alee@acme.example>"]',
        "Name\nE-mail\nBob Jones\nbob.jones@acme.example\nAnn Lee\nalee@acme.example\n",
        '<html><head><script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "Acme", "email": '
        '"info@acme.example", "employee": [{"@type": "Person", "name": "Bob Jones", "email": "mailto:bob.jones@acme.example"},'
        '{"@type": ["Person"], "name": "Ann Lee", "email": "alee@acme.example"}]}]}</script><script>x@y.example</script></head>',
        "Bob Jones, Clerk at Acme <bob.jones@acme.example>\nAnn Lee, Head of Sales <alee@acme.example>\n",
    ],
    ids="quoted french sentence json turns described jobs".split(),
)
def test_whose_an_address_is(text: str) -> None:
    """Dates of quoted messages, jobs and the next person of a line are not taken for the owner's name."""
    assert TWO == [(p.full_name, p.address) for p in read_people(text)]
