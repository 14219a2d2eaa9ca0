"""Doubtful domains: a profile's page in the place of a company's site, and endings that look like a slip of the keys.

It warns and never refuses; whether a domain exists it does not know.

Start reading at `doubts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from emailguess.addresses import suffixes

__all__ = ["doubts", "imitated", "unused"]

# Where people and companies have pages of their own; the domain is the network's.
_NETWORKS = frozenset(
    "linkedin.com facebook.com fb.com twitter.com x.com instagram.com xing.com youtube.com youtu.be github.com "
    "gitlab.com "
    "crunchbase.com tiktok.com medium.com glassdoor.com glassdoor.de glassdoor.co.uk indeed.com angel.co wellfound.com "
    "threads.net vk.com weibo.com pinterest.com linktr.ee about.me kununu.com stepstone.de monster.com yelp.com "
    "bsky.app mastodon.social viadeo.com researchgate.net zoominfo.com rocketreach.co apollo.io g2.com pitchbook.com "
    "bloomberg.com wikipedia.org goo.gl bit.ly google.com maps.app.goo.gl trustpilot.com meetup.com t.me wa.me".split()
)
# What most companies have, the commonest first.
_COMMON = (
    "com net org edu gov info biz co de uk fr nl it es ch at be eu us ca au in jp br ru pl se no dk fi cz ie io ai app "
    "dev"
).split()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Names that are reserved for examples and tests (RFC 2606, RFC 6761) and for networks without a public name.
_RESERVED = frozenset("example test invalid localhost local internal lan corp home intranet onion alt".split())


def doubts(host: str, registrable: str, written: str) -> tuple[str, ...]:
    """What a person should see before trusting a domain; `written` is the text it was read from.

    >>> doubts("linkedin.com", "linkedin.com", "linkedin.com/company/acme")[0][:36]
    'this is a page at linkedin.com, not '
    >>> doubts("acme.con", "acme.con", "acme.con"), doubts("acme.com", "acme.com", "acme.com")
    (("no domain ends in '.con': did you mean acme.com?",), ())
    """
    found = []
    path = written.partition("://")[2] or written
    if registrable in _NETWORKS and path.partition("/")[2].strip("/ "):
        found.append(f"this is a page at {registrable}, not a company's own site: pass the company's domain")
    stem, _, top = host.rpartition(".")
    if not suffixes.is_top_level(top) and top not in _RESERVED and "--" not in top:
        meant = next((good for good in _COMMON if good in set(_slips(top))), "")
        if meant:
            found.append(f"no domain ends in '.{top}': did you mean {stem}.{meant}?")
    return tuple(found)


# Letters that look like a Latin one, small or capital (as in Unicode's confusables.txt and UTS 39, 4).
_LIKE_LATIN = {
    "CYRILLIC": dict(zip("авсԁеԍһніјкӏмопгрԛѕтѵԝѡхуүьҽ", "abcdeghhijklmonrpqstvwwxyybe", strict=True)),
    "GREEK": dict(zip("αβγεζηικνορτυχω", "abyeznikvoptuxw", strict=True)),
    "ARMENIAN": dict(zip("հյոսօցզ", "hjnuogq", strict=True)),
}
# Where a script is at home a word of its own is what is meant, whatever it looks like.
_AT_HOME = {
    "CYRILLIC": frozenset("bg by kz kg mk mn rs ru su tj ua uz".split()),
    "GREEK": frozenset(("gr", "cy")),
    "ARMENIAN": frozenset(("am",)),
}


def imitated(label: str, script: str, top: str) -> str:
    """The Latin word that a label of another script looks like; empty where some letter shows what it is.

    `script` is the first word of its letters' Unicode names, `top` the top-level domain, decoded.

    >>> imitated("асме", "CYRILLIC", "com"), imitated("банк", "CYRILLIC", "com"), imitated("асме", "CYRILLIC", "ru")
    ('acme', '', '')
    """
    alike = _LIKE_LATIN.get(script)
    if alike is None or top in _AT_HOME[script] or not top.isascii():
        return ""
    return "".join(alike.get(c, c) for c in label) if all(c in alike for c in label if c.isalpha()) else ""


# The scripts that are in wide use for names and words (UAX 31, table 5), by how the names of their letters begin.
_IN_USE = frozenset(
    "ARABIC ARMENIAN BENGALI BOPOMOFO CJK CYRILLIC DEVANAGARI ETHIOPIC GEORGIAN GREEK GUJARATI GURMUKHI HANGUL HEBREW "
    "HIRAGANA IDEOGRAPHIC KANNADA KATAKANA KATAKANA-HIRAGANA KHMER LAO LATIN MALAYALAM MODIFIER MYANMAR ORIYA SINHALA "
    "TAMIL TELUGU THAANA THAI TIBETAN".split()
)
# Latin letters of phonetics (IPA Extensions; Phonetic Extensions and their Supplement), which spell no company's name.
_PHONETIC = ((0x0250, 0x02AF), (0x1D00, 0x1DBF))


def unused(label: str) -> str:
    """The first letter that hardly any domain has, but one that imitates another; empty where all are usual.

    >>> unused("ɑpple"), unused("apple"), unused("банк")
    ('ɑ', '', '')
    """
    import unicodedata

    for char in label:
        if char.isalpha() and not char.isascii():
            script = unicodedata.name(char, "?").split()[0]
            if script not in _IN_USE or any(first <= ord(char) <= last for first, last in _PHONETIC):
                return char
    return ""


def _slips(word: str) -> Iterator[str]:
    """Everything one slip away: a letter too many, too few, another, or two turned round."""
    if len(word) > 5:
        return
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail and len(word) > 2:
                yield head + letter + tail[1:]
