"""Everything that can be killed is killed: nothing that was confirmed is lost, nothing is left running, the next start works.

The tests of this file go through one store in turn, each with what the one before left behind.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import neo4j
import psutil
import pytest

from common.errors import StoreStartError
from graph.local import control, locks
from graph.local.lease import Lease, Running, running
from graph.local.paths import Paths
from graph.store import Store, open_store
from tests.campaign import FULL
from tests.repeating import repeated

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from graph.store import open_store
store = open_store("local")
store.driver.execute_query("CREATE (:Kept {by: 'a process that was killed'})", database_="neo4j")
session = store.driver.session(database="neo4j")
open_transaction = session.begin_transaction()
open_transaction.run("CREATE (:Kept {by: 'a transaction that was not confirmed'})").consume()
print("written", flush=True)
sys.stdin.readline()
"""
Eventually = Callable[[Callable[[], bool]], bool]


def kept(store: Store) -> set[str]:
    return {row["by"] for row in store.driver.execute_query("MATCH (n:Kept) RETURN n.by AS by", database_="neo4j").records}


def write(store: Store, by: str) -> None:
    store.driver.execute_query("CREATE (:Kept {by: $by})", by=by, database_="neo4j")


def now(where: Paths) -> Running:
    found = running(where)
    assert found is not None
    return found


def ended(found: Running) -> bool:
    return not _alive(found.java) and not _alive(found.supervisor)


def _alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_left(shared: Paths) -> Iterator[None]:
    yield
    end = time.monotonic() + 60
    while (left := _processes(shared)) and time.monotonic() < end:
        time.sleep(0.1)
    assert left == []


def _processes(where: Paths) -> list[str]:
    """What still runs, of whatever kind, for a store."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and any(str(where.home) in word for word in process.cmdline()):
                found.append(" ".join(process.cmdline())[:80])
    return found


@pytest.fixture(scope="module")
def store(shared: Paths) -> Iterator[Store]:
    """An open store for the tests after the first; its driver lives through everything that they do to the server."""
    assert shared.home.exists()
    with open_store("local") as opened:
        yield opened


def test_the_process_that_uses_it_is_killed(shared: Paths, eventually: Eventually) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        server = now(shared)
        writer.kill()
    assert eventually(lambda: ended(server))
    assert running(shared) is None
    assert _processes(shared) == []


def test_what_it_had_confirmed_is_there(store: Store) -> None:
    assert kept(store) == {"a process that was killed"}


def test_the_server_is_killed_while_it_is_used(store: Store, shared: Paths, eventually: Eventually) -> None:
    write(store, "a server that was killed")
    before = now(shared)
    os.kill(before.java, signal.SIGKILL)
    assert eventually(lambda: (found := running(shared)) is not None and found.java != before.java)
    after = now(shared)
    assert (after.port, after.supervisor) == (before.port, before.supervisor)
    assert kept(store) == {"a process that was killed", "a server that was killed"}, "the same driver goes on"


def test_the_supervisor_is_killed_while_it_is_used(store: Store, shared: Paths, eventually: Eventually) -> None:
    write(store, "a supervisor that was killed")
    before = now(shared)
    os.kill(before.supervisor, signal.SIGKILL)
    assert eventually(lambda: ended(before)), "Linux tells the server to stop"
    assert running(shared) is None
    with open_store("local") as other:
        assert other.address == store.address, "on the same port"
        assert len(kept(other)) == 3
    assert len(kept(store)) == 3, "the driver that had lost its server goes on, too"


if FULL:

    def test_a_torn_log_is_refused_and_repaired_on_request(store: Store, shared: Paths, eventually: Eventually) -> None:
        write(store, "before everything was killed and the log was torn")
        before = now(shared)
        for pid in (before.supervisor, before.java):
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: ended(before))
        _tear(max((shared.server / "data" / "transactions" / "neo4j").glob("neostore.transaction.db.*")))
        with pytest.raises(StoreStartError) as caught:
            open_store("local")
        assert str(caught.value) == (
            "the local Neo4j cannot read the end of its transaction log "
            "(`foedera store start --repair` cuts that end off: nothing that was confirmed is in it)"
        )
        with Lease(shared, print, repair=True):
            assert len(kept(store)) == 4


def _tear(log: Path) -> None:
    """Half an entry after the last whole one, as a disk that was full leaves it."""
    end = len(log.read_bytes().rstrip(b"\0"))
    with log.open("r+b") as file:
        file.seek(end + 1)
        file.write(b"\xff" * 4000)


def test_pinned_it_outlives_its_users_until_it_is_stopped(store: Store, shared: Paths, eventually: Eventually) -> None:
    found = control.start(shared, print)
    store.close()
    time.sleep(2.5)
    assert now(shared) == found
    status = control.status(shared)
    assert (status.pinned, status.users) == (True, ())
    assert not any(locks.is_shared(shared.run / locks.LEASES) for _ in range(5000)), "its own supervisor is no user"
    began = time.monotonic()
    assert control.stop(shared)
    assert time.monotonic() - began < 5
    assert eventually(lambda: ended(found))
    assert not control.stop(shared)


# The driver says so when a server ends while it is being greeted: its half made connection cannot be closed.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_reset_makes_an_empty_store_with_another_password_and_force_stops_it(shared: Paths, eventually: Eventually) -> None:
    before = shared.password.read_text()
    control.reset(shared)
    assert not shared.password.exists()
    with _trying_default_password(int((shared.run / "port").read_text())), open_store("local") as store:
        assert kept(store) == set()
        assert shared.password.read_text() != before
        found = now(shared)
        assert control.stop(shared, force=True)
        assert eventually(lambda: ended(found))
        with pytest.raises(neo4j.exceptions.ServiceUnavailable), store.driver.session() as session:
            session.run("RETURN 1").consume()


@contextmanager
def _trying_default_password(port: int) -> Iterator[list[str]]:
    """Another process logs in by the password of every new Neo4j, again and again: what the server said each time it listened."""
    said: list[str] = []

    def attempt() -> None:
        with (
            suppress(neo4j.exceptions.ServiceUnavailable, OSError),
            neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j"), max_transaction_retry_time=0) as driver,
        ):
            try:
                driver.verify_connectivity()
                said.append("welcome")
            except neo4j.exceptions.AuthError as error:
                said.append(str(error.code))

    try:
        with repeated(attempt, pause=0.02):
            yield said
    finally:
        gc.collect()  # its connections, before another test is blamed for them
    assert set(said) == {"Neo.ClientError.Security.Unauthorized"}


def test_a_password_that_does_not_fit_the_data(shared: Paths) -> None:
    shared.password.write_text("another")
    with pytest.raises(StoreStartError) as caught:
        open_store("local")
    assert str(caught.value) == (
        "the local Neo4j refuses its own password (the password file does not fit the data; `foedera store reset` makes a new store)"
    )
