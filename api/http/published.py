"""What is known before any data: the ontology, its shapes and the JSON-LD context, in the formats of RDF and as a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

import orjson
import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from api.formats import HTML, RDF, Offer
from api.http import addresses
from api.http.negotiation import choose
from api.http.policy import PAGE_HEADERS
from api.http.problems import problem
from api.pages.ontology import ontology_values
from api.pages.rendering import Links, render
from ontology import Model
from ontology.reading import SOURCES
from rdf.context import context
from rdf.formats import Format, document

OFFERS = (HTML, *(offer for offer, form in RDF.items() if not form.graphs))
LINKED_JSON = "application/ld+json"


class Published:
    """Serves the ontology and what belongs to it. Made once, when it is first asked for."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._made = cache(self._make)
        self._context = cache(lambda: orjson.dumps(context(model), option=orjson.OPT_INDENT_2))

    async def thing(self, request: Request) -> Response:
        """Where the ontology is in the format that the client likes best."""
        offer = choose(request.headers.get("accept"), OFFERS)
        root = request.scope.get("root_path", "")
        if offer is None:
            lines = "".join(f"{root}{addresses.ONTOLOGY}.{one.suffix} {one.media}\n" for one in OFFERS)
            return PlainTextResponse(lines, 406, {"Vary": "Accept", "Cache-Control": "no-store"})
        return RedirectResponse(f"{root}{addresses.ONTOLOGY}.{offer.suffix}", 303, {"Vary": "Accept", "Cache-Control": "no-cache"})

    async def document(self, request: Request) -> Response:
        """The ontology in a format."""
        suffix, root = request.path_params["suffix"], request.scope.get("root_path", "")
        offer = next((one for one in OFFERS if one.suffix == suffix), None)
        if offer is None:
            return problem(request, 404, f"There is no format .{suffix[:20]} here; there are {', '.join(f'.{o.suffix}' for o in OFFERS)}.")
        body = await run_in_threadpool(self._made, offer, root)
        return _response(request, body, offer.media, _alternates(root, offer), PAGE_HEADERS if offer is HTML else {})

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
        return document(ontology_lines(), RDF[offer])


def ontology_lines() -> Iterable[bytes]:
    """The ontology as sorted lines of N-Triples."""
    triples = (quad.triple for quad in ox.parse(path=str(SOURCES[0]), format=ox.RdfFormat.TURTLE))
    return sorted(f"{triple} .\n".encode() for triple in triples)


def _alternates(root: str, besides: Offer) -> str:
    return ", ".join(
        f'<{root}{addresses.ONTOLOGY}.{one.suffix}>; rel="alternate"; type="{one.media}"' for one in OFFERS if one is not besides
    )


def _response(request: Request, body: bytes, media: str, link: str, more: dict[str, str]) -> Response:
    """The response, or 304 when the client has it."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", **({"Link": link} if link else {}), **more}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)
