"""Inputs meant to be slow: each must be answered or refused within 50 ms.

Start reading at `CASES`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import emailguess
from emailguess.errors import EmailGuessError

__all__ = ["BUDGET_MS", "CASES", "worst"]

BUDGET_MS = 50.0
REPEATS = 5
_ACME = "acme.example"
_Ask = Callable[[emailguess.Guesser], object]


def _name(name: str) -> _Ask:
    return lambda guesser: guesser.guess(name, _ACME, limit=1000)


def _known(*known: object, name: str = "Jane Doe") -> _Ask:
    return lambda guesser: guesser.guess(name, _ACME, known=known, limit=1000)  # type: ignore[arg-type]


def _domain(domain: str) -> _Ask:
    return lambda guesser: guesser.guess("Jane Doe", domain)


def _pattern(pattern: str) -> _Ask:
    return lambda guesser: guesser.guess("Jane Doe", _ACME, pattern=pattern)


# As long as a name may be, in as many words as a name may have.
_LONG = f"{'Jürgen-Jörg-' * 4}Äöü von und zu der {'Müller-Größe-' * 9}Straße"[:199].strip("-")
_REPEATED = "a" * 60
_TEN = "Ana Bea Cia Dea Eva Fia Gia Hea Ina Jea"
_AMBIGUOUS = "Anna-Maria-Ana von der An-Nanna van de Na-Anan-Nana"


def _letters(number: int) -> str:
    """Two letters that tell numbers apart."""
    return "abcdefghij"[number // 10 % 10] + "klmnopqrst"[number % 10]


CASES: dict[str, _Ask] = {
    "name of a million letters": _name("a" * 1_000_000),
    "name of a million letters in words": _name("Jane Doe " * 111_111),
    "name of a million spaces": _name("Jane" + " " * 1_000_000 + "Doe"),
    "name of a million hyphens": _name("Jane" + "-" * 1_000_000 + "Doe"),
    "name of a million combining marks": _name("Jane Do" + "\u0308" * 1_000_000),
    "name of a million opening brackets": _name("(" * 1_000_000),
    "199 letters, hyphens, umlauts, particles": _name(_LONG),
    "the same, with a matching colleague": _known(
        (_LONG, f"juergen-joerg.vonundzudermueller-groesse@{_ACME}"), name=_LONG
    ),
    "195 letters in one word": _name("A" + "a" * 195 + " Doe"),
    "ten words": _name(_TEN),
    "a hundred words of one letter": _name("A " * 100),
    "ten words, a colleague with ten": _known((_TEN, f"ana.bea.cia.dea.eva.fia.gia.hea.ina.jea@{_ACME}")),
    "repeated letters, long local part": _known((f"A{_REPEATED} A{_REPEATED}", f"{'a' * 64}@{_ACME}")),
    "repeated letters with separators": _known((f"A{_REPEATED} A{_REPEATED}", f"{'a.' * 31}a@{_ACME}")),
    "repeated syllables, long local part": _known(("Anan" * 12 + " " + "Nana" * 12, f"{'ana' * 21}@{_ACME}")),
    "ambiguous compounds, long local part": _known((_AMBIGUOUS, f"annamariaanavonderannannavandenaanan@{_ACME}")),
    "ambiguous compounds asked and known": _known((_AMBIGUOUS, f"{'an' * 32}@{_ACME}"), name=_AMBIGUOUS),
    "local part of separators": _known(("Jane Doe", f"j{'-_' * 30}d@{_ACME}")),
    "local part of digits": _known(("Jane Doe", f"jane.doe{'1' * 50}@{_ACME}")),
    "local part of a million letters": _known(("Jane Doe", "a" * 1_000_000 + "@" + _ACME)),
    "mailbox of a million brackets": _known("<" * 1_000_000),
    "mailbox of quotes and commas": _known('"' * 900 + "," * 900 + f"<jane@{_ACME}>"),
    "mailbox of comments": _known("(" * 1_900 + f"jane@{_ACME}"),
    "a hundred colleagues": _known(*[(f"Jane D{'o' * i}e", f"jane.d{'o' * i}e@{_ACME}") for i in range(1, 51)] * 2),
    "a hundred strangers' names, long local parts": _known(
        *[
            (f"Ann{_letters(i)} Roe{_letters(i + 7)}", f"bud{_letters(i)}fisk{_letters(i * 3)}@{_ACME}")
            for i in range(100)
        ]
    ),
    "a hundred names of 199 letters": _known(
        *[(f"{_letters(i) * 45}-{_letters(i + 1) * 40} Roe-{_letters(i)}", f"z{i}y@{_ACME}") for i in range(100)]
    ),
    "domain of a million letters": _domain("a" * 1_000_000 + ".example"),
    "domain of 253 letters": _domain(".".join(["a" * 60] * 4) + ".example"),
    "domain of 120 labels": _domain("a." * 120 + "example"),
    "internationalised domain, mixed scripts": _domain("аcmе" * 10 + ".example"),
    "domain with a line break": _domain("acme.example\r\nBcc: everyone"),
    "pattern of a million braces": _pattern("{" * 1_000_000),
    "pattern with a thousand fields": _pattern("{first}" * 1_000),
    "name without letters": _name("1234 !!! ???"),
    "name of control characters": _name("\x00\x1b\r\n" * 40),
    "name in many scripts": _name("Ян 王小明 محمد กขค Αβγ"),
}


def worst() -> list[dict[str, Any]]:
    """Ask each case a few times with a fresh guesser, so that nothing is remembered; medians."""
    emailguess.Guesser().guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
    rows = []
    for label, ask in CASES.items():
        times = []
        outcome = ""
        for _ in range(REPEATS):
            guesser = emailguess.Guesser()
            started = time.process_time()
            try:
                ask(guesser)
                outcome = "answered"
            except EmailGuessError as error:
                outcome = type(error).__name__
            times.append((time.process_time() - started) * 1_000)
        rows.append({"case": label, "ms": round(median(times), 2), "outcome": outcome, "ok": median(times) < BUDGET_MS})
    return rows
