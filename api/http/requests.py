"""What a request asks: GraphQL over HTTP as its specification has it, or a refusal (starlette's HTTPException).

https://graphql.github.io/graphql-over-http/draft/
"""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from api.answering.tables.formats import Format, TableWish, format_of
from api.http.parameters import refuse_slips, refuse_unknown
from api.language.arguments.panels import Wish

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
TABLES = {form.media: form for form in Format}
MEDIA = {GRAPHQL: GRAPHQL, JSON: JSON, **{media: media for media in TABLES}, "application/*": JSON, "*/*": JSON, "text/*": Format.CSV.media}
MAX_PARAMETERS = 20
SWITCHES = ("format", "bom", "citations", "links")
"""What may stand in the address of any request."""
NAME = "operationName"
PARAMETERS = ("query", "variables", NAME, "extensions", "documentId")
"""What a GET has in its address and a POST in its body."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a GraphQL request. `document_id` names an operation that the server knows, `table` how a table is wanted.

    `panel` is one that is asked for instead of an operation, by the name of the operation.
    """

    query: str | None
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)
    document_id: str | None = None
    table: TableWish | None = None
    panel: Wish | None = None


def check_parameters(request: Request) -> None:
    """Raises 400 for a parameter in the address that nobody reads.

    To the address of a POST apps add what their own logs are to show (`?op=Members`), which asks for nothing: only slips are refused there.
    """
    given = request.query_params
    if request.method != "POST":
        refuse_unknown(given, (*PARAMETERS, *SWITCHES))
        return
    if misplaced := next((name for name in given if name in PARAMETERS and name != NAME), None):
        raise HTTPException(400, f"{misplaced} has no meaning in the address of a POST: send it in the body.")
    refuse_slips((name for name in given if name != NAME), SWITCHES)


@lru_cache(128)
def media_type(accept: str | None) -> str:
    """The media type to answer in: the one the client likes best of those there are. Raises 406."""
    if accept is None or not accept.strip():
        return JSON
    best: tuple[float, str] | None = None
    for part in accept.split(","):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        found = MEDIA.get(name)
        quality = _quality(parameters)
        if found and quality > 0 and (best is None or quality > best[0]):
            best = (quality, found)
    if best is None:
        raise HTTPException(406, f"This address answers in {', '.join(dict.fromkeys(MEDIA.values()))}; name one of them in Accept.")
    return best[1]


def table_wish(request: Request, media: str) -> TableWish | None:
    """The table that is asked for: by `format` in the address, else by the media type. `bom=true` is for spreadsheets. Raises 400."""
    word, mark = request.query_params.get("format"), for_spreadsheets(request)
    form = format_of(word) if word else TABLES.get(media)
    if word and word != "json" and form is None:
        raise HTTPException(400, f"format has to be one of json, {', '.join(f.word for f in Format)}.")
    return TableWish(form, mark) if form else None


def for_spreadsheets(request: Request) -> bool:
    """Whether `bom=true` is asked for. Raises 400."""
    return _switched_on(request, "bom")


def for_citing(request: Request, extensions: Mapping[str, Any]) -> bool:
    """Whether citations are asked for: by `citations=true` in the address, or among the request's extensions. Raises 400."""
    return _switched_on(request, "citations") or extensions.get("citations") is True


def for_linking(request: Request, extensions: Mapping[str, Any]) -> bool:
    """Whether links are asked for: by `links=true` in the address, or among the request's extensions. Raises 400."""
    return _switched_on(request, "links") or extensions.get("links") is True


def _switched_on(request: Request, name: str) -> bool:
    given = request.query_params.get(name, "false")
    if given not in ("true", "false"):
        raise HTTPException(400, f"{name} has to be true or false.")
    return given == "true"


def _quality(parameters: list[str]) -> float:
    given = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return float(given)
    except ValueError:
        return 0.0


def from_url(request: Request) -> Asked:
    """The parameters of a GET request. Raises 400."""
    raw = request.scope["query_string"].decode("latin-1")
    try:
        given = dict(parse_qsl(raw, keep_blank_values=True, max_num_fields=MAX_PARAMETERS, errors="strict"))
    except ValueError as error:  # broken UTF-8, or too many
        raise HTTPException(400, "The query string cannot be read: give query, variables, operationName and extensions.") from error
    parameters: dict[str, Any] = {name: given.get(name) or None for name in ("query", "operationName", "documentId")}
    for name in ("variables", "extensions"):
        parameters[name] = _json(given[name].encode(), name) if given.get(name) else None
    return _asked(parameters)


async def from_body(request: Request, most: int, seconds: float) -> Asked:
    """The parameters of a POST request with at most `most` bytes, sent within `seconds`. Raises 400, 408, 413, 415, 422."""
    _check_content(request)
    body = await body_in_time(request, most, seconds)
    if not body:
        raise HTTPException(400, 'The request has no body; send JSON such as {"query": "{ __typename }"}.')
    given = _json(body, "the body")
    if isinstance(given, list):
        raise HTTPException(422, "Batches are not answered: send one operation in a request, with several root fields if need be.")
    return _asked(given)


def _check_content(request: Request) -> None:
    _check_type(request.headers.get("content-type", ""))
    if request.headers.get("content-encoding", "identity") != "identity":
        raise HTTPException(415, "Send the body uncompressed.")


@lru_cache(128)
def _check_type(content_type: str) -> None:
    kind, *parameters = (p.strip().lower() for p in content_type.split(";"))
    if kind != JSON:
        raise HTTPException(415, f"Send the operation as {JSON} (Content-Type).")
    charset = next((p[8:].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8"):
        raise HTTPException(415, "Send the JSON in UTF-8.")


async def body_in_time(request: Request, most: int, seconds: float) -> bytes:
    """The body of a request with at most `most` bytes, sent within `seconds`. Raises 400, 408, 413."""
    try:
        async with asyncio.timeout(seconds):
            return await read_body(request, most)
    except TimeoutError as error:
        raise HTTPException(408, "The request did not arrive in time.", {"Connection": "close"}) from error


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request, of at most `most` bytes. Raises 400, 413."""
    announced = request.headers.get("content-length", "0")
    body = bytearray()
    too_much = announced.isdigit() and int(announced) > most
    try:
        if not too_much:
            async for chunk in request.stream():
                body += chunk
                if too_much := len(body) > most:
                    break
    except ClientDisconnect as error:
        raise HTTPException(400, "The client went away.") from error
    if too_much:
        # What is still to come is not read: the connection ends with this answer.
        raise HTTPException(413, f"The request is larger than {most:,} bytes.", {"Connection": "close"})
    return bytes(body)


def _json(text: bytes, what: str) -> Any:
    # Files saved by Windows programs begin with it. RFC 8259, section 8.1, lets a reader ignore it.
    text = text.removeprefix(codecs.BOM_UTF8)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400, f"What {what} holds is not JSON in UTF-8, or is nested too deep.") from error


def _asked(given: Any) -> Asked:
    if not isinstance(given, dict):
        raise HTTPException(422, 'The request is not an object; send JSON such as {"query": "{ __typename }"}.')
    for name, kind, words in (
        ("query", str, "text"),
        ("operationName", str, "text"),
        ("documentId", str, "text"),
        ("variables", dict, "an object"),
        ("extensions", dict, "an object"),
    ):
        if given.get(name) is not None and not isinstance(given[name], kind):
            raise HTTPException(400, f"{name} has to be {words}.")
    return Asked(
        given.get("query"),
        given.get("variables") or {},
        given.get("operationName") or None,
        given.get("extensions") or {},
        given.get("documentId"),
    )
