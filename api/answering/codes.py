"""The codes that errors have in `extensions.code`, with the status that each has over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.answering.refusals import code_of
from common.errors import BadInputError, FoederaError, QueryError, StoreError


@dataclass(frozen=True, slots=True)
class Code:
    """A code. `retry`: whether the same may be answered later."""

    code: str
    status: int
    meaning: str
    retry: bool = False


OWN = (
    Code("SYNTAX_ERROR", 400, "The document is not GraphQL."),
    Code("VALIDATION_FAILED", 400, "It asks for what the schema does not have."),
    Code("BAD_INPUT", 400, "A value that cannot be, whether it stands in the document or in a variable."),
    Code("OPERATION_REFUSED", 400, "It is beyond a limit, or cannot be answered as it stands; the hint says what to change."),
    Code("UNKNOWN_VERSION", 400, "The journal does not know the data version any more: read everything anew."),
    Code("PERSISTED_QUERY_NOT_FOUND", 400, "No text is known for the hash: send it once."),
    Code("UNAUTHENTICATED", 401, "The server wants a bearer token."),
    Code("TOO_MANY_REQUESTS", 429, "The token has so many requests a minute; Retry-After says when the next one may be.", retry=True),
    Code("UNKNOWN_DOCUMENT", 403, "The server answers known operations alone, and this is none."),
    Code(
        "HTTP_REQUEST",
        400,
        "The request is not GraphQL over HTTP; the status says what is wrong: 400, 405, 406, 408, 413, 415, 421 or 422.",
    ),
)


def all_codes() -> list[Code]:
    """All codes: those of requests and operations, then those of what may fail on this side."""
    return [*OWN, *_of_errors()]


def _of_errors() -> Iterator[Code]:
    """Those of the tree of errors that an operation may meet; of the others the public learns nothing but their status."""
    known = {one.code for one in OWN}
    kinds: list[type[FoederaError]] = [FoederaError, *_below(QueryError), *_below(StoreError)]
    for kind in kinds:
        if kind is not BadInputError and code_of(kind) not in known:
            yield Code(code_of(kind), kind.http_status, (kind.__doc__ or "").split("\n")[0], kind.retryable)


def _below(kind: type[FoederaError]) -> Iterator[type[FoederaError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _below(one)
