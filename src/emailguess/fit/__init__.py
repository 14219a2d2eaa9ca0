"""Fitting: a corpus of real people gives the aggregates that ship.

It needs the `fit` extra (numpy, scipy), is never imported by the library itself, and writes nothing that was seen
for fewer than five people at three domains.

Start reading at `fit_prior`.
"""

from __future__ import annotations

from emailguess.fit.corpus import Person, read_companies, read_corpus
from emailguess.fit.model import fit_prior

__all__ = ["Person", "fit_prior", "read_companies", "read_corpus"]
