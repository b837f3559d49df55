"""Addresses with a slash too many lead to the one without.

By path alone: with which scheme and host a client came, only the proxy before this server knows for certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.routing import Match, Router
from starlette.types import Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class WithoutSlash:
    """Serves what no route of `router` does: leads on, or says that there is nothing."""

    router: Router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 307, so that a POST stays one, or as the router would without this."""
        shorter = {**scope, "path": scope["path"].rstrip("/")}
        if scope["type"] == "http" and shorter["path"] != scope["path"] and self._served(shorter):
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            await RedirectResponse(quote(shorter["path"]) + query)(scope, receive, send)
        else:
            await self.router.not_found(scope, receive, send)

    def _served(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is not Match.NONE for route in self.router.routes)
