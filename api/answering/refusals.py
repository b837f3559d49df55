"""Errors as clients may see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from graphql import GraphQLError

from api.answering.answers import Refusal
from common.errors import FoederaError, QueryError, StoreBusyError

# Messages of graphql-core quote what they complain about, which may be long.
MAX_MESSAGE = 500
RETRY_SECONDS = 1
LONGER_SECONDS = 5
"""Until a store may be there that somebody has to see to: it is empty, refuses its password or could not be started."""


def refused(errors: Sequence[GraphQLError]) -> Refusal:
    """The answer to an operation that cannot be run as it stands."""
    return Refusal([_formatted(e) for e in errors], 400)


def failed(error: FoederaError) -> Refusal:
    """The answer when one of our own errors stopped an operation. Says no more of it than the public may know."""
    shown: dict[str, Any] = {"message": error.public, "extensions": {"code": code_of(type(error))}}
    if isinstance(error, QueryError):
        shown["message"] = error.message[:MAX_MESSAGE]
    # What a busy store advises is about the operation; other hints are for those who run the server.
    if isinstance(error, QueryError | StoreBusyError) and error.hint:
        shown["extensions"]["hint"] = error.hint
    return Refusal([shown], error.http_status, retry_after(error))


def retry_after(error: FoederaError) -> int | None:
    """After how many seconds a client may try again: always where it is a 503, for the server goes on trying."""
    if error.retryable:
        return RETRY_SECONDS
    return LONGER_SECONDS if error.http_status == HTTPStatus.SERVICE_UNAVAILABLE else None


def refusal(message: str, code: str, status: int = 400) -> Refusal:
    """The answer to a request that never became an operation."""
    return Refusal([{"message": message, "extensions": {"code": code}}], status)


def _formatted(error: GraphQLError) -> dict[str, Any]:
    shown: dict[str, Any] = dict(error.formatted)
    if len(shown["message"]) > MAX_MESSAGE:
        shown["message"] = f"{shown['message'][:MAX_MESSAGE]}…"
    shown["extensions"] = {"code": "BAD_INPUT", **(error.extensions or {})}
    return shown


def code_of(kind: type[FoederaError]) -> str:
    """The code of an error of ours."""
    if kind is FoederaError:
        return "INTERNAL"
    name = kind.__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
