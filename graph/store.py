"""An open store: a Neo4j that answers and is new enough, local or remote."""

from __future__ import annotations

import logging
import time
from functools import cached_property
from types import TracebackType

import neo4j

from common.errors import StoreBrokenError, StoreUnavailableError, StoreVersionError
from common.progress import Progress, to_stderr
from graph.address import Address, parse_target
from graph.local.lease import Lease
from graph.local.paths import paths
from graph.translation import store_errors, translate

OLDEST = (5, 26)
CONNECT_SECONDS = 10.0
__all__ = ["Store", "check_version", "open_store", "store_errors", "translate"]
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Store:
    """A store to read from and write to; close it, or use it as a context manager."""

    def __init__(self, address: Address, lease: Lease | None = None) -> None:
        self.address = address
        self._lease = lease
        try:
            with store_errors(address.uri):
                self.version = check_version(self._agent())
        except BaseException:
            if "driver" in self.__dict__:
                self.driver.close()
            raise

    def _agent(self) -> str:
        """The agent string of the server. A statement reads it, which also shows whether the database exists."""
        with self.driver.session(database=self.address.database, default_access_mode=neo4j.READ_ACCESS) as session:
            return str(session.run("RETURN 1").consume().server.agent)

    @property
    def local(self) -> bool:
        """Whether it is the local Neo4j, which Foedera runs itself."""
        return self._lease is not None

    @cached_property
    def driver(self) -> neo4j.Driver:
        """The blocking driver, for loaders."""
        return neo4j.GraphDatabase.driver(self.address.uri, auth=self._auth, **_options())  # type: ignore[arg-type]  # a mapping of options

    def async_driver(self) -> neo4j.AsyncDriver:
        """A new asynchronous driver, for servers; the caller closes it."""
        return neo4j.AsyncGraphDatabase.driver(self.address.uri, auth=self._auth, **_options())  # type: ignore[arg-type]  # a mapping of options

    @property
    def _auth(self) -> tuple[str, str]:
        return self.address.user, self.address.password

    def close(self) -> None:
        """Close connections and, for the local store, release the lease."""
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


def open_store(target: str | None = None, *, report: Progress | None = None) -> Store:
    """Open the store that `target` (else FOEDERA_STORE, else `local`) names.

    A local one is installed and started when need be; `report` hears what is being done (default: standard error).
    Raises a StoreError or, for a target that is not an address, UsageError.
    """
    if address := parse_target(target):
        return Store(address)
    lease = Lease(paths(), report or to_stderr)
    try:
        return _open_local(lease)
    except BaseException:
        lease.close()
        raise


def _open_local(lease: Lease) -> Store:
    try:
        return Store(_local_address(lease), lease)
    except StoreUnavailableError:
        # It was killed just now, and its supervisor is about to notice.
        time.sleep(1)
        lease.revive()
        return Store(_local_address(lease), lease)
    except StoreBrokenError:
        lease.restart()
        return Store(_local_address(lease), lease)


def _local_address(lease: Lease) -> Address:
    password = lease.paths.password.read_text(encoding="utf-8")
    return Address(f"bolt://127.0.0.1:{lease.server.port}", "neo4j", password)


def check_version(agent: str) -> str:
    """The version in a server's agent string, such as Neo4j/2026.09.0. Raises StoreVersionError when it is too old."""
    version = agent.rpartition("/")[2]
    numbers = tuple(int(n) for n in version.split("-")[0].split(".")[:2] if n.isdigit())
    if numbers < OLDEST:
        raise StoreVersionError(f"the store is {agent}; Foedera needs Neo4j 5.26 or newer", "upgrade it, or use the local store")
    return version
