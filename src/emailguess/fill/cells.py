"""Cells that a spreadsheet would run: how they are told, defused and restored, and where a cell stands in its line.

A csv file has no types, so Excel, LibreOffice and Google Sheets run a cell that begins like a formula. One apostrophe
in front makes a text of it; a cell that begins with apostrophes before such a text gets one more, so that taking one
away always gives back what was there.

Start reading at `defused`.
"""

from __future__ import annotations

import re

__all__ = ["defused", "restored", "runs", "spans"]

# OWASP, "CSV Injection": = + - @, also behind a tab or a line end. A number, an amount or a telephone number begins
# with a sign as well and calls nothing: only where a letter, a bracket, a bar or an exclamation mark follows can a
# function or another program be called. A handle such as @jane calls nothing either.
_RUNS = re.compile(r"[\s\x00]*(?:=|[+-](?=[^\n]*(?:[A-Za-z_][^\n]*[(!|]|[|!]))|@(?=[^\n]*[(|!]))")
_APOSTROPHES = re.compile(r"'+")


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell of a csv file.

    >>> [runs(x) for x in ("=1+1", "+SUM(A1)", "-2+cmd|' /C calc'!A0", "@SUM(1)", "\\t=1")]
    [True, True, True, True, True]
    >>> [runs(x) for x in ("+49 30 123-45", "-5", "@jane", "a=b", "")]
    [False, False, False, False, False]
    """
    return bool(cell) and (cell[0] in "=+-@" or cell[0] <= " ") and _RUNS.match(cell) is not None


def defused(cell: str) -> str:
    """The cell as a text that no spreadsheet runs; `restored` gives it back.

    >>> defused("=1+1"), defused("'=1+1"), defused("Bob")
    ("'=1+1", "''=1+1", 'Bob')
    """
    if not cell or (cell[0] > " " and cell[0] not in "=+-@'"):
        return cell
    bare = _APOSTROPHES.match(cell)
    return f"'{cell}" if runs(cell[bare.end() :] if bare is not None else cell) else cell


def restored(cell: str) -> str:
    """The cell as it was before `defused`.

    >>> [restored(defused(x)) for x in ("=1+1", "'=1+1", "'tis", "Bob")]
    ['=1+1', "'=1+1", "'tis", 'Bob']
    """
    bare = _APOSTROPHES.match(cell)
    return cell[1:] if bare is not None and runs(cell[bare.end() :]) else cell


def spans(line: str, delimiter: str) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end, quotation marks included.

    >>> line = 'Bob,"Jones, Jr.",'
    >>> [line[start:end] for start, end in spans(line, ",")]
    ['Bob', '"Jones, Jr."', '']
    """
    found, place = [], 0
    while True:
        after = place
        if line.startswith('"', place):
            close = place + 1
            while (close := line.find('"', close)) >= 0 and line.startswith('"', close + 1):
                close += 2
            after = len(line) if close < 0 else close + 1
        stop = line.find(delimiter, after)
        found.append((place, stop if stop >= 0 else len(line)))
        if stop < 0:
            return found
        place = stop + len(delimiter)
