"""Translates errors of the driver into errors of Foedera; nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions as ne

from common.errors import (
    FoederaError,
    StoreAccessError,
    StoreBrokenError,
    StoreBusyError,
    StoreError,
    StoreStateError,
    StoreUnavailableError,
    StoreVersionError,
)

ADDRESS_HINT = "check that it runs and that FOEDERA_STORE names it"
# Words somewhere in the driver's chain of errors, and what they mean about the address.
REASONS = (
    ("looks like HTTP", "speaks HTTP, not Bolt", "the port for Bolt is usually 7687"),
    ("DNS resolve", "cannot be found", "check the host name in FOEDERA_STORE"),
    ("refused", "refuses connections", ADDRESS_HINT),
    ("SSL", "cannot be reached with encryption", "use bolt:// or neo4j:// without +s, or check its certificate"),
)
# The server stops writing after these until it is started again; nearly always because its disk is full.
BROKEN = ("TransactionLogError", "TransactionCommitFailed", "TransactionStartFailed")


@contextmanager
def store_errors(uri: str = "") -> Iterator[None]:
    """Translate errors of the driver that are raised inside."""
    try:
        yield
    except (ne.Neo4jError, ne.DriverError, OSError) as error:
        raise translate(error, uri) from error


def translate(error: Exception, uri: str = "") -> FoederaError:
    """The error of Foedera that corresponds to an error of the driver."""
    if isinstance(error, ne.Neo4jError):
        return _from_server(error, f" at {uri}" if uri else "")
    return _from_driver(error, f" at {uri}" if uri else "")


def _from_server(error: ne.Neo4jError, at: str) -> FoederaError:
    code = error.code or ""
    found: FoederaError
    match error:
        case ne.AuthError():
            hint = "check FOEDERA_STORE_USER and FOEDERA_STORE_PASSWORD"
            found = StoreAccessError(f"Neo4j{at} refused the user or password", hint)
        case ne.Forbidden():
            found = StoreAccessError(f"Neo4j{at} does not let this user do that", "check the rights of FOEDERA_STORE_USER")
        case ne.ClientError() if "DatabaseNotFound" in code:
            found = StoreStateError(f"Neo4j{at} has no database of that name", "check FOEDERA_STORE_DATABASE")
        case ne.TransientError() if "Memory" in code:
            found = StoreBusyError("the statement needed more memory than it may", "ask for less at once")
        case ne.ClientError() if "TransactionTimedOut" in code:
            found = StoreBusyError("the statement took longer than it may", "ask for less at once")
        case ne.TransientError():
            found = StoreBusyError("Neo4j is busy", "try again in a moment")
        case ne.DatabaseError() if any(name in code for name in BROKEN):
            hint = "see that its disk has space, then start it again; a local one is started by whoever uses it next"
            found = StoreBrokenError(f"Neo4j{at} cannot write any more; committed loads are safe", hint)
        case _:
            found = StoreError(f"Neo4j refused a statement: {error.message}")
    return found


def _from_driver(error: Exception, at: str) -> FoederaError:
    if isinstance(error, ne.UnsupportedServerProduct):
        return StoreVersionError(f"what answers{at} is not a Neo4j that this driver knows", "use Neo4j 5.26 or newer")
    if isinstance(error, ne.ConfigurationError):
        return StoreUnavailableError(f"the address of the store cannot be used: {error}", "check FOEDERA_STORE")
    words = " ".join(map(str, _chain(error)))
    for text, meaning, hint in REASONS:
        if text in words:
            return StoreUnavailableError(f"Neo4j{at} {meaning}", hint)
    return StoreUnavailableError(f"Neo4j{at} does not answer", ADDRESS_HINT)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that caused it."""
    while error:
        yield error
        error = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error.__cause__
