"""What a local part is held against: the patterns that companies use, and how common names are.

It holds both together, as a prior brings them; what they say of a local part is for `matching` and `unnamed`.

Start reading at `Matcher`.
"""

from __future__ import annotations

from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.patterns.index import Stock

__all__ = ["Matcher"]


class Matcher:
    """Patterns and name frequencies of one prior. Two matchers are never equal: results are kept by matcher."""

    __slots__ = ("lexicon", "stock")

    def __init__(self, lexicon: Lexicon, stock: Stock) -> None:
        self.lexicon = lexicon
        """How common names are."""
        self.stock = stock
        """The patterns the prior lists."""
