"""Rules of structure: what the packages may take from each other, and how large a thing may grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "emailguess"
BUILT = {"data"}
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS = 400, 60, 9

# Modules with more lines, each with its reason. One that is not needed any more fails a test.
LONG_MODULES: dict[str, str] = {}
# Public functions with more parameters, each with its reason. One that is not needed any more fails a test.
MANY_PARAMETERS: dict[str, str] = {}


class Function(NamedTuple):
    """A function or method as it stands in a module."""

    where: str
    """`module.py:name`"""
    node: ast.FunctionDef | ast.AsyncFunctionDef
    public: bool
    """Neither it nor what it stands in begins with an underscore."""


def _modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE).parts[0] not in BUILT)


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _functions() -> Iterator[Function]:
    for path in _modules():
        yield from _within(ast.parse(path.read_text(encoding="utf-8")), _name(path), public=True)


def _within(node: ast.AST, where: str, *, public: bool) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            shown = public and (not child.name.startswith("_") or child.name == "__init__")
            name = f"{where}:{child.name}" if ":" not in where else f"{where}.{child.name}"
            if not isinstance(child, ast.ClassDef):
                yield Function(name, child, shown)
            yield from _within(child, name, public=shown)
        else:
            yield from _within(child, where, public=public)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the name on, without the docstring."""
    first = node.body[0]
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    told = (first.end_lineno or 0) - first.lineno + 1 if text else 0
    return (node.end_lineno or 0) - node.lineno + 1 - told


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return len([a for a in named if a.arg not in ("self", "cls")])


def test_no_module_is_too_long() -> None:
    """A module has at most 400 lines; a longer one is about two things."""
    lines = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}
    assert set(LONG_MODULES) == {name for name, number in lines.items() if number > MOST_LINES}


def test_no_function_is_too_long() -> None:
    """A function has at most 60 lines besides its docstring; how much it may branch is ruff's to say (C901)."""
    assert {} == {f.where: _lines(f.node) for f in _functions() if _lines(f.node) > MOST_FUNCTION_LINES}


def test_no_public_function_has_too_many_parameters() -> None:
    """A public function takes at most nine; more only with a reason in the list above."""
    many = {f.where for f in _functions() if f.public and _parameters(f.node) > MOST_PARAMETERS}
    assert set(MANY_PARAMETERS) == many


def test_private_names_stay_in_their_package() -> None:
    """No module imports a name or a module that begins with an underscore from another package."""
    strange = []
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("emailguess."):
                parts = (node.module or "").split(".")[1:]
                if parts[0] == path.relative_to(PACKAGE).parts[0].removesuffix(".py"):
                    continue
                private = [name for name in [*parts, *(a.name for a in node.names)] if name.startswith("_")]
                strange += [f"{_name(path)}: {name} of {node.module}" for name in private]
    assert [] == strange


def test_each_reason_for_much_branching_is_written_down() -> None:
    """Where ruff's limit of branches is lifted, the line says why."""
    found = [(_name(path), line.strip()) for path in _modules() for line in path.read_text("utf-8").splitlines()]
    lifted = [(name, line) for name, line in found if "noqa: C901" in line]
    assert [] == [(name, line) for name, line in lifted if not line.partition("noqa: C901")[2].strip(" -")]
