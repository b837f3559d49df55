"""What nobody foresaw: written to the log with all that is known, and answered with nothing of it."""

from __future__ import annotations

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import refuse
from common.errors import FoederaError

log = logging.getLogger("api.access")


class Unforeseen:
    """ASGI middleware. Answers 500 where the application raises before it has answered, and 503 where the server ends before.

    An answer that has begun is left without its end, which closes the connection: the client sees that it is not whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except asyncio.CancelledError:  # by the end of the server: a client that leaves has been dealt with below
            if not started:
                words = "The server stops. Try again in a moment."
                await refuse(scope, 503, "STORE_UNAVAILABLE", words, {"Retry-After": "1", "Connection": "close"})(scope, receive, send)
            raise
        except Exception as error:
            if started and (known := _known(error)):
                log.warning("an answer broke off: %s", known)
                return
            log.exception("request failed")
            if not started:
                await refuse(scope, 500, "INTERNAL", "Internal error.")(scope, receive, send)


def _known(error: Exception) -> FoederaError | None:
    """The error of ours for which an answer that has begun breaks off: Starlette would have answered with it, and says that it cannot."""
    cause = error.__cause__ if isinstance(error, RuntimeError) else error
    return cause if isinstance(cause, FoederaError) else None
