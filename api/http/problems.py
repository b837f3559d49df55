"""What cannot be served: as GraphQL at the GraphQL endpoint; elsewhere said to people as a page and to programs as a problem (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.answering.answers import Refusal
from api.answering.codes import code_of_failure, code_of_request
from api.answering.refusals import refusal, retry_after
from api.http.addresses import API, path_of
from api.http.parameters import sentence
from api.http.policy import PAGE_HEADERS
from api.http.requests import GRAPHQL, JSON
from api.http.responses import refusal_response
from api.pages.rendering import Links, render
from common.errors import FoederaError

PROBLEM = "application/problem+json"
HTTP_REQUEST, BAD_INPUT = "HTTP_REQUEST", "BAD_INPUT"
"""The codes of a 400 at the GraphQL endpoint and elsewhere."""
UNSAID = {
    404: "There is nothing at this address; / leads to all that there is.",
    405: "This address is not asked in this way; the header Allow says how.",
}
"""In the place of what the framework says, which repeats the status."""


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    code: str = "",
    meant: tuple[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """The refusal of a request at an address other than the GraphQL endpoint.

    `code`: which of the codes at /limits it is, if not that of the status. `meant`: id and name of the entity that was probably meant.
    `more`: what programs may use besides.
    """
    title = HTTPStatus(status).phrase
    own = {"Cache-Control": "no-store", "Vary": "Accept", **(headers or {})}
    if "text/html" in request.headers.get("accept", ""):
        links = Links(request.scope.get("root_path", ""))
        page = render("refused.html", links, title=title, detail=detail, meant=meant)
        return Response(page, status, own | PAGE_HEADERS, "text/html")
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    told |= {"code": code or code_of_request(status, BAD_INPUT), **(more or {})}
    if meant:
        told["didYouMean"] = {"id": meant[0], "name": meant[1]}
    # Who asks for a table has the body in a terminal, and wants to read it there.
    return Response(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), status, own, PROBLEM)


def refuse(scope: Scope, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The refusal of a request that nobody has answered, in the form of its address. `code`: empty for that of the status."""
    request = Request(scope)
    detail = UNSAID.get(status, detail) if detail == HTTPStatus(status).phrase else detail
    if path_of(scope) != API:
        return problem(request, status, detail, code=code, headers=headers)
    media = GRAPHQL if GRAPHQL in request.headers.get("accept", "") else JSON
    response = refusal_response(refusal(detail, code or code_of_request(status, HTTP_REQUEST), status), media, status)
    response.headers.update(headers or {})
    return response


def refused(request: Request, answer: Refusal) -> Response:
    """The refusal of an operation that another address than the GraphQL endpoint asks."""
    first = answer.errors[0]
    extensions = first.get("extensions", {})
    hint = extensions.get("hint")
    detail = f"{first['message']}{f' ({hint})' if hint else ''}"
    headers = {} if answer.retry_after is None else {"Retry-After": str(answer.retry_after)}
    return problem(request, answer.status, detail, code=extensions.get("code", ""), headers=headers)


def failed(request: Request, error: FoederaError) -> Response:
    """The answer when one of our own errors stopped a request. Says no more of it than the public may know."""
    wait = retry_after(error)
    headers = None if wait is None else {"Retry-After": str(wait)}
    return refuse(request.scope, error.http_status, code_of_failure(error), sentence(error.public), headers)
