"""Large bodies in pieces: what is handed on is bounded by what the client reads, and so is the time of compressing at a stretch."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

PIECE = 64 * 1024
LARGE = 1024 * 1024
"""A body up to this size is compressed in one go, and has a length."""


def in_pieces(send: Send) -> Send:
    """A `send` that hands on large bodies piece by piece. Others get their turn between two pieces."""

    async def cut(message: Message) -> None:
        body = message.get("body", b"")
        if len(body) <= PIECE:
            await send(message)
            return
        view = memoryview(body)
        for begin in range(0, len(body), PIECE):
            more = begin + PIECE < len(body) or message.get("more_body", False)
            await send({"type": message["type"], "body": bytes(view[begin : begin + PIECE]), "more_body": more})
            await asyncio.sleep(0)

    return cut


class LargeResponse(Response):
    """A response in one piece that may be too large to be compressed at a stretch: a gigabyte takes the event loop seconds."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        await super().__call__(scope, receive, send if len(self.body) <= LARGE else in_pieces(send))
