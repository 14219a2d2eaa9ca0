"""Every format, written with invented people of three scripts: what the samples on disk are for one, for all.

Start reading at `FORMATS`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence

from layouts import Invented
from make import git_log, ldif, markdown, mbox, table_html, vcards

__all__ = ["FORMATS", "GROUPS", "NO_COMPANY"]

People = Sequence[Invented]
GROUPS = ("western", "central", "cyrillic")
TITLES = ("Given name", "Family name", "E-mail", "Company")
NO_COMPANY = frozenset(
    ["mbox", "message", "git log", "git shortlog", "git format", "to line", "mailboxes", "dashes", "mutt", "calendar"]
)
"""Formats that have no place for it."""


def _delimited(mark: str) -> Callable[[People], str]:
    return lambda people: "".join(mark.join(row) + "\r\n" for row in (TITLES, *people))


def _padded(people: People, *, rule: str = "", frame: str = "") -> str:
    """Columns of one width, with a rule of some sign below the titles, in a frame or not."""
    rows = [TITLES, *people]
    widths = [max(len(row[i]) for row in rows) for i in range(len(TITLES))]
    written = [[c.ljust(w) for c, w in zip(row, widths, strict=True)] for row in rows]
    ruler = [rule * w for w in widths]
    if frame:
        bars = [f"{frame} " + f" {frame} ".join(row) + f" {frame}" for row in written]
        cross = "+-" + "-+-".join("-" * w for w in widths) + "-+"
        return "\n".join([cross, bars[0], cross, *bars[1:], cross, ""])
    gap = " " if rule else "  "
    lines = [gap.join(row).rstrip() for row in written]
    return "\n".join([lines[0], *([gap.join(ruler)] if rule else []), *lines[1:], ""])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _insert(people: People) -> str:
    rows = ",\n".join("(" + ", ".join(map(_quoted, p)) + ", NULL, 7)" for p in people)
    return (
        "-- a dump\nCREATE TABLE orders (id int, note varchar(9));\nINSERT INTO orders VALUES (1,'x');\n"
        f"INSERT INTO `people` (`given_name`, `family_name`, `email`, `company`, `phone`, `n`) VALUES\n{rows};\n"
    )


def _created(people: People) -> str:
    rows = ",".join(
        "(" + ",".join([str(i), *(_quoted(c).replace("''", "\\'") for c in p)]) + ")" for i, p in enumerate(people)
    )
    columns = ",\n".join(f"  `{c}` varchar(80) DEFAULT NULL" for c in ("first_name", "last_name", "email", "company"))
    return f"CREATE TABLE `people` (\n  `id` int(11) NOT NULL,\n{columns},\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\nINSERT INTO `people` VALUES {rows};\n"


def _copied(people: People) -> str:
    rows = "".join("\t".join(["1", *p, "\\N"]) + "\n" for p in people)
    return f"SET x = 0;\nCOPY public.people (id, given_name, family_name, email, company, phone) FROM stdin;\n{rows}\\.\n\n"


def _xml(people: People) -> str:
    rows = "".join(
        f"<contact><firstName>{g}</firstName><lastName>{f}</lastName><email>{a}</email><company>{c}</company></contact>\n"
        for g, f, a, c in people
    )
    return f"<?xml version='1.0' encoding='utf-8'?>\n<contacts>\n{rows}</contacts>\n"


def _calendar(people: People) -> str:
    guests = "".join(f'ATTENDEE;CN="{g} {f}";ROLE=REQ-PARTICIPANT:mailto:{a}\r\n' for g, f, a, _ in people)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20240305T100000Z\r\n{guests}END:VEVENT\r\nEND:VCALENDAR\r\n"


def _message(people: People) -> str:
    to = ",\r\n ".join(f'"{f}, {g}" <{a}>' for g, f, a, _ in people[1:])
    g, f, a, _ = people[0]
    return (
        f"From: {g} {f} <{a}>\r\nTo: {to}\r\nDate: Tue, 05 Mar 2024 10:00:00 +0100\r\nMessage-ID: <1@x.example>\r\n"
        "Subject: Hello\r\n\r\nWrite to other@nobody.example\r\n"
    )


def _workbook(people: People) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("People")
    sheet.write(0, 0, "Talent pool")
    for row, cells in enumerate([TITLES, *people], 2):
        sheet.write_row(row, 0, cells)
    book.close()
    return out.getvalue()


def _records(people: People) -> list[dict[str, str]]:
    return [dict(zip(("firstName", "lastName", "email", "company"), p, strict=True)) for p in people]


def _fields(people: People) -> str:
    return "\n".join(f"Given name: {g}\nFamily name: {f}\nE-mail: {a}\nCompany: {c}\n" for g, f, a, c in people)


def _yaml(people: People) -> str:
    return "people:\n" + "".join(
        f'  - first_name: "{g}"\n    last_name: "{f}"\n    email: {a}\n    company: {c}\n' for g, f, a, c in people
    )


def _toml(people: People) -> str:
    return "".join(
        f'[[people]]\nfirst_name = "{g}"\nlast_name = "{f}"\nemail = "{a}"\ncompany = "{c}"\n\n'
        for g, f, a, c in people
    )


def _turned(people: People) -> str:
    return "".join(";".join([title, *(p[i] for p in people)]) + "\r\n" for i, title in enumerate(TITLES))


def _beside(people: People) -> str:
    """Two tables side by side."""
    rows = [";".join([*one, "", *two]) for one, two in zip(people[::2], [*people[1::2], ("",) * 4], strict=False)]
    return "\r\n".join([";".join([*TITLES, "", *TITLES]), *rows, ""])


FORMATS: dict[str, Callable[[People], str | bytes]] = {
    "comma": lambda people: "".join(",".join(f'"{c}"' for c in row) + "\r\n" for row in (TITLES, *people)),
    "semicolon": _delimited(";"),
    "tab": _delimited("\t"),
    "bar": _delimited("|"),
    "caret": _delimited("^"),
    "single quotes": lambda people: "".join(";".join(f"'{c}'" for c in row) + "\n" for row in (TITLES, *people)),
    "blanks": _padded,
    "blanks, rule": lambda people: _padded(people, rule="-"),
    "restructured text": lambda people: _padded(people, rule="="),
    "frame": lambda people: _padded(people, frame="|"),
    "drawn frame": lambda people: _padded(people, frame="│"),
    "insert": _insert,
    "insert, created": _created,
    "copy": _copied,
    "a person a column": _turned,
    "tables side by side": _beside,
    "workbook": _workbook,
    "json": lambda people: json.dumps({"people": _records(people)}, ensure_ascii=False, indent=1),
    "json lines": lambda people: "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in _records(people)),
    "xml": _xml,
    "vcard 2.1": lambda people: vcards("2.1", people),
    "vcard 3.0": lambda people: vcards("3.0", people),
    "vcard 4.0": lambda people: vcards("4.0", people),
    "ldif": ldif,
    "mbox": mbox,
    "message": _message,
    "calendar": _calendar,
    "git log": git_log,
    "git shortlog": lambda people: "".join(f"    {i + 3}\t{g} {f} <{a}>\n" for i, (g, f, a, _) in enumerate(people)),
    "git format": lambda people: "".join(f"{i:07x}|{g} {f}|{a}|2024-03-05\n" for i, (g, f, a, _) in enumerate(people)),
    "html": lambda people: table_html(people, "<html><body>"),
    "markdown": markdown,
    "wiki": lambda people: "".join(
        b + b.join(row) + b + "\n" for row, b in ((TITLES, "||"), *((p, "|") for p in people))
    ),
    "fields": _fields,
    "yaml": _yaml,
    "toml": _toml,
    "to line": lambda people: "To: " + "; ".join(f"{f}, {g} <{a}>" for g, f, a, _ in people) + "\n",
    "mailboxes": lambda people: "".join(f'"{f}, {g}" <{a}>\n' for g, f, a, _ in people),
    "dashes": lambda people: "".join(f"- {g} {f} – {a}\n" for g, f, a, _ in people),
    "mutt": lambda people: "".join(f"alias p{i} {g} {f} <{a}>\n" for i, (g, f, a, _) in enumerate(people)),
}
"""Writers by the format's name."""
