"""Refit the prior: `python -m emailguess.fit CORPUS.tsv -o prior.json.gz` (needs the `fit` extra)."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from emailguess.errors import EmailGuessError, MissingExtra

SHIPPED = Path(__file__).parent.parent / "data" / "prior.json.gz"


def main() -> int:
    """Fit, check and write; the same corpus and seed give the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m emailguess.fit", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a TSV with the columns name and email")
    parser.add_argument(
        "-o", "--output", type=Path, default=SHIPPED, help="where to write (default: the shipped prior)"
    )
    parser.add_argument("--components", type=int, default=12, help="kinds of company (default: 12)")
    parser.add_argument("--seed", type=int, default=1, help="start of the random draws (default: 1)")
    parser.add_argument(
        "--companies", type=Path, help="a TSV with the columns company and domain: which belong together"
    )
    parser.add_argument("--about", default="", help="a sentence on where the corpus comes from, kept in the file")
    options = parser.parse_args()
    try:
        from emailguess.fit import fit_prior, read_companies, read_corpus
        from emailguess.fit.model import dump_prior
    except ImportError as error:
        raise MissingExtra("fitting needs numpy and scipy: pip install 'emailguess[fit]'") from error
    try:
        people = read_corpus(options.corpus)
        companies = read_companies(options.companies) if options.companies else None
        prior = fit_prior(people, components=options.components, seed=options.seed, companies=companies, say=_say)
    except (EmailGuessError, OSError) as error:
        sys.stderr.write(f"emailguess.fit: {error}\n")
        return 2
    provenance = {
        "about": options.about,
        "corpus_sha256": hashlib.sha256(options.corpus.read_bytes()).hexdigest(),
        "people": len(people),
        "components": options.components,
        "seed": options.seed,
    }
    options.output.write_bytes(dump_prior(prior, provenance))
    _say(f"{options.output}: {options.output.stat().st_size:,} bytes")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
