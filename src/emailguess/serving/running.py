"""Starting the web server: where it listens, who may ask there, and what is refused before it starts.

Start reading at `run`.
"""

from __future__ import annotations

import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn

from emailguess.asking.service import Service
from emailguess.errors import InvalidArgument, shown
from emailguess.serving.app import app_of
from emailguess.serving.guarding import LOG, Access
from emailguess.serving.limits import Limits
from emailguess.serving.protocol import punctual

__all__ = ["access_to", "bound", "run", "server_of"]

# A token of 16 letters and digits that were drawn at random is beyond guessing over a network.
_LEAST_TOKEN = 16
_ON_STOP_S = 10
_BACKLOG = 512


def access_to(host: str, token: str = "", names: Sequence[str] = ()) -> Access:
    """Who may ask a server that listens at a host; `names` are further names it is called by.

    Raises `InvalidArgument` where anybody could ask: beyond loopback a token is needed.
    """
    if token and (len(token) < _LEAST_TOKEN or not token.isascii() or not token.isprintable()):
        raise InvalidArgument(
            f"a token has at least {_LEAST_TOKEN} plain characters; make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe())"'
        )
    if not token and not is_loopback(host):
        raise InvalidArgument(
            f"{shown(host)} can be reached from other machines, so a token is needed: put one into EMAILGUESS_TOKEN or "
            "into a file for --token-file, or listen at 127.0.0.1"
        )
    if not token and names:
        raise InvalidArgument(
            "a server that is called by another name can be reached by others, so a token is needed: put one into "
            "EMAILGUESS_TOKEN or into a file for --token-file"
        )
    return Access(token=token, hosts=frozenset({host.lower(), *Access().hosts}))


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach a host; a name counts by all that it stands for.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("192.0.2.1")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        pass
    try:
        found = {each[4][0] for each in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ipaddress.ip_address(str(each).partition("%")[0]).is_loopback for each in found)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises `InvalidArgument` where that is impossible."""
    try:
        (family, _, _, _, place), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise InvalidArgument(f"there is no host {shown(host)} to listen at; try 127.0.0.1") from None
    try:
        if sys.platform != "win32":  # there it would let two programs listen at once
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise InvalidArgument(
            f"cannot listen at {host}, port {port}: {error.strerror or error}; pass another --port (0 takes any)"
        ) from None
    listening.setblocking(False)
    return listening


def server_of(service: Service, access: Access, limits: Limits | None = None) -> uvicorn.Server:
    """A server that is not started yet."""
    limits = limits or Limits()
    config = uvicorn.Config(
        app_of(service, access, limits),
        http=punctual(limits),
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",  # its messages would hold what was sent; ours are in `guarding`
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_ON_STOP_S,
        backlog=_BACKLOG,
    )
    return uvicorn.Server(config)


def run(
    service: Service, listening: socket.socket, access: Access, told: Callable[[str], None], *, quiet: bool = False
) -> None:
    """Serve until Ctrl-C or a signal ends it. `told` is called with the address, once it can be asked."""
    host, port = listening.getsockname()[:2]
    told(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        LOG.addHandler(handler)
        LOG.setLevel(logging.WARNING if quiet else logging.INFO)
    with _ended_by_signals():
        server_of(service, access).run(sockets=[listening])


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a signal that stopped the server be the end of it: uvicorn raises it again once all is closed."""
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
