"""Who may ask the server, how much, how slowly, and how many at a time."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.serving.rigs import JANE, Web, running

from emailguess import Guesser, InvalidArgument
from emailguess.asking.service import Service
from emailguess.serving.guarding import Access
from emailguess.serving.limits import Limits
from emailguess.serving.running import access_to, bound

TOKEN = "a-token-that-nobody-guesses"  # noqa: S105 - it guards a test
CLIENTS, SLOW = 200, 50


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A server on loopback, without a token."""
    with running() as web:
        yield web


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "LOCALHOST", "localhost.:{}", "[::1]:{}"])
def test_a_server_on_loopback_answers_to_its_names(web: Web, host: str) -> None:
    """With a port and without, in any case."""
    assert 200 == web.post("/v1/guess", JANE, Host=host.format(web.port)).status


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "127.0.0.1.evil.example", "localhost.evil.example", ""]
)
def test_a_rebound_name_is_refused(web: Web, host: str) -> None:
    """A page whose name was made to lead here still names itself."""
    for path in ("/v1/health", "/", "/v2/email-finder?full_name=Jane+Doe&domain=acme.example"):
        answer = web.get(path, Host=host.format(web.port))
        assert (421, "WrongHost") == (answer.status, answer.json()["code"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": "http://127.0.0.1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
    ],
)
def test_pages_of_other_sites_may_not_ask(web: Web, headers: dict[str, str]) -> None:
    """Neither those of another host nor those of another port of this one."""
    for answer in (web.post("/v1/guess", JANE, **headers), web.get("/v2/email-finder?full_name=J+D", **headers)):
        assert (403, "CrossSite") == (answer.status, answer.json()["code"])


def test_the_own_page_may_ask_and_be_linked_to(web: Web) -> None:
    """Its requests name its origin; a link from elsewhere opens it, and no answer may be read by another origin."""
    own = {"Origin": web.url, "Sec_Fetch_Site": "same-origin"}
    answer = web.post("/v1/guess", JANE, **own)
    assert 200 == answer.status
    assert "access-control-allow-origin" not in answer.headers
    assert 200 == web.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status
    preflight = web.send("OPTIONS", "/v1/guess", Origin=web.url, Access_Control_Request_Method="POST")
    assert 405 == preflight.status


def test_every_answer_is_guarded(web: Web) -> None:
    """Nothing may be framed, guessed at or kept, no script but the page's own runs; also where something is wrong."""
    for answer in (web.get("/"), web.post("/v1/guess", JANE), web.get("/nothing"), web.get("/", Host="evil.example")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert ("nosniff", "DENY", "no-referrer") == tuple(
            answer.headers[name] for name in ("x-content-type-options", "x-frame-options", "referrer-policy")
        )
        assert answer.headers["cache-control"] in ("no-store", "no-cache")
        assert "server" not in answer.headers


def test_a_token_is_asked_for_where_one_is_set() -> None:
    """As a bearer, a key, or in the query as paid finders take it; what holds nothing of anybody needs none."""
    with running(access=access_to("0.0.0.0", TOKEN)) as web:
        find = "/v2/email-finder?full_name=Jane+Doe&domain=acme.example"
        for wrong in ({}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}, {"X_API_Key": "é"}):
            answer = web.post("/v1/guess", JANE, **wrong)
            assert (401, "NoToken", "Bearer") == (
                answer.status, answer.json()["code"], answer.headers["www-authenticate"],
            )  # fmt: skip
        assert 401 == web.get(f"{find}&api_key=wrong").status
        assert 401 == web.get("/nothing").status
        assert 401 == web.post(f"/v1/guess?api_key={TOKEN}", JANE).status
        assert 200 == web.post("/v1/guess", JANE, Authorization=f"Bearer {TOKEN}", Host="team.example").status
        assert 200 == web.post("/v1/guess", JANE, X_API_Key=TOKEN).status
        assert 200 == web.get(f"{find}&api_key={TOKEN}").status
        assert web.get("/v1/health").json()["token_needed"]
        assert [200, 200] == [web.get(path).status for path in ("/", "/openapi.json")]


@pytest.mark.parametrize(
    ("host", "token", "names", "words"),
    [
        ("0.0.0.0", "", (), "a token is needed"),
        ("::", "", (), "a token is needed"),
        ("192.0.2.1", "", (), "a token is needed"),
        ("no-such-host.invalid", "", (), "a token is needed"),
        ("127.0.0.1", "", ("team.example",), "a token is needed"),
        ("0.0.0.0", "short", (), "at least 16"),
        ("0.0.0.0", "contraseña-contraseña", (), "plain characters"),
    ],
)
def test_nobody_s_server_is_everybody_s(host: str, token: str, names: tuple[str, ...], words: str) -> None:
    """Beyond loopback it does not start without a token that is worth one."""
    with pytest.raises(InvalidArgument, match=words):
        access_to(host, token, names)


def test_loopback_needs_no_token() -> None:
    """By number or by name."""
    for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost"):
        assert "" == access_to(host).token


def test_a_port_that_is_taken_is_told() -> None:
    """The message says what to pass."""
    with bound("127.0.0.1", 0) as taken, pytest.raises(InvalidArgument, match="pass another --port"):
        bound("127.0.0.1", taken.getsockname()[1])


def test_what_is_too_large_is_told_and_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By its announced length before it is read, else when it has grown too large; nothing of it stays on disk."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with running(limits=Limits(question_bytes=1_000, sheet_bytes=100_000)) as web:
        long = JANE | {"name": "x" * 5_000}
        for answer in (web.post("/v1/guess", long), web.post("/v1/fill", b"Name,Site\n" + b"a," * 200_000)):
            assert (413, "TooLarge") == (answer.status, answer.json()["code"])
        with socket.create_connection(("127.0.0.1", web.port), timeout=10) as raw:
            raw.sendall(b"POST /v1/fill HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            raw.sendall(b"30000\r\n" + b"a" * 0x30000 + b"\r\n0\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 413")
    assert [] == list(tmp_path.iterdir())


def _told(raw: socket.socket) -> bytes:
    """All that comes until the connection ends."""
    found = b""
    try:
        while piece := raw.recv(65_536):
            found += piece
    except ConnectionResetError:
        pass
    return found


def test_slow_clients_are_let_go_of() -> None:
    """A head or a body that comes letter by letter ends its connection; one that never reads holds nobody up."""
    with running(limits=Limits(head_seconds=0.5, body_seconds=0.5, body_rate=1_000_000)) as web:
        head = socket.create_connection(("127.0.0.1", web.port), timeout=10)
        body = socket.create_connection(("127.0.0.1", web.port), timeout=10)
        idle = socket.create_connection(("127.0.0.1", web.port), timeout=10)
        head.sendall(b"POST /v1/guess HTTP/1.1\r\nHost: loc")
        body.sendall(b"POST /v1/guess HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 900\r\n\r\n{")  # fmt: skip
        assert 200 == web.post("/v1/guess", JANE).status
        assert b"" == _told(head)
        assert b"" == _told(idle)
        assert _told(body).startswith(b"HTTP/1.1 408")
        for each in (head, body, idle):
            each.close()


def test_too_many_connections_make_room_for_requests() -> None:
    """Those that have waited longest without asking go first; who asks is answered."""
    with running(limits=Limits(connections=20)) as web:
        idle = [socket.create_connection(("127.0.0.1", web.port), timeout=10) for _ in range(60)]
        assert 200 == web.post("/v1/guess", JANE).status
        assert b"" == _told(idle[0])
        for each in idle:
            each.close()


@pytest.mark.once
def test_two_hundred_clients_beside_slow_ones() -> None:
    """All are answered rightly, while fifty others send their heads letter by letter and never end."""
    with running(Service(Guesser())) as web:
        slow = [socket.create_connection(("127.0.0.1", web.port), timeout=10) for _ in range(SLOW)]
        for each in slow:
            each.sendall(b"POST /v1/guess HTTP/1.1\r\nX-Slow: a")
        expected = web.post("/v1/guess", JANE).json()
        start = threading.Barrier(CLIENTS)

        def client(_: int) -> bool:
            start.wait(30)
            return all(web.post("/v1/guess", JANE).json() == expected for _ in range(2))

        with ThreadPoolExecutor(CLIENTS) as clients:
            assert [True] * CLIENTS == list(clients.map(client, range(CLIENTS)))
        for each in slow:
            each.close()


class _Waiting:
    """A guesser that answers when it is told to."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.stopped = threading.Event()

    def guess(self, *_: Any, **__: Any) -> Any:
        self.begun.set()
        self.go.wait(20)
        return Guesser().guess("Jane Doe", "acme.example")

    def fill(self, *_: Any, progress: Any, **__: Any) -> Any:
        self.begun.set()
        try:
            for row in range(2_000):
                progress("answering", row, 0)
                time.sleep(0.01)
        except BaseException:
            self.stopped.set()
            raise


def test_a_full_line_says_when_to_come_again() -> None:
    """Where nobody else fits, the answer is 503 with the seconds to wait; health and page are not held up."""
    waiting = _Waiting()
    limits = Limits(threads=1, waiting=1)
    with running(Service(waiting), limits=limits) as web, ThreadPoolExecutor(2) as clients:  # type: ignore[arg-type]
        first = [clients.submit(web.post, "/v1/guess", JANE) for _ in range(2)]
        assert waiting.begun.wait(20)
        deadline = time.monotonic() + 20
        while (answer := web.post("/v1/guess", JANE | {"limit": 1})).status != 503:
            assert time.monotonic() < deadline
        assert ("Busy", "1") == (answer.json()["code"], answer.headers["retry-after"])
        assert [200, 200] == [web.get(path).status for path in ("/v1/health", "/")]
        waiting.go.set()
        assert {200} == {each.result(20).status for each in first}


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    """The client is told to come again."""
    waiting = _Waiting()
    with running(Service(waiting), limits=Limits(answer_seconds=0.2)) as web:  # type: ignore[arg-type]
        answer = web.post("/v1/guess", JANE)
        waiting.go.set()
    assert (503, "Busy") == (answer.status, answer.json()["code"])


def test_a_sheet_nobody_waits_for_is_dropped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The work stops when the client goes away, and its folder goes with it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    waiting = _Waiting()
    with running(Service(waiting)) as web:  # type: ignore[arg-type]
        with socket.create_connection(("127.0.0.1", web.port), timeout=10) as raw:
            raw.sendall(b"POST /v1/fill HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nName\nJane")
            assert waiting.begun.wait(20)
            assert 1 == len(list(tmp_path.iterdir()))
        assert waiting.stopped.wait(20)
        deadline = time.monotonic() + 20
        while list(tmp_path.iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_who_never_reads_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Filled sheets that nobody takes lie on the disk, not in memory; others are answered; in the end they go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sheet = b"Name,Email,Website,Note\n" + b"".join(
        b"Bob Jones,bjones@acme.example,acme.example,%s\n" % (b"x" * 30_000) for _ in range(100)
    )
    with running(Service(Guesser())) as web:
        expected = web.post("/v1/guess", JANE).json()
        slow = []
        for _ in range(3):
            raw = socket.socket()
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            raw.settimeout(30)
            raw.connect(("127.0.0.1", web.port))
            raw.sendall(b"POST /v1/fill HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(sheet) + sheet)
            assert raw.recv(12).startswith(b"HTTP/1.1 200")
            slow.append(raw)
        assert all(web.post("/v1/guess", JANE).json() == expected for _ in range(5))
        assert list(tmp_path.iterdir())
        for raw in slow:
            raw.close()
        deadline = time.monotonic() + 30
        while list(tmp_path.iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_only_so_many_sheets_lie_here() -> None:
    """One that would fill the disk is told to come again, before it is taken in; a sheet that is gone makes room."""
    waiting = _Waiting()
    with running(Service(waiting), limits=Limits(open_sheets=1)) as web:  # type: ignore[arg-type]
        with socket.create_connection(("127.0.0.1", web.port), timeout=10) as raw:
            raw.sendall(b"POST /v1/fill HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nName\nJane")
            assert waiting.begun.wait(20)
            answer = web.post("/v1/fill", b"Name\nJane")
            assert (503, "Busy", "10") == (answer.status, answer.json()["code"], answer.headers["retry-after"])
        deadline = time.monotonic() + 20
        while web.post("/v1/fill?format=none", b"x").status != 400 or web.post("/v1/fill", b"").status != 400:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_learning_and_guessing_at_once_with_a_file(tmp_path: Path) -> None:
    """Many clients learn and ask at the same time, with a store on disk: nobody is told of a fault."""
    with Guesser.open(tmp_path / "team.db") as guesser, running(Service(guesser, may_write=True)) as web:

        def client(number: int) -> set[int]:
            person = {"name": f"Ann Lee{'abcdefgh'[number]}", "address": f"ann.lee{'abcdefgh'[number]}@acme.example"}
            learned = web.post("/v1/learn", {"people": [person]})
            return {learned.status, web.post("/v1/guess", {"name": "Jane Doe", "domain": "acme.example"}).status}

        with ThreadPoolExecutor(8) as clients:
            assert [{200}] * 8 == list(clients.map(client, range(8)))
        assert 8 == guesser.store.counts("acme.example").total


def test_the_folder_of_a_sheet_is_its_user_s_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody else of the machine may look into it while it lies there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[int] = []

    class Looking(_Waiting):
        def fill(self, came: Path, *_: Any, **__: Any) -> Any:
            seen.append(came.parent.stat().st_mode & 0o077)
            raise InvalidArgument("enough seen")

    with running(Service(Looking())) as web:  # type: ignore[arg-type]
        assert 422 == web.post("/v1/fill", b"Name\n").status
    assert [0] == seen
    assert [] == list(tmp_path.iterdir())


def test_questions_are_told_from_json_only_once() -> None:
    """A key that stands twice counts as JSON has it, by its last value; nothing is merged."""
    with running() as web:
        body = json.dumps(JANE)[:-1].encode() + b', "limit": 3, "limit": 1}'
        answer = web.post("/v1/guess", body, Content_Type="application/json")
        assert 1 == len(answer.json()["candidates"])


def test_access_without_a_token_is_loopback_s() -> None:
    """What an application made without more allows are loopback's names."""
    assert Access().allows_host("localhost:80")
    assert not Access().allows_host("team.example")
