"""Bearer tokens: when the settings name any, only requests that carry one are answered. Health and the playground's own files stay open."""

from __future__ import annotations

import hashlib
import hmac

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.addresses import HEALTH, ICON, PLAYGROUND, START, STYLE

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
                refusal = PlainTextResponse("Send a bearer token (Authorization).\n", 401, {"WWW-Authenticate": "Bearer"})
                return await refusal(scope, receive, send)
        return await self.app(scope, receive, send)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
