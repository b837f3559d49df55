"""How long caches may give what is read here without asking, by setting: one rule for all addresses but the GraphQL endpoint, which has to
look into its answers (api/http/graphql.py).

An address whose answer may be kept says `no-cache`: ask before you give it. Where the setting allows more, that is said instead. What is
about being up to date stays as it is: changes, feeds, exports, what operators look at, and the service of reconciliation.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http import addresses

REVALIDATE = "no-cache"
"""A client may keep an answer, and asks with its ETag whether it still holds."""
WHOLE = frozenset({
    addresses.START, addresses.SCHEMA, addresses.SPARQL, addresses.TABLES, addresses.CODEBOOK, addresses.SEARCH, addresses.YEAR,
    addresses.CLASSES, addresses.ONTOLOGY, addresses.CONTEXT, addresses.SHAPES, addresses.CATALOG, addresses.VOID, addresses.LLMS,
    addresses.ROBOTS,
})  # fmt: skip
BELOW = tuple(f"{above}/" for above in (addresses.ENTITIES, addresses.CLASSES, addresses.TABLES))
BEFORE = (f"{addresses.ONTOLOGY}.", f"{addresses.CATALOG}.", addresses.SITEMAP)
LASTING = (200, 301, 303, 304)


class Caching:
    """ASGI middleware. `caching` is what caches are told (Settings.caching)."""

    def __init__(self, app: ASGIApp, caching: str) -> None:
        self.app = app
        self.caching = caching

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _may_be_kept(addresses.path_of(scope)):
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in LASTING:
                headers = MutableHeaders(raw=message["headers"])
                if headers.get("cache-control") == REVALIDATE:
                    headers["cache-control"] = self.caching
            await send(message)

        await self.app(scope, receive, told)


def _may_be_kept(path: str) -> bool:
    return path in WHOLE or path.startswith(BELOW) or path.startswith(BEFORE)
