"""Pages of which origins may ask the service from a browser.

The specification wants every endpoint open to all. A server for others is; one that is asked by a name of this machine, and may hold what
is not published yet, is open to pages of this machine, as OpenRefine's are, and to those that the settings name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http import addresses

NEAR = r"https?://(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?"
HEADERS = ("content-type", "authorization", "x-request-id")
_HOST = re.compile(r"(\[[^\]]*\]|[^:]*)(:\d+)?")


class Origins:
    """ASGI middleware: what is for the service has rules of its own, and the rest those that `others` lays around the application."""

    def __init__(self, app: ASGIApp, named: tuple[str, ...], others: Callable[[ASGIApp], ASGIApp]) -> None:
        self.others = others(app)
        methods = ["GET", "POST"]
        self.near = CORSMiddleware(app, allow_origins=named, allow_origin_regex=NEAR, allow_methods=methods, allow_headers=HEADERS)
        self.all = CORSMiddleware(app, allow_origins=["*"], allow_methods=methods, allow_headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        path = addresses.path_of(scope) if scope["type"] == "http" else ""
        if path == addresses.RECONCILE or path.startswith(f"{addresses.RECONCILE}/"):
            await (self.near if _is_near(scope) else self.all)(scope, receive, send)
        else:
            await self.others(scope, receive, send)


def _is_near(scope: Scope) -> bool:
    """Whether a request is for a name of this machine itself."""
    found = _HOST.fullmatch(Headers(scope=scope).get("host", ""))
    name = found[1].strip("[]").lower() if found else ""
    with suppress(ValueError):
        return ipaddress.ip_address(name).is_loopback
    return name == "localhost" or name.endswith(".localhost")
