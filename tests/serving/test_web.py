"""The web server: its answers are the library's, and what is wrong is told with what to do."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.serving.rigs import JANE, KNOWN, SHEET, Web, running

from emailguess import Guesser
from emailguess.asking.operations import OPERATIONS
from emailguess.asking.service import Service
from emailguess.errors import MissingExtra, StoreError


@pytest.fixture(scope="module")
def guesser() -> Guesser:
    """One that knows a company and keeps somebody off."""
    guesser = Guesser()
    guesser.learn(["Bob Jones <bob_jones@known.example>", "Ann Lee <ann_lee@known.example>"])
    guesser.suppress("known.example", name="Tom Roe")
    return guesser


@pytest.fixture(scope="module")
def web(guesser: Guesser) -> Iterator[Web]:
    """A server that may learn."""
    with running(Service(guesser, may_write=True)) as web:
        yield web


def test_a_guess_is_the_library_s(web: Web, guesser: Guesser) -> None:
    """Byte for byte the document that `to_dict` writes, of a person in any script."""
    for name in ("Jane Doe", "Jürgen Müller-Lüdenscheid", "Иванов Пётр", "O'Neil, Seán"):
        expected = guesser.guess(name, "acme.example", known=KNOWN).to_dict()
        assert expected == web.post("/v1/guess", JANE | {"name": name}).json()


def test_what_was_learned_counts_and_whom_to_leave_alone_is_left_alone(web: Web, guesser: Guesser) -> None:
    """The store's patterns lead the answer, and no route shows a suppressed address."""
    asked = {"name": "Jane Doe", "domain": "known.example"}
    assert "jane_doe@known.example" == web.post("/v1/guess", asked).json()["candidates"][0]["address"]
    kept_off = {"name": "Tom Roe", "domain": "known.example"}
    answer = web.post("/v1/guess", kept_off).json()
    assert ("person", []) == (answer["suppressed"], answer["candidates"])
    found = web.get("/v2/email-finder?first_name=Tom&last_name=Roe&domain=known.example")
    sheet = web.post("/v1/fill", b"Name,Website\nTom Roe,known.example\n", Content_Type="text/csv")
    texts = [web.post(f"/v1/{each}", kept_off).body for each in ("guess", "explain", "provenance")]
    for text in (*texts, found.body, sheet.body):
        assert b"tom_roe" not in text
        assert b"troe@" not in text
    assert (None, None) == (found.json()["data"]["email"], found.json()["data"]["score"])


def test_learning_and_suppressing_hold_at_once(web: Web) -> None:
    """What is learned by one request is known to the next; so is whom to leave alone."""
    people = [{"name": f"{n} Lee", "address": f"lee-{n.lower()}@new.example"} for n in ("Ann", "Bea", "Cal")]
    assert 3 == web.post("/v1/learn", {"people": people}).json()["learned"]
    asked = {"name": "Jane Doe", "domain": "new.example"}
    assert "doe-jane@new.example" == web.post("/v1/guess", asked).json()["candidates"][0]["address"]
    whom = {"whom": "doe-jane@new.example"}
    assert [True, False] == [web.post("/v1/suppress", whom).json()["new"] for _ in range(2)]
    answer = web.post("/v1/guess", asked).json()
    assert "address" == answer["suppressed"]
    assert "doe-jane@new.example" not in [candidate["address"] for candidate in answer["candidates"]]


def test_nothing_is_learned_without_a_store() -> None:
    """A server that only reads refuses, and says how to start one that does not."""
    with running() as web:
        answer = web.post("/v1/learn", {"people": KNOWN})
        assert (403, "ReadOnly") == (answer.status, answer.json()["code"])
        assert "--store" in answer.json()["detail"]
        assert not web.get("/v1/health").json()["may_learn"]


def test_a_sheet_comes_back_filled_as_the_library_fills_it(web: Web, guesser: Guesser, tmp_path: Path) -> None:
    """The same bytes that `Guesser.fill` writes, the report in a header, and each format with its type."""
    (tmp_path / "in.csv").write_text(SHEET, encoding="utf-8")
    report = guesser.fill(tmp_path / "in.csv", tmp_path / "out.csv", min_probability=0.5)
    answer = web.post("/v1/fill?min_probability=0.5", SHEET.encode(), Content_Type="text/csv")
    assert (200, "text/csv") == (answer.status, answer.headers["content-type"])
    assert (tmp_path / "out.csv").read_bytes() == answer.body
    told = json.loads(answer.headers["emailguess-report"])
    assert {k: v for k, v in report.to_dict().items() if k not in ("seconds", "output")} == {
        k: v for k, v in told.items() if k not in ("seconds", "output")
    }
    rows = web.post("/v1/fill?format=jsonl", SHEET.encode(), Content_Type="text/csv")
    assert "application/x-ndjson" == rows.headers["content-type"]
    assert ["known", "known"] == [json.loads(row)["emailguess_decision"] for row in rows.body.splitlines()][:2]
    book = web.post("/v1/fill?format=xlsx", SHEET.encode(), Content_Type="text/csv")
    assert book.headers["content-type"].startswith("application/vnd.openxmlformats")
    again = web.post("/v1/fill?overwrite=true", book.body, Content_Type="application/octet-stream")
    assert book.headers["content-type"] == again.headers["content-type"]


def test_a_sheet_keeps_its_encoding_and_its_columns_may_be_named(web: Web) -> None:
    """No charset is invented for it, and `map` says what a title does not."""
    sheet = "Kandidat;Nummer\nJörg Müller;acme.example\n".encode("cp1252")
    answer = web.post("/v1/fill?map=name=Kandidat&map=domain=Nummer", sheet, Content_Type="text/csv")
    assert "text/csv" == answer.headers["content-type"]
    (row,) = csv.DictReader(io.StringIO(answer.body.decode("cp1252")), delimiter=";")
    assert ("Jörg Müller", "@acme.example") == (row["Kandidat"], row["emailguess_address"][-13:])


def test_the_words_of_paid_finders(web: Web, guesser: Guesser) -> None:
    """Its clients read `data.email`, `data.score` and `data.sources`; the score is the probability in a hundred."""
    best = guesser.guess("Jane Doe", "known.example").best
    assert best is not None
    for asked in ("first_name=Jane&last_name=Doe", "full_name=Jane%20Doe"):
        found = web.get(f"/v2/email-finder?{asked}&domain=known.example&api_key=whatever").json()
        data = found["data"]
        assert (best.address, int(best.probability * 100), best.pattern) == tuple(
            data[key] for key in ("email", "score", "pattern")
        )
        assert ("Jane", "Doe", "known.example", []) == tuple(
            data[key] for key in ("first_name", "last_name", "domain", "sources")
        )
        assert "known.example" == found["meta"]["params"]["domain"]
    missing = web.get("/v2/email-finder?first_name=Jane&domain=known.example")
    (error,) = missing.json()["errors"]
    assert (400, "wrong_params", 400) == (missing.status, error["id"], error["code"])
    assert 422 == web.get("/v2/email-finder?full_name=12345&domain=known.example").status
    assert 400 == web.get("/v2/email-finder?full_name=A+B&full_name=C+D&domain=known.example").status


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "words"),
    [
        ("POST", "/v1/guess", {"domain": "acme.example"}, 400, "Malformed", "name is missing"),
        ("POST", "/v1/guess", {"name": "12345", "domain": "a.example"}, 422, "InvalidName", "a name needs letters"),
        ("POST", "/v1/guess", {"name": "Jane Doe"}, 422, "InvalidDomain", "say where the person works"),
        ("POST", "/v1/guess", b'{"name": "Jane', 400, "NotJson", "line 1, column 10"),
        ("POST", "/v1/guess", b'{"name": NaN}', 400, "NotJson", "NaN"),
        ("POST", "/v1/guess", b"\xff\xfe{", 400, "NotJson", "no JSON"),
        ("POST", "/v1/guess", b"[" * 100_000, 400, "NotJson", "nested too deeply"),
        ("POST", "/v1/guess", [[[]]] * 3, 400, "Malformed", "is an object"),
        ("POST", "/v1/fill", b"", 400, "NoSheet", "send a sheet"),
        ("POST", "/v1/fill?max_bounce=much", b"a", 400, "Malformed", "max_bounce is a number"),
        ("POST", "/v1/fill?max_bounce=2", b"a", 400, "Malformed", "max_bounce is 0 to 1"),
        ("POST", "/v1/fill?out=/etc/passwd", b"a", 400, "Malformed", "no 'out' to pass"),
        ("POST", "/v1/fill?map=name", b"a", 400, "Malformed", "map is FIELD=TITLE"),
        ("GET", "/v1/guess", None, 405, "NoRoute", "another method"),
        ("GET", "/v1/nothing", None, 404, "NoRoute", "/openapi.json"),
        ("GET", "/../../etc/passwd", None, 404, "NoRoute", "/openapi.json"),
    ],
)
def test_problems_say_what_to_do(
    web: Web, method: str, path: str, body: Any, status: int, code: str, words: str
) -> None:
    """Each is a problem document with its status, a code to compare with, and a sentence."""
    answer = web.send(method, path, body, **({"Content_Type": "application/json"} if body is not None else {}))
    problem = answer.json()
    assert (status, "application/problem+json") == (answer.status, answer.headers["content-type"])
    assert (status, code) == (problem["status"], problem["code"])
    assert words in problem["detail"]


def test_a_body_is_what_it_is(web: Web) -> None:
    """What is packed or wrapped into a form is not taken for a sheet; the answer says how to send it."""
    packed = web.post("/v1/fill", b"Name", Content_Encoding="gzip")
    form = web.post("/v1/fill", b"--x", Content_Type="multipart/form-data; boundary=x")
    assert [(415, "Packed"), (415, "NoSheet")] == [(each.status, each.json()["code"]) for each in (packed, form)]
    assert "--data-binary" in form.json()["detail"]


def test_json_has_to_say_that_it_is(web: Web) -> None:
    """A form of another site can send text without asking; JSON it cannot."""
    answer = web.post("/v1/guess", json.dumps(JANE).encode(), Content_Type="text/plain")
    assert (415, "NotJson") == (answer.status, answer.json()["code"])


class _Failing:
    """A guesser whose every answer fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def guess(self, *_: Any, **__: Any) -> Any:
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (StoreError("the store is gone"), 503, "StoreError"),
        (MissingExtra("run: pip install it"), 501, "MissingExtra"),
        (ZeroDivisionError("Jane Doe"), 500, "Unexpected"),
    ],
)
def test_faults_of_the_server(error: Exception, status: int, code: str, caplog: pytest.LogCaptureFixture) -> None:
    """What the operator can mend is told; what nobody expected is told without its message, which may hold a name."""
    with running(Service(_Failing(error))) as web:  # type: ignore[arg-type]
        answer = web.post("/v1/guess", JANE)
    assert (status, code) == (answer.status, answer.json()["code"])
    assert b"Jane" not in answer.body
    assert "Jane" not in caplog.text
    assert ("unexpected ZeroDivisionError" in caplog.text) == (status == 500)


def test_no_log_holds_what_was_asked(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    """A line has the method, the route, the status and the time; a path that is no route may be a name, too."""
    with caplog.at_level("DEBUG"):
        web.post("/v1/guess", JANE | {"name": "Zacharias Quill"})
        web.get("/v2/email-finder?full_name=Zacharias+Quill&domain=acme.example")
        web.get("/Zacharias-Quill")
        web.send("Zacharias", "/v1/guess")
        web.post("/v1/fill", b"Name,Website\nZacharias Quill,acme.example\n")
    lines = [record.getMessage() for record in caplog.records if record.name == "emailguess.serving"]
    assert ["POST /v1/guess 200", "GET /v2/email-finder 200", "GET (no route) 404"] == [
        line.rsplit(" ", 2)[0] for line in lines[:3]
    ]
    assert "zacharias" not in caplog.text.lower()
    assert "acme.example" not in caplog.text


def test_every_operation_has_its_route(web: Web) -> None:
    """The OpenAPI document lists all of them, and the page and the document are there."""
    document = web.get("/openapi.json").json()
    assert {f"/v1/{name}" for name in OPERATIONS} < set(document["paths"])
    assert "3.1.0" == document["openapi"]
    for path, kind in (("/", "text/html"), ("/page.css", "text/css"), ("/page.js", "text/javascript")):
        answer = web.get(path)
        assert (200, kind) == (answer.status, answer.headers["content-type"].partition(";")[0])
        assert 304 == web.get(path, If_None_Match=answer.headers["etag"]).status
