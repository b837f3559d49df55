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

    @property
    def as_json(self) -> int:
        """The status at the GraphQL endpoint where the client wants plain JSON: older clients read errors only below a 200."""
        return 200 if self.code in OF_OPERATIONS and self.status in AS_JSON else self.status


AS_JSON = (400, 413)
"""The statuses that a refused operation does not have in plain JSON."""
OF_OPERATIONS = frozenset({
    "SYNTAX_ERROR", "VALIDATION_FAILED", "BAD_INPUT", "OPERATION_REFUSED", "UNKNOWN_VERSION", "PERSISTED_QUERY_NOT_FOUND",
    "ANSWER_TOO_LARGE", "QUERY",
})  # fmt: skip
"""Codes of requests that are GraphQL over HTTP and whose operation is refused."""
OWN = (
    Code("SYNTAX_ERROR", 400, "The document is not GraphQL."),
    Code("VALIDATION_FAILED", 400, "It asks for what the schema does not have."),
    Code("BAD_INPUT", 400, "A value that cannot be, whether it stands in the document or in a variable."),
    Code("OPERATION_REFUSED", 400, "It is beyond a limit, or cannot be answered as it stands; the hint says what to change."),
    Code("UNKNOWN_VERSION", 400, "The journal does not know the data version any more: read everything anew. 404 at /changes."),
    Code("PERSISTED_QUERY_NOT_FOUND", 400, "No text is known for the hash: send it once."),
    Code("UNAUTHENTICATED", 401, "The server wants a bearer token."),
    Code("TOO_MANY_REQUESTS", 429, "The token has so many requests a minute; Retry-After says when the next one may be.", retry=True),
    Code("UNKNOWN_DOCUMENT", 403, "The server answers known operations alone, and this is none."),
    Code("HTTP_REQUEST", 400, "The request is not GraphQL over HTTP: it has no operation, is no JSON, or a part of it is of another kind."),
)
OF_REQUESTS = (
    Code("NOT_OFFERED", 403, "This server does not offer that."),
    Code("NOT_FOUND", 404, "There is nothing at this address, or nothing of that name."),
    Code("METHOD_NOT_ALLOWED", 405, "The address is asked in another way: the header Allow has the methods."),
    Code("NOT_ACCEPTABLE", 406, "Nothing that the address gives is accepted (Accept)."),
    Code("REQUEST_TIMEOUT", 408, "The request did not arrive in time.", retry=True),
    Code("REQUEST_TOO_LARGE", 413, "The request has too many bytes."),
    Code("UNSUPPORTED_MEDIA_TYPE", 415, "By its headers, the body is of a kind that is not read here, or compressed."),
    Code("MISDIRECTED_REQUEST", 421, "The server does not answer for that Host."),
    Code("UNPROCESSABLE_REQUEST", 422, "The body can be read and is not answered: a batch, no object, or an update."),
    Code("NOT_BUILT", 503, "This installation lacks that part."),
)
"""What is wrong with a request whatever it asks: one for each status, at every address."""
BY_STATUS = {one.status: one.code for one in OF_REQUESTS if one.status < 500} | {500: "INTERNAL", 503: "STORE_UNAVAILABLE"}


def code_of_request(status: int, bad: str) -> str:
    """The code of a refusal that has no other: that of its status, or `bad` for 400."""
    return BY_STATUS.get(status, bad)


def code_of_failure(error: FoederaError) -> str:
    """The code of one of our errors at an address other than the GraphQL endpoint: its own, or that of its status where it has none."""
    code = code_of(type(error))
    return code if code in {one.code for one in all_codes()} else code_of_request(error.http_status, "BAD_INPUT")


def all_codes() -> list[Code]:
    """All codes: those of requests and operations, then those of what may fail on this side."""
    return [*OWN, *OF_REQUESTS, *_of_errors()]


def _of_errors() -> Iterator[Code]:
    """Those of the tree of errors that an operation may meet; of the others the public learns nothing but their status."""
    known = {one.code for one in (*OWN, *OF_REQUESTS)}
    kinds: list[type[FoederaError]] = [FoederaError, *_below(QueryError), *_below(StoreError)]
    for kind in kinds:
        if kind is not BadInputError and code_of(kind) not in known:
            yield Code(code_of(kind), kind.http_status, (kind.__doc__ or "").split("\n")[0], kind.retryable)


def _below(kind: type[FoederaError]) -> Iterator[type[FoederaError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _below(one)
