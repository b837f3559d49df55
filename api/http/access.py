"""Bearer tokens: when the settings name any, only requests that carry one are answered. Health and the playground's own files stay open."""

from __future__ import annotations

import hashlib
import hmac

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answering.refusals import refusal
from api.http.addresses import API, HEALTH, ICON, PLAYGROUND, START, STYLE, path_of
from api.http.requests import GRAPHQL, JSON
from api.http.responses import refusal_response

OPEN = (f"{HEALTH}/", PLAYGROUND, STYLE, ICON)


class Access:
    """ASGI middleware. Answers 401 to what is asked without a token."""

    def __init__(self, app: ASGIApp, tokens: tuple[str, ...]) -> None:
        self.app = app
        self._known = [_digest(t) for t in tokens]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path != START and not path.startswith(OPEN):
            scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
            given = _digest(token.strip())
            # Every one is compared in full, so that the time tells nothing.
            matches = [hmac.compare_digest(given, known) for known in self._known]
            if scheme.lower() != "bearer" or not any(matches):
                return await _refused(scope)(scope, receive, send)
        return await self.app(scope, receive, send)


def _refused(scope: Scope) -> Response:
    """As GraphQL at the GraphQL endpoint, as text elsewhere."""
    words, challenge = "Send a bearer token (Authorization).", {"WWW-Authenticate": "Bearer"}
    if path_of(scope) != API:
        return PlainTextResponse(f"{words}\n", 401, challenge)
    media = GRAPHQL if GRAPHQL in Headers(scope=scope).get("accept", "") else JSON
    response = refusal_response(refusal(words, "UNAUTHENTICATED", 401), media, 401)
    response.headers.update(challenge)
    return response


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
