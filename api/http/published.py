"""What is known before any data: the ontology, its shapes and the JSON-LD context, in the formats of RDF and as a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import orjson
import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.formats import HTML, RDF, Offer
from api.http import addresses
from api.http.offers import alternates, offered, preferred
from api.http.policy import PAGE_HEADERS
from api.http.tags import has, tag_of
from api.pages.ontology import ontology_values
from api.pages.rendering import Links, render
from ontology import Model
from ontology.sources import SOURCES
from rdf.context import context, published_context
from rdf.formats import Format, brief_document

OFFERS = (HTML, *(offer for offer, form in RDF.items() if not form.graphs))
LINKED_JSON = "application/ld+json"


class Published:
    """Serves the ontology and what belongs to it. Made once, when it is first asked for."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._made = cache(self._make)
        self._context = cache(lambda: orjson.dumps({"@context": context(model)}, option=orjson.OPT_INDENT_2))

    async def thing(self, request: Request) -> Response:
        """Where the ontology is in the format that the client likes best."""
        return preferred(request, f"{request.scope.get('root_path', '')}{addresses.ONTOLOGY}", OFFERS)

    async def document(self, request: Request) -> Response:
        """The ontology in a format."""
        root = request.scope.get("root_path", "")
        offer = offered(request, request.path_params["suffix"], OFFERS)
        if isinstance(offer, Response):
            return offer
        body = await run_in_threadpool(self._made, offer, root)
        return _response(
            request, body, offer.media, alternates(f"{root}{addresses.ONTOLOGY}", OFFERS, offer), PAGE_HEADERS if offer is HTML else {}
        )

    async def context(self, request: Request) -> Response:
        """The JSON-LD context."""
        return _response(request, self._context(), LINKED_JSON, "", {"Access-Control-Allow-Origin": "*"})

    async def shapes(self, request: Request) -> Response:
        """The shapes, as they are written."""
        return _response(request, SOURCES[1].read_bytes(), "text/turtle", "", {})

    def _make(self, offer: Offer, root: str) -> bytes:
        if offer is HTML:
            from ontology.alignments import read_alignments  # noqa: PLC0415 (rdflib takes 0.1 s, and few servers are asked for this)

            values = ontology_values(self._model, read_alignments())
            return render("ontology.html", Links(root), **values, offers=OFFERS).encode()
        if RDF[offer] is Format.TTL:
            return SOURCES[0].read_bytes()
        return brief_document(ontology_lines(), RDF[offer], published_context(self._model))


def ontology_lines() -> Iterable[bytes]:
    """The ontology as sorted lines of N-Triples."""
    triples = (quad.triple for quad in ox.parse(path=str(SOURCES[0]), format=ox.RdfFormat.TURTLE))
    return sorted(f"{triple} .\n".encode() for triple in triples)


def _response(request: Request, body: bytes, media: str, link: str, more: dict[str, str]) -> Response:
    """The response, or 304 when the client has it."""
    tag = tag_of(body)
    headers = {"ETag": tag, "Cache-Control": "no-cache", **({"Link": link} if link else {}), **more}
    if has(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)
