"""One local server, shared: who may use it, how, and what it shows to whom."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import neo4j
import psutil
import pytest

from common.errors import StoreAccessError, StoreBusyError, StoreStateError
from foedera.__main__ import main
from graph.local import control, logs
from graph.local.heap import USUAL_MB
from graph.local.lease import running
from graph.local.paths import Paths, make_folder
from graph.store import Store, open_store

ROOT = Path(__file__).parents[2]
SECOND = """
import json, os, sys
from graph.store import open_store
with open_store("local") as store:
    found = store.driver.execute_query("MATCH (n:Shared) RETURN n.name AS name", database_="neo4j").records
    print(json.dumps({"address": store.address.uri, "pid": os.getpid(), "names": [r["name"] for r in found]}), flush=True)
    sys.stdin.readline()
"""


ROTATED = ("debug", "neo4j")
"""Logs that Neo4j writes to at each start."""


@pytest.fixture(scope="module")
def store(shared: Paths) -> Iterator[Store]:
    make_folder(shared.server)
    shared.log.parent.mkdir()
    for name in ROTATED:
        for ending in ("", ".01", ".02"):
            (shared.log.parent / f"{name}.log{ending}").write_bytes(b"so it was\n" * (logs.LARGEST_MB * 110_000))
    shared.log.write_bytes(b"so it was\n" * (logs.LONGEST // 8))
    with open_store("local") as opened:
        opened.driver.execute_query("MERGE (n:Shared {name: 'Türkiye'})", database_="neo4j")
        yield opened
    assert shared.server.exists()


def test_it_answers_with_the_pinned_version(store: Store, shared: Paths) -> None:
    assert store.local
    assert store.version == control.status(shared).version


def test_it_goes_through_a_minute_at_most_after_it_was_killed(store: Store) -> None:
    rows, _, _ = store.driver.execute_query("SHOW SETTINGS 'db.checkpoint.interval.time' YIELD value RETURN value")
    assert [row["value"] for row in rows] == ["1m"]


def test_it_listens_on_loopback_only(store: Store, shared: Paths) -> None:
    found = running(shared)
    assert found is not None
    listening = [
        connection.laddr
        for connection in psutil.Process(found.java).net_connections()
        if connection.status == psutil.CONN_LISTEN and connection.family in (socket.AF_INET, socket.AF_INET6)
    ]
    assert {(address.ip.removeprefix("::ffff:"), address.port) for address in listening} == {("127.0.0.1", found.port)}
    assert store.address.uri == f"bolt://127.0.0.1:{found.port}"


def test_its_password_is_random_and_for_the_user_alone(store: Store, shared: Paths) -> None:
    assert shared.password.read_text() == store.address.password
    assert len(store.address.password) >= 32
    assert stat.S_IMODE(shared.password.stat().st_mode) == 0o600
    assert stat.S_IMODE(shared.server.stat().st_mode) == 0o700
    assert store.address.password not in repr(store.address)
    assert list(shared.server.glob("password*")) == [shared.password]


def test_its_password_is_in_no_log_no_setting_and_no_list_of_processes(store: Store, shared: Paths) -> None:
    found = running(shared)
    assert found is not None
    secret = store.address.password
    shown = [" ".join([*process.cmdline(), *process.environ().values()]) for process in map(psutil.Process, (found.java, found.supervisor))]
    for name in ("logs", "conf", "run"):
        shown += [file.read_bytes().decode(errors="replace") for file in (shared.server / name).rglob("*") if file.is_file()]
    assert len(shown) > 5
    assert not [text for text in shown if secret in text]
    assert stat.S_IMODE((shared.server / "data" / "dbms" / "auth.ini").stat().st_mode) == 0o600


@pytest.mark.parametrize("as_json", [False, True])
def test_no_password_is_in_an_error(
    store: Store, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, *, as_json: bool
) -> None:
    monkeypatch.setenv("FOEDERA_STORE_PASSWORD", "wrong-in-setting")
    address = store.address.uri.replace("bolt://", "bolt://neo4j:wrong-in-address@")
    for told in (
        store.address.uri,
        address,
        address.replace("bolt:", "http:"),
        f"{address}/nowhere",
        "bolt://neo4j:wrong-in-address@127.0.0.1:9",
    ):
        assert main(["loads", "--store", told, *(["--json"] if as_json else [])]) != 0
    assert main(["load", "core", "--store", address]) != 0
    assert main(["store", "status", *(["--json"] if as_json else [])]) == 0
    said = "".join((*capfd.readouterr(), caplog.text))
    assert "refused the user or password" in said
    assert not [word for word in ("wrong-in", store.address.password) if word in said]


def test_its_logs_are_bounded(store: Store, shared: Paths, eventually: Callable[[Callable[[], bool]], bool]) -> None:
    folder, large = shared.log.parent, logs.LARGEST_MB * 1_000_000
    for name in ROTATED:
        assert eventually(lambda name=name: (folder / f"{name}.log").stat().st_size < large), name  # type: ignore[misc]
        assert sorted(file.name for file in folder.glob(f"{name}.log.*")) == [f"{name}.log.01", f"{name}.log.02"]
    assert shared.log.stat().st_size < logs.LONGEST
    assert b"Started." in (folder / "neo4j.log").read_bytes()
    with shared.log.open("ab") as log:
        log.write(b"so it goes on\n" * (logs.LONGEST // 10))
    assert eventually(lambda: shared.log.stat().st_size == 0)
    assert (folder / "console.log.01").read_bytes().endswith(b"so it goes on\n")
    assert (folder / "console.log.01").stat().st_size <= logs.LONGEST
    assert store.version


def test_wrong_passwords_of_others_do_not_lock_its_owner_out(store: Store) -> None:
    for _ in range(12):
        with (
            pytest.raises(neo4j.exceptions.AuthError) as caught,
            neo4j.GraphDatabase.driver(store.address.uri, auth=("neo4j", "wrong")) as driver,
        ):
            driver.verify_connectivity()
        assert caught.value.code == "Neo.ClientError.Security.Unauthorized"
    with Store(store.address) as again:
        assert again.version == store.version


@pytest.mark.parametrize("password", ["neo4j", "wrong", ""])
def test_another_password_is_refused(store: Store, password: str) -> None:
    with pytest.raises(StoreAccessError) as caught:
        Store(replace(store.address, password=password))
    assert str(caught.value) == (
        f"Neo4j at {store.address.uri} refused the user or password (check FOEDERA_STORE_USER and FOEDERA_STORE_PASSWORD)"
    )


def test_another_database_is_refused(store: Store) -> None:
    with pytest.raises(StoreStateError) as caught:
        Store(replace(store.address, database="treaties"))
    assert str(caught.value) == f"Neo4j at {store.address.uri} has no database of that name (check FOEDERA_STORE_DATABASE)"


def test_its_memory_is_bounded(store: Store, shared: Paths) -> None:
    found = running(shared)
    assert found is not None
    assert f"-Xmx{USUAL_MB}m" in psutil.Process(found.java).cmdline()
    assert psutil.Process(found.java).memory_info().rss < 3_000_000_000
    with pytest.raises(neo4j.exceptions.TransientError, match="MemoryPoolOutOfMemory"):
        store.driver.execute_query(
            neo4j.Query(
                "UNWIND range(1, 9999) AS i WITH collect(reduce(t = toString(i), k IN range(1, 20) | t + t)) AS texts RETURN size(texts)",
                timeout=60,
            ),
            database_="neo4j",
        )
    assert store.driver.execute_query("RETURN 1 AS one", database_="neo4j").records[0]["one"] == 1


@pytest.fixture
def second(store: Store) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the store until its input ends."""
    assert store.local
    with subprocess.Popen(
        [sys.executable, "-c", SECOND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_second_process_attaches(store: Store, shared: Paths, second: subprocess.Popen[str]) -> None:
    assert second.stdout is not None
    told = json.loads(second.stdout.readline())
    assert told == {"address": store.address.uri, "pid": second.pid, "names": ["Türkiye"]}
    assert second.pid in {user.pid for user in control.users(shared)}


def test_stop_and_reset_name_who_uses_it_and_leave_it_alone(store: Store, shared: Paths, second: subprocess.Popen[str]) -> None:
    assert second.stdout is not None
    second.stdout.readline()
    for action in (control.stop, control.reset):
        with pytest.raises(StoreBusyError, match=rf"the local Neo4j is in use by .*\(process {second.pid}\)"):
            action(shared)
    assert store.driver.execute_query("MATCH (n:Shared) RETURN n.name AS name", database_="neo4j").records[0]["name"] == "Türkiye"


def test_status_tells_what_runs(store: Store, shared: Paths) -> None:
    found = control.status(shared)
    assert found.running == running(shared)
    assert (found.installed, found.pinned) == (True, False)
    assert found.memory > 100_000_000
    assert found.size > 1_000_000
    assert found.folder == shared.server
    assert store.local


def test_settings_send_nothing_out(store: Store, shared: Paths) -> None:
    assert store.local
    settings = (shared.server / "conf" / "neo4j.conf").read_text()
    assert "dbms.usage_report.enabled=false" in settings
    assert "server.http.enabled=false" in settings
    found = running(shared)
    assert found is not None
    outside = [
        connection.raddr.ip
        for connection in psutil.Process(found.java).net_connections()
        if connection.raddr and connection.raddr.ip.removeprefix("::ffff:") != "127.0.0.1"
    ]
    assert outside == []


def test_two_that_start_it_at_once_share_it_and_the_last_stops_it(place: Paths, eventually: Callable[[Callable[[], bool]], bool]) -> None:
    """On a store of its own, beside the shared one: two stores of a user do not meet."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: open_store("local"), range(2))
    with first, second:
        assert first.address == second.address
        found = running(place)
        assert found is not None
        first.close()
        time.sleep(2)
        assert second.driver.execute_query("RETURN 1 AS one", database_="neo4j").records[0]["one"] == 1
    assert eventually(lambda: not psutil.pid_exists(found.java) and not psutil.pid_exists(found.supervisor))
    assert running(place) is None
    assert control.status(place).running is None
