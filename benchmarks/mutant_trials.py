"""Which tests notice a fault: each mutant is tried in a process of its own, by the tests that reach it first.

The package is imported in that process only, with the faulty text in place of the module, so that nothing that was
loaded or kept before hides the fault. Tests start from a process that has pytest in memory. `surveyed` runs all tests
once and notes which lines each reaches, and how long it takes.

Start reading at `Trials.tried`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import _lru_cache_wrapper
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.metadata import EntryPoint, entry_points
from importlib.util import spec_from_file_location
from inspect import signature
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.mutants import Mutant

__all__ = ["NOTICED", "Survey", "Trials"]

NOTICED = ("killed", "timeout")
# A test that takes longer is left out: a mutant that survives meets every test.
_MOST_S = 0.25
# The tests that reach a fault are tried first, the quickest ones; they notice most.
_FIRST, _FIRST_S = 40, 3.0
# Then the others that reach the lines, and of those that reach the module as many as take so long.
_OTHERS_S = 2.0
_FEW = 10
# A mutant that takes so many times what the tests take, and so much besides, is in an endless loop. Processor time: the
# machine may be busy. One that waits for ever is stopped by the clock.
_TIMES, _BESIDES_S, _WAIT_S = 10, 20, 900
_MOST_BYTES = 4 << 30
_STATUSES = {0: "survived", 1: "killed", 2: "killed", 3: "killed", 5: "no tests"}


class Survey(NamedTuple):
    """What the tests reach when nothing is changed."""

    took: Mapping[str, float]
    """Seconds of processor time by test."""
    reached: Mapping[str, Mapping[str, Sequence[int]]]
    """By file and line the tests that reach it, as their places in `took`."""

    def tests(self, mutant: Mutant) -> list[str]:
        """Those that reach the lines of a mutant, the quickest first."""
        lines = self.reached.get(mutant.path, {})
        names = list(self.took)
        found = {names[test] for line in range(mutant.line, mutant.last + 1) for test in lines.get(str(line), ())}
        return sorted(found, key=self.took.__getitem__)

    def tests_of_module(self, mutant: Mutant) -> list[str]:
        """Those that reach anything in its module, the quickest first; all where these are few (a table is kept)."""
        names = list(self.took)
        found = {names[test] for tests in self.reached.get(mutant.path, {}).values() for test in tests}
        return sorted(found if len(found) >= _FEW else names, key=self.took.__getitem__)


class Trials:
    """Mutants of a package under a folder with its sources, tried by some tests."""

    def __init__(self, root: Path, tests: Sequence[str], options: Sequence[str]) -> None:
        self._sources = root / "src"
        self._tests = tests
        quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # plugins are in memory already
        self._options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *quiet, *options]
        # Every trial begins with what is in memory here: pytest, and the plugins that it looks for.
        for plugin in [EntryPoint("pytest", "pytest", "pytest11"), *entry_points(group="pytest11")]:
            plugin.load()

    def surveyed(self, files: Sequence[Path], kept: Path) -> Survey:
        """What the tests reach of some files: read where it is kept, else found out. Raises `RuntimeError`."""
        if not kept.exists():
            code = _forked(lambda: self._survey(files, kept), 3600.0)
            if code != 0:
                raise RuntimeError(f"the tests fail, with status {code}, though nothing is changed")
        return Survey(**json.loads(kept.read_text(encoding="utf-8")))

    def _survey(self, files: Sequence[Path], kept: Path) -> int:
        import coverage
        import pytest

        sys.path.insert(0, str(self._sources))
        measured = coverage.Coverage(data_file=None, include=list(map(str, files)))
        survey = _Surveying(measured)
        measured.start()
        code = int(pytest.main([*self._tests, *self._options], plugins=[survey]))
        measured.stop()
        places = {test: str(place) for place, test in enumerate(survey.took)}
        reached = {}
        for file in measured.get_data().measured_files():
            lines = measured.get_data().contexts_by_lineno(file)
            reached[file] = {n: sorted(int(places[t]) for t in tests if t in places) for n, tests in lines.items()}
        if code == 0:
            kept.write_text(json.dumps({"took": survey.took, "reached": reached}), encoding="utf-8")
        return code

    def tried(self, mutant: Mutant, survey: Survey) -> str:
        """What becomes of a mutant: `killed`, `timeout`, `survived` or `no tests`.

        The tests that reach the lines that were changed come first; then some others that reach the module, for what is
        kept between tests hides who needs it.
        """
        near = [test for test in survey.tests(mutant) if survey.took[test] < _MOST_S]
        first = near[:1] + _within(near[1:_FIRST], survey, _FIRST_S)
        if first:
            files = list(dict.fromkeys(test.partition("::")[0] for test in first))
            status = self._status(mutant, files, first, survey)
            if status != "survived":
                return status
        others = [test for test in survey.tests_of_module(mutant) if survey.took[test] < _MOST_S]
        others = _within([test for test in others if test not in set(near)], survey, _OTHERS_S)
        left = [test for test in [*near, *others] if test not in set(first)]
        files = list(dict.fromkeys(test.partition("::")[0] for test in left))
        return self._status(mutant, files, left, survey) if left else "survived"

    def _status(self, mutant: Mutant, files: Sequence[str], tests: Sequence[str], survey: Survey) -> str:
        def child() -> int:
            import pytest

            sys.path.insert(0, str(self._sources))
            sys.meta_path.insert(0, _Faulty(mutant))
            return int(pytest.main([*files, *self._options], plugins=[_Chosen(tests)]))

        code = _forked(child, _BESIDES_S + _TIMES * sum(survey.took[test] for test in tests))
        return _STATUSES.get(code, "timeout" if code < 0 else "killed")


def _within(tests: Sequence[str], survey: Survey, most_s: float) -> list[str]:
    """The first tests, as many as take so long."""
    spent = accumulate(survey.took[test] for test in tests)
    return [test for test, until_s in zip(tests, spent, strict=True) if until_s <= most_s]


def _forked(work: Callable[[], int], most_s: float) -> int:
    """What a function returns in a process of its own, silently; below 0 where it had to be stopped.

    >>> _forked(lambda: 3, 5.0)
    3
    """
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (int(most_s), int(most_s) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        code = 3
        try:
            code = work()
        finally:
            os._exit(code)
    until = time.monotonic() + _WAIT_S + most_s
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.01)
    return os.waitstatus_to_exitcode(ended[1])


class _Surveying:
    """Tells the measurement which test runs, and takes away what functions kept of the tests before."""

    def __init__(self, measured: Any) -> None:
        self._measured = measured
        self._file = ""
        self._caches: list[Any] = []
        self.took: dict[str, float] = {}

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        file = nodeid.partition("::")[0]
        if file != self._file:  # a test may import what no other did
            self._file, self._caches = file, list(_caches())
        for cache in self._caches:
            cache.cache_clear()
        self._measured.switch_context(nodeid)
        self.took[nodeid] = -time.process_time()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.took[nodeid] += time.process_time()
        self._measured.switch_context("")


def _caches() -> Iterator[Any]:
    """What functions of the package keep by their arguments. What has none is a table, which takes long to load: tests
    that need one are tried in the second turn.
    """
    for each in gc.get_objects():
        ours = isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("emailguess")
        if ours and signature(each).parameters:
            yield each


class _Chosen:
    """Runs some tests, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._places = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        chosen = [item for item in items if item.nodeid in self._places]
        items[:] = sorted(chosen, key=lambda item: self._places[item.nodeid])


class _Faulty(MetaPathFinder):
    """Finds one module with another text than its file has."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        file = Path(self._mutant.path)
        loader = _Loader(fullname, str(file), self._mutant.text)
        inside = [str(file.parent)] if file.name == "__init__.py" else None
        return spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=inside)


class _Loader(SourceFileLoader):
    """Loads a text; what is compiled of it is neither kept nor taken from what was kept."""

    def __init__(self, fullname: str, path: str, text: str) -> None:
        super().__init__(fullname, path)
        self._text = text

    def get_data(self, path: str | bytes) -> bytes:  # type: ignore[override]
        return self._text.encode()

    def path_stats(self, path: str | bytes) -> Mapping[str, Any]:  # type: ignore[override]
        raise OSError("no compiled file")
