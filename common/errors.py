"""Every error that Foedera raises on purpose.

    FoederaError                      exit 1, HTTP 500
    ├── UsageError                    exit 2, HTTP 400   the caller asked for something that cannot be
    │   ├── QueryError                                   a query that cannot be answered as it stands
    │   │   ├── BadInputError                            a value in it that cannot be read
    │   │   ├── QuerySyntaxError                         SPARQL that cannot be read
    │   │   ├── QueryTooLongError        HTTP 413        SPARQL that is longer than the limit
    │   │   ├── AnswerTooLargeError      HTTP 413        an answer of more bytes than the limit
    │   │   └── QueryRefusedError        HTTP 422        SPARQL that asks for too much, or for what is not offered
    │   └── NotFoundError             exit 2, HTTP 404   no such file, example or entity
    ├── OntologyError                                    the Turtle files contradict themselves
    ├── InputError                                       a source file holds problems; nothing was written
    │   └── RdfError                                     RDF that cannot be read, with its place
    ├── StoreError                           HTTP 503    Neo4j cannot be used
    │   ├── StoreUnavailableError     retry helps        no answer from it
    │   ├── StoreAccessError                             it answered and refused us (password, rights)
    │   ├── StoreVersionError                            it is older than 5.26
    │   ├── StoreBusyError            retry helps        too much at once, or a statement cut by its limit
    │   ├── StoreBrokenError          retry helps        it answers and has stopped its database; a local one is started again
    │   ├── StoreInstallError         retry helps        the local server could not be downloaded or verified
    │   ├── StoreStartError                              the local server would not start
    │   └── StoreStateError                              its content is not what this version of Foedera expects
    └── PackagingError                                   this installation is incomplete or shadowed

Each message says what is wrong, where, and what to do. Text of the database, paths and settings never reach an HTTP client:
`public` is what one may read there.
"""

from __future__ import annotations

from typing import ClassVar


class FoederaError(Exception):
    """Root of the tree. `hint` says what to do about it."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    public: ClassVar[str] = "internal error"

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The message and the hint as one line."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(FoederaError):
    """What was asked for cannot be done as asked."""

    exit_code = 2
    http_status = 400
    public = "bad request"


class QueryError(UsageError):
    """A GraphQL operation that is valid but cannot be answered as it stands, or SPARQL."""

    exit_code = 1


class BadInputError(QueryError):
    """A value in a GraphQL operation that cannot be read; the hint says how it is written."""


class QuerySyntaxError(QueryError):
    """SPARQL that cannot be read; the message names the line."""


class QueryTooLongError(QueryError):
    """SPARQL that is longer than the limit."""

    http_status = 413


class AnswerTooLargeError(QueryError):
    """An operation whose answer has, or may have, more bytes than the limit."""

    http_status = 413


class QueryRefusedError(QueryError):
    """SPARQL that can be read and is not answered: it asks for what is not offered, or for an answer beyond the limits."""

    http_status = 422


class NotFoundError(UsageError):
    """A file, an example or an entity that does not exist."""

    http_status = 404
    public = "not found"


class OntologyError(FoederaError):
    """The ontology's Turtle contradicts itself; the message names file, line and term."""


class InputError(FoederaError):
    """A source holds problems, all of them in the message; nothing was written."""


class RdfError(InputError):
    """RDF from outside cannot be read. `line` and `column` count from 1 and are None where the fault has no place of its own."""

    def __init__(self, file: str, cause: str, hint: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(":".join([file, *(str(n) for n in (line, column) if n is not None)]) + f": {cause}", hint)
        self.file = file
        self.cause = cause
        self.line = line
        self.column = column


class StoreError(FoederaError):
    """The Neo4j behind Foedera cannot be used."""

    http_status = 503
    public = "the store is not available"


class StoreUnavailableError(StoreError):
    """Neo4j does not answer at its address."""

    retryable = True


class StoreAccessError(StoreError):
    """Neo4j refused the user or the password."""


class StoreVersionError(StoreError):
    """The server is older than Foedera needs (5.26)."""


class StoreBusyError(StoreError):
    """Neo4j is overloaded, or it cut a statement at its time or memory limit."""

    retryable = True
    public = "the store is busy"


class StoreBrokenError(StoreError):
    """Neo4j has stopped its database, as it does when its disk is full, and has to be started again. A local one is."""

    retryable = True


class StoreInstallError(StoreError):
    """The local Neo4j could not be downloaded, verified or put in place."""

    retryable = True


class StoreStartError(StoreError):
    """The local Neo4j did not start."""


class StoreStateError(StoreError):
    """The content of the store is not what this version of Foedera expects."""

    public = "the store holds no data yet"


class PackagingError(FoederaError):
    """This installation lacks a part, or another distribution shadows one of its packages."""
