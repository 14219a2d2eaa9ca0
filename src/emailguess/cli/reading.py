"""What commands that read files share: the options `-f` and `--map`, and the command `columns`, which shows a file.

Files are read by `emailguess.files`; here is only what is printed of them, and nothing is printed raw.

Start reading at `colleagues`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from emailguess.cli.shared import NO_ANSWER, Verbatim, as_json, or_usage, print_json
from emailguess.cli.showing import Column, note, show, visible

if TYPE_CHECKING:
    from emailguess.evidence.pieces import Known
    from emailguess.files import People, Person

__all__ = [
    "FILE",
    "colleagues",
    "column_map",
    "columns",
    "known_files",
    "mapping",
    "open_people",
    "printable",
    "question",
]

FILE = click.Path(allow_dash=True, path_type=Path)
"""A file, or - for standard input; what is there is told by the reader, in its own words."""

known_files = click.option(
    "--known-file",
    "-f",
    "known_files",
    multiple=True,
    type=FILE,
    help="Colleagues from a file of any kind: an export, an address book, a mailbox, a pasted list. - reads standard "
    "input. Repeat it.",
)
column_map = click.option(
    "--map",
    "column_map",
    multiple=True,
    metavar="FIELD=TITLE,…",
    help="Which column holds what, where its title misleads, such as name=Candidate. Repeat it.",
)
_WISH = re.compile(r"(?:\A|,)\s*([a-z_]+)\s*=\s*", re.IGNORECASE)
# A file is questioned where, of so many names or more, more than half leave no trace in the addresses beside them, as
# nearly all do where the names are companies' or somebody else's.
_LEAST_JUDGED = 5
_MOST_ODD = 0.5
_LAST_LATIN = "\u024f"
_JUDGED = 1_000
_SHOWN_ROWS = 3
_SHOWN_CELL = 40


def printable(text: str, most: int = _SHOWN_CELL) -> str:
    """A text from a file, fit for a terminal: nothing in it is an order to the terminal, and it is cut."""
    text = "".join(c if c.isprintable() else "·" for c in visible(text[: most + 1]))
    return text if len(text) <= most else text[: most - 1] + "…"


def mapping(wishes: Iterable[str]) -> dict[str, list[str]] | None:
    """Read what --map says; a field that is named twice has two columns."""
    found: dict[str, list[str]] = {}
    for wish in wishes:
        pieces = _WISH.split(wish)
        if pieces[0].strip() or len(pieces) < 3:
            raise click.UsageError(f"--map takes FIELD=TITLE,…, such as 'name=Candidate,address=Email 1', not {wish!a}")
        for field, title in zip(pieces[1::2], pieces[2::2], strict=True):
            found.setdefault(field.lower(), []).append(title.strip().strip("\"'"))
    return found or None


def open_people(path: Path, columns: dict[str, list[str]] | None, *, also_companies: bool = False) -> People:
    """The people of a file, or of standard input for `-`. Raises `EmailGuessError`."""
    from emailguess.files import read_people

    source: Any = path
    if str(path) == "-":
        source = sys.stdin.buffer
    return read_people(source, columns=columns, also_companies=also_companies)


def colleagues(
    known: Iterable[str], files: Iterable[Path], wishes: Iterable[str], company: str | None = None
) -> list[Known]:
    """Those named one by one, and those of files; of a file with a column of companies, those of this company.

    Notes on stderr say what was left out. Raises `EmailGuessError`.
    """
    found: list[Known] = list(known)
    columns = mapping(wishes)
    for path in files:
        people = open_people(path, columns)
        kept = list(people)
        if company is not None and any(p.company for p in kept):
            everybody, kept = kept, list(_of_company(kept, company))
            told = f"{len(kept):,} of {len(everybody):,} are at {company}"
            note(f"{_name(people)}: {told if kept else _nobody_at(company, everybody)}")
            if not kept:
                continue
        found += kept
        for reason, count in people.left_out.items():
            note(f"{_name(people)}: {count:,} not used: {printable(reason, 200)}")
        if not any(p.addresses for p in kept):
            note(f"{_name(people)}: nobody in it has an address")
        elif asked := question(people, kept):
            note(f"{_name(people)}: {asked}")
    return found


def question(people: People, batch: list[Person]) -> str:
    """What to ask where most names of a file follow no pattern of the addresses beside them; empty where they do.

    Names in other scripts are not judged: an address may hold any of the ways to spell them.
    """
    from emailguess.addresses.roles import is_role
    from emailguess.files.content import holds_name, name_words

    named = odd = 0
    for person in batch[:_JUDGED]:
        local = person.work_address.partition("@")[0].lower()
        if not local or not person.full_name or max(person.full_name) > _LAST_LATIN or person.failure() is not None:
            continue
        if is_role(local, person.full_name):
            continue
        words = name_words(person.full_name)
        initials = {w[0] for w in words}
        named += 1
        odd += not holds_name(words, local) and not (len(local) <= len(words) + 1 and set(local) <= initials)
    if named < _LEAST_JUDGED or odd <= named * _MOST_ODD:
        return ""
    told = people.columns
    fields = ("given", "family", "name")
    titles = [c.title for f in fields for c in (told.fields.get(f, ()) if told else ()) if c.title]
    asked = " and ".join(f"'{printable(t)}'" for t in titles) or "what stands beside the addresses"
    return (
        f"{odd:,} of {named:,} names follow no pattern of the addresses beside them: is {asked} the person's name? "
        "Name the columns with --map name=…,address=…"
    )


def _nobody_at(company: str, people: Iterable[Person]) -> str:
    """Say that a file has nobody of a company, and which of its companies may be meant."""
    from difflib import get_close_matches

    names = {person.company.lower(): person.company for person in people if person.company}
    close = get_close_matches(company.lower(), names, n=3) or sorted(names)[:3]
    meant = " or ".join(printable(repr(names[name]), 80) for name in close)
    return f"nobody in it is at {company}; did you mean {meant}?"


def _of_company(people: Iterable[Person], company: str) -> Iterator[Person]:
    from emailguess.companies import company_key
    from emailguess.errors import EmailGuessError

    wanted = company_key(company)
    keys: dict[str, str] = {}
    for person in people:
        if person.company not in keys:
            try:
                keys[person.company] = company_key(person.company)
            except EmailGuessError:
                keys[person.company] = ""
        if keys[person.company] == wanted:
            yield person


def _name(people: People) -> str:
    return printable(people.name, 80)


_COLUMNS_EXAMPLES = """
Examples:

  emailguess columns export.csv

  emailguess columns export.csv --map name=Candidate,address="Email 1"

Exit status: 0 somebody is in it, 1 nobody is, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_COLUMNS_EXAMPLES)
@click.argument("file", type=FILE)
@column_map
@as_json
def columns(file: Path, column_map: tuple[str, ...], as_json: bool) -> None:
    """Show how FILE is understood: its format, which column holds what, and the first people in it."""
    wishes = mapping(column_map)
    people, first = or_usage(lambda: _looked_at(file, wishes))
    if as_json:
        print_json(_as_dict(people, first[:_SHOWN_ROWS]))
    else:
        _print(people, first[:_SHOWN_ROWS])
        if asked := question(people, first):
            note(asked)
        elif not first:
            note("nobody is in it" + (": there are titles, and no row below them" if people.header_row else ""))
    if not first:
        sys.exit(NO_ANSWER)


def _looked_at(file: Path, wishes: dict[str, list[str]] | None) -> tuple[People, list[Person]]:
    with open_people(file, wishes) as people:
        return people, list(islice(people, _JUDGED))


def _as_dict(people: People, first: list[Person]) -> dict[str, Any]:
    told = people.columns
    return {
        "format": people.format,
        "encoding": people.encoding,
        "delimiter": people.delimiter,
        "header_row": people.header_row,
        "columns": {name: [c.title or c.place + 1 for c in found] for name, found in told.fields.items()}
        if told
        else {},
        "unused": list(told.unused) if told else [],
        "people": [person.to_dict() for person in first],
    }


def _print(people: People, first: list[Person]) -> None:
    """A row for each thing that was found out: what it is, and what of the file it is."""
    told = people.columns
    rows = [("file", _name(people)), ("format", people.format)]
    if people.encoding:
        rows.append(("encoding", people.encoding))
    if told is not None and people.delimiter:
        rows.append(("cells parted by", f"{people.delimiter!a}"))
    if people.header_row:
        rows.append(("titles", f"in row {people.header_row}"))
    elif told is not None and not told.by_title:
        rows.append(("titles", "none: told by the cells"))
    if told is not None:
        for name, found in told.fields.items():
            titles = ", ".join(f"{printable(c.title)!r}" if c.title else f"column {c.place + 1}" for c in found)
            rows.append((name, titles))
        if told.unused:
            rows.append(("not used", printable(", ".join(told.unused), 300)))
    for person in first:
        cells = [person.full_name or "(no name)", ", ".join(person.addresses) or "(no address)"]
        cells += [c for c in (person.company, person.title, person.country, person.status) if c]
        cells += [person.seen.isoformat()] if person.seen else []
        rows.append((f"row {person.row}", " | ".join(printable(c, 80) for c in cells)))
    show((Column("what", whole=True, style="bold"), Column("as it is understood", wraps=True)), rows)
    for reason, count in people.left_out.items():
        note(f"{count:,} not used: {printable(reason, 200)}")
