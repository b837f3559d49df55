"""For which hosts this server answers, and whether a request comes from the machine on which it runs.

A page of another origin can have its name resolve to this machine and then read what a server on loopback answers (DNS rebinding). Such a
request has the name of that page in its Host header. Names other than those of loopback therefore need a setting; addresses do not.
"""

from __future__ import annotations

import ipaddress
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.addresses import HEALTH, path_of
from api.http.problems import refuse

ANY = "*"
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
# What proxies add. A request with any of these was made elsewhere.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class Hosts:
    """ASGI middleware. Answers 421 to requests for hosts other than loopback, addresses, and the `names` given ("*": any)."""

    def __init__(self, app: ASGIApp, names: tuple[str, ...]) -> None:
        self.app = app
        self.names = frozenset(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it. Health is told to anybody: an orchestrator names its probes as it likes."""
        if scope["type"] != "http" or path_of(scope).startswith(f"{HEALTH}/") or self._answers_for(Headers(scope=scope).getlist("host")):
            return await self.app(scope, receive, send)
        words = "This server does not answer for that Host. Name it with --allowed-host, or FOEDERA_HOSTS, where the server is started."
        return await refuse(scope, 421, "", words)(scope, receive, send)

    def _answers_for(self, given: list[str]) -> bool:
        if ANY in self.names or not given:  # no browser leaves it out
            return True
        host = _name(given[0])
        return len(given) == 1 and host is not None and (host in self.names or _is_address(host) or _is_loopback_name(host))


def is_of_this_machine(scope: Scope) -> bool:
    """Whether a program on this machine asks: a connection over loopback, for a host of loopback, not handed on by a proxy."""
    headers = Headers(scope=scope)
    client = (scope.get("client") or ("",))[0]
    host = _name(headers.get("host", ""))
    return is_loopback(client) and host is not None and is_loopback(host) and not any(name in headers for name in _FORWARDED)


def is_loopback(host: str) -> bool:
    """Whether a name or an address is one of loopback."""
    return _is_loopback_name(host) or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _name(host: str) -> str | None:
    """The name or address in a Host header; None when it is neither."""
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").lower().rstrip(".") if found else None


def _is_loopback_name(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
