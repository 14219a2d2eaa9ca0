"""What became of a sheet: figures for a person who is about to send, and what would help most.

It holds what happened and decides nothing.

Start reading at `FillReport`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emailguess.results.documents import Plain, figure

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["CompanyHelp", "FillReport"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompanyHelp(Plain):
    """A company where one known address would help."""

    domain: str
    """The company's domain."""
    rows: int
    """Rows there that are neither known nor marked `send`."""
    gain: float
    """How many more of their first answers are expected to be right then."""
    settled: int = 0
    """How many of them are expected to be likely enough to be sent to then."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"domain": self.domain, "rows": self.rows, "gain": figure(self.gain), "settled": self.settled}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FillReport(Plain):
    """What became of a sheet."""

    rows: int
    """Rows that stand for a person, or should."""
    known: int
    """Rows that had an address already."""
    answered: int
    """Rows for which an address was guessed."""
    send: int
    verify_first: int
    skip: int
    expected_bounces: float
    """How many messages are expected to bounce, if one goes to each row marked `send`."""
    held_back: int
    """Rows that the do-not-contact list holds back."""
    companies: int
    """Companies of the rows without an address; at most as many as are kept in mind."""
    companies_unknown: int
    """Those of them that nothing is known of."""
    paid_lookups: int
    """Rows that are worth a paid look-up."""
    would_help: tuple[CompanyHelp, ...]
    """Companies where one more known address would help, the most helpful first."""
    seconds: float
    """How long it took."""
    complete: bool = True
    """Whether all rows were answered; else the work was stopped."""
    learned: int = 0
    """Pieces of evidence that were new to the store, where it was to learn."""
    output: str = ""
    """The file that was written."""

    @property
    def expected_bounce_rate(self) -> float:
        """The expected share of messages that bounce, 0 to 1, of those to rows marked `send`."""
        return self.expected_bounces / self.send if self.send else 0.0

    def __str__(self) -> str:
        lines = [
            f"{self._rows()}: {self.known:,} known, {self.send:,} send, {self.verify_first:,} verify first, "
            f"{self.skip:,} skip",
            *self._to_send(),
        ]
        if self.companies:
            companies = "1 company has" if self.companies == 1 else f"{self.companies:,} companies have"
            lines.append(f"{companies} rows without an address; {self._unknown()}")
        if self.held_back:
            lines.append(f"{self.held_back:,} held back by the do-not-contact list")
        if self.paid_lookups:
            rows = "1 row is" if self.paid_lookups == 1 else f"{self.paid_lookups:,} rows are"
            lines.append(f"{rows} worth a paid look-up")
        if self.would_help:
            gain = sum(each.gain for each in self.would_help)
            settled = sum(each.settled for each in self.would_help)
            shown = ", ".join(each.domain for each in self.would_help[:5])
            more = ", …" if len(self.would_help) > 5 else ""
            number = len(self.would_help)
            where = "this company" if number == 1 else f"each of these {number:,} companies"
            sure = f" and {settled:,} more sure enough to send" if settled else ""
            lines.append(
                f"one known address at {where} is expected to make {gain:,.1f} more answers right{sure}: {shown}{more}"
            )
        if self.learned:
            lines.append(f"{self.learned:,} addresses learned")
        rate = self.rows / self.seconds if self.seconds else 0.0
        lines.append(f"{self.seconds:.1f} s, {rate:,.0f} {'row' if round(rate) == 1 else 'rows'} a second")
        return "\n".join(lines)

    def _rows(self) -> str:
        return f"{self.rows:,} {'row' if self.rows == 1 else 'rows'}"

    def _unknown(self) -> str:
        """Of how many of the companies nothing is known."""
        if not self.companies_unknown:
            return f"something is known of {'it' if self.companies == 1 else 'each'}"
        if self.companies_unknown == self.companies:
            return f"nothing is known of {'it' if self.companies == 1 else 'any of them'}"
        return f"nothing is known of {self.companies_unknown:,} of them"

    def _to_send(self) -> list[str]:
        if self.send:
            share = f"{self.expected_bounces:.1f} ({self.expected_bounce_rate:.1%})"
            return [f"expected to bounce of the {self.send:,} to send: {share}"]
        if self.verify_first:
            return ["no guess is sure enough to send; a higher max_bounce= allows more bounces"]
        return []

    def _decisions(self) -> list[tuple[str, int]]:
        return [
            ("known", self.known), ("send", self.send), ("verify first", self.verify_first), ("skip", self.skip),
        ]  # fmt: skip

    def plot(self) -> Any:
        """Draw what is to be done with the rows, and how many messages are expected to bounce.

        Gives a `matplotlib.figure.Figure`. Raises `MissingExtra` where it is not installed.
        """
        from emailguess.pictures.chart import of_decisions

        return of_decisions(self._rows(), self._decisions(), self.expected_bounces)

    def _repr_html_(self) -> str:
        from html import escape

        from emailguess.pictures import page

        most = max([number for _, number in self._decisions()] + [1])
        rows = [((label, f"{number:,}"), number / most, False) for label, number in self._decisions()]
        rows.append((("expected to bounce", f"{self.expected_bounces:,.1f}"), self.expected_bounces / most, True))
        told = str(self).splitlines()[2:]
        return page.framed([page.bars((self._rows(), "", ""), rows), *[f"<p>{escape(t)}</p>" for t in told]])

    def __rich__(self) -> Table:
        from emailguess.pictures.terminal import table

        most = max([number for _, number in self._decisions()] + [1])
        rows = [((label, f"{number:,}"), number / most) for label, number in self._decisions()]
        rows.append((("expected to bounce", f"{self.expected_bounces:,.1f}"), self.expected_bounces / most))
        return table(self._rows(), ("decision", "rows"), rows)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": "emailguess.filled/1",
            "rows": self.rows,
            "known": self.known,
            "answered": self.answered,
            "send": self.send,
            "verify_first": self.verify_first,
            "skip": self.skip,
            "expected_bounces": figure(self.expected_bounces),
            "expected_bounce_rate": figure(self.expected_bounce_rate),
            "held_back": self.held_back,
            "companies": self.companies,
            "companies_unknown": self.companies_unknown,
            "paid_lookups": self.paid_lookups,
            "would_help": [each.to_dict() for each in self.would_help],
            "seconds": round(self.seconds, 3),
            "complete": self.complete,
            "learned": self.learned,
            "output": self.output,
        }
