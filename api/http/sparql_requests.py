"""What a request asks in SPARQL, by the protocol of the W3C (https://www.w3.org/TR/sparql11-protocol/), and in which formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.formats import HTML, Offer
from api.http.negotiation import choose
from api.http.parameters import sentence
from api.http.requests import body_in_time
from common.suggest import suggest
from rdf.formats import Format
from rdf.sparql import MEDIA, Form, Query, Results

FORM = "application/x-www-form-urlencoded"
TEXT = "application/sparql-query"
PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format")
MOST_GRAPHS = 100
MOST_BYTES = 1024 * 1024
RESULTS = (
    *(Offer(MEDIA[form], form.value) for form in Results),
    Offer("application/json", Results.JSON.value),
    Offer("application/xml", "xml"),
)
GRAPHS = tuple(Offer(MEDIA[form], form.value) for form in (Format.TTL, Format.NT, Format.JSONLD, Format.RDFXML, Format.NQ, Format.TRIG))
FORMATS: dict[str, Form] = {**{form.value: form for form in Results}, **{form.value: form for form in Format}}


@dataclass(frozen=True, slots=True)
class AskedSparql:
    """A query, and whether its answer is wanted as a page. `media`: the media types of an answer, by its format, where they differ."""

    query: Query
    page: bool
    media: dict[Form, str]


async def asked(request: Request, seconds: float) -> AskedSparql | None:
    """What a request asks; None where it has no query. Raises HTTPException (400, 406, 408, 413, 415)."""
    given = list(request.query_params.multi_items())
    if request.method == "POST":
        given += await _posted(request, seconds)
    known = _known(given)
    texts = [value for name, value in known if name == "query"]
    if not texts and request.method != "POST":
        return None
    if len(texts) != 1:
        raise HTTPException(400, "Give exactly one query.")
    query = Query(texts[0], default=_graphs(known, "default-graph-uri"), named=_graphs(known, "named-graph-uri"))
    return _formats(request, query, next((value for name, value in known if name == "format"), ""))


def _known(given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    for name, _ in given:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise HTTPException(422, "Updates are not offered: this endpoint only reads.")
        if name not in PARAMETERS:
            raise HTTPException(400, _unknown("parameter", name, PARAMETERS))
    return given


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    there_are = f"there are {', '.join(known)}"
    return sentence(f"there is no {kind} {name[:50]}; {suggest(name, known) or there_are}")


def _graphs(given: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    found = tuple(value for one, value in given if one == name)
    if len(found) > MOST_GRAPHS:
        raise HTTPException(400, f"{name} is given more than {MOST_GRAPHS} times.")
    return found


async def _posted(request: Request, seconds: float) -> list[tuple[str, str]]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise HTTPException(422, "Updates are not offered: this endpoint only reads.")
    if kind not in (FORM, TEXT):
        raise HTTPException(415, f"Send the query as {TEXT}, or as the parameter query of {FORM}.")
    body = await body_in_time(request, MOST_BYTES, seconds)
    try:
        text = body.decode("utf-8")
        return [("query", text)] if kind == TEXT else parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except ValueError as error:
        raise HTTPException(400, "The body is not UTF-8, or has too many fields.") from error


def _formats(request: Request, query: Query, wanted: str) -> AskedSparql:
    """The formats by the parameter `format`, else by Accept. Raises 400, 406."""
    text, default, named = query.text, query.default, query.named
    if wanted == "html":
        return AskedSparql(query, True, {})
    if wanted:
        form = FORMATS.get(wanted)
        if form is None:
            raise HTTPException(400, _unknown("format", wanted, FORMATS))
        found = Query(text, form, None, default, named) if isinstance(form, Results) else Query(text, None, form, default, named)
        return AskedSparql(found, False, {})
    accept = request.headers.get("accept")
    if choose(accept, [*RESULTS, *GRAPHS, HTML]) is HTML:
        return AskedSparql(query, True, {})
    table, graph = choose(accept, RESULTS), choose(accept, GRAPHS)
    if not table and not graph:
        raise HTTPException(406, f"There are {', '.join(offer.media for offer in (*RESULTS, *GRAPHS))}.", {"Vary": "Accept"})
    chosen = Query(text, Results(table.suffix) if table else None, Format(graph.suffix) if graph else None, default, named)
    return AskedSparql(chosen, False, {Results(table.suffix): table.media} if table else {})


def wants_page(params: QueryParams, accept: str | None) -> bool:
    """Whether an answer is to be a page."""
    return params.get("format") == "html" or (not params.get("format") and choose(accept, [*RESULTS, *GRAPHS, HTML]) is HTML)
