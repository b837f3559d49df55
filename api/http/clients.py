"""Who asks, as far as turns and memory are concerned: by the token that was accepted, else by address.

What a header says and nobody checked is no client: whoever invents one for each request would be as many. Addresses of IPv6 that one client
has are one.
"""

from __future__ import annotations

import ipaddress

from starlette.types import Scope

NETWORK = 64
"""The bits of an address of IPv6 that a provider gives out; its client chooses the others."""
ACCEPTED = "foedera.token"
"""Where the scope of a request says whose token was accepted (api/http/access.py)."""


def client_of(scope: Scope) -> str:
    """The client of a request."""
    if token := scope.get(ACCEPTED):
        return str(token)
    address = str((scope.get("client") or ("",))[0])
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, NETWORK), strict=False)) if parsed.version == 6 else address
