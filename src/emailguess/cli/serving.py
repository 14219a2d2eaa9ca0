"""The commands `serve` and `mcp`: the guesser for other programs, on a network port or as an assistant's tools.

They open the store and start what `emailguess.serving` has; they answer nothing themselves.

Start reading at `serve`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emailguess.cli.shared import Verbatim, no_known_companies, no_store, opened, or_usage, read_only, store_path
from emailguess.cli.showing import say
from emailguess.errors import MissingExtra

if TYPE_CHECKING:
    from emailguess.asking.service import Service

__all__ = ["mcp", "serve"]

_SERVE_EXAMPLES = """
Examples:

  emailguess serve

  emailguess serve --store team.db --port 8080

  EMAILGUESS_TOKEN=… emailguess serve --host 0.0.0.0 --store team.db

Exit status: 0 stopped, 2 wrong usage.
"""

_MCP_EXAMPLES = """
Examples:

  emailguess mcp

  emailguess mcp --store team.db

Exit status: 0 the assistant went away, 2 wrong usage.
"""

# Unassigned by IANA, and used by no service that is widely known (its port number registry, November 2026).
_PORT = 8484


@click.command(cls=Verbatim, epilog=_SERVE_EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=_PORT,
    show_default=True,
    help="The port; 0 takes any free one.",
)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with the token that clients have to show; else EMAILGUESS_TOKEN has it. Needed beyond loopback.",
)
@click.option("--quiet", "-q", is_flag=True, help="Write no line a request; what goes wrong is still written.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another name clients call it by. Repeat it.")
@store_path
@no_store
@no_known_companies
def serve(
    host: str,
    port: int,
    token_file: Path | None,
    quiet: bool,
    names: tuple[str, ...],
    store_path: Path | None,
    no_store: bool,
) -> None:
    """Serve a page for people and an HTTP interface for programs, on this machine alone unless told otherwise.

    With --store it may learn and suppress; else it reads what is remembered at the usual place and writes nothing. The
    do-not-contact list always holds. /openapi.json describes the interface.
    """
    try:
        from emailguess.serving.running import access_to, bound, run
    except ImportError as error:
        raise _missing(error, "server") from None
    access = or_usage(lambda: access_to(host, _token(token_file), names))
    with _service(store_path, no_store) as service:
        listening = or_usage(lambda: bound(host, port))
        tell = partial(say, err=True)
        run(service, listening, access, lambda where: tell(f"listening at {where} (Ctrl-C stops it)"), quiet=quiet)


@click.command(cls=Verbatim, epilog=_MCP_EXAMPLES)
@store_path
@no_store
@no_known_companies
def mcp(store_path: Path | None, no_store: bool) -> None:
    """Serve tools to an assistant (Model Context Protocol) over standard input and output; an assistant starts it.

    The tools guess, explain and tell where an address comes from; with --store they learn, too. None sends anything.
    The do-not-contact list always holds.
    """
    try:
        from emailguess.serving.tools import serve_stdio
    except ImportError as error:
        raise _missing(error, "mcp") from None
    with _service(store_path, no_store) as service:
        serve_stdio(service)


@contextmanager
def _service(path: Path | None, leave_out: bool) -> Iterator[Service]:
    """What answers: with a store that was named it may write, else it only reads."""
    from emailguess.asking.service import Service

    if path is not None and leave_out:
        raise click.UsageError("--store names what to remember, --no-store leaves it out: pass one of them")
    store = opened(path, create=True) if path is not None else read_only(None, leave_out=leave_out)
    with store as guesser:
        yield Service(guesser, may_write=path is not None)


def _token(file: Path | None) -> str:
    """The token of a file, else of the environment; empty for none."""
    if file is None:
        return os.environ.get("EMAILGUESS_TOKEN", "").strip()
    try:
        token = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"cannot read a token from {str(file)!a}: {error}") from None
    if not token:
        raise click.UsageError(f"there is no token in {str(file)!a}")
    return token


def _missing(error: ImportError, extra: str) -> click.ClickException:
    """What to install; an import that fails for another reason is told as it is."""
    if isinstance(error, MissingExtra) or (error.name or "").startswith("emailguess"):
        return click.ClickException(str(error))
    return click.UsageError(f"{error.name} is not installed; run: pip install 'emailguess[{extra}]'")
