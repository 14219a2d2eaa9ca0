"""Which column holds what, told by the titles and by the cells together: a title is believed where its cells agree.

Start reading at `understood`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from emailguess.addresses.pasted import found_in
from emailguess.files.cells import MOST_ADDRESSES
from emailguess.files.columns import Column, Columns
from emailguess.files.content import Profile, holds_name, host, name_words, profile
from emailguess.files.dates import day_first, read_date
from emailguess.files.people import is_private
from emailguess.files.roles import of_others, unmasked
from emailguess.files.titles import Meaning, meaning, normalised, table
from emailguess.files.verdicts import verdict_beside, verdict_columns

__all__ = ["understood"]

# A column holds addresses where so many of its filled cells do; placeholders such as "Unlocked" fill others.
_LEAST_ADDRESSES = 1 / 3
# A column without a telling title is believed where most of its cells say the same.
_MOST = 0.5
# A column of dates in words nobody knows has nothing else in it, and no date before the first business network (2003).
_ALL_DATES = 0.9
_FIRST_NETWORK = 2003
# A title that is known but for its first word comes behind those that are known.
_GUESSED_RANK = 50
_SINGLE = ("given", "middle", "particle", "family", "second_family")
_MANY = ("address", "seen")


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
    cells = [[row[i] if i < len(row) else "" for row in rows] for i in range(width)]
    if has_header:
        said = unmasked(titles, said, cells)
        others = of_others(titles, said, cells)
        said = [Meaning("stranger") if i in others else s for i, s in enumerate(said)]
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
            for part in _SINGLE:
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


def _meanings(titles: Sequence[str]) -> list[Meaning]:
    """What each title says; of a word that several unknown titles begin with, as in `ZB First Name`, the rest."""
    said = [meaning(t.strip()) for t in titles]
    words = [normalised(t).split() if not m.field else [] for t, m in zip(titles, said, strict=True)]
    begun = Counter(w[0] for w in words if len(w) > 1)
    for i, own in enumerate(words):
        if len(own) > 1 and begun[own[0]] > 1:
            found = meaning(" ".join(own[1:]))
            said[i] = found._replace(rank=found.rank + _GUESSED_RANK) if found.field != "stranger" else said[i]
    return said


class _Judge:
    """Weighs titles against cells, field by field."""

    def __init__(self, titles: Sequence[str], said: Sequence[Meaning], cells: Sequence[Sequence[str]]) -> None:
        self.titles = titles
        self.said = said
        self.cells = cells
        self.profiles = [self._plain(i) for i in range(len(said))]

    def _plain(self, i: int) -> Profile:
        return profile(self.cells[i], [""] * len(self.cells[i]))

    def _column(self, place: int, kind: str = "", label: int = -1) -> Column:
        return Column(place, self.titles[place].strip() if place < len(self.titles) else "", kind, label)

    def addresses(self) -> list[Column]:
        """Columns of addresses, those at work first: the title says so and a third of the cells agree, or most do."""
        found: list[tuple[int, int, Column]] = []
        for i, (says, holds) in enumerate(zip(self.said, self.profiles, strict=True)):
            if says.field == "stranger":
                continue
            titled = says.field == "address" and (holds.addresses >= _LEAST_ADDRESSES or not holds.filled)
            if not titled and (
                holds.addresses <= _MOST or (says.field in ("whole", "name") and holds.mailboxes < _MOST)
            ):
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
            p if p.addresses > _MOST else profile(c, own) for p, c in zip(self.profiles, self.cells, strict=True)
        ]

    def _titled(self, *fields: str) -> list[int]:
        """Columns whose title is one of these, the plainest title first; those without any content last."""
        found = [
            i
            for i, says in enumerate(self.said)
            if says.field in fields and self.profiles[i].addresses < _MOST and self.profiles[i].numbers < 0.9
        ]
        return sorted(
            found, key=lambda i: (not self.profiles[i].filled, fields.index(self.said[i].field), self.said[i].rank)
        )

    def names(self, fields: dict[str, list[Column]]) -> None:
        """Columns of the person's name: in parts, whole, or whole in a column that is called after one part."""
        parts = {name: self._titled(name)[:1] for name in _SINGLE}
        whole = self._titled("whole")
        for place in self._titled("name")[:1]:
            self._place_open_name(place, parts, whole)
        whole = self._without_companies(whole)
        halves = [*parts["given"], *parts["family"]]
        if len(halves) == 1 and len(whole) == 1 and self._is_other_half(whole[0], halves):
            parts["family" if parts["given"] else "given"] = whole
            halves, whole = [*halves, *whole], []
        if len(halves) == 1 and not whole and self.profiles[halves[0]].several_words > _MOST:
            whole = halves
        if len(halves) == 2 or (halves and not whole):
            fields.update({name: [self._column(places[0])] for name, places in parts.items() if places})
        if whole:
            fields["name"] = [self._column(i) for i in whole[:2]]
        if not halves and not whole:
            self._names_by_cells(fields)

    def _place_open_name(self, place: int, parts: dict[str, list[int]], whole: list[int]) -> None:
        """Decide on a column called `Name` alone: the other half of a name, the whole one, or the company's."""
        given, family = parts["given"], parts["family"]
        is_company = self._is_company(place, [*given, *family]) if given and family else self._names_company(place)
        if is_company:
            self.said = [*self.said[:place], Meaning("company"), *self.said[place + 1 :]]
        elif given and not family and not self._contains(place, given):
            parts["family"] = [place]
        elif family and not given and not self._contains(place, family):
            parts["given"] = [place]
        else:
            whole.append(place)
            if not (given and family):
                parts.update({part: [] for part in parts})

    def _without_companies(self, whole: list[int]) -> list[int]:
        """Of several columns of whole names those of persons: `lead_name` may be the company's beside `name`."""
        holds = self.profiles
        if not any(holds[i].in_local > _MOST for i in whole):
            return whole
        firms = [i for i in whole if holds[i].in_domain > _MOST and holds[i].in_local < 0.2]
        for place in firms:
            self.said = [*self.said[:place], Meaning("company"), *self.said[place + 1 :]]
        return [i for i in whole if i not in firms]

    def _contains(self, place: int, others: Sequence[int]) -> bool:
        """Whether a column repeats what stands in others: `Jones, Bob` beside `Bob`."""
        both = [
            (c.lower(), self.cells[o][row].strip().lower())
            for row, c in enumerate(self.cells[place])
            for o in others
            if c.strip() and self.cells[o][row].strip()
        ]
        return bool(both) and sum(one in c and one != c for c, one in both) > len(both) / 2

    def _is_other_half(self, place: int, half: Sequence[int]) -> bool:
        """Whether a column for whole names holds what is left of them, as `이름` does beside `성`."""
        holds = self.profiles[place]
        return holds.filled > 0 and holds.several_words < _MOST and not self._contains(place, half)

    def _is_company(self, place: int, parts: Sequence[int]) -> bool:
        """Whether a `Name` beside both halves of a person's name is the company's."""
        if self._contains(place, parts) or not self.profiles[place].filled:
            return False
        holds = self.profiles[place]
        if self.said[place].rank >= _GUESSED_RANK and holds.in_domain < _MOST:
            return False  # `Meeting Name`
        if not holds.in_domain and not holds.legal and self._is_lower(place):
            return False  # an account's name
        return not self._titled("company") and holds.in_local < _MOST

    def _is_lower(self, place: int) -> bool:
        """Whether no cell has a capital or a blank, as names of accounts do not."""
        cells = [c for c in self.cells[place] if c.strip()]
        return all(c == c.lower() and c.strip().isascii() and len(c.split()) == 1 for c in cells)

    def _names_company(self, place: int) -> bool:
        """Whether a lone `Name` is the company's: its cells are, or a company's domain stands beside it."""
        holds = self.profiles[place]
        if holds.in_local > _MOST:
            return False
        if holds.legal > 0.3 or (holds.in_domain > _MOST and holds.in_local < 0.2):
            return True
        if self._titled("company") or self._titled("given", "family"):
            return False  # there is a company already, or one half of a name that lacks the other
        domains = [i for i, s in enumerate(self.said) if s.field == "domain"]
        if not domains:
            return False
        return bool(self._titled("whole")) or (holds.given < 0.3 and self._is_in(place, domains) > 0.2)

    def _is_in(self, place: int, domains: Sequence[int]) -> float:
        """In how many rows a word of a cell is in the company's domain: `Acme Inc.` beside `https://www.acme.com`."""
        pairs = [(c, host(self.cells[d][row])) for d in domains for row, c in enumerate(self.cells[place]) if c.strip()]
        told = [holds_name(name_words(c), own.partition(".")[0]) for c, own in pairs if own]
        return sum(told) / len(told) if told else 1.0

    def _names_by_cells(self, fields: dict[str, list[Column]]) -> None:
        """Without titles: columns whose words are in the addresses beside them."""
        taken = {c.place for columns in fields.values() for c in columns}
        telling = ("", "noise", "perhaps_address", "title", "label")
        found = [
            i
            for i, holds in enumerate(self.profiles)
            if i not in taken
            and self.said[i].field in telling
            and holds.in_local > _MOST
            and holds.in_domain < 0.8
            and holds.is_local < _MOST
        ]
        found = [i for i in found if self.profiles[i].addresses < 0.1 and self.profiles[i].domains < _MOST]
        if len(found) == 1 and self.profiles[found[0]].several_words < _MOST:
            # The other half may be told by its first letter alone: `bjones`.
            near = [i for i in (found[0] - 1, found[0] + 1) if 0 <= i < len(self.profiles) and i not in taken]
            near = [i for i in near if self.profiles[i].filled > _MOST and self._gives_initials(i)]
            found = sorted([*found, *near[:1]])
        if len(found) > 1 and all(self.profiles[i].several_words < 0.8 for i in found[:2]):
            one, two = found[:2]
            if self.profiles[two].given > self.profiles[one].given:
                one, two = two, one
            fields["given"], fields["family"] = [self._column(one)], [self._column(two)]
        elif found:
            best = max(found, key=lambda i: (self.profiles[i].several_words > _MOST, self.profiles[i].in_local))
            fields["name"] = [self._column(best)]
        elif not any(s.field for s in self.said):
            self._name_beside(fields, taken)

    def _gives_initials(self, place: int) -> bool:
        holds = self.profiles[place]
        return holds.letters > 0.9 and holds.numbers < 0.1 and holds.in_domain < _MOST and holds.several_words < _MOST

    def _name_beside(self, fields: dict[str, list[Column]], taken: set[int]) -> None:
        """Without a header, and where no name is told by the addresses: the text just before an address, or behind."""
        for column in fields.get("address", ())[:1]:
            for i in (*range(column.place - 1, -1, -1), *range(column.place + 1, len(self.profiles))):
                holds = self.profiles[i]
                if (
                    i not in taken
                    and holds.letters > 0.9
                    and holds.domains < _MOST
                    and holds.dates < _MOST
                    and (holds.in_domain < _MOST and holds.legal < 0.3)
                ):
                    fields["name"] = [self._column(i)]
                    return

    def others(self, fields: dict[str, list[Column]]) -> None:
        """Company, domain, job, country, size, dates, verdicts; each only where its cells can be that."""
        taken = {c.place for name, columns in fields.items() for c in columns if name != "address"}
        checks: dict[str, Callable[[Profile], bool]] = {
            "company": lambda p: p.letters > _MOST and max(p.dates, p.is_local, p.answers) < _MOST,
            "domain": lambda p: p.domains > _MOST or not p.filled,
            "job": lambda p: p.letters > _MOST or not p.filled,
            "country": lambda p: p.letters > _MOST or not p.filled,
            "headcount": lambda p: p.letters < _MOST,
            "seen": lambda p: p.dates > _MOST,
            "catch_all": lambda p: p.filled > 0,
            "salutation": lambda p: p.salutations > _MOST,
        }
        for name, holds in checks.items():
            places = [i for i, s in enumerate(self.said) if s.field == name and i not in taken]
            if name == "company":
                places = [i for i in self._titled("company") if i not in taken]
                if any(self.profiles[i].in_domain > _MOST for i in places):
                    places.sort(key=lambda i: self.profiles[i].in_domain <= _MOST)
            places = [i for i in places if holds(self.profiles[i])]
            if places:
                if name != "company":
                    places.sort(key=lambda i: (not self.profiles[i].filled, self.said[i].rank))
                fields[name] = [self._column(i) for i in (places if name in _MANY else places[:2])]
        for i, says in enumerate(self.said):
            if says.field == "title" and i not in taken:
                salutation = self.profiles[i].salutations >= _MOST
                fields.setdefault("salutation" if salutation else "job", [self._column(i)])
        if all(self.profiles[c.place].in_domain == 0 for c in fields.get("company", ())):
            self._company_by_cells(fields, taken)
        self.trust(fields)

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
            if i in taken or self.said[i].field not in ("", "noise") or holds.addresses > 0.1 or holds.domains > _MOST:
                continue
            if holds.legal > _MOST or (holds.in_domain > 0.7 and holds.in_local < 0.3 and holds.letters > 0.9):
                fields["company"] = [self._column(i), *fields.get("company", ())]
                return
