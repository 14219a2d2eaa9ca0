"""What may be asked of one person: the arguments and options that every command shares which answers about somebody.

It declares each once, and passes them on as one value.

Start reading at `question`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from emailguess.cli.reading import colleagues, column_map, known_files
from emailguess.cli.shared import (
    Verbatim,
    bounced_option,
    company_option,
    headcount_option,
    known_option,
    name_country,
    name_order_option,
    no_known_companies,
    no_store,
    pattern_option,
    store_path,
)
from emailguess.cli.showing import note

if TYPE_CHECKING:
    from emailguess.guesser import Guesser
    from emailguess.names.parser import NameOrder
    from emailguess.results import Guess

__all__ = ["Asking", "Question", "question"]


class Question(NamedTuple):
    """Whose address is asked for, with what is known, and the store to use."""

    name: str
    domain: str | None
    company: str | None
    country: str | None
    name_order: NameOrder | None
    known: tuple[str, ...]
    known_files: tuple[Path, ...]
    column_map: tuple[str, ...]
    pattern: str | None
    bounced: tuple[str, ...]
    headcount: int | None
    store_path: Path | None
    no_store: bool

    def ask(self, guesser: Guesser, *, limit: int, check_mx: bool = False) -> Guess:
        """The guesser's answer; a domain that is told leaves nothing to find out from the company's name."""
        from emailguess.asking import question

        company = self.company if self.domain is None else None
        if self.domain is None and company is None:
            if _HOST.fullmatch(self.name.strip()):
                raise click.UsageError(
                    f'whose address? Pass the NAME before the domain: "Jane Doe" {self.name.strip()}'
                )
            raise click.UsageError("which company? Pass its DOMAIN behind the name, or its name with --company")
        if self.domain is not None and " " in self.domain.strip():
            word = shlex.quote(self.domain.strip())
            raise click.UsageError(f"{word} is no domain; if it is the company's name: --company {word}")
        if self.country:
            _note_country(self.country)
        asked = question.Question(
            name=self.name,
            domain=self.domain,
            company=company,
            country=self.country,
            name_order=self.name_order,
            known=colleagues(self.known, self.known_files, self.column_map, company),
            pattern=self.pattern,
            bounced=self.bounced,
            headcount=self.headcount,
            limit=limit,
            check_mx=check_mx,
        )
        return asked.ask(guesser)


# A domain or an address where the name should be.
_HOST = re.compile(r"\S*[\w-]\.[a-z]{2,}/?", re.IGNORECASE)

_PARTS = (
    click.argument("name"),
    click.argument("domain", required=False),
    company_option,
    name_country,
    name_order_option,
    known_option,
    known_files,
    column_map,
    pattern_option,
    bounced_option,
    headcount_option,
    store_path,
    no_store,
    no_known_companies,
)


def _note_country(country: str) -> None:
    """Tell that a code is no country's: it would change nothing in silence."""
    from emailguess.addresses.suffixes import is_top_level
    from emailguess.names.country import country_code, top_level

    if not is_top_level(top_level(country_code(country))):
        note(f"no country has the code {country.strip()!a}; codes are of ISO 3166, such as 'de'")


class Asking(Verbatim):
    """A command that asks a question: what is easily mistyped in one is told in its own words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line.

        `--explain` takes a value behind a = or none: what stands behind it is never taken for its value.
        """
        end = args.index("--") if "--" in args else len(args)
        words = ["--explain=words" if word == "--explain" else word for word in args[:end]]
        return super().parse_args(ctx, words + args[end:])


def question(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a question; its first argument is then a `Question`."""

    @wraps(command)
    def asked(**given: Any) -> None:
        command(Question(*[given.pop(part) for part in Question._fields]), **given)

    for part in reversed(_PARTS):
        asked = part(asked)
    return asked
