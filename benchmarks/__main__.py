"""`python -m benchmarks COMMAND` (see `--help`), from the root of the source tree."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

_COMMANDS = {
    "accuracy": "judge guesses on a corpus, with baselines and other libraries",
    "answers": "compare the answers of two checkouts",
    "corpus": "build a corpus from git histories, mailboxes or CSV files",
    "mutation": "how many small faults the tests notice",
    "exports": "what an export of a store costs in accuracy, and whom the file itself gives away",
    "known": "what the table of known companies is worth",
    "speed": "measure speed, start-up and memory",
}
_DELEGATED = {
    "fill": "how fast sheets are filled and whether kills change them; on a corpus, what a budget of bounces is worth",
    "files": "how fast files are learned, in how much memory, and whether a stopped run can be run again",
    "companies": "how well and how fast companies' domains are found",
    "file_fuzz": "broken files of every format, each read to its end",
    "file_hostile": "what hostile files cost in time and memory",
    "fuzz": "hostile calls of the public API, each held to its promises",
    "mx": "how long many MX look-ups take",
    "serve": "how much the web server bears, beside the plain call",
    "spark": "how fast a cluster learns and answers, beside one process, and whether its answers are the same",
    "store": "size and speed of the store, and whether it survives",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark; only that one is imported."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, summary in (_COMMANDS | _DELEGATED).items():
        command = commands.add_parser(name, help=summary, description=summary, add_help=name in _COMMANDS)
        if name in _COMMANDS and given[:1] == [name]:
            import_module(f"benchmarks.{name}").configure(command)
    if given and given[0] in _DELEGATED:
        return _delegate(given[0], given[1:])
    options = parser.parse_args(given)
    status: int = import_module(f"benchmarks.{options.command}").run(options)
    return status


def _delegate(name: str, arguments: list[str]) -> int:
    """These modules are programs of their own and read the command line themselves."""
    before = sys.argv
    sys.argv = [f"python -m benchmarks {name}", *arguments]
    try:
        status: int = import_module(f"benchmarks.{name}").main()
    finally:
        sys.argv = before
    return status


if __name__ == "__main__":
    raise SystemExit(main())
