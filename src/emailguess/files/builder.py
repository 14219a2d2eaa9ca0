"""One row of a table whose columns are known becomes a person, or the reason why it is none.

Start reading at `Builder`; `Rows` reads rows each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from emailguess.addresses.pasted import display_name, mailboxes
from emailguess.data.name_words import LEGAL
from emailguess.files.cells import LONGEST_CELL, MOST_ADDRESSES, cell, headcount, label_kind, raw, several
from emailguess.files.columns import Column, Columns, header_score
from emailguess.files.content import EMPTY, host
from emailguess.files.dates import read_date, read_serial
from emailguess.files.disguise import revealed_cell
from emailguess.files.log import Log
from emailguess.files.pasted import name_above
from emailguess.files.people import Person, Status, is_private
from emailguess.files.titles import normalised, table
from emailguess.files.verdicts import is_bounced, read_verdict

__all__ = ["Builder", "Rows"]

_PLAIN = re.compile(r"[A-Za-z0-9._+'-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_YES = frozenset("true yes 1 y x ja oui si sim да".split())
_NO = frozenset("false no 0 n nein non nao нет none".split())
# Below such a title whatever stands there says that a message came back, and when or why.
_TELLS_OF_BOUNCE = frozenset("reason time date at on message code diagnostic description".split())
_SOCIAL = frozenset(
    "google.com linkedin.com xing.com twitter.com x.com facebook.com github.com instagram.com youtube.com".split()
)


class Builder:
    """Builds a person from a row, by the columns of its table."""

    def __init__(
        self, columns: Columns, titles: Sequence[str] | None, log: Log, *, also_companies: bool = False
    ) -> None:
        self.columns = columns
        self._also_companies = also_companies
        self.log = log
        self._titles = [t.strip().lower() for t in titles] if titles else []
        f = columns.fields
        self._parts = [columns.first(x) for x in ("given", "middle", "particle", "family", "second_family")]
        self._whole = [c.place for c in f.get("name", ())]
        self._addresses = f.get("address", ())
        self._companies = [c.place for c in f.get("company", ())]
        self._texts = {x: columns.first(x) for x in ("domain", "job", "country")}
        self._seen = [c.place for c in f.get("seen", ())]
        self._headcount = columns.first("headcount")
        self._several_judged = len(f.get("status", ())) > 1
        # Where no column has addresses, a verdict is on the one that another program put beside the row.
        self._unaddressed = -1 if self._addresses else columns.first("status")
        self._catch_all = columns.first("catch_all")
        self._bounced = [
            (c.place, bool(_TELLS_OF_BOUNCE & set(normalised(c.title).split()))) for c in f.get("bounced", ())
        ]
        self._named = any(p >= 0 for p in self._parts) or bool(self._whole)
        self._tomorrow = date.today() + timedelta(days=1)

    def other_header(self, cells: Sequence[str]) -> bool:
        """Whether a row that is nobody is the header of another table."""
        return bool(self._titles) and len(cells) > 1 and header_score(cells) >= max(2, len(cells) / 3)

    def same_header(self, cells: Sequence[str]) -> bool:
        """Whether a row repeats the titles, as where files were put one below the other."""
        return bool(self._titles) and [c.strip().lower() for c in cells[: len(self._titles)]] == self._titles

    def person(self, row: int, cells: list[str]) -> Person | None:
        """The person of a row; None for a row that holds none, with the reason in the log."""
        if self._is_no_row(cells):
            return None
        addresses, name_beside, verdict_place = self._read_addresses(cells)
        given, middle, particle, family, second = (cell(cells, p) for p in self._parts)
        name = next((n for p in self._whole if (n := cell(cells, p))), "")
        if self._broken(row, cells, bool(addresses)):
            return None
        family = " ".join(filter(None, (particle, family, second)))
        if not (given or family):
            name = name or name_beside
        elif not (given and family) and name:
            given = middle = family = ""
        else:
            name = ""
        company = next((c for p in self._companies if (c := cell(cells, p))), "")
        domain = self._domain(cells)
        if company[-1:] == ")":
            company, domain = _without_domain(company, domain)
        if "," in name:
            name, company = _without_company(name, company)
        if "@" in name:
            addresses = addresses or tuple([address for _, address in several(name, "")])
            name = display_name(name)
        if not addresses and _is_total(cells, company or domain, (given, family, name)):
            return None
        if not addresses and not (name or given or family):
            if self._also_companies and company and domain:
                return Person(row=row, company=company, domain=domain)
            self.log.add(row, "no name and no address")
            return None
        if "\ufffd" in name + given + family:
            self.log.add(row, "letters of its name were lost before; only the address is used")
            name = given = middle = family = ""
            if not addresses:
                return None
        status, bounce = self._verdict(cells, verdict_place) if verdict_place >= 0 or self._catch_all >= 0 else ("", "")
        if self._bounced and addresses and (failed := self._failed(cells)) is not None:
            status, bounce = "invalid", failed or bounce
        return Person(
            row=row,
            name=name,
            given=given,
            middle=middle,
            family=family,
            addresses=addresses,
            company=company,
            domain=domain,
            title=cell(cells, self._texts["job"]),
            country=cell(cells, self._texts["country"]),
            headcount=headcount(cell(cells, self._headcount)) if self._headcount >= 0 else None,
            seen=self._date(cells) if self._seen else None,
            status=status,
            bounce=bounce,
        )

    def others(self, person: Person, cells: Sequence[str]) -> tuple[Person, ...]:
        """Whoever else is named with an address in a cell such as `Bob Jones <bob@…>, Ann Lee <ann@…>`."""
        if self._named or len(person.addresses) < 2:
            return ()
        text = cells[self._addresses[0].place] if self._addresses[0].place < len(cells) else ""
        found = {a.lower(): (name, a) for name, a in mailboxes(text[:LONGEST_CELL]) if name}
        own = found.get(person.address.lower())
        if len(found) < 2 or own is None:
            return ()
        return tuple(
            replace(person, name=name, addresses=(address,), status="", bounce="")
            for name, address in found.values()
            if address != own[1]
        )

    def _is_no_row(self, cells: list[str]) -> bool:
        """Whether it is blank, titles, a footer or a heading between."""
        filled = sum(1 for c in cells if c.strip())
        if not filled or self.same_header(cells):
            return True
        if filled == 1 and self.columns.width > 2 and not any("@" in c for c in cells):
            return True
        return self.other_header(cells)

    def _broken(self, row: int, cells: list[str], has_address: bool) -> bool:
        """A row whose cells stand in the wrong columns is told and not believed."""
        width = self.columns.width
        if len(cells) <= width or not self._titles:
            return False
        if not any(c.strip() for c in cells[width:]) and not self._slipped(cells, len(cells) - width):
            return False
        out_of_place = any("@" in c for i, c in enumerate(cells) if i not in self.columns.with_at)
        no_address = any(
            (c := cells[column.place].strip()) and "@" not in c and c.lower() not in EMPTY for column in self._addresses
        )
        if not out_of_place and not no_address and has_address:
            return False
        self.log.add(row, f"{len(cells)} cells where the header has {width}: its cells may have slipped")
        return True

    def _slipped(self, cells: list[str], by: int) -> bool:
        """Whether the address stands so many cells behind its column, and something else in it."""
        return any(
            "@" not in cells[c.place] and cells[c.place].strip() and "@" in cells[c.place + by] for c in self._addresses
        )

    def _read_addresses(self, cells: list[str]) -> tuple[tuple[str, ...], str, int]:
        """All addresses of a row, those at work first, a name written beside one, and where the first one is judged."""
        found: list[tuple[bool, bool, int, str, int]] = []
        name = ""
        for column in self._addresses:
            if column.place >= len(cells):
                continue
            text = cells[column.place]
            if "@" not in text or "@]" in text or "@)" in text:
                text = revealed_cell(text)
            if "@" not in text:
                continue
            stripped = text.strip()
            failed = self._several_judged and read_verdict(raw(cells, column.status))[0] == "invalid"
            if _PLAIN.fullmatch(stripped):
                order = {"work": 0, "": 1, "private": 3}[self._kind(column, cells)]
                found.append((is_private(stripped), failed, order, stripped, column.status))
                continue
            for order, address in several(stripped, self._kind(column, cells)):
                found.append((is_private(address), failed, order, address, column.status))
            if not self._named and not name:
                name = next((n for n, _ in mailboxes(stripped[:LONGEST_CELL]) if n), "")
                if not name and "\n" in stripped and found:
                    name = name_above(stripped[:LONGEST_CELL].split("\n"), found[-1][3])
        if len(found) > 1:
            found.sort(key=lambda f: f[:3])
            seen: dict[str, str] = {}
            for _, _, _, address, _ in found[:MOST_ADDRESSES]:
                seen.setdefault(address.lower(), address)
            return tuple(seen.values()), name, found[0][4]
        return tuple(f[3] for f in found), name, found[0][4] if found else self._unaddressed

    def _kind(self, column: Column, cells: Sequence[str]) -> str:
        said = cell(cells, column.label).lower() if column.label >= 0 else ""
        return label_kind(said) or column.kind

    def _domain(self, cells: list[str]) -> str:
        text = cell(cells, self._texts["domain"])
        own = host(text) if text else ""
        return "" if not own or ".".join(own.split(".")[-2:]) in _SOCIAL else text

    def _date(self, cells: list[str]) -> date | None:
        texts = [cell(cells, p) for p in self._seen]
        days = [read_date(t, day_first=self.columns.day_first) or read_serial(t) for t in texts]
        return max((d for d in days if d is not None and d <= self._tomorrow), default=None)

    def _failed(self, cells: list[str]) -> str | None:
        """The code of a bounce, empty where none is told; None where no column says that a message came back."""
        for place, tells in self._bounced:
            text = cell(cells, place)
            if is_bounced(text):
                return ""
            said, code = read_verdict(text)
            word = normalised(text)
            if said == "invalid" or word in _YES or (tells and word and word not in _NO):
                return code
        return None

    def _verdict(self, cells: list[str], place: int) -> tuple[Status, str]:
        """What is said of the first address, and the code of a bounce."""
        said, code = read_verdict(raw(cells, place), self._titles[place] if place < len(self._titles) else "")
        if self._catch_all >= 0 and said in ("", "valid", "risky"):
            catch_all = normalised(cell(cells, self._catch_all))
            if catch_all in _YES or table().verdicts.get(catch_all) == "catch_all":
                return "catch_all", ""
        return said, code


def _is_total(cells: Sequence[str], company: str, names: Sequence[str]) -> bool:
    """Whether a row without an address is a line of totals: `Total`, and how many."""
    if not any(name.isdecimal() for name in names):
        return False
    first = next((c for c in cells if c.strip()), "")
    return not company or not set(normalised(first).split()).isdisjoint(table().words["total"])


def _without_domain(company: str, domain: str) -> tuple[str, str]:
    """The company of `Acme Inc (acme.example)`, as HubSpot writes an association, and its domain.

    >>> _without_domain("Acme Inc (acme.example)", ""), _without_domain("Acme (UK)", "")
    (('Acme Inc', 'acme.example'), ('Acme (UK)', ''))
    """
    name, _, inside = company[:-1].rpartition(" (")
    return (name, domain or inside) if name and host(inside) else (company, domain)


def _without_company(name: str, company: str) -> tuple[str, str]:
    """The person of `Acme Inc., Bob Jones`, as Odoo shows a company's contact, and the company.

    >>> _without_company("Acme Test Inc, Bob Jones", ""), _without_company("Jones, Bob", "Acme Test Inc")
    (('Bob Jones', 'Acme Test Inc'), ('Jones, Bob', 'Acme Test Inc'))
    """
    if company and name.casefold().startswith(f"{company.casefold()}, "):
        return name[len(company) + 2 :].strip(), company
    first, _, rest = name.partition(", ")
    forms = [w for w in normalised(first).split() if w]
    if rest and len(forms) > 1 and forms[-1] in LEGAL:
        return rest.strip(), company or first
    return name, company


class Rows:
    """Reads the rows of a table whose columns are known, each by itself."""

    def __init__(self, columns: Columns, titles: Sequence[str]) -> None:
        self._log = Log()
        self._builder = Builder(columns, titles, self._log)

    def read(self, row: int, cells: list[str]) -> tuple[Person | None, str]:
        """The person of a row, or why there is none."""
        person = self._builder.person(row, cells)
        number, reason = self._log.last
        return person, reason if person is None and number == row else ""
