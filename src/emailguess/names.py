"""Written names: one text gives weighted ways to divide it into given, middle and family name.

It never turns letters into mailbox letters (`spelling`) and knows nothing of companies: where the text
leaves a question open, each reading is tagged with the answer it assumes, and a company's evidence
decides between the tags (`ranking`).

Start reading at `parse`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from emailguess.errors import InvalidName, shown

__all__ = ["NameCounts", "PersonName", "Reading", "parse"]

MAX_NAME_CHARS = 200
_MAX_TOKENS = 10


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


class NameCounts(Protocol):
    """How often a token was seen as a given and as a family name."""

    def given(self, token: str) -> int:
        """People whose given name it is."""

    def family(self, token: str) -> int:
        """People whose family name it is."""


# Words before and after names in the languages sourcers meet; compared without dots and case.
_TITLES = frozenset(
    "dr mr mrs ms miss mx prof professor sir dame lord lady rev reverend fr hon honourable honorable rt "
    "shri smt sri sushri kumari dipl ing diplom mag herr frau mme mlle monsieur madame "
    "sig sigra dott dottssa ssa avv arch "
    "sra srta dra doc mgr bc judr mudr rndr phdr ir drs senator sen rep representative councillor cllr "
    "alderman ald mp mep mla delegate assemblymember capt captain col lt gen major maj sgt engr adv "
    "deputy dep diputado dip diputada senador senadora".split()
)
_SUFFIXES = frozenset(
    "jr sr ii iii iv phd ph.d dphil md mba msc bsc ma ba esq cpa cfa pmp dds dvm rn llm llb jd qc kc obe mbe cbe "
    "mp m.p mep mla am ao oam ac facs frcs csc cissp pe csm shrm-cp shrm-scp junior senior filho neto".split()
)
_PARTICLES = frozenset(
    "van von vom vande vander der den ter ten tot de del della delle dello dei degli di da das do dos du d la le "
    "las los lo les el al ul ibn bin binti bint ben abu zu zum zur af av y e i 't st".split()
)
_PARTICLES_ONLY_LOWER = frozenset("do e i y la le lo el al ben st d ul ter ten di da du".split())
_MARKS_AROUND = ".,;:*#|/\\~^=+<>{}!?&%$\u2018\u2019'\"`\u00b4"

_BRACKETED = re.compile(
    r"[(\[\u201c\u201d\"\u00ab\uff08]([^()\[\]\u201c\u201d\"\u00ab\u00bb\uff08\uff09]{1,60})[)\]\u201c\u201d\"\u00bb\uff09]"
)
_SIMPLE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼʻʹ`´′＇", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))


def parse(name: str | PersonName, lexicon: NameCounts) -> tuple[Reading, ...]:
    """Divide a name into its possible readings, the likeliest writing convention first.

    `lexicon` only sorts open questions into classes ("both tokens are usual family names"), so that
    companies can answer them separately. Raises `InvalidName` when the text holds no name.
    """
    if isinstance(name, PersonName):
        return (_stated(name),)
    if not isinstance(name, str):
        raise InvalidName(f"a name is text or a PersonName, not {type(name).__name__}")
    if len(name) < MAX_NAME_CHARS and _SIMPLE.fullmatch(name):
        one, two = name.split(" ")
        if one.lower() not in _TITLES and two.lower() not in _SUFFIXES:
            return _two(one, two, "", lexicon)
    return _parse_hard(name, lexicon)


def _stated(name: PersonName) -> Reading:
    for part in (name.given, name.middle, name.family, name.nickname):
        if not isinstance(part, str):
            raise InvalidName(f"the parts of a PersonName are text, not {type(part).__name__}")
    text = _clean(name.text)
    if not any(c.isalpha() for c in text):
        raise InvalidName("a name needs at least one letter; this PersonName has none")
    family = tuple(_tokens(_clean(name.family))) if name.family else ()
    given = tuple(_tokens(_clean(name.given))) if name.given else ()
    middle = tuple(_tokens(_clean(name.middle))) if name.middle else ()
    nickname = _clean(name.nickname) if name.nickname else ""
    return Reading(given, middle, family, "", _particle_run(family), nickname)


def _clean(text: str) -> str:
    """Undo full-width and composed writing; refuse what could break out of a header line."""
    if len(text) > MAX_NAME_CHARS:
        stripped = text.strip() if len(text) <= 10 * MAX_NAME_CHARS else text
        if len(stripped) > MAX_NAME_CHARS:
            raise InvalidName(f"a name has at most {MAX_NAME_CHARS} characters: {shown(text)}; pass one person's name")
        text = stripped
    text = text.strip()
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).translate(_HYPHENS)
    if text.isalpha():
        return text
    out: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if category == "Cf":  # zero-width joiners, direction marks: invisible, never part of a name
            continue
        if category in ("Cc", "Zl", "Zp", "Cs", "Co", "Cn"):
            raise InvalidName(f"a name has no control characters or line breaks: {shown(text)}")
        if category in ("So", "Sk", "Me") or char == "\ufffd":
            out.append(" ")
        else:
            out.append(char)
    return "".join(out)


def _tokens(text: str) -> list[str]:
    tokens = []
    for raw in text.replace("/", " ").split():
        token = raw.strip(_MARKS_AROUND) if raw not in ("'t",) else raw
        if any(c.isalpha() for c in token):
            tokens.append(token)
    return tokens


def _bare(token: str) -> str:
    return token.replace(".", "").lower()


def _particle_run(tokens: tuple[str, ...] | list[str]) -> int:
    """Count leading particles, leaving at least one token as the name itself."""
    count = 0
    while count < len(tokens) - 1 and _is_particle(tokens[count]):
        count += 1
    return count


def _is_particle(token: str) -> bool:
    bare = token.lower()
    return bare in _PARTICLES and (bare not in _PARTICLES_ONLY_LOWER or token.islower())


def _parse_hard(name: str, lexicon: NameCounts) -> tuple[Reading, ...]:
    text = _clean(name)
    if not any(c.isalpha() for c in text):
        raise InvalidName(f"a name needs letters: {shown(name)}")
    if "@" in text or "://" in text or text[:4].lower() == "www.":
        raise InvalidName(f"this is an address, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    text, nickname = _split_nickname(text)
    head, comma, tail = text.partition(",")
    comma_tokens = _tokens(tail) if comma else []
    while comma_tokens and _is_suffix(comma_tokens[-1]):
        comma_tokens.pop()
    tokens = _without_titles(_tokens(head))
    if not tokens:
        tokens, comma_tokens = _without_titles(comma_tokens), []
    if not tokens or (len(tokens) == 1 and not comma_tokens and _bare(tokens[0]) in _NEVER_NAMES):
        raise InvalidName(f"a name needs letters beyond titles: {shown(name)}")
    if len(tokens) + len(comma_tokens) > _MAX_TOKENS:
        raise InvalidName(f"a name has at most {_MAX_TOKENS} words: {shown(name)}; pass one person's name")
    if comma_tokens:
        given = _without_titles(comma_tokens)
        return _split_known(given, tokens, nickname, lexicon)
    if len(tokens) > 1:
        shouted = _shouted(tokens)
        if shouted:
            family = [t.capitalize() for t in tokens[shouted[0] : shouted[1]]]
            given = tokens[: shouted[0]] + tokens[shouted[1] :]
            return _split_known(given, family, nickname, lexicon)
    start = next((i for i in range(1, len(tokens) - 1) if _is_particle(tokens[i])), 0)
    if start:
        return _split_known(tokens[:start], tokens[start:], nickname, lexicon)
    if len(tokens) == 1:
        return _one(tokens[0], nickname)
    if len(tokens) == 2:
        return _two(tokens[0], tokens[1], nickname, lexicon)
    return _many(tokens, nickname, lexicon)


def _split_nickname(text: str) -> tuple[str, str]:
    match = _BRACKETED.search(text)
    if match is None:
        return text, ""
    inner = match.group(1).strip()
    words = inner.split()
    rest = text[: match.start()] + " " + text[match.end() :]
    if not any(c.isalpha() for c in rest):
        return inner, ""
    nickname = words[0] if len(words) == 1 and words[0].isalpha() and not words[0].isupper() else ""
    return _BRACKETED.sub(" ", rest), nickname


def _is_suffix(token: str) -> bool:
    bare = token.lower().strip(".")
    return bare in _SUFFIXES or bare.replace(".", "") in _SUFFIXES


def _without_titles(tokens: list[str]) -> list[str]:
    while (
        len(tokens) > 1
        and _bare(tokens[0]) in _TITLES
        and not (len(tokens) == 2 and tokens[0].istitle() and _bare(tokens[0]) in _ALSO_NAMES)
    ):
        tokens = tokens[1:]
    while len(tokens) > 2 and (_is_suffix(tokens[-1]) or _bare(tokens[-1]) in ("esq",)):
        tokens = tokens[:-1]
    if len(tokens) > 1 and len(tokens[-1]) > 1 and _bare(tokens[-1]) in ("jr", "phd", "iii", "ii"):
        tokens = tokens[:-1]
    return tokens


_ALSO_NAMES = frozenset("major mag arch lord doc sri".split())
_NEVER_NAMES = frozenset("dr mr mrs ms prof professor dipl herr frau mme mlle madame monsieur dott sra srta".split())


def _shouted(tokens: list[str]) -> tuple[int, int] | None:
    """Find the one run of upper-case tokens that marks the family name, if the others are not upper case."""
    loud = [len(t) > 2 and t.isupper() and t.replace("-", "").replace("'", "").isalpha() for t in tokens]
    if not any(loud):
        return None
    first = loud.index(True)
    last = len(loud) - loud[::-1].index(True)
    if not all(loud[first:last]) or (first > 0 and last < len(tokens)):
        return None
    others = tokens[:first] + tokens[last:]
    if not any(any(c.islower() for c in t) for t in others):
        return None
    return first, last


def _one(token: str, nickname: str) -> tuple[Reading, ...]:
    return (
        Reading((token,), (), (), "mononym=given", 0, nickname),
        Reading((), (), (token,), "mononym=family", 0, nickname),
    )


def _two(one: str, two: str, nickname: str, lexicon: NameCounts) -> tuple[Reading, ...]:
    question = f"order{_order_class(one, two, lexicon)}"
    return (
        Reading((one,), (), (two,), question + "=gf", 0, nickname),
        Reading((two,), (), (one,), question + "=fg", 0, nickname),
    )


def _order_class(one: str, two: str, lexicon: NameCounts) -> int:
    """How far the words themselves say that the family name stands first: 0 (not at all) to 4."""
    a, b = one.lower(), two.lower()
    ratio = (
        (lexicon.family(a) + 0.5) * (lexicon.given(b) + 0.5) / ((lexicon.given(a) + 0.5) * (lexicon.family(b) + 0.5))
    )
    if ratio < 0.1:
        return 0
    if ratio < 0.9:
        return 1
    if ratio < 1.2:
        return 2
    return 3 if ratio < 10 else 4


def _split_known(given: list[str], family: list[str], nickname: str, lexicon: NameCounts) -> tuple[Reading, ...]:
    """The family name is marked; only the words of the given name are open."""
    kept = tuple(family)
    particles = _particle_run(kept)
    if not given:
        return (Reading((), (), kept, "", particles, nickname),)
    if len(given) == 1:
        return (Reading((given[0],), (), kept, "", particles, nickname),)
    question = "givens" + _kind(given[1], lexicon)
    return (
        Reading((given[0],), tuple(given[1:]), kept, question + "=middle", particles, nickname),
        Reading(tuple(given), (), kept, question + "=compound", particles, nickname),
        Reading((given[1],), (), kept, question + "=second", particles, nickname),
    )


def _kind(token: str, lexicon: NameCounts) -> str:
    """Sort a word inside a name: i(nitial), g(iven-like), f(amily-like) or u(nknown)."""
    bare = _bare(token)
    if len(bare) == 1:
        return "i"
    given, family = lexicon.given(bare), lexicon.family(bare)
    if given > 2 * family:
        return "g"
    return "f" if family > 2 * given else "u"


def _many(tokens: list[str], nickname: str, lexicon: NameCounts) -> tuple[Reading, ...]:
    """Three words or more, nothing marked: the inner ones are middle names, given names or a first surname."""
    first, inner, last = tokens[0], tokens[1:-1], tokens[-1]
    if len(_bare(first)) == 1 and len(_bare(inner[0])) > 1:
        question = "leading"
        return (
            Reading((inner[0],), (), (last,), question + "=second", 0, nickname),
            Reading((first,), (inner[0],), (last,), question + "=initial", 0, nickname),
        )
    kind = _kind(inner[-1], lexicon)
    if kind == "i":
        return (Reading((first,), tuple(inner), (last,), "", 0, nickname),)
    question = f"inner{min(len(inner), 2)}{kind}"
    readings = [
        Reading((first,), tuple(inner), (last,), question + "=middle", 0, nickname),
        Reading((first,), tuple(inner[:-1]), (inner[-1], last), question + "=surnames", 0, nickname),
        Reading((first,), tuple(inner[:-1]), (inner[-1],), question + "=penultimate", 0, nickname),
        Reading((first, *inner), (), (last,), question + "=compound", 0, nickname),
        Reading((inner[0],), (), (last,), question + "=second", 0, nickname),
        Reading((*inner, last), (), (first,), question + "=familyfirst", 0, nickname),
        Reading((last,), tuple(inner), (first,), question + "=reversed", 0, nickname),
    ]
    if len(inner) >= 2:
        readings.append(Reading((first,), tuple(inner[1:]), (inner[0],), question + "=antepenultimate", 0, nickname))
        readings.append(Reading((first, inner[0]), (), (*inner[1:], last), question + "=twotwo", 0, nickname))
    return tuple(readings)
