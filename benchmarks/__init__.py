"""Benchmarks: `python -m benchmarks accuracy CORPUS.tsv`, `… corpus …`, `… speed`."""
