"""The tools as a server of the Model Context Protocol, by its official SDK: over HTTP and over standard input and output.

https://modelcontextprotocol.io. The SDK is an extra (`pip install 'foedera[mcp]'`); this module alone imports it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version as distribution_version
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from mcp import MCPError, types
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.assistants.assistant import Assistant, Told
from api.assistants.tools import INSTRUCTIONS, TOOLS, ToolText
from api.http.clients import client_of
from api.http.leaving import CLIENT_GONE, unless_gone
from api.http.problems import refuse
from api.http.requests import body_in_time

NAMED = {tool.name: tool for tool in TOOLS}
OF_THIS_MACHINE = "standard input"
"""The only client of a server on standard input and output."""


class Protocol:
    """The tools of an assistant as the protocol has them."""

    def __init__(self, assistant: Assistant, most_bytes: int, seconds: float, origins: tuple[str, ...] = ()) -> None:
        self.assistant = assistant
        self.most_bytes = most_bytes
        self.seconds = seconds
        self.origins = origins
        self.server: Server[Any] = Server(
            "foedera",
            version=distribution_version("foedera"),
            title="Foedera",
            instructions=INSTRUCTIONS,
            on_list_tools=self._list,
            on_call_tool=self._call,
        )
        # Each request is answered by itself: any of several workers can answer it.
        self._over_http = StreamableHTTPSessionManager(self.server, json_response=True, stateless=True, max_request_body_size=most_bytes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While HTTP is answered."""
        async with self._over_http.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as an ASGI application, until its client goes away. Raises HTTPException for a slow or too large body."""
        if not self._may_ask(Headers(scope=scope)):
            await refuse(scope, 403, "", "Pages of this origin may not ask here.")(scope, receive, send)
            return
        request = Request(scope, receive)
        body = await body_in_time(request, self.most_bytes, self.seconds)
        if not await unless_gone(request, self._answered(scope, _read_already(body, receive), send)):
            await Response(status_code=CLIENT_GONE)(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> bool:
        await self._over_http.handle_request(scope, receive, send)
        return True

    async def answer_standard_input(self) -> None:
        """Answer what comes on standard input, to its end, on standard output."""
        async with stdio_server() as (reading, writing):
            await self.server.run(reading, writing, self.server.create_initialization_options())

    def _may_ask(self, headers: Headers) -> bool:
        """Whether the request is from a program, a page of this server, or one of an origin that may ask, as the protocol demands."""
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc == headers.get("host") or bool({"*", origin} & set(self.origins))

    async def _list(self, _context: ServerRequestContext[Any, Any], _page: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(tool) for tool in TOOLS])

    async def _call(self, context: ServerRequestContext[Any, Any], asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = NAMED.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {asked.name[:60]!r}; there are {', '.join(NAMED)}.")
        given = asked.arguments or {}
        if wrong := best_match(Draft202012Validator(tool.schema).iter_errors(given)):
            return _result(Told(f"{'.'.join(map(str, wrong.path)) or 'arguments'}: {wrong.message[:500]}", wrong=True))
        client = client_of(context.request.scope) if isinstance(context.request, Request) else OF_THIS_MACHINE
        return _result(await self.assistant.call(asked.name, given, client))


def _read_already(body: bytes, receive: Receive) -> Receive:
    """What hands out a body that was read, and then what comes after it."""
    given = False

    async def read() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read


def _tool(tool: ToolText) -> types.Tool:
    reads = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
    return types.Tool(name=tool.name, title=tool.title, description=tool.description, input_schema=tool.schema, annotations=reads)


def _result(told: Told) -> types.CallToolResult:
    content: list[types.ContentBlock] = [types.TextContent(type="text", text=told.text)]
    return types.CallToolResult(content=content, structured_content=told.content, is_error=told.wrong)
