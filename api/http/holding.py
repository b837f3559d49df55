"""Large bodies wait in memory until their clients have read them: they are counted, whatever the address, as answers to operations are."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answering.held import SMALL, Held
from api.http.clients import client_of
from api.http.problems import failed
from common.errors import StoreBusyError

COUNTED = "foedera.counted"
"""Whether the scope of a request says that its answer is counted already (api/http/graphql.py)."""


class Holding:
    """ASGI middleware. A body over SMALL takes a share of the memory for answers until it has gone; without room it is a 503."""

    def __init__(self, app: ASGIApp, held: Held) -> None:
        self.app = app
        self.held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request. What a response begins with waits for its body, of which the size is not known before."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        share = self.held.share(client_of(scope))
        begun: Message | None = None
        refused = False

        async def counted(message: Message) -> None:
            nonlocal begun, refused
            if message["type"] == "http.response.start":
                begun = message
                return
            if begun is not None:
                size = len(message.get("body", b""))
                try:
                    if size > SMALL and not scope.get(COUNTED):
                        share.take(size)
                except StoreBusyError as error:
                    begun, refused = None, True
                    await failed(Request(scope), error)(scope, receive, send)
                    return
                await send(begun)
                begun = None
            if not refused:
                await send(message)

        try:
            return await self.app(scope, receive, counted)
        finally:
            share.end()
