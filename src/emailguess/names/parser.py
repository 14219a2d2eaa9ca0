"""Written names: one text gives weighted ways to divide it into given, middle and family name.

It never turns letters into mailbox letters (`spelling`) and knows nothing of companies: where the text
leaves a question open, each reading is tagged with the answer it assumes, and a company's evidence
decides between the tags (`ranking`).

Start reading at `parse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias, get_args

from emailguess.data.name_words import (
    AZERBAIJANI,
    BENGALI,
    DEGREES,
    FAMILY_FIELDS,
    GENERATIONS,
    HONORIFIC_TAILS,
    LEGAL,
    PLACEHOLDERS,
    TITLES,
)
from emailguess.errors import InvalidArgument, InvalidName, shown
from emailguess.names import order
from emailguess.names.country import country_code
from emailguess.names.markers import (
    capitalised,
    conjunctions_out,
    is_particle,
    married,
    particle_run,
    patronymic,
    shouted,
    turned,
    undivided,
)
from emailguess.names.normalize import MAX_NAME_CHARS, clean
from emailguess.names.questions import answer_of, choice_of
from emailguess.names.romanization import script_of

if TYPE_CHECKING:
    from emailguess.names.tokenizer import Written

__all__ = ["MAX_NAME_CHARS", "NAME_ORDERS", "NameCounts", "NameOrder", "PersonName", "Reading", "parse"]

NameOrder: TypeAlias = Literal["given-first", "family-first"]
NAME_ORDERS: tuple[NameOrder, ...] = get_args(NameOrder)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name whose parts the caller knows; nothing stated here is second-guessed.

    >>> PersonName(given="Jane", family="van der Berg").text
    'Jane van der Berg'
    """

    given: str = ""
    """Given name or names."""
    middle: str = ""
    """Middle names or initials."""
    family: str = ""
    """Family name or names, particles included."""
    nickname: str = ""
    """What the person is called in place of the given name."""
    suffix: str = ""
    """Generation or degree; never part of an address."""

    @property
    def text(self) -> str:
        """The name as one would write it, without the suffix."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


class Reading(NamedTuple):
    """One division of a name; tokens keep the letters they were written with."""

    given: tuple[str, ...]
    middle: tuple[str, ...]
    family: tuple[str, ...]
    choice: str
    """The answer to an open question that this reading assumes, as `question=answer`; empty if none was open."""
    particles: int = 0
    """How many leading family tokens are particles (van, de la, …)."""
    nickname: str = ""
    question: str = "told-nickname"
    """How the nickname was told, as the question whether it is used."""
    also: tuple[str, ...] = ()
    """Further answers it assumes."""
    country: str = ""
    """ISO 3166 code of the country the caller told, which sways some spellings."""


class NameCounts(Protocol):
    """How often a token was seen as a given and as a family name."""

    def given(self, token: str) -> int:
        """People whose given name it is."""

    def family(self, token: str) -> int:
        """People whose family name it is."""


_SIMPLE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
# Words that make a text of two plain ones worth a closer look.
_TELLING = TITLES | GENERATIONS | DEGREES | LEGAL | PLACEHOLDERS | HONORIFIC_TAILS | FAMILY_FIELDS
# "Servant of": half a name; what follows belongs to it (A Guide to Names and Naming Practices, UK, 2006).
_SERVANT = frozenset("abdul abd abdel abdal abdur abdu abdoul".split())
_FILIAL = frozenset("bin binti bint ibn bte bt".split())


def parse(
    name: str | PersonName, lexicon: NameCounts, *, name_order: str | None = None, country: str | None = None
) -> tuple[Reading, ...]:
    """Divide a name into its possible readings, the likeliest writing convention first.

    `lexicon` only sorts open questions into classes ("both tokens are usual family names"), so that
    companies can answer them separately. `name_order` ("given-first" or "family-first") settles the order where the
    writing does not; `country` (ISO 3166, two letters) sways what its customs bear on. A `PersonName` is taken as it
    is stated. Raises `InvalidName` when the text holds no name, and `InvalidArgument` for any other order or country.

    >>> from emailguess.model.prior import shipped
    >>> reading = parse("Kovács Botond", shipped().lexicon, country="HU")[0]
    >>> reading.given, reading.family
    (('Botond',), ('Kovács',))
    """
    if name_order is not None and name_order not in NAME_ORDERS:
        raise InvalidArgument(f"name_order is 'given-first' or 'family-first', not {shown(name_order)}")
    land = country_code(country) if country is not None else ""
    if isinstance(name, PersonName):
        return (_stated(name)._replace(country=land),)
    if not isinstance(name, str):
        raise InvalidName(f"a name is text or a PersonName, not {type(name).__name__}")
    if len(name) < MAX_NAME_CHARS and name_order is None and _SIMPLE.fullmatch(name):
        one, two = name.split(" ")
        if one.lower() not in _TELLING and two.lower() not in _TELLING:
            readings = _two(one, two, lexicon, land)
            return tuple([r._replace(country=land) for r in readings]) if land else readings
    from emailguess.names.tokenizer import read_written  # the rules of writing; a plain name gets by without them

    return _hard(read_written(name, lexicon), lexicon, name_order or "", land)


def _stated(name: PersonName) -> Reading:
    from emailguess.names.tokenizer import tokens_of

    parts: list[tuple[str, ...]] = []
    for part in (name.given, name.middle, name.family, name.nickname):
        if not isinstance(part, str):
            raise InvalidName(f"the parts of a PersonName are text, not {type(part).__name__}")
        parts.append(tuple(tokens_of(clean(part))))
    given, middle, family, nickname = parts
    if not (given or middle or family):
        raise InvalidName("a name needs at least one letter; this PersonName has none")
    clean(name.text)  # together they must not be too long either
    return Reading(given, middle, family, "", particle_run(family), " ".join(nickname))


def _hard(written: Written, lexicon: NameCounts, name_order: str, land: str) -> tuple[Reading, ...]:
    """Read what is more than two plain words."""
    if not land and written.words[-1].lower() in AZERBAIJANI:
        land = "AZ"
    readings = _divided(written, lexicon, name_order, land)
    out = []
    for reading in readings:
        reading = reading._replace(nickname=written.nickname, question=written.question, country=land)
        if written.maiden and reading.family:
            former = reading._replace(family=written.maiden, particles=particle_run(written.maiden))
            out += [
                reading._replace(also=(*reading.also, "maiden=current")),
                former._replace(also=(*reading.also, "maiden=former")),
            ]
        else:
            out.append(reading)
    return tuple(out)


def _divided(written: Written, lexicon: NameCounts, name_order: str, land: str) -> tuple[Reading, ...]:
    from emailguess.names.tokenizer import caseless

    words, behind = written.words, written.behind
    if written.family_only:
        return (Reading((), (), tuple(words), ""),)
    loose = caseless(words + behind)
    if behind:
        return _comma(words, behind, lexicon, loose)
    words = undivided(words, land)
    if words[0] == "":  # a script written without spaces, family name first
        return _split_known(words[2:], words[1:2], lexicon)
    if len(words) == 1:
        return _one(words[0], lexicon)
    if words[0].islower() and not loose and particle_run(words) == len(words) - 1:  # van Gogh
        return (Reading((), (), tuple(words), "mononym=family", len(words) - 1),)
    loud = shouted(words)
    if loud:
        given = words[: loud[0]] + words[loud[1] :]
        return _split_known(given, capitalised(words[loud[0] : loud[1]]), lexicon)
    marked = patronymic(words) or married(words, lexicon)
    if marked:
        return tuple(Reading(*parts) for parts in marked)
    if name_order != "given-first" and order.vietnamese(words, "VN" if name_order else land):
        readings = _many(words, lexicon, "VN")
        return tuple([r for r in readings if r.family == (words[0],)]) if name_order else readings
    end = particle_run(words) + 1 if name_order == "family-first" else 0 if name_order else turned(words, lexicon)
    if end:
        return _split_known(words[end:], words[:end], lexicon)
    servant = words[0].lower() in _SERVANT and len(words) > 2
    start = next((i for i in range(2 if servant else 1, len(words) - 1) if is_particle(words, i, loose)), 0)
    if start:
        return _with_particle(words, start, lexicon)
    if servant:
        return (Reading(tuple(words[:2]), tuple(words[2:-1]), (words[-1],), "", 0),)
    if len(words) == 2:
        if name_order:
            return (Reading((words[0],), (), (words[1],), ""),)
        return _two(words[0], words[1], lexicon, land)
    readings = _many(words, lexicon, land if not name_order else "")
    if name_order:
        western = tuple(r for r in readings if r.family != (words[0],) or r.given == (words[0],))
        return western or readings
    return readings


def _comma(family: list[str], given: list[str], lexicon: NameCounts, loose: bool) -> tuple[Reading, ...]:
    """A comma marks the family name; `Berg, Jan van den` leaves its particles behind the given name."""
    end = len(given)
    while end > 1 and is_particle([*given[:end], "x"], end - 1, loose):
        end -= 1
    given, family = given[:end], given[end:] + family
    loud = shouted(family)
    if loud:  # CHAN Tai Man, Peter: the given name behind the comma is the one used
        rest = family[: loud[0]] + family[loud[1] :]
        return (Reading(tuple(given), tuple(rest), tuple(capitalised(family[loud[0] : loud[1]])), ""),)
    known = _split_known(given, family, lexicon)
    if len(family) == 2 and len(given) == 1 and order.employer(family[0], given[0], lexicon):
        # Jane Doe, Acme: what stands behind the comma is no given name anybody has, and Jane is one.
        here = Reading((family[0],), (), (family[1],), "behind-comma=employer")
        return (here, *[r._replace(also=(*r.also, "behind-comma=given")) for r in known])
    return known


def _with_particle(words: list[str], start: int, lexicon: NameCounts) -> tuple[Reading, ...]:
    """A particle inside marks where the family name begins."""
    given, family = words[:start], words[start:]
    head = family[0].lower()
    if head in ("y", "e", "i") and start > 1:  # Puig i Ferrer: the word before belongs to the family name
        given, family = words[: start - 1], words[start - 1 :]
        return _split_known(given, conjunctions_out(family), lexicon, last=head == "e")
    if head in _FILIAL and len(family) > 2:  # bin Rashid Al Nuaimi: the father's name, then the family's
        end = next((i for i in range(2, len(family) - 1) if is_particle(family, i, True)), len(family) - 1)
        kept = tuple(family[end:])
        return (Reading(tuple(given), tuple(family[1:end]), kept, "", particle_run(kept)),)
    return _split_known(given, conjunctions_out(family), lexicon, last=head in ("da", "do", "dos", "das"))


def _one(token: str, lexicon: NameCounts) -> tuple[Reading, ...]:
    beliefs = order.single_beliefs(token, lexicon)
    return (
        Reading((token,), (), (), "mononym=given", also=tuple([choice_of(b, "given") for b in beliefs])),
        Reading((), (), (token,), "mononym=family", also=tuple([choice_of(b, "family") for b in beliefs])),
    )


def _two(one: str, two: str, lexicon: NameCounts, land: str) -> tuple[Reading, ...]:
    if order.initials_alone(one) and not order.initials_alone(two):
        question, beliefs = "initial-first", order.initial_beliefs(land)
    elif len(two) == 1 and len(one) > 1 and script_of(two) == "LATIN":
        return _initial_behind(one, two, lexicon, land)
    else:
        kind = order.order_class(one, two, lexicon)
        question = f"order{kind}"
        plain = (
            kind < 3 and not land and one.isascii() and two.isascii() and "-" not in two and one.lower() not in BENGALI
        )
        beliefs = () if plain else order.beliefs(one, two, kind, land, lexicon)
    eastern = any(b in ("order@written", "order@listed", "order@country") for b in beliefs)
    if not beliefs:
        return Reading((one,), (), (two,), choice_of(question, "gf")), Reading(
            (two,), (), (one,), choice_of(question, "fg")
        )
    gf, fg = tuple([choice_of(b, "gf") for b in beliefs]), tuple([choice_of(b, "fg") for b in beliefs])
    if question == "initial-first":
        fg = (*fg, "last-initial@country")
    both = (
        Reading((one,), (), (two,), choice_of(question, "gf"), also=gf),
        Reading((two,), (), (one,), choice_of(question, "fg"), also=fg),
    )
    return both[::-1] if eastern else both


def _initial_behind(word: str, initial: str, lexicon: NameCounts, land: str) -> tuple[Reading, ...]:
    """Jane D. is known in part by both names, Doe J. by the family name; in southern India Suresh K is a full name."""
    question = f"initial-behind{min(order.initial_class(word, lexicon), 4)}"
    whole = order.initial_beliefs(land) and ("last-initial@country",)
    return (
        Reading((word,), (), (initial,), choice_of(question, "family"), also=whole),
        Reading((initial,), (), (word,), choice_of(question, "given")),
    )


def _split_known(
    given: list[str], family: list[str], lexicon: NameCounts, *, last: bool = False
) -> tuple[Reading, ...]:
    """The family name is marked; only the words of the given name are open.

    `last`: of two surnames the last one is the one used (Portuguese).
    """
    kept = tuple(family)
    particles = particle_run(kept)
    beliefs = ("two-surnames@last",) if last and len(kept) - particles > 1 else ()
    if len(given) < 2:
        return (Reading(tuple(given), (), kept, "", particles, also=beliefs),)
    if given[0].lower() in _SERVANT:
        return (Reading(tuple(given[:2]), tuple(given[2:]), kept, "", particles, also=beliefs),)
    if order.syllabic(given) and order.eastern(family[-1]):
        question = "syllables-last"
        return (
            Reading(tuple(given), (), kept, choice_of(question, "compound"), particles, also=beliefs),
            Reading((given[0],), tuple(given[1:]), kept, choice_of(question, "middle"), particles, also=beliefs),
        )
    if len(given[0]) == 1 and len(given[1]) > 1:
        question = "leading"
        return (
            Reading((given[1],), tuple(given[2:]), kept, choice_of(question, "second"), particles, also=beliefs),
            Reading((given[0],), tuple(given[1:]), kept, choice_of(question, "initial"), particles, also=beliefs),
        )
    compound = order.is_compound(given, lexicon)
    question = "open-hyphen" if compound else "givens" + order.kind_of(given[1], lexicon)
    readings = [
        Reading((given[0],), tuple(given[1:]), kept, choice_of(question, "middle"), particles, also=beliefs),
        Reading(tuple(given), (), kept, choice_of(question, "compound"), particles, also=beliefs),
        Reading((given[1],), (), kept, choice_of(question, "second"), particles, also=beliefs),
    ]
    if compound:
        readings.append(Reading(("-".join(given),), (), kept, choice_of(question, "hyphen"), particles, also=beliefs))
    return tuple(readings)


def _many(words: list[str], lexicon: NameCounts, land: str) -> tuple[Reading, ...]:
    """Three words or more, nothing marked: the inner ones are middle names, given names or a first surname."""
    special = order.initials(words, land, lexicon) or order.eastern_orders(words, land, lexicon)
    if special:
        return tuple(
            Reading(given, middle, family, choice, also=also) for given, middle, family, choice, also in special
        )
    first, inner, last = words[0], words[1:-1], words[-1]
    kind = order.kind_of(inner[-1], lexicon)
    if kind == "i":
        return (Reading((first,), tuple(inner), (last,), ""),)
    if first.replace(".", "").lower() in order.MUHAMMAD:
        question = "muhammad"
        return (
            Reading((inner[0],), tuple(inner[1:]), (last,), choice_of(question, "second")),
            Reading((first,), tuple(inner), (last,), choice_of(question, "first")),
            Reading((first, inner[0]), tuple(inner[1:]), (last,), choice_of(question, "compound")),
            Reading((first,), tuple(inner[:-1]), (inner[-1], last), choice_of(question, "surnames")),
        )
    compound = order.is_compound(words[:-1], lexicon)
    question = "open-hyphen" if compound else f"inner{min(len(inner), 2)}{kind}"
    custom = order.surname_custom(land) if len(inner) > 1 or (kind != "g" and not compound) else ""
    readings = [
        Reading((first,), tuple(inner), (last,), choice_of(question, "middle")),
        Reading((first,), tuple(inner[:-1]), (inner[-1], last), choice_of(question, "surnames")),
        Reading((first,), tuple(inner[:-1]), (inner[-1],), choice_of(question, "penultimate")),
        Reading((first, *inner), (), (last,), choice_of(question, "compound")),
        Reading((inner[0],), (), (last,), choice_of(question, "second")),
        Reading((*inner, last), (), (first,), choice_of(question, "familyfirst")),
        Reading((last,), tuple(inner), (first,), choice_of(question, "reversed")),
    ]
    if compound:
        readings.append(Reading((f"{first}-{inner[0]}",), (), (last,), choice_of(question, "hyphen")))
    if len(inner) >= 2:
        readings.append(Reading((first,), tuple(inner[1:]), (inner[0],), choice_of(question, "antepenultimate")))
        readings.append(Reading((first, inner[0]), (), (*inner[1:], last), choice_of(question, "twotwo")))
    if custom:
        readings = [r._replace(also=(choice_of(custom, answer_of(r.choice)),)) for r in readings]
    return tuple(readings)
