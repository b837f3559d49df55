"""Bearer tokens: when the settings name any, only requests that carry one are answered. Health and the playground's own files stay open."""

from __future__ import annotations

import math

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.addresses import HEALTH, ICON, PLAYGROUND, RECONCILE, START, STYLE, path_of
from api.http.clients import ACCEPTED
from api.http.current import current_request
from api.http.problems import refuse
from api.http.tokens import Tokens

OPEN = (f"{HEALTH}/", PLAYGROUND, STYLE, ICON)


class Access:
    """ASGI middleware. Answers 401 to what is asked without a token, and 429 to a token that asks too often."""

    def __init__(self, app: ASGIApp, tokens: Tokens) -> None:
        self.app = app
        self.tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path != START and not path.startswith(OPEN) and not _is_manifest(scope):
            refused = self._refused(scope)
            if refused is not None:
                return await refused(scope, receive, send)
        return await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        scheme, _, text = Headers(scope=scope).get("authorization", "").partition(" ")
        token = self.tokens.find(text.strip())
        if token is None or scheme.lower() != "bearer":
            return refuse(scope, 401, "UNAUTHENTICATED", "Send a bearer token (Authorization).", {"WWW-Authenticate": "Bearer"})
        scope[ACCEPTED] = f"token {token.name or token.digest.hex()}"
        if request := current_request.get():
            request.token = token.name or None
        if wait := self.tokens.wait(token):
            words = f"This token has {token.per_minute:,} requests a minute."
            return refuse(scope, 429, "TOO_MANY_REQUESTS", words, {"Retry-After": str(math.ceil(wait))})
        return None


def _is_manifest(scope: Scope) -> bool:
    """Whether the manifest of the reconciliation service is asked for, which says that a token is needed."""
    return path_of(scope) == RECONCILE and scope["method"] == "GET" and not scope["query_string"]
