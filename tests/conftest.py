"""How hard the laws are tried: `--hypothesis-profile=thorough` draws a hundred times as many examples.

The ordinary run draws the same few for everybody, so that what fails is what was changed. Laws whose single example is
dear (a store on disk, a process) say so themselves with a smaller number.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The machine may be busy: how long an example takes proves nothing, nor does how long drawing one took.
settings.register_profile(
    "ordinary", max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For `python -m benchmarks mutation`, where every mutant runs them.
settings.register_profile("few", settings.get_profile("ordinary"), max_examples=6)
settings.load_profile("ordinary")
