"""Deciding: which rows to send to, which to verify first and which to leave, by a measured rate of bounces.

The budget is kept in expectation: of the rows marked `send` the mean of 1 - probability is at most the budget, and no
further row could be added. Probabilities have four digits, so that counting them takes the same space for any number
of rows.

Start reading at `Deciding`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from emailguess.fill.answers import Answered, Decision
from emailguess.fill.options import Chosen

__all__ = ["UNITS", "Deciding", "Rules", "Settled", "settled", "units"]

UNITS = 10_000
"""A probability has four digits."""
# A company is told of only so far as it is kept in mind; beyond this many, rows are worth a look-up by themselves.
_MOST_COMPANIES = 200_000


class Settled(NamedTuple):
    """What a budget comes to, once the probabilities of all rows are known."""

    least: int = 0
    """Rows likelier than this, in ten-thousandths, are sent to."""
    at_least: int = 0
    """So many of the rows just as likely are sent to, the first of them."""
    sent: bool = False
    """Whether any row is sent to."""


def settled(numbers: Sequence[int], budget: float | None) -> Settled:
    """Find the least probability that is sent to.

    - `numbers`: how many rows may be sent to, by probability in ten-thousandths: 10,001 numbers
    - `budget`: at most this is the mean of 1 - probability of those sent to, 0 to 1; None for no budget

    >>> numbers = [0] * (UNITS + 1)
    >>> numbers[9_900], numbers[9_000] = 3, 4
    >>> settled(numbers, 0.04)
    Settled(least=9000, at_least=1, sent=True)
    """
    if budget is None:
        whole = sum(numbers)
        return Settled(0, whole, whole > 0)
    # Σ (1 - p) ≤ budget × n, in ten-thousandths; the doubts are added from the smallest on, so their mean grows.
    most = Fraction(str(budget)) * UNITS
    spent, sent, least, fit = 0, 0, 0, sum(numbers)
    for likely in range(UNITS, -1, -1):
        number, doubt = numbers[likely], UNITS - likely
        if not number:
            continue
        room = number if doubt <= most else int((most * sent - spent) / (doubt - most))
        least, fit = likely, min(number, room)
        if fit < number:
            return Settled(least, fit, sent + fit > 0)
        spent, sent = spent + fit * doubt, sent + fit
    return Settled(least, fit, sent > 0)


class Rules:
    """What is decided of a row from its answer, and from what is asked of the other rows."""

    def __init__(self, options: Chosen) -> None:
        self._options = options

    def may_send(self, answer: Answered) -> bool:
        """Whether a row may be sent to at all, whatever the budget."""
        options = self._options
        if answer.kind != "guessed" or answer.held_back or answer.probability < options.skip_below:
            return False
        if self._is_risky(answer):
            return False
        return options.min_probability is None or answer.probability >= options.min_probability

    def is_unsettled(self, answer: Answered) -> bool:
        """Whether a row that is not sent to counts among those of its company that are still to be settled."""
        return answer.kind == "guessed" and not answer.held_back and bool(answer.company)

    def asks(self, answer: Answered) -> bool:
        """Whether a row that is not sent to may be worth a paid look-up."""
        return answer.kind == "guessed" and not answer.held_back and not self._is_risky(answer)

    def decided(self, answer: Answered, within: Callable[[], bool], lookup: Callable[[], str]) -> Decision:
        """Decide on a row.

        `within` tells whether the budget still allows it; `lookup` whether to pay for its address (`paid_lookup`).
        """
        if answer.held_back:
            return Decision("skip", answer.reason)
        if answer.kind == "known":
            return Decision("known", answer.reason)
        if answer.kind == "none":
            return Decision("skip", answer.reason)
        options, shown = self._options, f"{answer.probability:.0%} likely"
        if options.max_risk is not None and self._is_risky(answer):
            risk = f"{_percent(answer.risk)} risk that it is somebody else's, above {_percent(options.max_risk)}"
            return Decision("skip", risk)
        if answer.probability < options.skip_below:
            below = f"{_short_of(answer.probability, options.skip_below)}: too unlikely to verify"
            return Decision("skip", below, lookup())
        if self.may_send(answer) and within():
            return Decision("send", f"{shown}{self._allowed()}{_because(answer)}")
        return Decision("verify first", f"{self._missed(answer)}{_because(answer)}", lookup())

    def _is_risky(self, answer: Answered) -> bool:
        """Whether an address is somebody else's more likely than is allowed."""
        return self._options.max_risk is not None and answer.risk > self._options.max_risk

    def _allowed(self) -> str:
        budget = self._options.max_bounce
        return f", within the budget of {_percent(budget)} bounces" if budget is not None else ""

    def _missed(self, answer: Answered) -> str:
        least = self._options.min_probability
        if least is not None and answer.probability < least:
            return _short_of(answer.probability, least)
        budget = _percent(self._options.max_bounce or 0)
        return f"{answer.probability:.0%} likely, beyond the budget of {budget} bounces"


class Deciding:
    """Notes the answers of all rows, in any order; then decides on them in the order of the sheet."""

    def __init__(self, options: Chosen) -> None:
        self._options = options
        self._rules = Rules(options)
        self._numbers = [0] * (UNITS + 1)
        """Rows by probability, in ten-thousandths, that may be sent to."""
        self._unsettled: dict[str, array[int]] = {}
        self._asked_first: set[str] = set()
        self._settled: Settled | None = None
        self._left = 0
        """So many rows just as likely as the least are still sent to."""

    def note(self, answer: Answered) -> None:
        """Note an answer."""
        if self._rules.may_send(answer):
            self._numbers[units(answer.probability)] += 1

    def settle(self) -> Settled:
        """Find the least probability that is sent to, and how many rows of just that one are."""
        self._settled = settled(self._numbers, self._options.max_bounce)
        self._left = self._settled.at_least
        return self._settled

    @property
    def least(self) -> float:
        """From which probability on one more row is sent to; with a budget such as would not use it up at all."""
        budget, least = self._options.max_bounce, self._options.min_probability or 0.0
        found = self._settled or self.settle()
        if budget is not None and not found.sent:
            return max(least, 1 - budget)
        return max(least, found.least / UNITS)

    def unsettled(self, answer: Answered) -> None:
        """Note a row that is not sent to, by its company."""
        if self._rules.is_unsettled(answer):
            rows = self._unsettled.get(answer.company)
            if rows is None and len(self._unsettled) < _MOST_COMPANIES:
                rows = self._unsettled[answer.company] = array("H")
            if rows is not None:
                rows.append(units(answer.probability))

    def companies(self, most: int) -> list[tuple[str, array[int]]]:
        """The companies with most unsettled rows, with the probabilities of these in ten-thousandths."""
        return sorted(self._unsettled.items(), key=lambda each: (-len(each[1]), each[0]))[:most]

    def decide(self, answer: Answered) -> Decision:
        """Decide on the next row."""
        return self._rules.decided(answer, lambda: self._within(answer), lambda: self._paid_lookup(answer))

    def sends(self, answer: Answered) -> bool:
        """Whether a row is sent to; asks as `decide` does, once for each row."""
        return self._rules.may_send(answer) and self._within(answer)

    def again(self) -> None:
        """Begin anew with the first row."""
        self._asked_first.clear()
        self.settle()

    def _within(self, answer: Answered) -> bool:
        found = self._settled or self.settle()
        likely = units(answer.probability)
        if likely != found.least:
            return likely > found.least
        self._left -= 1
        return self._left >= 0

    def _paid_lookup(self, answer: Answered) -> str:
        """Whether to pay for this row's address: first for one row of a company that nothing is known of."""
        rows = self._unsettled.get(answer.company, ())
        if answer.informed or len(rows) < 2:
            return "yes"
        if answer.company in self._asked_first:
            return ""
        self._asked_first.add(answer.company)
        return "first"


def _short_of(share: float, bar: float) -> str:
    """Why a share does not do; in figures that show it.

    >>> _short_of(0.08, 0.1), _short_of(0.0996, 0.1)
    ('8% likely, below 10%', '9.9% likely, below 10%')
    """
    told = f"{share:.0%}" if round(share, 2) < bar else f"{floor(1000 * share) / 10:g}%"
    return f"{told} likely, below {_percent(bar)}"


def _percent(share: float) -> str:
    """A share as people say it: 5%, 2.5%.

    >>> _percent(0.05), _percent(0.025), _percent(0.0012)
    ('5%', '2.5%', '0.12%')
    """
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def units(probability: float) -> int:
    """A probability in ten-thousandths."""
    return round(probability * UNITS)


def _because(answer: Answered) -> str:
    return f"; known of the company: {answer.evidence}" if answer.informed else f"; {answer.evidence}"
