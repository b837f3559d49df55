"""Everything that can be killed is killed: nothing that was confirmed is lost, nothing is left running, the next start works.

The tests of this file go through one store in turn, each with what the one before left behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import psutil
import pytest

from graph.local import control
from graph.local.lease import Lease, Running, running
from graph.local.paths import Paths
from graph.store import Store, open_store
from ontology.errors import StoreStartError

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


@pytest.fixture(autouse=True)
def _nothing_is_left(shared: Paths, eventually: Eventually, left_running: Callable[[Paths], list[str]]) -> Iterator[None]:
    yield
    assert eventually(lambda: left_running(shared) == []), left_running(shared)


def test_the_process_that_uses_it_is_killed(shared: Paths, eventually: Eventually) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        server = now(shared)
        writer.kill()
    assert eventually(lambda: ended(server))
    with open_store("local") as store:
        assert kept(store) == {"a process that was killed"}


def test_the_server_is_killed_while_it_is_used(shared: Paths, eventually: Eventually) -> None:
    with open_store("local") as store:
        write(store, "a server that was killed")
        before = now(shared)
        os.kill(before.java, signal.SIGKILL)
        assert eventually(lambda: (found := running(shared)) is not None and found.java != before.java)
        after = now(shared)
        assert (after.port, after.supervisor) == (before.port, before.supervisor)
        assert kept(store) == {"a process that was killed", "a server that was killed"}, "the same driver goes on"


def test_the_supervisor_is_killed_while_it_is_used(shared: Paths, eventually: Eventually) -> None:
    with open_store("local") as store:
        write(store, "a supervisor that was killed")
        before = now(shared)
        os.kill(before.supervisor, signal.SIGKILL)
        assert eventually(lambda: ended(before)), "Linux tells the server to stop"
        assert running(shared) is None
        with open_store("local") as other:
            assert len(kept(other)) == 3
            assert other.address == store.address, "on the same port"
            assert len(kept(store)) == 3, "the driver that had lost its server goes on, too"


def test_everything_is_killed_at_once(shared: Paths, eventually: Eventually) -> None:
    with open_store("local") as store:
        write(store, "both killed")
        before = now(shared)
        for pid in (before.supervisor, before.java):
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: ended(before))
    began = time.monotonic()
    with open_store("local") as store:
        assert len(kept(store)) == 4
    assert time.monotonic() - began < 30


def test_a_torn_log_is_refused_and_repaired_on_request(shared: Paths, eventually: Eventually) -> None:
    with open_store("local") as store:
        write(store, "before the log was torn")
        before = now(shared)
        os.kill(before.supervisor, signal.SIGKILL)
        os.kill(before.java, signal.SIGKILL)
        assert eventually(lambda: ended(before))
        _tear(max((shared.server / "data" / "transactions" / "neo4j").glob("neostore.transaction.db.*")))
    with pytest.raises(StoreStartError) as caught:
        open_store("local")
    assert str(caught.value) == (
        "the local Neo4j cannot read the end of its transaction log "
        "(`foedera store start --repair` cuts that end off: nothing that was confirmed is in it)"
    )
    with Lease(shared, print, repair=True), open_store("local") as store:
        assert len(kept(store)) == 5


def _tear(log: Path) -> None:
    """Half an entry after the last whole one, as a disk that was full leaves it."""
    content = log.read_bytes()
    end = len(content.rstrip(b"\0"))
    with log.open("r+b") as file:
        file.seek(end + 1)
        file.write(b"\xff" * 4000)


def test_pinned_it_outlives_its_users_until_it_is_stopped(shared: Paths, eventually: Eventually) -> None:
    found = control.start(shared, print)
    time.sleep(2.5)
    assert now(shared) == found
    status = control.status(shared)
    assert (status.pinned, status.users) == (True, ())
    with open_store("local") as store:
        assert len(kept(store)) == 5
    began = time.monotonic()
    assert control.stop(shared)
    assert time.monotonic() - began < 5
    assert eventually(lambda: ended(found))
    assert not control.stop(shared)


def test_reset_makes_an_empty_store_with_another_password(shared: Paths) -> None:
    before = shared.password.read_text()
    control.reset(shared)
    assert not shared.password.exists()
    with open_store("local") as store:
        assert kept(store) == set()
        assert shared.password.read_text() != before


def test_stop_by_force_ends_it_for_everybody(shared: Paths, eventually: Eventually) -> None:
    with open_store("local") as store:
        found = now(shared)
        assert control.stop(shared, force=True)
        assert eventually(lambda: ended(found))
        with pytest.raises(neo4j.exceptions.ServiceUnavailable), store.driver.session() as session:
            session.run("RETURN 1").consume()
