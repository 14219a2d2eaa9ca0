"""The one page: files of this package, sent as they are.

Start reading at `routes`.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

__all__ = ["routes"]

_FILES = {
    "/": ("page.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    "/page.js": ("page.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}


def routes() -> list[Route]:
    """A route for each file, read once."""
    folder = files("emailguess.serving") / "assets"
    found = []
    for path, (name, kind) in _FILES.items():
        content = (folder / name).read_bytes()
        found.append(Route(path, partial(_send, content, kind, f'"{sha256(content).hexdigest()[:32]}"')))
    return found


async def _send(content: bytes, kind: str, tag: str, request: Request) -> Response:
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)
