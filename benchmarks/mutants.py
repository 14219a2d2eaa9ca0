"""Small faults, as mutmut makes them: each is a module's text with one place changed.

mutmut finds the places and says what to put there. Its own runner is not used: it imports the package once and forks
for each mutant, so that what was loaded or kept before (a prior, a cache) stays as it was, and every call of a mutated
function goes through a switch, which makes the tests many times slower.

Start reading at `mutants_of`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Mutant", "drawn", "mutants_of", "names_of", "package_of"]


class Mutant(NamedTuple):
    """A module with one fault."""

    name: str
    """As mutmut names it: `emailguess.model.kinds.x_kinds_of__mutmut_3`."""
    module: str
    path: str
    """The file of the module."""
    line: int
    """The first line of what is changed, from 1."""
    last: int
    """The last line of it."""
    change: str
    """The lines before and after, as a reader sees them."""
    text: str
    """The whole module with the fault."""


def names_of(path: Path, module: str) -> list[str]:
    """The names of all mutants of a module."""
    return [name for name, _ in _named(path, module)[1]]


def mutants_of(path: Path, module: str, wanted: Collection[str]) -> Iterator[Mutant]:
    """Some mutants of a module."""
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.file_mutation import deep_replace

    tree, named = _named(path, module)
    before = path.read_text(encoding="utf-8")
    places = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(PositionProvider)
    for name, mutation in named:
        if name in wanted:
            after = deep_replace(tree, mutation.original_node, mutation.mutated_node).code
            place: Any = places[mutation.original_node]
            yield Mutant(name, module, str(path), place.start.line, place.end.line, _change(before, after), after)


def _named(path: Path, module: str) -> tuple[Any, list[tuple[str, Any]]]:
    """The parsed module, and its mutations with their names: those inside of functions, as mutmut has them."""
    import libcst as cst
    from mutmut.mutation.file_mutation import create_mutations
    from mutmut.mutation.trampoline_templates import mangle_function_name

    tree, mutations, _, _ = create_mutations(str(path), path.read_text(encoding="utf-8"), None, None)
    classes: dict[Any, str] = {}
    for statement in tree.body:
        if isinstance(statement, cst.ClassDef) and isinstance(statement.body, cst.IndentedBlock):
            classes |= dict.fromkeys(statement.body.body, statement.name.value)
    numbers: Counter[str] = Counter()
    named = []
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef):
            key = f"{module}.{mangle_function_name(name=function.name.value, class_name=classes.get(function))}"
            numbers[key] += 1
            named.append((f"{key}__mutmut_{numbers[key]}", mutation))
    return tree, named


def _change(before: str, after: str) -> str:
    """The lines that differ, without their indentation.

    >>> _change("def f(a):\\n    return a + 1\\n", "def f(a):\\n    return a - 1\\n")
    'return a + 1 → return a - 1'
    """
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[3:]
    old, new = ([line[1:].strip() for line in lines if line[0] == sign] for sign in "-+")
    return f"{' '.join(old)} → {' '.join(new)}"


def package_of(name: str) -> str:
    """The package of a mutant.

    >>> package_of("emailguess.model.kinds.x_a__mutmut_1")
    'model'
    """
    return name.split(".")[1]


def drawn(names: Sequence[str], sample: int | None, seed: int) -> list[str]:
    """So many of each package, the packages in turn, the same for the same seed; all where no number is told."""
    packages: dict[str, list[str]] = {}
    for name in names:
        packages.setdefault(package_of(name), []).append(name)
    each = [
        random.Random(f"{seed}/{package}").sample(of, min(sample or len(of), len(of)))  # noqa: S311 -- a sample, no secret
        for package, of in sorted(packages.items())
    ]
    return [name for turn in zip_longest(*each) for name in turn if name is not None]
