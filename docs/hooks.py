"""What mkdocs fills in when it builds: the help of every command, the columns of a filled sheet, spelling questions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

COMMANDS, COLUMNS, QUESTIONS = "<!-- commands -->", "<!-- columns -->", "<!-- questions -->"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Replace each mark by what it stands for."""
    if COMMANDS in markdown:
        markdown = markdown.replace(COMMANDS, commands())
    if COLUMNS in markdown:
        markdown = markdown.replace(COLUMNS, columns())
    if QUESTIONS in markdown:
        markdown = markdown.replace(QUESTIONS, questions())
    return markdown


def commands() -> str:
    """The help of each command as it prints it, groups after their own commands."""
    import click

    from emailguess.cli import main

    found: list[str] = []

    def walk(command: click.Command, context: click.Context, depth: int) -> None:
        found.append(f"{'#' * min(depth, 4)} {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                if inner is not None:
                    walk(inner, click.Context(inner, info_name=name, parent=context, max_content_width=90), depth + 1)

    walk(main, click.Context(main, info_name="emailguess", max_content_width=90), 2)
    return "\n".join(found)


def columns() -> str:
    """The table of the columns that are added to a sheet."""
    from emailguess.fill.columns import COLUMNS as ADDED

    rows = ["| column | what it holds |", "| --- | --- |"]
    return "\n".join([*rows, *(f"| `{name}` | {column.tells} |" for name, column in ADDED.items())])


def questions() -> str:
    """The table of `data/conventions.toml`: what is asked, the answers, and the source of what is not fitted."""
    path = Path(__file__).parents[1] / "data" / "conventions.toml"
    rows = ["| question | what it asks | answers | convention from |", "| --- | --- | --- | --- |"]
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if isinstance(entry, dict):
            sorts = f" ({', '.join(name + sort for sort in entry['sorts'].split())})" if "sorts" in entry else ""
            numbered = [f"{answer}1, {answer}2, …" for answer in entry.get("numbered", "").split()]
            answers = ", ".join([*entry.get("shares", ()), *entry.get("answers", "").split(), *numbered])
            rows.append(f"| `{name}`{sorts} | {entry['asks']} | {answers} | {entry.get('source', 'fitted')} |")
    return "\n".join(rows)
