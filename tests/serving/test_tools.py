"""Tools for assistants, asked by the protocol's own client over standard streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import ClientSession, MCPError, StdioServerParameters, stdio_client
from tests.serving.rigs import JANE, KNOWN

from emailguess import Guesser, check_mx_many

NAMES = ["check_mx", "domains", "explain", "guess", "learn", "patterns", "provenance"]
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "guess": ("guess", JANE),
    "patterns": ("patterns", {"domain": "acme.example", "known": KNOWN}),
    "domains": ("domains", {"company": "Blue Widget Networks, Inc."}),
    "explain": ("explain", JANE),
    "provenance": ("provenance", JANE),
    "check_mx": ("check_mx", {"domains": ["no domain", "10.0.0.1"]}),
    "no 'domain' to pass": ("check_mx", {"domain": "acme.example"}),
    "name is missing": ("guess", {"domain": "acme.example"}),
    "a name needs letters": ("guess", {"name": "12345", "domain": "acme.example"}),
    "no 'adress' to pass": ("guess", {"name": "Jane Doe", "adress": "x"}),
    "start it with --store": ("learn", {"people": KNOWN}),
}


def session(home: Path, ask: Callable[[ClientSession], Awaitable[Any]], *options: str) -> Any:
    """What a client is told that starts `emailguess mcp` with these options."""
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "emailguess", "mcp", *options],
        env={**os.environ, "HOME": str(home)},
        cwd=home,
    )

    async def held() -> Any:
        async with AsyncExitStack() as stack:
            streams = await stack.enter_async_context(stdio_client(started))
            client = await stack.enter_async_context(ClientSession(*streams))
            await client.initialize()
            return await ask(client)

    return anyio.run(held)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The tools, and what they answer in one session without a store."""

    async def ask(client: ClientSession) -> dict[str, Any]:
        tools = (await client.list_tools()).tools  # the client then holds each answer against the tool's schema
        answers = {key: await client.call_tool(name, given) for key, (name, given) in ASKED.items()}
        with pytest.raises(MCPError, match="there is guess, patterns"):
            await client.call_tool("suppress", {"whom": "acme.example"})
        return {"tools": tools, **answers}

    return session(tmp_path_factory.mktemp("home"), ask)


def test_tools_say_what_they_take_give_and_change(told: dict[str, Any]) -> None:
    """Seven tools, each with its schemas; only learning changes anything, and only DNS is asked."""
    tools = {tool.name: tool for tool in told["tools"]}
    assert NAMES == sorted(tools)
    for tool in tools.values():
        assert tool.annotations is not None
        assert (tool.name != "learn", False, True) == (
            tool.annotations.read_only_hint, tool.annotations.destructive_hint, tool.annotations.idempotent_hint,
        )  # fmt: skip
        assert (tool.name in ("guess", "check_mx")) == tool.annotations.open_world_hint
        assert tool.output_schema is not None
        for schema in (tool.input_schema, tool.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
        assert tool.title
        assert tool.description


def test_answers_are_the_library_s(told: dict[str, Any]) -> None:
    """As a document that fits the tool's schema, and as the same document in text."""
    for key in ("guess", "patterns", "domains", "explain", "provenance", "check_mx"):
        assert not told[key].is_error
        assert told[key].structured_content == json.loads(told[key].content[0].text)
    answer = Guesser().guess("Jane Doe", "acme.example", known=KNOWN)
    assert answer.to_dict() == told["guess"].structured_content
    assert answer.explain() == told["explain"].structured_content["explanation"]
    shares = [share.to_dict() for share in Guesser().patterns("acme.example", known=KNOWN)]
    assert shares == told["patterns"].structured_content["patterns"]
    assert Guesser().domains("Blue Widget Networks, Inc.").to_dict() == told["domains"].structured_content
    reports = [report.to_dict() for report in check_mx_many(["no domain", "10.0.0.1"])]  # refused before DNS is asked
    assert reports == told["check_mx"].structured_content["reports"]
    record = told["provenance"].structured_content
    assert ("jdoe@acme.example", False) == (record["address"], record["obtained"])


def test_errors_tell_the_assistant_what_to_do(told: dict[str, Any]) -> None:
    """A question that cannot be answered is the tool's answer, in the library's words."""
    for words in [key for key in ASKED if " " in key]:
        assert told[words].is_error
        assert words in told[words].content[0].text


def test_it_learns_only_with_a_store_and_leaves_alone_whom_the_store_says(tmp_path: Path) -> None:
    """What a session learned is kept; whom a person suppressed no tool shows."""
    store = tmp_path / "team.db"
    with Guesser.open(store) as guesser:
        guesser.suppress("acme.example", name="Tom Roe")

    async def ask(client: ClientSession) -> Any:
        learned = await client.call_tool("learn", {"people": KNOWN})
        tom = {"name": "Tom Roe", "domain": "acme.example"}
        return learned, [await client.call_tool(tool, tom) for tool in ("guess", "explain", "provenance")]

    learned, tom = session(tmp_path, ask, "--store", str(store))
    assert 2 == learned.structured_content["learned"]
    assert ("person", []) == (tom[0].structured_content["suppressed"], tom[0].structured_content["candidates"])
    assert "troe" not in "".join(each.content[0].text for each in tom)
    with Guesser.open(store, read_only=True) as guesser:
        best = guesser.guess("Jane Doe", "acme.example").best
        assert "jdoe@acme.example" == (best.address if best is not None else "")


def test_nothing_but_the_protocol_is_printed(tmp_path: Path) -> None:
    """Every line of standard output is a message, whatever comes in; no name stands in what goes to standard error."""
    first = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "0"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": first},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        "no JSON at all: Zacharias Quill",
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
         "params": {"name": "guess", "arguments": {"name": "Zacharias Quill", "domain": "acme.example"}}},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "Zacharias Quill"}},
    ]  # fmt: skip
    sent = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    started = subprocess.Popen(
        [sys.executable, "-m", "emailguess", "mcp"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert started.stdin is not None
    assert started.stdout is not None
    assert started.stderr is not None
    with started:
        started.stdin.write(sent)
        started.stdin.flush()
        answers: dict[int, Any] = {}
        while not {1, 2, 3} <= answers.keys():
            message = json.loads(started.stdout.readline())
            assert "2.0" == message["jsonrpc"]
            answers[message.get("id")] = message
        started.stdin.close()
        assert "" == started.stdout.read()
        told = started.stderr.read()
    assert 0 == started.returncode
    assert "Quill" not in told
    assert "jsonrpc" in answers[2]
    assert "error" in answers[3]
