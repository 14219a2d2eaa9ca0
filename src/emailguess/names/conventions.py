"""Conventions the corpus is silent about: pseudo-counts for spelling questions that published standards answer.

They lie under the fitted ones, which win wherever the corpus knows a question. Nothing here is counted; each line says
where its answers come from. Their sum is small on purpose: three colleagues outweigh any of them (`tests/
test_habits.py` asserts it), so that a company's own habit is learned at once.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CONVENTIONAL", "TOTAL", "merged"]

# Pseudo-counts a question has in all. With a tenth of it for an answer, three colleagues who give that answer make it
# (0.1 * 0.35 + 3) / (0.35 + 3) = .91 probable, and one makes it .77.
TOTAL = 0.35


def _question(**shares: float) -> dict[str, float]:
    whole = sum(shares.values())
    return {answer.replace("_", "-").rstrip("*"): share / whole * TOTAL for answer, share in shares.items()}


CONVENTIONAL: dict[str, dict[str, float]] = {
    # --- letters -------------------------------------------------------------------------------------------------
    # DIN 5007-2 and ICAO Doc 9303-3 write German umlauts out; other languages' two dots are not, at home.
    "umlaut": _question(plain=0.45, expanded=0.55),
    "umlaut@elsewhere": _question(plain=0.93, expanded=0.07),
    # ICAO Doc 9303-3: å is AA, ø is OE; the corpora of the fit show mostly a and o.
    "nordic": _question(plain=0.8, expanded=0.2),
    # ICAO Doc 9303-3: đ is D; Serbian and Croatian typewriters wrote dj.
    "dje": _question(d=0.7, dj=0.3),
    # ICAO Doc 9303-3: ə is E; Azerbaijanis abroad write a (Aliyev).
    "schwa": _question(a=0.65, e=0.35),
    # Hepburn without macrons; wapuro spelling; the passport law allows oh.
    "long-o": _question(o=0.78, ou=0.12, oh=0.1),
    "long-u": _question(u=0.93, uu=0.07),
    # --- Cyrillic: BGN/PCGN first, ICAO Doc 9303-3 (Russian passports since 2013) and older passports beside it ----
    "cyr-iy": _question(y=0.36, i=0.28, iy=0.24, ii=0.12),
    "cyr-y": _question(y=0.57, i=0.38, j=0.05),
    "cyr-yu": _question(yu=0.72, iu=0.22, ju=0.06),
    "cyr-ye": _question(e=0.75, ye=0.25),
    "cyr-yo": _question(e=0.65, yo=0.28, io=0.07),
    "cyr-soft": _question(y=0.4, i=0.25, none=0.35),
    "cyr-kh": _question(kh=0.75, h=0.25),
    "cyr-ts": _question(ts=0.85, c=0.1, tc=0.05),
    "cyr-shch": _question(shch=0.7, sch=0.22, sh=0.08),
    "cyr-zh": _question(zh=0.9, j=0.05, z=0.05),
    "cyr-x": _question(ks=0.5, x=0.5),
    "cyr-ander": _question(andr=0.55, ander=0.45),
    # Resolution 55 of 2010; the second answers are Russian spellings of the same names, still common.
    "ukr-h": _question(h=0.8, g=0.2),
    "ukr-ye": _question(y=0.85, i=0.15),
    "ukr-ia": _question(ia=0.55, ya=0.45),
    "ukr-yi": _question(y=0.45, yi=0.35, iy=0.2),
    "kaz-q": _question(k=0.85, q=0.15),  # k until the Latin alphabet of 2018 spread
    # --- Greek: ELOT 743 first, older and English spellings beside it ------------------------------------------------
    "grk-ch": _question(ch=0.75, h=0.2, x=0.05),
    "grk-f": _question(f=0.85, ph=0.15),
    "grk-y": _question(y=0.8, i=0.2),
    "grk-gk": _question(gk=0.6, g=0.4),
    "grk-yi": _question(gi=0.75, yi=0.15, y=0.1),
    "grk-mp": _question(mp=0.7, b=0.3),
    "grk-nt": _question(nt=0.85, d=0.15),
    # --- Han: pinyin (ISO 7098) on the mainland, Wade-Giles in Taiwan, Cantonese surnames in Hong Kong ------
    "han-system": _question(pinyin=0.88, wade_giles=0.07, cantonese=0.05),
    "han-system@TW": _question(pinyin=0.02, wade_giles=0.97, cantonese=0.01),
    "han-system@HK": _question(pinyin=0.02, wade_giles=0.03, cantonese=0.95),
    "pinyin-ue": _question(v=0.45, yu=0.3, u=0.25),  # the key v; GB/T 28039 has yu in passports
    # Readings of kanji in the order of MeCab with UniDic: its first is the usual one of all the commonest names
    # (`tests/test_kanji.py` counts them); rarer ones, given names above all, are read in more ways.
    "kanji-surname": _question(usual=0.95, second=0.03, third=0.015, fourth=0.005),
    "kanji-given": _question(usual=0.85, second=0.09, third=0.04, fourth=0.02),
    # --- Hangul: spellings in use first, the Revised Romanization of 2000 behind -------------------------------------
    "hangul-surname": _question(usual=0.7, second=0.22, third=0.08),
    "hangul-u": _question(u=0.6, oo=0.4),
    "hangul-eo": _question(eo=0.55, u=0.45),
    "hangul-hui": _question(ee=0.85, ui=0.15),
    "hangul-g": _question(g=0.5, k=0.5),
    # --- scripts without vowels; India --------------------------------------------------------------------------
    "listed-spelling": _question(usual=0.6, second=0.27, third=0.13),
    "written-article": _question(al=0.7, el=0.2, none=0.1),
    "indic-v": _question(v=0.85, w=0.15),
    # --- parts of names: A Guide to Names and Naming Practices (UK, 2006) ----------------------------------------
    # East Asian given names of two syllables: the national standards write them as one word, hyphen allowed.
    "syllables": _question(join=0.72, keep=0.18, dot=0.03, underscore=0.01, first=0.03, last=0.03),
    "syllable-initials": _question(one=0.7, all=0.29, hyphened=0.01),
    # The Arabic article; son-of words, which colleagues leave out.
    "article": _question(join=0.6, keep=0.22, drop=0.11, dot=0.05, underscore=0.02),
    "article-initial": _question(particle=0.6, main=0.4),
    "filial": _question(drop=0.62, join=0.2, dot=0.1, keep=0.05, underscore=0.03),
    # Two surnames that the writing itself marks (a comma, y, i, e).
    "two-surnames": _question(both=0.45, first=0.33, last=0.22),
    "two-surnames@last": _question(both=0.2, first=0.15, last=0.65),
    "maiden": _question(current=0.88, former=0.12),
    "told-after": _question(asis=0.9, nick=0.1),
    "slashed": _question(asis=0.7, nick=0.3),
    # --- order --------------------------------------------------------------------------------------------------
    # Beliefs that multiply the fitted order of words: the country was told, a listed surname stands first or last, or
    # the name is written with its own accents (Phạm) or syllable hyphen (Kim Min-su).
    "order@country": _question(fg=300, gf=1),
    "order@listed": _question(fg=3000, gf=1),
    "order@turned": _question(fg=1, gf=30),
    "order@written": _question(fg=30, gf=1),
    "initial-first": _question(gf=0.8, fg=0.2),
    "initial-first@country": _question(gf=0.12, fg=0.88),
    "initials-first": _question(given=0.6, family=0.2, both=0.2),
    "initials-first@country": _question(given=0.12, family=0.8, both=0.08),
    "initials-last": _question(family=0.6, given=0.4),
    "behind-comma": _question(employer=0.7, given=0.3),
    "vietnamese": _question(last=0.6, two=0.25, western=0.15),
    "syllables-first": _question(eastern=0.75, western=0.25),
    "syllables-first@country": _question(eastern=0.97, western=0.03),
    "syllables-last": _question(compound=0.65, middle=0.3, eastern=0.05),
    "english-first": _question(english=0.75, chinese=0.25),
    "muhammad": _question(second=0.4, first=0.35, compound=0.12, surnames=0.13),
    "patronymic-last": _question(family=0.15, eastern=0.85),
    "married": _question(first=0.5, both=0.5),
}


def merged(fitted: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Lay fitted pseudo-counts over the conventional ones, answer by answer.

    >>> merged({"dje": {"d": 2.0}})["dje"] == {**CONVENTIONAL["dje"], "d": 2.0}
    True
    """
    both = {question: {**CONVENTIONAL.get(question, {}), **answers} for question, answers in fitted.items()}
    return {**CONVENTIONAL, **both}
