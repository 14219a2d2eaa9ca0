"""Tools for assistants, by the Model Context Protocol: the operations of `emailguess.asking`, over standard streams.

Each tool says what it takes and gives as JSON Schema, and whether it changes or sends anything. An error of the
question is the tool's answer, so that the assistant can mend it; its words are those of the library.

Start reading at `serve_stdio`.
"""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import Any

import anyio
import anyio.to_thread
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

import emailguess
from emailguess.asking.operations import OPERATIONS, Operation
from emailguess.asking.service import Service
from emailguess.errors import EmailGuessError

__all__ = ["TOOLS", "serve_stdio", "server_of"]

TOOLS = ("guess", "patterns", "domains", "learn", "explain", "provenance", "check_mx")
"""The operations that are offered; whom not to contact is for a person to say, not for an assistant."""

_INSTRUCTIONS = (
    "emailguess infers a person's work address from the name and the company, with a probability that is calibrated: "
    "of the answers given with 80%, about 80% are right. Tell the probability with an address, and that it was "
    "inferred. Pass colleagues' addresses as `known` where there are any: two or three make an answer much surer. "
    "Where `suppressed` is not empty, the person asked not to be contacted: do not look for another way. Nothing is "
    "sent by any tool, and no mailbox is probed."
)


def server_of(service: Service) -> Server[Any]:
    """A server whose tools answer with a service."""

    async def listed(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(OPERATIONS[name]) for name in TOOLS])

    async def called(_: Any, params: CallToolRequestParams) -> CallToolResult:
        if params.name not in TOOLS:
            raise MCPError(INVALID_PARAMS, f"there is no such tool; there is {', '.join(TOOLS)}")
        answer = partial(_answered, service, params.name, params.arguments or {})
        return await anyio.to_thread.run_sync(answer, abandon_on_cancel=True)

    return Server(
        "emailguess",
        version=emailguess.__version__,
        title="emailguess",
        instructions=_INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def _tool(operation: Operation) -> Tool:
    asks_network = operation.asks_dns or "check_mx" in operation.takes["properties"]
    return Tool(
        name=operation.name,
        title=operation.title,
        description=operation.description,
        input_schema=dict(operation.takes),
        output_schema=dict(operation.gives),
        annotations=ToolAnnotations(
            title=operation.title,
            read_only_hint=not operation.writes,
            destructive_hint=False,
            idempotent_hint=True,  # what was learned before counts once
            open_world_hint=asks_network,
        ),
    )


def _answered(service: Service, name: str, arguments: dict[str, Any]) -> CallToolResult:
    """The answer of a tool as text and as a document, or what is wrong with the question."""
    try:
        document = service.answer(name, arguments)
    except EmailGuessError as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
    text = json.dumps(document, ensure_ascii=False)
    return CallToolResult(content=[TextContent(text=text)], structured_content=document)


def serve_stdio(service: Service) -> None:
    """Serve until standard input ends.

    Nothing but the protocol reaches standard output: whatever else is printed goes to standard error. What the SDK logs
    may hold what was asked, so it is not written.
    """
    logging.getLogger("mcp").setLevel(logging.CRITICAL)
    anyio.run(_serve, service)


async def _serve(service: Service) -> None:
    server = server_of(service)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
