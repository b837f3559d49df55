"""Answers as responses."""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse

from api.answering.answers import Answer, Refusal, Streamed, Tabular, encoded
from api.answering.codes import AS_JSON
from api.answering.extensions import Extensions
from api.answering.tables.formats import Format
from api.http.pieces import LargeResponse
from api.http.requests import JSON

HEADERS = {"Cache-Control": "no-store", "Vary": "Accept"}


def response_of(answer: Answer, media: str, name: str | None = None) -> Response:
    """The response to an operation of that `name`. In plain JSON a refused one is 200, as older clients expect."""
    match answer:
        case Streamed(stream, form):
            if form:
                return StreamingResponse(stream, 200, HEADERS | _table_headers(stream.extensions, form, name), _kind(form.media))
            return StreamingResponse(stream, 200, HEADERS, _kind(media))
        case Tabular(table, form, extensions):
            kind = _kind(form.media) if form.text else form.media
            return LargeResponse(table, 200, HEADERS | _table_headers(extensions, form, name), kind)
        case Refusal(status=status) if media == JSON and status in AS_JSON:
            return refusal_response(answer, media, 200)
        case Refusal(status=status):
            return refusal_response(answer, media, status)
        case _:
            return LargeResponse(encoded(answer), 200, HEADERS, _kind(media))


def refusal_response(refusal: Refusal, media: str, status: int) -> Response:
    """A refusal under a status of the caller's choice."""
    retry = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return Response(encoded(refusal), status, HEADERS | retry, _kind(media))


def _table_headers(extensions: Extensions, form: Format, name: str | None) -> dict[str, str]:
    """What a table does not hold: how its file is called, the state of the data, and the warnings that are known before its rows are."""
    version = {"Foedera-Data-Version": extensions.data_version} if extensions.data_version else {}
    return {"Content-Disposition": f'attachment; filename="{name or "foedera"}.{form.word}"', **version, **_warnings(extensions)}


def _warnings(extensions: Extensions) -> dict[str, str]:
    codes = ", ".join(dict.fromkeys(warning.code.name for warning in extensions.warnings))
    return {"Foedera-Warnings": codes} if codes else {}


def _kind(media: str) -> str:
    return f"{media}; charset=utf-8"
