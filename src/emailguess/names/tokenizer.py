"""A name as it was written: titles, degrees, nicknames, maiden names and employers taken off, words left.

It says what stands around the name and refuses what is no name (an address, a number, a company, a placeholder). How
the words divide into given and family name is for `names`.

Start reading at `read_written`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from emailguess.data.name_words import (
    CLOSINGS,
    DECLINED,
    DECLINED_WITH,
    DECLINING,
    FAMILY_FIELDS,
    GIVEN_FIELDS,
    GIVEN_TITLES,
    JOBS,
    LEGAL,
    LEGAL_SCRIPTS,
    LEGAL_SHOUTED,
    PLACEHOLDERS,
    PLACEHOLDERS_TOO,
    SHORTENED_NAMES,
    TITLES,
    TITLES_ALONE,
    TITLES_BEHIND,
)
from emailguess.errors import InvalidName, shown
from emailguess.names.credentials import Counts, bare, caseless, glued, is_credentials, is_name, without_titles
from emailguess.names.normalize import clean
from emailguess.names.residue import BORN, has_employer, without_brackets, without_employer, without_residue

__all__ = ["Written", "bare", "caseless", "is_placeholder", "read_written", "tokens_of"]

MAX_TOKENS = 10
# Ho and Ten are fields of Vietnamese forms, and names.
_LEAST_FIELD = 4
_PHONE_DIGITS = 7
_MARKS_AROUND = ".,;:*#|/\\~^=+<>{}!?&%$\u2018\u2019'\"`\u00b4_-·®™"


class Written(NamedTuple):
    """The words of a name and what stood around them."""

    words: list[str]
    """Without a comma all words; with one those before it, which are the family name."""
    behind: list[str]
    """The words behind the comma; empty where there was none."""
    nickname: str = ""
    question: str = "told-nickname"
    """How the nickname was told: inside the name, after it, or behind a slash."""
    maiden: tuple[str, ...] = ()
    """Family name at birth."""
    family_only: bool = False
    """Whether the one word is the family name, as behind a title: Herr Schmidt."""


_MAIDEN = re.compile(rf"(?<=\w)[.,]?\s+(?:{BORN})\s+([^\W\d_][\w'-]+(?:[ -][^\W\d_][\w'-]+)?)\s*$")
_MAIDEN_ANY_CASE = re.compile(_MAIDEN.pattern, re.IGNORECASE)
_COUPLE = re.compile(r"\s(?:&|\+|and|(?<!von )und(?! zu\b)|et)\s", re.IGNORECASE)
_FILIAL_MARKS = re.compile(r"(?<=\s)(?:[asd]/[lpo]|a\.l\.|a\.p\.)(?=\s)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|net|org|io|ai|eu|edu|gov|info|biz|de|uk|fr|nl|ch|at|us|ca|au|jp|cn|in|br|ru|"
    r"example|test)",
    re.IGNORECASE,
)
_LEGAL_PHRASE = re.compile(
    r"\bsp\.?\s*z\.?\s*o\.?\s*o\b\.?|\bs\.\s?r\.\s?o\.?$|\bd\.o\.o\.?$|\bco\.?,?\s+kg\b", re.IGNORECASE
)
_EMPLOYER_AT = re.compile(r"\s@\s|\s@[^\W_]+\Z")
# к.т.н., which no name is written like
_LOWER_INITIALS = re.compile(r"(?:[^\W\d_A-ZА-Я]\.){2,}")
_O_APOSTROPHE = re.compile(r"\b([ODLod])'\s+(?=\w)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}[^\W\d_]?\.?")
_STATE = re.compile(r"[A-Z]{2}")
_CAMEL = re.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})")
_REPEATED = re.compile(r"(.)\1\1+", re.IGNORECASE)


def read_written(name: str, counts: Counts | None = None) -> Written:
    """Take a written name apart; raises `InvalidName` where the text holds none.

    `counts` knows which words are names, so that BAKER is no credential.
    """
    text = " ".join(clean(name).replace(";", ",").split())
    text = without_residue(text)
    _refuse_other_things(text, name, counts)
    bracketed = without_brackets(text)
    nickname, question = bracketed.nickname, bracketed.question
    # Senthil a/l Kumaran, s/o: the father's name follows; the mark itself is never part of an address.
    text = _FILIAL_MARKS.sub("", without_residue(bracketed.text))
    text = without_employer(text, counts.given) if counts is not None else without_employer(text)
    text, maiden = _without_maiden(text)
    if "@" in text:
        raise InvalidName(f"this is an address, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    if _COUPLE.search(text):
        raise InvalidName(f"this names more than one person: {shown(name)}; pass one person's name at a time")
    head, behind, title = _around_comma(glued(_O_APOSTROPHE.sub(r"\1'", text)), name, counts)
    words, others = tokens_of(head), tokens_of(behind)
    if not words:
        words, others = others, []
    if not nickname and words and words[0].count("/") == 1:
        words[0], _, nickname = words[0].partition("/")
        question = "slashed"
    words = [piece for word in words for piece in word.split("/") if piece]
    if not words or (len(words) == 1 and not others and bare(words[0]) in TITLES_ALONE):
        raise InvalidName(f"a name needs letters beyond titles: {shown(name)}")
    if len(words) + len(others) > MAX_TOKENS:
        raise InvalidName(f"a name has at most {MAX_TOKENS} words: {shown(name)}; pass one person's name")
    if len(words) == 1 and not others and nickname and bracketed.quoted:
        return Written([nickname, *words], [], maiden=maiden)  # "Rick" Edmonds: all the given name there is
    if len(words) == 2 and not others and nickname and bracketed.quoted and len(words[0].rstrip(".")) == 1:
        return Written([nickname, words[1]], [], maiden=maiden)  # R. "Bob" Stone
    called = others if others else words if len(words) > 1 else []
    if nickname and called and len(called[0]) == 1 and called[0].lower() == nickname[0].lower() and len(others) < 2:
        called[0], nickname = nickname, ""  # Doe, J. (Jane)
    if len(words) == 1 and not others and counts is not None and (glued_on := _CAMEL.fullmatch(words[0])):
        given, family = glued_on.groups()
        if counts.given(given.lower()) > counts.family(given.lower()):
            words = [given, family]  # JaneDoe
    family_only = len(words) == 1 and not others and bool(title) and title not in GIVEN_TITLES
    return Written(words, others, nickname, question, maiden, family_only)


def _refuse_other_things(text: str, name: str, counts: Counts | None) -> None:
    """Say what a text is that is no name."""
    if not any(c.isalpha() for c in text):
        raise InvalidName(f"a name needs letters: {shown(name)}")
    low = text.lower().replace("i\u0307", "i")  # İ
    if "://" in text or low[:4] == "www." or ("@" in text and not _EMPLOYER_AT.search(text)):
        raise InvalidName(f"this is an address, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    if _DOMAIN.fullmatch(text):
        raise InvalidName(f"this is a domain, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    if sum(map(str.isdigit, text)) >= _PHONE_DIGITS:
        raise InvalidName(f"there is a phone number or an id in the name: {shown(name)}; pass the name alone")
    words = [w for w in re.split(r"[\W_]+", low) if w]
    if _names_fields(text):
        raise InvalidName(f"these are the titles of a form, not a name: {shown(name)}; pass what stands below them")
    # LinkedIn is nobody's name; what stands beside it without a mark is a member, in whatever language.
    network = "linkedin" in words and not has_employer(text)
    if network or low.strip(" .") in _PHRASES or is_placeholder(words):
        raise InvalidName(f"this is a placeholder, not a name: {shown(name)}; a name has a given or a family name")
    if _is_company(text, counts):
        raise InvalidName(f"this is a company, not a person's name: {shown(name)}; pass the company as company=")


_BETWEEN = frozenset("de of von di do van".split())
_PHRASES = (
    "n/a",
    "n.a",
    "n.n",
    "n. n",
    "n n",
    "nn",
    "to whom it may concern",
    "no one",
    "not me",
    "to be confirmed",
    "to be announced",
    "to be determined",
    "see notes",
    "see above",
    "see below",
)


def _names_fields(text: str) -> bool:
    """Whether all words are titles of a form's fields, of given and family name: Vorname Nachname, Имя Фамилия."""
    from emailguess.names.romanization import letters

    words = [letters(w) for w in re.split(r"[\W_]+", text) if w]
    if len(words) < 2 or max(map(len, words)) < _LEAST_FIELD or not set(words) <= GIVEN_FIELDS | FAMILY_FIELDS:
        return False
    return bool(set(words) & GIVEN_FIELDS) and bool(set(words) & FAMILY_FIELDS)


def is_placeholder(words: list[str]) -> bool:
    """Whether words in lower case stand where a name is missing, and name nobody."""
    if len(words) > 1 and all(len(w) < 10 and _REPEATED.fullmatch(w) for w in words):  # xxxx xxxx
        return True
    if len(words) == 1:
        return words[0] in PLACEHOLDERS or _REPEATED.fullmatch(words[0]) is not None
    if _declines(words):
        return True
    words = [w for w in words if w not in _BETWEEN and not w.isdigit()] or words
    # Na, Bar and Guest are names, if rarely: two of them may be a person.
    return set(words) <= PLACEHOLDERS and (words == ["first", "last"] or not set(words) <= PLACEHOLDERS_TOO)


def _declines(words: list[str]) -> bool:
    """Whether the words say that somebody does not say who they are: prefer not to say, möchte nicht antworten."""
    found = set(words)
    if len(words) < _LEAST_DECLINING or not found <= DECLINING | DECLINED | DECLINED_WITH:
        return False
    return bool(found & DECLINING) and bool(found & DECLINED)


# No Say may be somebody's name; three such words are not.
_LEAST_DECLINING = 3


def _is_company(text: str, counts: Counts | None) -> bool:
    """Whether a text without an employer behind a mark ends in a legal form."""
    if any(form in text.lower() for form in LEGAL_SCRIPTS):
        return True
    if has_employer(text) or "(" in text:
        return False
    words = text.replace(",", " ").split()
    if len(words) > 1 and (bare(words[-1]) in LEGAL or _LEGAL_PHRASE.search(text)):
        before = text.rpartition(",")[0]
        return len(before.split()) < 2 or not before
    if len(words) < 2 or words[-1] not in LEGAL_SHOUTED or not any(c.islower() for c in "".join(words[:-1])):
        return False
    # Anand BV: behind one given name stand initials as often as a legal form.
    return len(words) > 2 or counts is None or not counts.given(bare(words[0]))


def _without_maiden(text: str) -> tuple[str, tuple[str, ...]]:
    match = (_MAIDEN_ANY_CASE if text.isupper() or text.islower() else _MAIDEN).search(text)
    if match is None:
        return text, ()
    return text[: match.start()], tuple(tokens_of(match.group(1)))


def _around_comma(text: str, name: str, counts: Counts | None) -> tuple[str, str, str]:
    """The words before the first comma and those behind it that belong to the name, and a title before them."""
    first, *others = text.split(",")
    while others and _is_no_name(first.split()):
        first, *others = others
    head = first.split()
    kept: list[str] = []
    if len(others) > 1 and len(head) > 1 and _STATE.fullmatch(others[-1].strip()):
        others = others[:-2]  # Jane Doe, New York, NY
    for other in others:
        words = [bare(w) for w in other.split() if any(c.isalpha() for c in w)]
        if not words or is_credentials(other, [*head, *kept], counts):
            continue
        if (len(head) > 1 and set(words) & JOBS) or ((kept or len(head) > 1) and words[-1] in LEGAL):
            continue
        if len(head) > 1 and _says_something(words, head, counts):
            continue
        kept.append(other)
    words, title = without_titles(_raw(first), 1 if kept else 2, counts)
    behind, other_title = without_titles(_raw(" ".join(kept)), 1, counts)
    if not words and not behind:
        raise InvalidName(f"a name needs letters beyond titles: {shown(name)}")
    return " ".join(words), " ".join(behind), title or other_title


def _is_no_name(words: list[str]) -> bool:
    """Whether a comma has titles alone before it, or the end of a letter: `Dr., Jane Doe`, `Regards, Jane Doe`."""
    low = [bare(w) for w in words]
    return bool(set(low) & CLOSINGS) or all(
        w in TITLES_ALONE or (w in TITLES and token.endswith(".")) or _LOWER_INITIALS.fullmatch(token)
        for w, token in zip(low, words, strict=True)
    )


def _says_something(words: list[str], head: list[str], counts: Counts | None) -> bool:
    """Whether what stands behind a comma is no given name: digits, or words of which nobody is called by any.

    Before the comma must stand a person, given name first, and behind it more than a word: one unknown may be a name.
    """
    if words[0] == "the" or any(c.isdigit() for word in words for c in word):
        return True
    if counts is None or len(words) < 2 or counts.given(bare(head[0])) <= counts.family(bare(head[0])):
        return False
    return not any(counts.given(w) for w in words) and not all(is_name(w, counts) for w in words)


def _raw(text: str) -> list[str]:
    for title in TITLES_BEHIND:
        text = text.strip().removesuffix(title)
    return [w for w in text.replace("_", " ").split() if any(c.isalnum() for c in w)]


def tokens_of(text: str) -> list[str]:
    """Words without the marks around them; initials written together are taken apart."""
    out: list[str] = []
    for raw in text.replace("_", " ").split():
        token = raw if raw.lower() == "'t" else raw.strip(_MARKS_AROUND)
        if raw.endswith(".") and token.lower() in SHORTENED_NAMES:
            token = SHORTENED_NAMES[token.lower()].capitalize()  # Wm. Smith
        if not any(c.isalpha() for c in token):
            continue
        if raw.lower() in ("st.", "ste.") or token in ("St", "Ste"):
            out.append(token.lower())  # Kim St. James: a particle
            continue
        stem, dash, tail = token.rpartition("-")
        if dash and tail.lower() in ("san", "sama") and stem:
            token = stem
        if _INITIALS.fullmatch(token + "."):
            out += [piece for piece in token.split(".") if piece]
        elif "." in token and all(piece.isalpha() for piece in token.split(".")):
            out += token.split(".")
        else:
            out.append(token)
    digits = [t for t in out if any(c.isdigit() for c in t)]
    if digits:
        if len(out) - len(digits) < 2:
            raise InvalidName(f"there are digits in the name: {shown(text)}; pass the name alone")
        out = [t for t in out if t not in digits]
    return out
