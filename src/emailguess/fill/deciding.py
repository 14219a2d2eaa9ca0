"""Deciding: which rows to send to, which to verify first and which to leave, by a measured rate of bounces.

The budget is kept in expectation: of the rows marked `send` the mean of 1 - probability is at most the budget, and no
further row could be added. Probabilities have four digits, so that counting them takes the same space for any number
of rows.

Start reading at `Deciding`.
"""

from __future__ import annotations

from array import array
from fractions import Fraction

from emailguess.fill.answers import Answered, Decision
from emailguess.fill.options import Chosen

__all__ = ["Deciding"]

_UNITS = 10_000
# A company is told of only so far as it is kept in mind; beyond this many, rows are worth a look-up by themselves.
_MOST_COMPANIES = 200_000


class Deciding:
    """Notes the answers of all rows, in any order; then decides on them in the order of the sheet."""

    def __init__(self, options: Chosen) -> None:
        self._options = options
        self._numbers = [0] * (_UNITS + 1)
        """Rows by probability, in ten-thousandths, that may be sent to."""
        self._unsettled: dict[str, array[int]] = {}
        self._asked_first: set[str] = set()
        self._least: int | None = None
        self._at_least = 0
        self._sent = False

    def note(self, answer: Answered) -> None:
        """Note an answer."""
        if self._may_send(answer):
            self._numbers[_units(answer.probability)] += 1

    def _may_send(self, answer: Answered) -> bool:
        options = self._options
        if answer.kind != "guessed" or answer.held_back or answer.probability < options.skip_below:
            return False
        if options.max_risk is not None and answer.risk > options.max_risk:
            return False
        return options.min_probability is None or answer.probability >= options.min_probability

    def settle(self) -> None:
        """Find the least probability that is sent to, and how many rows of just that one are."""
        budget = self._options.max_bounce
        self._least, self._at_least = 0, sum(self._numbers)
        self._sent = self._at_least > 0
        if budget is None:
            return
        # Σ (1 - p) ≤ budget × n, in ten-thousandths; the doubts are added from the smallest on, so their mean grows.
        most = Fraction(str(budget)) * _UNITS
        spent, sent = 0, 0
        for units in range(_UNITS, -1, -1):
            number, doubt = self._numbers[units], _UNITS - units
            if not number:
                continue
            room = number if doubt <= most else int((most * sent - spent) / (doubt - most))
            fit = min(number, room)
            self._least, self._at_least = units, fit
            self._sent = sent + fit > 0
            if fit < number:
                return
            spent, sent = spent + fit * doubt, sent + fit

    @property
    def least(self) -> float:
        """From which probability on one more row is sent to; with a budget such as would not use it up at all."""
        budget, least = self._options.max_bounce, self._options.min_probability or 0.0
        if budget is not None and not self._sent:
            return max(least, 1 - budget)
        return max(least, (self._least or 0) / _UNITS)

    def unsettled(self, answer: Answered) -> None:
        """Note a row that is not sent to, by its company."""
        if answer.kind == "guessed" and not answer.held_back and answer.company:
            rows = self._unsettled.get(answer.company)
            if rows is None and len(self._unsettled) < _MOST_COMPANIES:
                rows = self._unsettled[answer.company] = array("H")
            if rows is not None:
                rows.append(_units(answer.probability))

    def companies(self, most: int) -> list[tuple[str, array[int]]]:
        """The companies with most unsettled rows, with the probabilities of these in ten-thousandths."""
        return sorted(self._unsettled.items(), key=lambda each: (-len(each[1]), each[0]))[:most]

    def decide(self, answer: Answered) -> Decision:
        """Decide on the next row."""
        if answer.held_back:
            return Decision("skip", answer.reason)
        if answer.kind == "known":
            return Decision("known", answer.reason)
        if answer.kind == "none":
            return Decision("skip", answer.reason)
        options, shown = self._options, f"{answer.probability:.0%} likely"
        if options.max_risk is not None and answer.risk > options.max_risk:
            risk = f"{_percent(answer.risk)} risk that it is somebody else's, above {_percent(options.max_risk)}"
            return Decision("skip", risk)
        lookup = self._paid_lookup(answer)
        if answer.probability < options.skip_below:
            return Decision("skip", f"{shown}, below {_percent(options.skip_below)}: too unlikely to verify", lookup)
        if self._may_send(answer) and self._within(_units(answer.probability)):
            return Decision("send", f"{shown}{self._allowed()}{_because(answer)}")
        return Decision("verify first", f"{shown}, {self._missed(answer)}{_because(answer)}", lookup)

    def sends(self, answer: Answered) -> bool:
        """Whether a row is sent to; asks as `decide` does, once for each row."""
        return self._may_send(answer) and self._within(_units(answer.probability))

    def again(self) -> None:
        """Begin anew with the first row."""
        self._asked_first.clear()
        self.settle()

    def _within(self, units: int) -> bool:
        if self._least is None:
            self.settle()
        if units != self._least:
            return units > (self._least or 0)
        self._at_least -= 1
        return self._at_least >= 0

    def _allowed(self) -> str:
        budget = self._options.max_bounce
        return f", within the budget of {_percent(budget)} bounces" if budget is not None else ""

    def _missed(self, answer: Answered) -> str:
        least = self._options.min_probability
        if least is not None and answer.probability < least:
            return f"below {_percent(least)}"
        return f"beyond the budget of {_percent(self._options.max_bounce or 0)} bounces"

    def _paid_lookup(self, answer: Answered) -> str:
        """Whether to pay for this row's address: first for one row of a company that nothing is known of."""
        rows = self._unsettled.get(answer.company, ())
        if answer.informed or len(rows) < 2:
            return "yes"
        if answer.company in self._asked_first:
            return ""
        self._asked_first.add(answer.company)
        return "first"


def _percent(share: float) -> str:
    """A share as people say it: 5%, 2.5%.

    >>> _percent(0.05), _percent(0.025), _percent(0.0012)
    ('5%', '2.5%', '0.12%')
    """
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def _units(probability: float) -> int:
    return round(probability * _UNITS)


def _because(answer: Answered) -> str:
    return f"; known of the company: {answer.evidence}" if answer.informed else f"; {answer.evidence}"
