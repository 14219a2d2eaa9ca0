"""Which columns hold the person's name: in parts, whole, or below a title that says something else.

Start reading at `Naming.names`.
"""

from __future__ import annotations

from collections.abc import Sequence

from emailguess.files.columns import Column
from emailguess.files.content import Profile, holds_name, host, name_words, profile
from emailguess.files.titles import Meaning

__all__ = ["GUESSED_RANK", "MOST", "PARTS", "Naming"]

MOST = 0.5
"""A column without a telling title is believed where more than this share of its cells say the same."""
GUESSED_RANK = 50
"""A title that is known but for its first word comes behind those that are known."""
PARTS = ("given", "middle", "particle", "family", "second_family")


class Naming:
    """Weighs titles against cells for the columns of the person's name."""

    def __init__(self, titles: Sequence[str], said: Sequence[Meaning], cells: Sequence[Sequence[str]]) -> None:
        self.titles = titles
        self.said = said
        self.cells = cells
        self.profiles = [self._plain(i) for i in range(len(said))]

    def _plain(self, i: int) -> Profile:
        return profile(self.cells[i], [""] * len(self.cells[i]))

    def _column(self, place: int, kind: str = "", label: int = -1) -> Column:
        return Column(place, self.titles[place].strip() if place < len(self.titles) else "", kind, label)

    def _titled(self, *fields: str) -> list[int]:
        """Columns whose title is one of these, the plainest title first; those without any content last."""
        found = [
            i
            for i, says in enumerate(self.said)
            if says.field in fields and self.profiles[i].addresses < MOST and self.profiles[i].numbers < 0.9
        ]
        return sorted(
            found, key=lambda i: (not self.profiles[i].filled, fields.index(self.said[i].field), self.said[i].rank)
        )

    def names(self, fields: dict[str, list[Column]]) -> None:
        """Columns of the person's name: in parts, whole, or whole in a column that is called after one part."""
        parts = {name: self._titled(name)[:1] for name in PARTS}
        whole = self._titled("whole")
        for place in self._titled("name")[:1]:
            self._place_open_name(place, parts, whole)
        whole = self._without_companies(whole)
        halves = [*parts["given"], *parts["family"]]
        if len(halves) == 1 and len(whole) == 1 and self._is_other_half(whole[0], halves):
            parts["family" if parts["given"] else "given"] = whole
            halves, whole = [*halves, *whole], []
        if len(halves) == 1 and not whole and self.profiles[halves[0]].several_words > MOST:
            whole = halves
        elif len(halves) == 1 and not whole:
            halves += self._other_half(halves[0], parts)
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
        if not any(holds[i].in_local > MOST for i in whole):
            return whole
        firms = [i for i in whole if holds[i].in_domain > MOST and holds[i].in_local < 0.2]
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

    def _other_half(self, place: int, parts: dict[str, list[int]]) -> list[int]:
        """The half of a name below a title nobody knows, beside one that is known: its words are in the addresses."""
        found = [
            i
            for i in (place + 1, place - 1)
            if 0 <= i < len(self.said) and self.said[i].field in ("", "middle") and self._is_in_addresses(i)
        ][:1]
        if found:
            parts["family" if parts["given"] else "given"] = found
            parts["middle"] = [i for i in parts["middle"] if i not in found]
        return found

    def _is_in_addresses(self, place: int) -> bool:
        holds = self.profiles[place]
        return holds.in_local > MOST and max(holds.in_domain, holds.is_local, holds.addresses, holds.domains) < MOST

    def _is_other_half(self, place: int, half: Sequence[int]) -> bool:
        """Whether a column for whole names holds what is left of them, as `이름` does beside `성`."""
        holds = self.profiles[place]
        return holds.filled > 0 and holds.several_words < MOST and not self._contains(place, half)

    def _is_company(self, place: int, parts: Sequence[int]) -> bool:
        """Whether a `Name` beside both halves of a person's name is the company's."""
        if self._contains(place, parts) or not self.profiles[place].filled:
            return False
        holds = self.profiles[place]
        if self.said[place].rank >= GUESSED_RANK and holds.in_domain < MOST:
            return False  # `Meeting Name`
        if not holds.in_domain and not holds.legal and self._is_lower(place):
            return False  # an account's name
        return not self._titled("company") and holds.in_local < MOST

    def _is_lower(self, place: int) -> bool:
        """Whether no cell has a capital or a blank, as names of accounts do not."""
        cells = [c for c in self.cells[place] if c.strip()]
        return all(c == c.lower() and c.strip().isascii() and len(c.split()) == 1 for c in cells)

    def _names_company(self, place: int) -> bool:
        """Whether a lone `Name` is the company's: its cells are, or a company's domain stands beside it."""
        holds = self.profiles[place]
        if holds.in_local > MOST:
            return False
        if holds.legal > 0.3 or (holds.in_domain > MOST and holds.in_local < 0.2):
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
        telling = ["", "noise", "perhaps_address", "title", "label"]
        if len(self._titled("company")) > 1:
            telling.append("company")  # of two, one is called after a firm and holds people
        found = [
            i
            for i, holds in enumerate(self.profiles)
            if i not in taken
            and self.said[i].field in telling
            and holds.in_local > MOST
            and holds.in_domain < 0.8
            and holds.is_local < MOST
        ]
        found = [i for i in found if self.profiles[i].addresses < 0.1 and self.profiles[i].domains < MOST]
        if len(found) == 1 and self.profiles[found[0]].several_words < MOST:
            # The other half may be told by its first letter alone: `bjones`.
            near = [i for i in (found[0] - 1, found[0] + 1) if 0 <= i < len(self.profiles) and i not in taken]
            near = [i for i in near if self.profiles[i].filled > MOST and self._gives_initials(i)]
            found = sorted([*found, *near[:1]])
        if len(found) > 1 and all(self.profiles[i].several_words < 0.8 for i in found[:2]):
            one, two = found[:2]
            if self.profiles[two].given > self.profiles[one].given:
                one, two = two, one
            fields["given"], fields["family"] = [self._column(one)], [self._column(two)]
        elif found:
            best = max(found, key=lambda i: (self.profiles[i].several_words > MOST, self.profiles[i].in_local))
            fields["name"] = [self._column(best)]
        elif not any(s.field for s in self.said):
            self._name_beside(fields, taken)

    def _gives_initials(self, place: int) -> bool:
        holds = self.profiles[place]
        return holds.letters > 0.9 and holds.numbers < 0.1 and holds.in_domain < MOST and holds.several_words < MOST

    def _name_beside(self, fields: dict[str, list[Column]], taken: set[int]) -> None:
        """Without a header, and where no name is told by the addresses: the text just before an address, or behind."""
        for column in fields.get("address", ())[:1]:
            for i in (*range(column.place - 1, -1, -1), *range(column.place + 1, len(self.profiles))):
                holds = self.profiles[i]
                if (
                    i not in taken
                    and holds.letters > 0.9
                    and holds.domains < MOST
                    and holds.dates < MOST
                    and (holds.in_domain < MOST and holds.legal < 0.3)
                ):
                    fields["name"] = [self._column(i)]
                    return
