"""The span of each request of GraphQL."""

from __future__ import annotations

from opentelemetry.trace import Span, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import tracing
from api.http.addresses import API, path_of

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


class Traced:
    """ASGI middleware: a span for each request of GraphQL, below that of the client if it names one. Only there when configured."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request in its span."""
        if scope["type"] != "http" or path_of(scope) != API:
            await self.app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        name = f"{'HTTP' if method == '_OTHER' else method} {API}"
        attributes = {"http.request.method": method, "http.route": API, "url.path": API, "url.scheme": scope["scheme"]}
        with tracing.request_span(name, attributes, scope["headers"]) as span:

            async def watched(message: Message) -> None:
                if span and message["type"] == "http.response.start":
                    _set_status(span, message["status"])
                await send(message)

            await self.app(scope, receive, watched)


def _set_status(span: Span, status: int) -> None:
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        span.set_attribute("error.type", str(status))
        span.set_status(StatusCode.ERROR)
