"""Which column holds what, told by the titles and by the cells together: a title is believed where its cells agree.

Start reading at `understood`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from emailguess.addresses.pasted import display_name, found_in
from emailguess.files.cells import MOST_ADDRESSES
from emailguess.files.columns import Column, Columns
from emailguess.files.content import Profile, profile
from emailguess.files.dates import day_first, read_date, read_serial
from emailguess.files.disguise import revealed_cell, unwrapped
from emailguess.files.naming import GUESSED_RANK, MOST, PARTS, Naming
from emailguess.files.people import is_private
from emailguess.files.roles import of_others, unmasked
from emailguess.files.titles import Meaning, meaning, normalised, table
from emailguess.files.verdicts import is_bounced, verdict_beside, verdict_columns

__all__ = ["understood"]

# A column holds addresses where so many of its filled cells do; placeholders such as "Unlocked" fill others.
_LEAST_ADDRESSES = 1 / 3
# A column of dates in words nobody knows has nothing else in it, and no date before the first business network (2003).
_ALL_DATES = 0.9
_FIRST_NETWORK = 2003
_MANY = ("address", "seen", "bounced")
# Titles below which the state of a message or of a person may stand.
_STATES = ("", "noise", "status", "label")


def understood(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    has_header: bool = True,
    wishes: Mapping[str, tuple[Column, ...]] | None = None,
    european: bool = False,
) -> Columns:
    """Tell what each column holds, by its title and by some rows below it.

    `wishes` are the columns that the caller named. `european` settles the order of day and month where the dates do
    not.
    """
    width = max([len(titles), *(len(r) for r in rows)], default=0) if not has_header else len(titles)
    if has_header:
        rows = _unslipped(rows, width)
    said = _meanings(titles) if has_header else [Meaning("")] * width
    cells = [[unwrapped(row[i]) if i < len(row) else "" for row in rows] for i in range(width)]
    cells = [[revealed_cell(c) for c in cs] if s.field == "address" else cs for s, cs in zip(said, cells, strict=True)]
    if has_header:
        said = unmasked(titles, said, cells)
        others = of_others(titles, said, cells)
        said = [Meaning("stranger") if i in others else s for i, s in enumerate(said)]
    cells = [_names(cs) if s.field in ("whole", "name") else cs for s, cs in zip(said, cells, strict=True)]
    judge = _Judge(titles, said, cells)
    fields: dict[str, list[Column]] = {}
    addresses = list((wishes or {}).get("address", ())) or judge.addresses()
    if addresses:
        fields["address"] = addresses
    judge.profile_beside([c.place for c in addresses])
    judge.names(fields)
    judge.others(fields)
    if wishes:
        if "name" in wishes:
            for part in PARTS:
                fields.pop(part, None)
        elif {"given", "family"} & wishes.keys():
            fields.pop("name", None)
        for wish, chosen in wishes.items():
            fields[wish] = list(chosen)
            for other in fields.keys() - wishes.keys():
                fields[other] = [c for c in fields[other] if c.place not in {x.place for x in chosen}]
    used = {c.place for columns in fields.values() for c in columns} | {c.label for c in addresses}
    dates = [c for column in fields.get("seen", ()) for c in cells[column.place][:100]]
    return Columns(
        {name: tuple(columns) for name, columns in fields.items() if columns},
        width,
        day_first(dates, otherwise=european),
        has_header,
        tuple(t.strip() for i, t in enumerate(titles) if i not in used and t.strip()) if has_header else (),
        frozenset(i for i, p in enumerate(judge.profiles) if p.addresses),
    )


def _unslipped(rows: Sequence[Sequence[str]], width: int) -> Sequence[Sequence[str]]:
    """The rows that are no longer than the titles, if most are: the cells of others may stand in wrong columns."""
    kept = [row for row in rows if not any(c.strip() for c in row[width:])]
    return kept if 2 * len(kept) > len(rows) else rows


def _names(cells: list[str]) -> list[str]:
    """The names of a column of names, of which some are written as mailboxes; a column of mailboxes as it is."""
    if all("@" in c and ("<" in c or " (" in c) for c in cells if c.strip()):
        return cells
    return [display_name(c) or c if "@" in c else c for c in cells]


def _meanings(titles: Sequence[str]) -> list[Meaning]:
    """What each title says; of a word that several unknown titles begin with, as in `ZB First Name`, the rest."""
    said = [meaning(t.strip()) for t in titles]
    words = [normalised(t).split() if not m.field else [] for t, m in zip(titles, said, strict=True)]
    begun = Counter(w[0] for w in words if len(w) > 1)
    for i, own in enumerate(words):
        if len(own) > 1 and begun[own[0]] > 1:
            found = meaning(" ".join(own[1:]))
            said[i] = found._replace(rank=found.rank + GUESSED_RANK) if found.field != "stranger" else said[i]
    return said


class _Judge(Naming):
    """Weighs titles against cells, field by field."""

    def addresses(self) -> list[Column]:
        """Columns of addresses, those at work first: the title says so and a third of the cells agree, or most do."""
        found: list[tuple[int, int, Column]] = []
        for i, (says, holds) in enumerate(zip(self.said, self.profiles, strict=True)):
            if says.field == "stranger":
                continue
            titled = says.field == "address" and (holds.addresses >= _LEAST_ADDRESSES or not holds.filled)
            if not titled and (holds.addresses <= MOST or (says.field in ("whole", "name") and holds.mailboxes < MOST)):
                continue
            order = {"work": 0, "": 1, "private": 2}[says.kind] if says.field == "address" else 3
            found.append((order, i, self._column(i, says.kind, self._label(i))))
        return [column for _, _, column in sorted(found, key=lambda f: f[:2])]

    def _label(self, place: int) -> int:
        """The column just before or behind that says `Work` or `Home`, as in `E-mail 1 - Label`."""
        for i in (place - 1, place + 1):
            if 0 <= i < len(self.said) and self.said[i].field in ("label", "noise") and i < len(self.titles):
                words = set(normalised(self.titles[i]).split())
                numbers = {w for w in normalised(self.titles[place]).split() if w.isdecimal()}
                if words & {"label", "type", "typ", "etichetta", "tipo"} and numbers <= words:
                    return i
        return -1

    def profile_beside(self, places: Sequence[int]) -> None:
        """Judge the columns again, beside the addresses of their rows, those at work before private ones."""
        rows = len(self.cells[0]) if self.cells else 0
        own = [""] * rows
        for place in places:
            for row, cell in enumerate(self.cells[place] if place < len(self.cells) else ()):
                if "@" in cell and (not own[row] or is_private(own[row])):
                    found = [f.address for f in islice(found_in(cell), MOST_ADDRESSES)]
                    own[row] = next((a for a in found if not is_private(a)), own[row] or next(iter(found), ""))
        self.profiles = [
            p if p.addresses > MOST else profile(c, own) for p, c in zip(self.profiles, self.cells, strict=True)
        ]

    def others(self, fields: dict[str, list[Column]]) -> None:
        """Company, domain, job, country, size, dates, verdicts; each only where its cells can be that."""
        taken = {c.place for name, columns in fields.items() for c in columns if name != "address"}
        checks: dict[str, Callable[[Profile], bool]] = {
            "company": lambda p: p.letters > MOST and max(p.dates, p.is_local, p.answers) < MOST,
            "domain": lambda p: p.domains > MOST or not p.filled,
            "job": lambda p: p.letters > MOST or not p.filled,
            "country": lambda p: p.letters > MOST or not p.filled,
            "headcount": lambda p: p.letters < MOST,
            "seen": lambda p: p.dates > MOST,
            "catch_all": lambda p: p.filled > 0,
            "salutation": lambda p: p.salutations > MOST,
            "bounced": lambda p: p.filled > 0 and p.addresses < MOST,
        }
        for name, holds in checks.items():
            places = [i for i, s in enumerate(self.said) if s.field == name and i not in taken]
            if name == "company":
                places = [i for i in self._titled("company") if i not in taken]
                if any(self.profiles[i].in_domain > MOST for i in places):
                    places.sort(key=lambda i: self.profiles[i].in_domain <= MOST)
            places = [i for i in places if holds(self.profiles[i]) or (name == "seen" and self._is_counted(i))]
            if places:
                if name != "company":
                    places.sort(key=lambda i: (not self.profiles[i].filled, self.said[i].rank))
                fields[name] = [self._column(i) for i in (places if name in _MANY else places[:2])]
        for i, says in enumerate(self.said):
            if says.field == "title" and i not in taken:
                salutation = self.profiles[i].salutations >= MOST
                if not salutation and [normalised(c.title) for c in fields.get("job", [])][:1] == ["job"]:
                    del fields["job"]  # the job that a candidate applied for
                fields.setdefault("salutation" if salutation else "job", [self._column(i)])
        if all(self.profiles[c.place].in_domain == 0 for c in fields.get("company", ())):
            self._company_by_cells(fields, taken)
        self.trust(fields)

    def _is_counted(self, place: int) -> bool:
        """Whether dates stand as a spreadsheet counts them."""
        cells = [c for c in self.cells[place] if c.strip()]
        return bool(cells) and all(read_serial(c) is not None for c in cells)

    def trust(self, fields: dict[str, list[Column]]) -> None:
        """Verdicts on the addresses; and dates below a title nobody knows, where no other column has any."""
        taken = {c.place for columns in fields.values() for c in columns}
        found = verdict_columns(self.said, self.cells, taken)
        addresses = fields.get("address", [])
        if found and addresses:
            titles = [t.strip() for t in self.titles]
            places = sorted(c.place for c in addresses)
            beside = [verdict_beside(c.place, c.title, found, titles, places) for c in addresses]
            fields["address"] = [replace(c, status=i) for c, i in zip(addresses, beside, strict=True)]
            fields["status"] = [self._column(i) for i in dict.fromkeys(i for i in beside if i >= 0)]
        elif len(found) == 1:  # on an address that the sheet got from elsewhere
            fields["status"] = [self._column(found[0])]
        if "bounced" not in fields:
            states = [i for i, s in enumerate(self.said) if s.field in _STATES and i not in taken and i not in found]
            fields["bounced"] = [self._column(i) for i in states if any(map(is_bounced, self.cells[i]))][:1]
        if "seen" not in fields:
            dated = [i for i, s in enumerate(self.said) if s.field == "" and i not in taken and i < len(self.titles)]
            fields["seen"] = [self._column(i) for i in dated if self._tells_when(i)][:1]

    def _tells_when(self, place: int) -> bool:
        """Whether dates are those of a record: not of a birth, a contract or a plan, and since networks exist."""
        words = set(normalised(self.titles[place]).split())
        if self.profiles[place].dates < _ALL_DATES or not words or words & table().words["event"]:
            return False
        days = [d for c in self.cells[place] if (d := read_date(c)) is not None]
        return bool(days) and min(days).year >= _FIRST_NETWORK and max(days) <= date.today()

    def _company_by_cells(self, fields: dict[str, list[Column]], taken: set[int]) -> None:
        for i, holds in enumerate(self.profiles):
            if i in taken or self.said[i].field not in ("", "noise") or holds.addresses > 0.1 or holds.domains > MOST:
                continue
            if holds.legal > MOST or (holds.in_domain > 0.7 and holds.in_local < 0.3 and holds.letters > 0.9):
                fields["company"] = [self._column(i), *fields.get("company", ())]
                return
