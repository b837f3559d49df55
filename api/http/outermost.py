"""What every response carries: a request id and the headers that keep browsers from doing more than they should. And a line in the log."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Collection
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.addresses import CLASSES, ENTITIES, PLAYGROUND, RECONCILE, path_of
from api.http.current import CurrentRequest, current_request
from api.http.pieces import in_pieces
from api.http.unforeseen import Unforeseen

log = logging.getLogger("api.access")
PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# GraphiQL sets styles in the page and takes its workers and icons from its own files.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "worker-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
PREFIXES = (PLAYGROUND, f"{ENTITIES}/", f"{CLASSES}/", f"{RECONCILE}/")
"""Addresses below these are counted as one."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# As ASGI has them: setting them one by one takes a fifth of the time that a small answer takes here.
RAW_HEADERS = [(key.lower().encode(), value.encode()) for key, value in HEADERS.items()]


class Outermost:
    """ASGI middleware. `counted` is called for every request with method, route and status; the route is one of `routes`, or other."""

    def __init__(self, app: ASGIApp, routes: Collection[str], counted: Callable[[str, str, int], None]) -> None:
        self.app = Unforeseen(app)
        self.routes = routes
        self.counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request with what every response carries."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = CurrentRequest(_request_id(scope))
        token = current_request.set(request)
        begun, status, pieces = perf_counter(), 500, in_pieces(send)

        async def framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                present = {key for key, _ in message["headers"]}
                own = [header for header in RAW_HEADERS if header[0] not in present]
                message["headers"] = [*message["headers"], *own, (b"x-request-id", request.id.encode())]
            await pieces(message)

        try:
            await self.app(scope, receive, framed)
        finally:
            _log(scope, request, status, perf_counter() - begun)
            self.counted(scope["method"] if scope["method"] in METHODS else "other", self._route(scope), status)
            current_request.reset(token)

    def _route(self, scope: Scope) -> str:
        """The address as it is counted, of which there are only so many."""
        path = path_of(scope)
        above = next((prefix for prefix in PREFIXES if path.startswith(prefix)), None)
        return above or (path if path in self.routes else "other")


def _request_id(scope: Scope) -> str:
    """The one that the client gave, if it is plain, or a new one."""
    given = next((value for key, value in scope["headers"] if key == b"x-request-id"), b"").decode("latin-1")
    return given if PLAIN_ID.fullmatch(given) else os.urandom(16).hex()


def _log(scope: Scope, request: CurrentRequest, status: int, seconds: float) -> None:
    if not log.isEnabledFor(logging.INFO):
        return
    # The path alone: the query string holds the operation, and headers hold tokens.
    fields = {"method": scope["method"], "path": scope["path"], "status": status, "milliseconds": round(seconds * 1000, 1)}
    line = {"id": request.id, **fields, "operation": request.operation.shown() if request.operation else None}
    if request.token:
        line["token"] = request.token
    log.info("%(method)s %(path)s %(status)s %(milliseconds)s ms", fields, extra={"request": line})
