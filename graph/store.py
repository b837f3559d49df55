"""An open store: a Neo4j that answers and is new enough, local or remote. The driver's errors become ours here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType

import neo4j
from neo4j import exceptions as ne

from graph.address import Address, parse_target
from graph.local.lease import Lease
from graph.local.paths import paths
from graph.report import Report, to_stderr
from ontology.errors import (
    FoederaError,
    StoreAccessError,
    StoreBusyError,
    StoreError,
    StoreUnavailableError,
    StoreVersionError,
)

OLDEST = (5, 26)
CONNECT_SECONDS = 10.0
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Store:
    """A store to read from and write to; close it, or use it as a context manager."""

    def __init__(self, address: Address, lease: Lease | None = None) -> None:
        self.address = address
        self._lease = lease
        with store_errors(address.uri):
            self.version = check_version(self.driver.get_server_info().agent)

    @property
    def local(self) -> bool:
        """Whether it is the one that Foedera runs itself."""
        return self._lease is not None

    @cached_property
    def driver(self) -> neo4j.Driver:
        """The blocking driver, for loaders."""
        return neo4j.GraphDatabase.driver(self.address.uri, auth=self._auth, **_options())  # type: ignore[arg-type]  # a mapping of options

    def async_driver(self) -> neo4j.AsyncDriver:
        """A new asynchronous driver, for servers; whoever asked for it closes it."""
        return neo4j.AsyncGraphDatabase.driver(self.address.uri, auth=self._auth, **_options())  # type: ignore[arg-type]  # a mapping of options

    @property
    def _auth(self) -> tuple[str, str]:
        return self.address.user, self.address.password

    def close(self) -> None:
        """Let go of connections and, for the local store, of the server."""
        if "driver" in self.__dict__:
            self.driver.close()
        if self._lease:
            self._lease.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _options() -> dict[str, object]:
    return {
        "user_agent": "foedera",
        "telemetry_disabled": True,
        "notifications_min_severity": "OFF",
        "connection_timeout": CONNECT_SECONDS,
        "connection_acquisition_timeout": CONNECT_SECONDS,
        "max_transaction_retry_time": CONNECT_SECONDS,
    }


def open_store(target: str | None = None, *, report: Report | None = None) -> Store:
    """Open the store that `target` (else FOEDERA_STORE, else `local`) names.

    A local one is installed and started when need be; `report` hears what is being done (default: standard error).
    Raises a StoreError or, for a target that is not an address, UsageError.
    """
    if address := parse_target(target):
        return Store(address)
    where = paths()
    lease = Lease(where, report or to_stderr)
    try:
        password = where.password.read_text(encoding="utf-8")
        return Store(Address(f"bolt://127.0.0.1:{lease.server.port}", "neo4j", password), lease)
    except BaseException:
        lease.close()
        raise


def check_version(agent: str) -> str:
    """The version in a server's agent string, such as Neo4j/2026.09.0. Raises StoreVersionError when it is too old."""
    version = agent.rpartition("/")[2]
    numbers = tuple(int(n) for n in version.split("-")[0].split(".")[:2] if n.isdigit())
    if numbers < OLDEST:
        raise StoreVersionError(f"the store is {agent}; Foedera needs Neo4j 5.26 or newer", "upgrade it, or use the local store")
    return version


@contextmanager
def store_errors(uri: str = "") -> Iterator[None]:
    """Turns what the driver raises inside into errors of ours."""
    try:
        yield
    except (ne.Neo4jError, ne.DriverError, OSError, ValueError) as error:
        raise translate(error, uri) from error


def translate(error: Exception, uri: str = "") -> FoederaError:
    """The error of ours that a driver's error means."""
    at = f" at {uri}" if uri else ""
    match error:
        case ne.AuthError() | ne.Forbidden():
            hint = "check FOEDERA_STORE_USER and FOEDERA_STORE_PASSWORD"
            return StoreAccessError(f"Neo4j{at} refused the user or password", hint)
        case ne.TransientError() if "Memory" in (error.code or ""):
            return StoreBusyError("the statement needed more memory than it may", "ask for less at once")
        case ne.ClientError() if "TransactionTimedOut" in (error.code or ""):
            return StoreBusyError("the statement took longer than it may", "ask for less at once")
        case ne.TransientError():
            return StoreBusyError("Neo4j is busy", "try again in a moment")
        case ne.UnsupportedServerProduct():
            return StoreVersionError(f"what answers{at} is not a Neo4j that this driver knows", "use Neo4j 5.26 or newer")
        case ne.ConfigurationError():
            return StoreUnavailableError(f"the address of the store cannot be used: {error}", "check FOEDERA_STORE")
        case ne.DriverError() | OSError() | ValueError():
            hint = "check that it runs and that FOEDERA_STORE names it"
            return StoreUnavailableError(f"Neo4j{at} does not answer", hint)
    return StoreError(f"Neo4j refused a statement: {error}")
