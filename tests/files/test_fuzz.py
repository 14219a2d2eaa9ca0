"""Whatever bytes come, a reader ends with people or with an error on purpose, in time that grows with the input."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from benchmarks.file_fuzz import PIECES, judged, mutated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("seed", range(4))
def test_mutated_samples(seed: int, tmp_path: Path) -> None:
    """Forty broken twins of samples for each seed, the same ones every time."""
    chance = random.Random(seed)
    for _ in range(40):
        judged(mutated(chance), tmp_path / "x.dat")


@given(
    st.lists(
        st.sampled_from([*PIECES, b"bob@acme.example", b"Bob Jones", b"Name", "Müller".encode("cp1252")]), max_size=60
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_in_any_order(tmp_path: Path, pieces: list[bytes]) -> None:
    """The marks of all formats, put together anyhow."""
    judged(b"".join(pieces), tmp_path / "x.dat")


@pytest.mark.parametrize(
    "piece", [b'"', b"<", b"a@", b"=?utf-8?q?", b"{", b"[", b"<table><tr><td>", b"N:;", b"|", b" :::", b"(((", b"a.a@"]
)
def test_repetition_is_linear(piece: bytes, tmp_path: Path) -> None:
    """A piece thousands of times, behind the beginning of each kind of file."""
    for begin in (b"Name,Email\n", b"BEGIN:VCARD\n", b"From: a@b.example\nTo: ", b"bob@acme.example ", b"<table>"):
        judged(begin + piece * 3_000, tmp_path / "x.dat")
