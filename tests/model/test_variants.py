"""What others at a company may have in place of a pattern: written out for each pattern that leaves an initial."""

from __future__ import annotations

import pytest

from emailguess.model.collisions import variants
from emailguess.patterns.language import Pattern


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (
            "{f}.{last}",
            [
                ("middle", "{f}.{m}.{last}"),
                ("longer", "{first:2}.{last}"),
                ("full", "{first}.{last}"),
                ("number", "{f}.{last}{n}"),
            ],
        ),
        (
            "{first}{l}",
            [
                ("middle", "{first}{m}{l}"),
                ("longer", "{first}{last:2}"),
                ("full", "{first}{last}"),
                ("number", "{first}{l}{n}"),
            ],
        ),
        ("{last}", [("number", "{last}{n}")]),
    ],
)
def test_each_variant_is_one_step_away(pattern: str, expected: list[tuple[str, str]]) -> None:
    """A middle initial after the given name, a second letter or the whole name for an initial, and a number."""
    assert expected == [(kind, str(variant)) for kind, variant in variants(Pattern(pattern))]
