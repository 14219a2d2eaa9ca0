"""The packed table of known companies: what is written is read, without reading the rest, and damage is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.errors import EmailGuessError
from emailguess.evidence.counts import Counts, Seen
from emailguess.patterns.matching import Match
from emailguess.store.known_companies import KnownCompanies, KnownCompany, pack

DOTTED, INITIAL = Match("{first}.{last}"), Match("{f}{last}", ("umlaut=plain",), 3)
SEEN = st.builds(
    Seen,
    st.sampled_from([(DOTTED,), (INITIAL,), (DOTTED, INITIAL), ()]),
    st.just("pair"),
    st.sampled_from([0, 2015 * 12 + 5, 2024 * 12 + 5]),
    st.just(10),
    st.just("told"),
)
COMPANIES = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}\.(example|test)", fullmatch=True),
    st.builds(
        KnownCompany,
        st.dictionaries(SEEN, st.integers(1, 10_000), min_size=1).map(Counts),
        st.sampled_from([(), ("software",), ("academia", "software")]),
    ),
    max_size=60,
)


@given(COMPANIES)
def test_what_is_packed_is_read(companies: dict[str, KnownCompany]) -> None:
    """Every company comes back whole, in any order of asking; the same companies give the same bytes."""
    labelled = {domain: (domain.partition(".")[0], known) for domain, known in companies.items()}
    packed = pack(labelled)
    assert packed == pack(dict(reversed(labelled.items())))
    table = KnownCompanies(packed)
    assert tuple(sorted(companies)) == table.domains
    for domain, known in reversed(companies.items()):
        assert known == table.company(domain)
        assert domain in table.named(domain.partition(".")[0])
    assert Counts() == table.counts("elsewhere.example")
    assert () == table.named("elsewhere")


def test_it_says_how_many_and_until_when() -> None:
    """People are all that are counted; the last year is that of the newest."""
    known = KnownCompany(
        Counts({Seen((DOTTED,), "pair", 2019 * 12 + 5): 4, Seen((INITIAL,), "pair", 2024 * 12 + 5): 3})
    )
    assert (7, 2024) == (known.people, known.last_year)
    assert 0 == KnownCompany(Counts({Seen((DOTTED,)): 4})).last_year


@pytest.mark.parametrize(
    "packed",
    [b"", b"something else", b"emailguess known companies 2\n1;1;1\nabc", b"emailguess known companies 1\n1;1\nab"],
)
def test_what_is_no_table_is_refused(packed: bytes) -> None:
    """Bytes of another kind or version say so at once."""
    with pytest.raises(EmailGuessError, match="known"):
        KnownCompanies(packed)


def test_a_table_cut_short_is_refused() -> None:
    """However much is missing at the end, it is noticed when the table is opened."""
    packed = pack({"acme.example": ("acme", KnownCompany(Counts({Seen((DOTTED,)): 9})))})
    for end in range(len(packed)):
        with pytest.raises(EmailGuessError):
            KnownCompanies(packed[:end]).company("acme.example")


def test_damage_inside_is_an_error_and_no_other_answer() -> None:
    """A block that cannot be opened is told; it never looks like a company nobody knows."""
    packed = bytearray(pack({"acme.example": ("acme", KnownCompany(Counts({Seen((DOTTED,)): 9})))}))
    packed[-3] ^= 0xFF
    with pytest.raises(EmailGuessError, match="damaged"):
        KnownCompanies(bytes(packed)).company("acme.example")
