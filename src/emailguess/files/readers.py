"""A text file as a whole, such as an export of a store or a list of whom not to contact.

People are read by `emailguess.files.reading`, line by line.
"""

from __future__ import annotations

import codecs
from os import PathLike
from pathlib import Path

from emailguess.errors import EmailGuessError, InvalidArgument, named, shown
from emailguess.files.encoding import FALLBACK

__all__ = ["read_list", "read_text"]

MAX_FILE_BYTES = 512 * 1024 * 1024


def read_text(path: str | PathLike[str], most_bytes: int = MAX_FILE_BYTES) -> str:
    """Read a text file of any usual encoding. Raises `EmailGuessError` for a file that cannot be read."""
    if not isinstance(path, str | PathLike) or "\0" in str(path):
        raise InvalidArgument(f"a file is named by its path, not by {shown(path)}")
    path = Path(path)
    try:
        if path.stat().st_size > most_bytes:
            raise EmailGuessError(f"{named(path.name)} is larger than {most_bytes // 1024**2} MB; split it")
        raw = path.read_bytes()
    except OSError as error:
        raise EmailGuessError(f"cannot read {named(path.name)}: {error.strerror}") from error
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", errors="replace")
    else:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors=FALLBACK)
    return text.replace("\0", "")


def read_list(path: str | PathLike[str], most_bytes: int = MAX_FILE_BYTES) -> str:
    """Read a list of any kind as lines of text: a workbook, Parquet or Arrow as rows whose cells are parted by tabs.

    Other files are read as `read_text` reads them. Raises `EmailGuessError` for a file that cannot be read.
    """
    from emailguess.files import frames, spreadsheets
    from emailguess.files.sniffing import binary_format
    from emailguess.files.sources import opened

    if not isinstance(path, str | PathLike) or "\0" in str(path):
        raise InvalidArgument(f"a file is named by its path, not by {shown(path)}")
    with opened(Path(path)) as source:
        found, refused = binary_format(source.head)
        if refused:
            raise EmailGuessError(f"cannot read {source.name}: it is {refused}")
        if found is None:
            return read_text(path, most_bytes)
        if found == "workbook":
            rows = [row for _, sheet in spreadsheets.sheets(source.stream(), source.name) for row in sheet]
        else:
            rows = list(frames.arrow_rows(source.stream(), source.name, parquet=found == "parquet"))
    return "\n".join("\t".join(" ".join(cell.split()) for cell in cells) for _, cells in rows)
