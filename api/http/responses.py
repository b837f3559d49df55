"""Answers as responses."""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse

from api.answering.answers import Answer, Refusal, Streamed, encoded
from api.http.requests import JSON

HEADERS = {"Cache-Control": "no-store", "Vary": "Accept"}


def response_of(answer: Answer, media: str) -> Response:
    """The response to an operation. In plain JSON a refused one is 200, as older clients expect."""
    match answer:
        case Streamed(stream):
            return StreamingResponse(stream, 200, HEADERS, _kind(media))
        case Refusal(status=400) if media == JSON:
            return refusal_response(answer, media, 200)
        case Refusal(status=status):
            return refusal_response(answer, media, status)
        case _:
            return Response(encoded(answer), 200, HEADERS, _kind(media))


def refusal_response(refusal: Refusal, media: str, status: int) -> Response:
    """A refusal under a status of the caller's choice."""
    retry = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return Response(encoded(refusal), status, HEADERS | retry, _kind(media))


def _kind(media: str) -> str:
    return f"{media}; charset=utf-8"
