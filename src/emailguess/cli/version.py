"""`--version`: the release, and with `-v` the tables that ship with it and how old they are.

It looks at what ships; nothing is asked of the network.

Start reading at `tell_version`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from emailguess.cli.showing import note, say

__all__ = ["note_age", "note_verbose", "tell_version"]

_VERBOSE = "emailguess.verbose"


def note_verbose(context: click.Context, _: click.Parameter, told: bool) -> None:
    """Keep what `-v` says for `tell_version`, wherever it stands."""
    context.meta[_VERBOSE] = told


def tell_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Print the version, with `-v` the tables, and end the program."""
    if not asked or context.resilient_parsing:
        return
    import emailguess

    say(f"emailguess {emailguess.__version__}")
    if context.meta[_VERBOSE]:
        from emailguess.addresses import suffixes
        from emailguess.model.prior import VERSION
        from emailguess.store.known_companies import shipped

        known = shipped()
        latest = max(known.company(name).last_year for name in known.domains)
        days = (_today() - date.fromisoformat(suffixes.published())).days
        say(f"prior: format {VERSION}")
        say(f"known companies: {len(known.domains):,} domains, people seen up to {latest}")
        say(f"public suffixes: {suffixes.published()} ({days:,} days old)")
        note_age()
    context.exit()


def note_age() -> None:
    """Warn on stderr where the list of public suffixes is more than two years old."""
    from emailguess.addresses import suffixes

    if told := suffixes.aged(_today()):
        note(told)


def _today() -> date:
    return datetime.now(UTC).date()
