"""Names of companies as people write them: abbreviated, translated, with a legal form, in another order or case.

`written` makes the writings of one name by rules, always the same ones; `found` says how often the first candidate is
one of the company's domains, with the lists that ship and without. Read by `benchmarks.companies`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from emailguess.companies.infer import answer
from emailguess.companies.listed_companies import initials_of
from emailguess.data.company_words import GENERIC, SAME_WORDS
from emailguess.fit.company_domains import Company, registrable

__all__ = ["drawn", "found"]

SEED = "company-writings-1"
FORMS = ("Inc.", "LLC", "Ltd", "GmbH", "AG", "S.A.", "B.V.", "SAS", "Pty Ltd", "s.r.o.", "Oy", "株式会社")
NUMBERS = {"university": 500, "other": 200}
MOST_WORDS = 6


def drawn(companies: Sequence[Company]) -> dict[str, list[Company]]:
    """The companies that are asked for, by sector: the same ones for the same corpus."""
    draw = random.Random(SEED)  # noqa: S311 -- no secret
    chosen = {}
    for sector, number in NUMBERS.items():
        kind = [c for c in companies if c.name.sector == sector and len(c.name.words) <= MOST_WORDS]
        chosen[sector] = draw.sample(kind, min(number, len(kind)))
    return chosen


def _writings(company: Company) -> Iterator[tuple[str, str]]:
    """Each way to write the name, after what was done to it."""
    words = list(company.name.words)
    plain = " ".join(words).title()
    draw = random.Random(SEED + company.text)  # noqa: S311 -- no secret
    yield "as it is", company.text
    yield "in capitals", company.text.upper()
    yield "in small letters", company.text.lower()
    if company.name.sector != "university":
        form = draw.choice(FORMS)
        yield "another legal form", form + plain if form == "株式会社" else f"{plain} {form}"
        own = [word for word in words if word not in GENERIC]
        if own and len(own) < len(words):
            yield "shortened to its own words", " ".join(own).title()
        if short := initials_of(company.name.key):
            yield "its initials", short.upper()
    elif words[0] == "university" and len(words) == 3:
        for head in ("Universität", "Université de", "Universidad de", "Univ. of"):
            yield "translated", f"{head} {words[2].title()}"
    backwards: dict[str, list[str]] = {}
    for word, same in SAME_WORDS.items():
        backwards.setdefault(same, []).append(word)
    if company.name.sector != "university" and any(SAME_WORDS.get(w, w) in backwards for w in words):
        other = [draw.choice(backwards.get(SAME_WORDS.get(w, w), [w])) for w in words]
        yield "translated or abbreviated", " ".join(other).title()


def found(companies: Sequence[Company]) -> dict[str, dict[str, float]]:
    """For each sector and writing: how many names, how often right with the lists and without, and what was said."""
    rows: dict[str, dict[str, float]] = {}
    for sector, chosen in drawn(companies).items():
        asked: dict[str, list[tuple[float, float, float]]] = {}
        for company in chosen:
            owned = {*company.domains, *map(registrable, company.domains)}
            for how, text in _writings(company):
                first = answer(text).best
                plain = answer(text, lists=False).best
                said = first.probability if first else 0.0
                right = float(first is not None and first.domain in owned)
                asked.setdefault(how, []).append((right, float(plain is not None and plain.domain in owned), said))
        asked["all writings"] = [row for each in asked.values() for row in each]
        for how, cells in asked.items():
            number = len(cells)
            right, inferred, said = (sum(cell[i] for cell in cells) / number for i in range(3))
            rows[f"{sector}: {how}"] = {
                "companies": number,
                "top1": round(right, 4),
                "top1_without": round(inferred, 4),
                "p_first": round(said, 4),
            }
    return rows
