"""How hard the laws are tried, and which tests one interpreter runs for all.

`--hypothesis-profile=thorough` draws a hundred times as many examples. The ordinary run draws the same few for
everybody, so that what fails is what was changed. Laws whose single example is dear (a store on disk, a process) say so
themselves with a smaller number.

`-m "not once"` leaves out what is the same on every interpreter, or heavy: `.ci/run` runs these on one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
# Samples and what writes them; the tests that use them are elsewhere.
collect_ignore = ["cases"]
# Each reads the source tree or the documentation, measures, or starts so many commands or processes that it takes as long
# as hundreds of others; single tests carry the mark themselves. Layouts in every language are read by our own code:
# formats and samples, which the interpreter's own readers open, are tried on each. So are stores, but for planted faults.
ONCE = (
    "addresses/test_tldextract.py", "benchmarks", "cli/test_contract.py", "cli/test_learn_stopped.py", "data", "docs",
    "files/test_layouts.py", "fill/test_jobs.py", "fit", "serving/test_commands.py", "serving/test_docs.py",
    "serving/test_openapi.py", "serving/test_page.py", "serving/test_tools.py", "store/test_faults.py",
    "test_closed_output.py", "test_structure.py",
)  # fmt: skip


def _is_once(path: Path) -> bool:
    """Whether all tests of a file or folder are run on one interpreter."""
    return path.is_relative_to(HERE) and path.relative_to(HERE).as_posix().startswith(ONCE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import what would be left out."""
    return True if config.getoption("markexpr") == "not once" and _is_once(collection_path) else None


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark what one interpreter runs for all."""
    for item in items:
        if _is_once(item.path):
            item.add_marker(pytest.mark.once)


def pytest_sessionstart() -> None:
    """Where an extra must be there, its absence ends the run: its tests would only be skipped."""
    for variable, module in (("EMAILGUESS_REQUIRE_JAPANESE", "unidic_lite"), ("EMAILGUESS_REQUIRE_DOCS", "mkdocs")):
        if os.environ.get(variable) and find_spec(module) is None:
            raise pytest.UsageError(f"{variable} is set, and {module} is not installed")


# The machine may be busy: how long an example takes proves nothing, nor does how long drawing one took.
settings.register_profile(
    "ordinary", max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For `python -m benchmarks mutation`, where every mutant runs them.
settings.register_profile("few", settings.get_profile("ordinary"), max_examples=6)
settings.load_profile("ordinary")
