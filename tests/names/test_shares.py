"""How common names are, read from the packed table."""

from __future__ import annotations

from emailguess import data
from emailguess.names.frequencies.census import Table


def _words(table: Table) -> dict[str, float]:
    """Every name with its share, unpacked by hand."""
    found: dict[str, float] = {}
    for letter in table.letters():
        block = table._block(letter)
        words = block._text.strip("\n").split("\n")
        found.update(zip(words, [1e-7 * 2 ** (code / 15) for code in block.codes], strict=True))
    return found


def test_a_share_is_that_of_the_whole_name() -> None:
    """Each name has its own share, its beginnings and continuations none unless they are names themselves."""
    table = Table(data.load("lexicon.bin"), "family")
    words = _words(table)
    assert len(words) > 10_000
    for word in [*list(words)[::97], *list(words)[-20:]]:
        assert table.share(word) == words[word]
        for other in (word[:-1], word + "q", word + "zz"):
            assert table.share(other) == words.get(other, 0.0)


def test_what_starts_so_adds_up() -> None:
    """The share of a beginning is the sum over the names that start with it, and nothing where none does."""
    table = Table(data.load("lexicon.bin"), "given")
    words = _words(table)
    for start in ("ja", "jan", "jane", "zz", "qxq", "aa", "zu", "th", "annab", "ma", "zyx"):
        expected = sum(share for word, share in words.items() if word.startswith(start))
        assert abs(table.starting(start) - expected) < 1e-9
