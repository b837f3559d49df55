"""What happens to the store under a running server, and that the server finds it again: by itself, and within seconds."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from starlette.requests import Request

from api.app import create_app
from api.http.health import Live
from api.settings import Settings
from graph import Store, connection, open_store
from graph.connection import StoreConnection
from graph.local.paths import Paths, paths
from tests.api.conftest import serving, until

pytestmark = pytest.mark.slow
DATA = "MERGE (v:FoederaDataVersion {id: 'current'}) SET v.version = '1'"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A store that holds a data version and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDERA_HOME", str(tmp_path_factory.mktemp("home")))
        with open_store("local") as store:
            _fill(store)
            yield paths()


@pytest.fixture
def http(home: Paths) -> Iterator[httpx.Client]:
    """A client of a server that has just become ready: it still warms up."""
    assert home.server.exists()
    with serving(create_app(Settings())) as client:
        until(lambda: is_ready(client))
        yield client


def _fill(store: Store) -> None:
    with store.driver.session(database=store.address.database) as session:
        session.run(DATA).consume()


def is_ready(client: httpx.Client) -> bool:
    """Whether the server says so; it says something at any time, and always that it lives."""
    assert client.get("/health/live").status_code == 200
    return client.get("/health/ready").status_code == 200


def java(home: Paths) -> int:
    """The process of the Neo4j that runs now."""
    return int(json.loads(home.state.read_text())["java"])


@pytest.mark.store
def test_a_store_that_is_killed_twice_while_a_server_warms_up_is_found_again(home: Paths, http: httpx.Client) -> None:
    for _ in range(2):
        killed = java(home)
        os.kill(killed, signal.SIGKILL)
        asked = http.post("/graphql", json={"query": "{ dataVersion }"})
        assert asked.status_code in (200, 503)
        until(lambda: home.state.exists() and java(home) != killed and is_ready(http))  # noqa: B023  # called at once
    assert http.post("/graphql", json={"query": "{ dataVersion }"}).json()["data"] == {"dataVersion": "1"}


@pytest.mark.store
def test_a_store_that_stands_still_is_reported_and_found_again(home: Paths, http: httpx.Client) -> None:
    process = psutil.Process(java(home))
    process.suspend()
    try:
        assert not is_ready(http)
    finally:
        process.resume()
    began = time.monotonic()
    until(lambda: is_ready(http))
    assert time.monotonic() - began < 15


@pytest.mark.store
@pytest.mark.usefixtures("home")
def test_connecting_goes_on_after_an_error_that_nobody_expected(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    left = [ValueError("not an error of the store"), asyncio.CancelledError("nor one that anybody asked for")]

    def opening(*arguments: object, **options: object) -> Store:
        if left:
            raise left.pop(0)
        return open_store(*arguments, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(connection, "open_store", opening)
    with serving(Settings()) as client:
        until(lambda: is_ready(client))
    said = [record.getMessage() for record in caplog.records if record.name == "graph.connection"]
    assert [line[:17] for line in said] == ["no store, try 1: ", "no store, try 2: ", "connected to the "]


def test_a_server_that_does_not_watch_its_store_any_more_is_not_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ended(self: StoreConnection) -> None:
        """A fault of the program."""

    monkeypatch.setattr(StoreConnection, "_supervise", ended)
    watched = StoreConnection("local", 1)
    asyncio.run(_opened(watched))
    assert asyncio.run(Live(watched)(Request({"type": "http"}))).status_code == 503


async def _opened(watched: StoreConnection) -> None:
    watched.open()
    assert watched.alive
    await asyncio.sleep(0.01)
    assert not watched.alive


@pytest.mark.store
def test_a_folder_that_is_deleted_takes_its_server_along(home: Paths, http: httpx.Client) -> None:
    """And whoever comes next makes one store that all use, not a second one beside that of before."""
    before = psutil.Process(java(home))
    shutil.rmtree(home.server, ignore_errors=True)
    with open_store("local") as store:
        until(lambda: not before.is_running() or before.status() == psutil.STATUS_ZOMBIE)
        assert [p.pid for p in psutil.process_iter() if _runs_in(home.server, p)] == [java(home)]
        _fill(store)
        until(lambda: is_ready(http))


def _runs_in(folder: Path, process: psutil.Process) -> bool:
    try:
        return f"--home-dir={folder}" in process.cmdline()
    except psutil.Error:
        return False
