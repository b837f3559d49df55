"""The addresses of entities: `/id/nato` is the thing and leads on (303), `/id/nato.html` and its kin are documents on it."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from api.answering.pricing import Kind, Price
from api.answering.refusals import refused as refusal_of
from api.cache import Cache
from api.formats import Offer
from api.http import addresses
from api.http.asked import Asked, asked_of, parameters_of
from api.http.clients import client_of
from api.http.documents import Document, Documents
from api.http.gate import Gate
from api.http.graphql import WORK
from api.http.negotiation import choose
from api.http.offers import not_acceptable, offered
from api.http.parameters import refuse_unknown
from api.http.problems import failed, problem, refused
from api.http.tags import has
from api.language.identity import read_id
from common.dates import Bounds, written
from common.errors import FoederaError, UsageError
from ontology import Kind as EntityKind
from queries import plans
from queries.references import ID, Reference, lookup

METHODS = ("GET", "HEAD", "OPTIONS")
ALLOW = {"Allow": ", ".join(METHODS)}
MOST_LETTERS = 200
OVERHEAD = 500
"""About how many bytes the headers of a cached document take."""


class Entities:
    """Answers at the addresses of entities."""

    def __init__(self, documents: Documents, gate: Gate) -> None:
        self.documents = documents
        self.engine = documents.engine
        self.gate = gate
        self.cache: Cache[tuple[Any, ...], Document] = Cache(documents.cache_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application."""
        request = Request(scope, receive)
        await (await self._response(request))(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        if request.method not in METHODS:
            return problem(request, 405, "This address is only read.", headers=ALLOW)
        name, _, suffix = request.path_params["name"].partition(".")
        refuse_unknown(request.query_params, parameters_of(suffix))
        try:
            if "@" in name:
                return self._unscoped(request)
            asked = asked_of(request.query_params, name)
            price = await self._price(asked, suffix)
            async with self.gate.place(client_of(request.scope), price.kind):
                response = await (self._document(request, asked, suffix) if suffix else self._thing(request, asked))
            response.headers[WORK] = str(price.work)
            return response
        except GraphQLError as error:
            return refused(request, refusal_of([error]))
        except UsageError as error:
            return problem(request, 400, error.message)
        except FoederaError as error:
            return failed(request, error)

    async def _price(self, asked: Asked, suffix: str) -> Price:
        """What a document costs; where it leads costs next to nothing. Raises GraphQLError when it is too much."""
        if not suffix:
            return Price(Kind.SMALL, self.engine.preparing.limits.seconds)
        return await self.engine.pricing.price_of(partial(self.documents.touches, asked, suffix), self.engine.versions.version)

    # -- the thing

    async def _thing(self, request: Request, asked: Asked) -> Response:
        """Where the thing is described in the format that the client likes best."""
        offer = choose(request.headers.get("accept"), self.documents.offers)
        if offer is None:
            address = f"{request.scope.get('root_path', '')}{addresses.ENTITIES}/{quote(asked.id)}"
            return not_acceptable(request, address, self.documents.offers, asked.query_in)
        found = lookup([Reference(EntityKind.ENTITY.value, ID, asked.id)])
        row = await self.engine.settled.row(found.text, found.parameters)
        classes, today, _ = found.read(row) if row else ({}, {}, "")
        if not classes:
            return await self._missing(request, asked, today.get(asked.id), "")
        root = request.scope.get("root_path", "")
        return _redirect(
            request, 303, f"{asked.id}.{offer.suffix}", asked.query, {"Vary": "Accept", "Link": self.documents.links(asked, root)}
        )

    def _unscoped(self, request: Request) -> Response:
        """Where an id leads that holds a scope: to the entity, on the day of the scope if it is a date. Raises UsageError."""
        name = request.path_params["name"]
        ending = next((f".{offer.suffix}" for offer in self.documents.offers if name.endswith(f".{offer.suffix}")), "")
        slug, scope = read_id(name.removesuffix(ending), plans.Scope(plans.Window(plans.Mode.EVER, given=False)))
        window = scope.window
        day = written(Bounds(window.lo, window.hi)) if window.mode is plans.Mode.AT else ""
        asked = asked_of({**({"at": day} if day else {}), **request.query_params}, slug)
        return _redirect(request, 303, f"{slug}{ending}", asked.query, {})

    # -- documents on it

    async def _document(self, request: Request, asked: Asked, suffix: str) -> Response:
        """A document. Raises UsageError and StoreError."""
        offer = offered(request, suffix, self.documents.offers)
        if isinstance(offer, Response):
            return offer
        root = request.scope.get("root_path", "")
        document = await self._cached(offer, asked, root) or await self.documents.make(asked, offer, root)
        if not isinstance(document, Document):
            return await self._missing(request, asked, document, f".{suffix}")
        tag = self.documents.tag(document.version, offer, asked)
        self.cache.put((tag, root, asked), document, len(document.body) + OVERHEAD)
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Link": document.links, **document.headers}
        if has(request, tag):
            return Response(status_code=304, headers=headers)
        return Response(document.body, headers=headers, media_type=offer.media)

    async def _cached(self, offer: Offer, asked: Asked, root: str) -> Document | None:
        """The document, if it was made of the data as they are now. That is looked at only where there is one of those seen last."""
        seen = self.engine.versions.version
        found = self.cache.get((self.documents.tag(seen, offer, asked), root, asked))
        if found is None:
            return None
        version = await self.engine.versions.current()
        return found if version == seen else self.cache.get((self.documents.tag(version, offer, asked), root, asked))

    async def _missing(self, request: Request, asked: Asked, today: str | None, ending: str) -> Response:
        """Where an entity went that has another id today, or that there is none."""
        if today:
            return _redirect(request, 301, f"{today}{ending}", asked.query, {"Vary": "Accept"} if not ending else {})
        meant = await self.documents.meant(asked.id[:MOST_LETTERS])
        return problem(request, 404, f'Foedera has no entity with the id "{asked.id[:MOST_LETTERS]}".', meant=meant)


def _redirect(request: Request, status: int, name: str, query: str, headers: dict[str, str]) -> Response:
    path = f"{request.scope.get('root_path', '')}{addresses.ENTITIES}/{quote(name)}{query}"
    return RedirectResponse(path, status, {"Cache-Control": "no-cache", **headers})
