"""A web server that runs beside the test, and a client that sends exactly what it is told to."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from emailguess import Guesser
from emailguess.asking.service import Service
from emailguess.serving.guarding import Access
from emailguess.serving.limits import Limits
from emailguess.serving.running import bound, server_of

KNOWN = ["Bob Jones <bjones@acme.example>", "Ann Lee <alee@acme.example>"]
JANE = {"name": "Jane Doe", "domain": "acme.example", "known": KNOWN}
SHEET = (
    "Name,Email,Website\nBob Jones,bjones@acme.example,acme.example\nAnn Lee,alee@acme.example,acme.example\n"
    "Jane Doe,,acme.example\n???,,acme.example\n"
)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


@dataclass
class Web:
    """A server that is running."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it can be asked."""
        return f"http://127.0.0.1:{self.port}"

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request; a body that is no bytes goes as JSON. Underscores in names of headers are dashes."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            given.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, self.headers | given)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        """Send a body."""
        return self.send("POST", path, body, **headers)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask without a body."""
        return self.send("GET", path, **headers)


@contextmanager
def running(
    service: Service | None = None, access: Access | None = None, limits: Limits | None = None
) -> Iterator[Web]:
    """A server on a free port of loopback, until the block ends."""
    listening = bound("127.0.0.1", 0)
    server = server_of(service or Service(Guesser()), access or Access(), limits)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield Web(listening.getsockname()[1])
    finally:
        server.should_exit = server.force_exit = True
        thread.join(20)
        listening.close()
