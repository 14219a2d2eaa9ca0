"""A long measurement in parts: what is measured is written down at once, so that a run that is stopped is not lost.

A part is measured whole, or in slices that add up. A file of figures goes on where it stopped, and only with figures of
the same code: whatever tells runs apart stands in its head.

Start reading at `Parts`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

__all__ = ["OtherRun", "Parts", "added"]

_DONE = "slices_done"


class OtherRun(Exception):
    """A file that holds the figures of another version or machine."""


class Parts:
    """Figures by the name of their part, kept in a file as they come."""

    def __init__(self, head: Mapping[str, Any], path: Path | None = None, *, only: Collection[str] = ()) -> None:
        """`head` tells which run it is; with `only`, other parts than these are not measured."""
        self.figures: dict[str, Any] = dict(head)
        self._head = dict(head)
        self._path = path
        self._only = frozenset(only)

    def resume(self, *, without: Collection[str] = ()) -> None:
        """Take the figures that the file holds, but those of some parts. Raises `OtherRun`."""
        if self._path is None or not self._path.exists():
            return
        held = json.loads(self._path.read_text(encoding="utf-8"))
        told = {key: held.get(key) for key in self._head}
        if told != self._head:
            differing = ", ".join(f"{key}: {told[key]!r}" for key in told if told[key] != self._head[key])
            raise OtherRun(f"{self._path} holds figures of another run ({differing}); write to another file")
        self.figures = {name: figures for name, figures in held.items() if name not in without}

    def measure(self, name: str, part: Callable[[], Mapping[str, Any]]) -> None:
        """Measure a part, unless it is there or not wanted."""
        self.add(name, 1, lambda _: part())

    def add(self, name: str, slices: int, part: Callable[[int], Mapping[str, Any]]) -> None:
        """Measure a part in so many slices, from the first that is missing."""
        if self._only and name not in self._only:
            return
        while (done := self.figures.get(name, {}).get(_DONE, 0)) < slices:
            started = time.monotonic()
            more = dict(part(done))
            figures = added(self.figures.get(name, {}), more) | {_DONE: done + 1}
            figures["seconds_spent"] = round(figures.get("seconds_spent", 0) + time.monotonic() - started, 1)
            if hasattr(os, "getloadavg"):
                figures["load"] = max(figures.get("load", 0.0), round(os.getloadavg()[2], 1))
            self.figures[name] = figures
            self._write()
            print(f"{name}, {done + 1} of {slices}: {json.dumps(figures)}", file=sys.stderr, flush=True)

    def complete(self, slices: Mapping[str, int]) -> bool:
        """Whether each of these parts is there with all its slices."""
        return all(self.figures.get(name, {}).get(_DONE, 0) >= number for name, number in slices.items())

    def _write(self) -> None:
        if self._path is not None:
            beside = self._path.with_name(f"{self._path.name}.new")
            beside.write_text(json.dumps(self.figures, indent=1) + "\n", encoding="utf-8")
            beside.replace(self._path)


def added(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Figures of two slices together: numbers add, lists follow each other.

    >>> added({"lost": 1, "in": {"learn": 2}}, {"lost": 0, "in": {"learn": 1}, "problems": ("x",)})
    {'lost': 1, 'in': {'learn': 3}, 'problems': ['x']}
    """
    whole: dict[str, Any] = dict(one)
    for name, value in other.items():
        if isinstance(value, Mapping):
            whole[name] = added(whole.get(name, {}), value)
        elif isinstance(value, list | tuple):
            whole[name] = [*whole.get(name, ()), *value]
        else:
            whole[name] = whole.get(name, 0) + value
    return whole
