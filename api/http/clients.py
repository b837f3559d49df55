"""Who asks, as far as turns are concerned: by token, else by address. Addresses of IPv6 that one client has are one."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope

NETWORK = 64
"""The bits of an address of IPv6 that a provider gives out; its client chooses the others."""


def client_of(scope: Scope) -> str:
    """The client of a request."""
    if token := Headers(scope=scope).get("authorization"):
        return token
    address = str((scope.get("client") or ("",))[0])
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, NETWORK), strict=False)) if parsed.version == 6 else address
