"""What profiles, address books and mail programs leave around a name: labels, hashtags, employers, notes in brackets.

It goes by marks: what stands before a colon is a label, what follows a bar, a dash or a slash is no name. What it takes
off may still tell something: a nickname, a name at birth.

Start reading at `without_residue`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from emailguess.data.name_words import JOBS, NOT_NICKNAMES, PLACEHOLDERS

__all__ = ["Bracketed", "without_brackets", "without_employer", "without_residue"]

# Brackets, and quotes that stand around a word.
_BRACKETED = re.compile(
    r"[({\[\u201c\u201d\u201e\"\u00ab\uff08\u3010]([^(){}\[\]\u201c\u201d\"\u00ab\u00bb\uff08\uff09\u3010\u3011]{1,80})"
    r"[)}\]\u201c\u201d\"\u00bb\uff09\u3011]|(?<=\s)'([^'\s]{2,30})'(?=\s)|^'([^'\s]{2,30})'(?=\s)"
)
# née, geborene, z domu, rozená, född, omaa sukua, született, урождённая, …
BORN = (
    r"n[ée]e|né|geb\.?|geborene[rn]?|z domu|z d\.|roz\.|rozen[áa]|roden[áa]|rod\.|nata|född|født|fødd|szül\.?|"
    r"született|"
    r"o\.s\.|omaa sukua|born|formerly|nacida|nascida|урожд\.?|урожденная|урождённая|dite?"
)
_MAIDEN_INSIDE = re.compile(rf"^(?:{BORN})\s+(.+)$", re.IGNORECASE)
_EMPLOYER = re.compile(r"\s+(?:[|·•~→»>]|-+|/|@|//|::)\s+|\s+(?:via|c/o)\s+|\s*[|•]\s*|\s+@(?=\w)")
# EXT: Jane Doe; Full Name: Jane Doe. A label is a word or three.
_LABEL = re.compile(
    r"^\s*[^\s:]{1,20}(?: [^\s:]{1,20}){0,2}\s*:\s+(?=\S)|^(?:ext|external|cn|fn|n|to|from|cc)\s*[:=]\s*", re.I
)
# To whom a letter goes, in the languages of the roles' list.
_ADDRESSED = re.compile(
    r"^(?:f\.a\.o\.?|c/o|z\.\s?h(?:d|dn|nd)\.(?:\s?v\.)?|zu h[äa]nden(?: von)?|[àa] l'attention de|a la atenci[óo]n de|"
    r"ao cuidado de|aos cuidados de|a/c|alla (?:cortese )?attenzione (?:di|del|della)|alla c\.\s?a\.|t\.\s?a\.\s?v\.|"
    r"ter attentie van|do r[ąa]k(?: w[łl]asnych)?|k ruk[áa]m|att:?|вниманию)\s+(?=\w)",
    re.IGNORECASE,
)
# The common name of a directory's entry: CN=Jane Doe,OU=HR,O=Acme.
_ENTRY = re.compile(r"^cn=((?:[^,\\]|\\.)+),\s*[a-z]{1,2}=", re.IGNORECASE)
_HASHTAG = re.compile(r"#\w+")
# she/her, er/ihm, han/hans: short words in small letters with slashes between.
_PRONOUNS = re.compile(r"[,\s]+[(\[]?[^\W\d_A-Z]{1,6}(?:/[^\W\d_A-Z]{1,6}){1,2}[)\]]?\s*$")
# 1st, • 2nd, 3rd+: how near the person is in a network.
_DEGREE = re.compile(r"[,\s]*[•·|-]?\s*\b[123](?:st|nd|rd|th)?\+?(?:\s+degree.*)?\s*$", re.I)
# Jane Doe/ACME/US, as Notes writes it: behind two words a slash begins the organisation.
_ORGANISATION = re.compile(r"^([^/(]*\S\s[^/\s(]{2,})/\S.*$")
# *OOO*, ~Hiring~, -CTR-: a word between two of the same mark.
_MARKED = re.compile(r"(?:(?<=\w)|(?<=\s)|^)(?!-\s)([*~=^]+|-)\s*[^*~=^\s-][^*~=^-]{0,30}\1(?=\s|$)")
# A longer text is no name; its words are not sought for what stands behind them.
_LONG = 200
# Behind two words: on LinkedIn; at Acme GmbH; hiring; <jane.doe>; -X (jane - ACME INC at Globex), as Cisco writes it.
_BEHIND = re.compile(
    r"^(\s*[^\s,]{2,}\s+(?:[^\s,]+\s+)*?[^\s,]{2,})(?:"
    r"\s+(?i:on|auf|sur|su|op|en)\s+(?i:linkedin|xing|twitter|github|instagram|facebook)\b.*"
    r"|\s+-X(?:\s.*)?|\s+at\s+\S.*|\s+(?:from|of|bei|chez|presso|hos|en|w)(?:\s+\S+){1,4}|\s*<[^<>@]*>|\s+(?i:[af]ka|[af]\.k\.a\.?)\s+\S.*"
    r"|\s+(?i:(?:lean |certified )*six sigma|certified|chartered|licensed|registered)\s.*"
    r"|\s+(?i:(?:we(?:'?re| are)|i'?m|now|is|actively|always)\s+)?(?i:hiring|recruiting)\b.*)\s*$"
)


# What pages, programs and letters say before a name: Photo of Jane Doe, Sent by Jane Doe, Regards, Jane Doe.
_LEAD = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de|copia di|(?:iphone|ipad|handy|laptop|macbook) (?:von|de|di|van|of)|"
    r"cheers|thanks|thank you|view|message|follow|connect with|(?:profile|photo|picture|avatar) of|by|"
    r"(?:sent|posted|written|shared|created|approved|signed|referred) by|(?:kind |best |warm )?regards,?|"
    r"mit freundlichen gr[üu](?:ß|ss)en,?|cordialement,?|saludos,?|sehr geehrte[rs]?|liebe[rs]?|"
    r"ansprechpartner(?:in)?|[^\s\\]{2,20}\\|[1-5](?:st|nd|rd|th)(?= lt))\s*(?=\w+\.? +\w)",
    re.IGNORECASE,
)
# And behind it: Jane Doe's profile, Jane Doe is open to work, Jane Doe ext. 12, Peter Woods the 2nd.
_TAIL = re.compile(
    r"(?<=\w)(?:['\u2019]s\s+\S.*|\s+(?:wrote|writes|says|schrieb|a écrit|escribió|ha scritto|schreef)\s*:?|"
    r"\s+(?:work|mobile|cell|iphone)|\s+profile (?:picture|photo)|"
    r"\s+is (?:open|looking|hiring)\b.*|\s+on behalf of\s.*|\s+(?:verified|premium|unverified)|"
    # What a file of an application is called: Jane Doe CV 2024.pdf, Jane Doe - Lebenslauf.
    r"[\s-]+(?:cv|resume|résumé|resumé|lebenslauf|curriculum vitae|curriculum|bewerbung|candidature|cover letter|"
    r"anschreiben)(?:\s+\d{4})?(?:\.(?:pdf|docx?|rtf|odt|txt))?|\.(?:pdf|docx?|rtf|odt|txt)|"
    r"\s+(?:lion|l\.i\.o\.n\.?)(?:\s+\d+k?\+?)?|\s+freelance[rd]?|\s+self-employed|"
    r"[,\s]+(?:19|20)\d{2}|,?\s+(?:ext|x|tel|dw)\.?\s*\d{1,6}|,?\s+class of \d{2,4}|"
    r",?\s+the (?:2nd|3rd|4th|second|third|fourth|younger|elder))\s*$",
    re.IGNORECASE,
)
# Jane Doe (@janedoe): what somebody is called in a network.
_HANDLE = re.compile(r"(?:^|\s)\(?@\w[\w.]{1,30}\)?(?=\s|$)")


# The end of a profile's address: jane-doe-1a2b3c4.
_SLUG = re.compile(r"([a-z]+(?:-[a-z]+)+)-(?=[0-9a-z]*\d)[0-9a-z]{5,}")


class Bracketed(NamedTuple):
    """A text without its brackets, and what they held."""

    text: str
    nickname: str = ""
    question: str = "told-nickname"
    """How the nickname was told."""
    quoted: bool = False
    """Whether it stood in quotes, as nicknames do and notes do not."""


def without_residue(text: str) -> str:
    """Take off labels, hashtags, pronouns, degrees of contact and organisations behind a slash.

    >>> [without_residue(x) for x in ("EXT: Jane Doe", "Jane Doe #OpenToWork", "Jane Doe/ACME/US", "Jane Doe she/her")]
    ['Jane Doe', 'Jane Doe', 'Jane Doe', 'Jane Doe']
    """
    for rule in (_LEAD, _TAIL, _HANDLE):
        rest = rule.sub("", text, count=1).strip()
        text = rest if len(rest.split()) > 1 else text
    if slug := _SLUG.fullmatch(text):
        text = slug[1].replace("-", " ")
    behind = _BEHIND.match(text) if len(text) < _LONG else None
    if behind and behind[1].count("(") == behind[1].count(")"):  # not of (Out of office)
        text = behind[1]
    entry = _ENTRY.match(text)
    text = entry[1].replace("\\", "") if entry else _ADDRESSED.sub("", text)
    before, _, after = text.partition(": ")
    if len(before.split()) > 1 and after and after.lower().split()[-1] in JOBS | PLACEHOLDERS:
        text = before  # Jane Doe: Software Engineer
    for rule in (_HASHTAG, _LABEL, _MARKED, _PRONOUNS, _DEGREE):
        rest = rule.sub(" ", text, count=0 if rule is _HASHTAG else 1).strip(" ,;")
        if sum(map(str.isalpha, rest)) > 1:
            text = rest
    match = _ORGANISATION.match(text)
    if match and "," not in match[1] and len(match[1].split()[0]) > 1:
        text = match[1]
    return text


def without_brackets(text: str) -> Bracketed:
    """Text without brackets; the nickname in them, and how it was told.

    >>> without_brackets("Robert (Bob) Jones").nickname, without_brackets("Jane Doe (Consultant) (Acme)").nickname
    ('Bob', '')
    """
    found = list(_BRACKETED.finditer(text))
    if not found:
        return Bracketed(text)
    rest = _BRACKETED.sub(" ", text)
    inner = next(group for group in found[0].groups() if group).strip()
    login = rest.strip()
    if not any(c.isalpha() for c in rest) or (login.islower() and " " not in login and " " in inner):
        return Bracketed(inner)  # jdoe (Jane Doe)
    for each in found:
        maiden = _MAIDEN_INSIDE.match(next(group for group in each.groups() if group).strip())
        if maiden:
            return Bracketed(f"{rest} née {maiden[1]}")
    quoted = found[0].group()[0] not in "({[\uff08\u3010"
    behind = text[found[0].end() :]
    question = "told-nickname" if quoted or any(c.isalpha() for c in behind) else "told-after"
    proper = (
        inner.isalpha()
        and len(inner) > 1
        and (not inner.isupper() or text.isupper())
        and inner.lower() not in NOT_NICKNAMES
        and inner.lower() not in JOBS
        and (quoted or (len(found) == 1 and bool(text[: found[0].start()].strip())))
    )
    if proper and not quoted and behind.lstrip().startswith(","):
        # Baker (Johnson), Jenny: beside a family name stands the former one.
        return Bracketed(f"{rest} née {inner}")
    return Bracketed(rest, inner if proper else "", question, quoted)


def without_employer(text: str, is_given: Callable[[str], object] = lambda _: False) -> str:
    """Cut what stands behind a bar, a dash or an at, where a name stands before it.

    `is_given` tells a given name in small letters: `Acme | Jane Doe` has the name behind.
    """
    match = _EMPLOYER.search(text)
    if match is None:
        return text
    before, after = text[: match.start()].strip(), text[match.end() :]
    words = after.lower().split()
    if len(words) > 1 and " " not in before and is_given(words[0]) and not is_given(before.lower()):
        return after
    if set(match.group().strip()) != {"-"} or len(before.split()) > 1 or "," in before:
        return before if any(c.isalpha() for c in before) else after
    if before.lower() in PLACEHOLDERS | JOBS and len(after.split()) > 1:
        return after  # Contact - Jane Doe
    # "Jean - Luc Petit": one word before a dash is half a name, unless one word follows as well.
    return f"{before}-{after}" if len(after.split()) > 1 else f"{before} {after}"


def has_employer(text: str) -> bool:
    """Whether something stands behind a bar, a dash or an at."""
    return _EMPLOYER.search(text) is not None
