"""What becomes of an operation: data as JSON, errors as clients may see them, and extensions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError

from api.answering.streaming import Stream
from common.errors import FoederaError, QueryError, StoreBusyError

# Messages of graphql-core quote what they complain about, which may be long.
MAX_MESSAGE = 500
RETRY_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of an operation. `encoded` is the JSON of its data; None when it was refused or failed.

    `status` is the HTTP status that says what happened; `retry_after` (seconds) is set when trying again helps. `cached`: it was kept
    from before. `rows`: how many the store gave for it. A large answer has a `stream` instead of `encoded`.
    """

    encoded: bytes | None
    errors: Sequence[Mapping[str, Any]] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    retry_after: int | None = None
    cached: bool = False
    rows: int = 0
    stream: Stream | None = None

    @property
    def given(self) -> bool:
        """Whether there is data, now or on its way."""
        return self.encoded is not None or self.stream is not None

    @property
    def data(self) -> dict[str, Any] | None:
        """The data as Python values."""
        return None if self.encoded is None else orjson.loads(self.encoded)

    def json(self) -> bytes:
        """The whole answer as GraphQL over HTTP wants it: without `data` when there was a request error."""
        parts: dict[str, Any] = {}
        if self.encoded is not None:
            parts["data"] = orjson.Fragment(self.encoded)
        if self.errors:
            parts["errors"] = self.errors
        if self.extensions:
            parts["extensions"] = self.extensions
        return orjson.dumps(parts)


def refused(errors: Sequence[GraphQLError]) -> Answer:
    """The answer to an operation that cannot be run as it stands."""
    return Answer(None, [_formatted(e) for e in errors], status=400)


def failed(error: FoederaError) -> Answer:
    """The answer when one of our own errors stopped an operation. Says no more of it than the public may know."""
    shown: dict[str, Any] = {"message": error.public, "extensions": {"code": _code(error)}}
    if isinstance(error, QueryError):
        shown["message"] = error.message[:MAX_MESSAGE]
    # What a busy store advises is about the operation; other hints are for whoever runs the server.
    if isinstance(error, QueryError | StoreBusyError) and error.hint:
        shown["extensions"]["hint"] = error.hint
    retry = RETRY_SECONDS if error.retryable else None
    return Answer(None, [shown], status=error.http_status, retry_after=retry)


def _formatted(error: GraphQLError) -> dict[str, Any]:
    shown: dict[str, Any] = dict(error.formatted)
    if len(shown["message"]) > MAX_MESSAGE:
        shown["message"] = f"{shown['message'][:MAX_MESSAGE]}…"
    shown["extensions"] = {"code": "BAD_INPUT", **(error.extensions or {})}
    return shown


def _code(error: FoederaError) -> str:
    if type(error) is FoederaError:
        return "INTERNAL"
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
