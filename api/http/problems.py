"""What cannot be served, said to people as a page and to programs as a problem (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.answering.refusals import refusal
from api.http.addresses import API, path_of
from api.http.policy import PAGE_HEADERS
from api.http.requests import GRAPHQL, JSON
from api.http.responses import refusal_response
from api.pages.rendering import Links, render
from common.errors import FoederaError

PROBLEM = "application/problem+json"
RETRY_SECONDS = "1"


def problem(
    request: Request, status: int, detail: str, *, meant: tuple[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The refusal of a request. `meant`: id and name of the entity that was probably meant."""
    title = HTTPStatus(status).phrase
    own = {"Cache-Control": "no-store", "Vary": "Accept", **(headers or {})}
    if "text/html" in request.headers.get("accept", ""):
        links = Links(request.scope.get("root_path", ""))
        page = render("refused.html", links, title=title, detail=detail, meant=meant)
        return Response(page, status, own | PAGE_HEADERS, "text/html")
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if meant:
        told["didYouMean"] = {"id": meant[0], "name": meant[1]}
    return Response(orjson.dumps(told), status, own, PROBLEM)


def refuse(scope: Scope, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The refusal of a request before anybody has read it: as GraphQL at the GraphQL endpoint, elsewhere as a problem."""
    request = Request(scope)
    if path_of(scope) != API:
        return problem(request, status, detail, headers=headers)
    media = GRAPHQL if GRAPHQL in request.headers.get("accept", "") else JSON
    response = refusal_response(refusal(detail, code, status), media, status)
    response.headers.update(headers or {})
    return response


def failed(request: Request, error: FoederaError) -> Response:
    """The answer when one of our own errors stopped a request. Says no more of it than the public may know."""
    return problem(request, error.http_status, f"{error.public}.", headers={"Retry-After": RETRY_SECONDS} if error.retryable else None)
