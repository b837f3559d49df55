"""One fault of each kind and world, in seconds: what `make faults` tries at length. All share one Neo4j."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import httpx
import pytest

from graph import Store
from ontology import stored
from tests.apps.conftest import Served, serving, until
from tests.campaign import FULL
from tests.faults.campaign import Campaign
from tests.faults.clock import DAY, make_clock
from tests.faults.loads import SMALL, Loads
from tests.faults.readers import Seen
from tests.faults.remote import Remote, remote

SOON = 30.0
"""Seconds in which it is ready again: 15 on a machine that does nothing else."""
HEAD = """\
datasets:
- {id: mine, title: Mine, rank: 100, licence: CC0-1.0}
dataset: mine
source: Handbook of Invented States, p. 12
entities:
"""
VERSION = {"query": "{ dataVersion }"}
pytestmark = pytest.mark.store


@dataclass
class World:
    """A Neo4j behind a relay, and a server of two processes that knows it by its address."""

    store: Remote
    served: Served
    loads: Loads

    def recovers(self, gone: float, url: str, workers: int) -> None:
        """The server is ready soon after a moment, and what is loaded then is what it answers."""
        campaign = Campaign(url, workers, 1, Seen(workers), gone + SOON)
        assert campaign.recovery(gone, url) <= SOON
        assert campaign.died == 0
        self.loads.flip()
        version = self.version()
        until(lambda: asked(url) == version, f"it answers version {version}", SOON)

    def version(self) -> str:
        """What the store holds now."""
        with self.loads._opened() as opened, opened.driver.session() as session:
            found = session.run(f"MATCH (v:{stored.DATA_VERSION}) RETURN v.version AS version").single()
        assert found
        return str(found["version"])

    @property
    def address(self) -> dict[str, str]:
        """The settings by which servers know it."""
        return {"FOEDERA_STORE": f"bolt://{self.store.relay.address}", "FOEDERA_STORE_PASSWORD": self.store.password}


def asked(url: str) -> str | None:
    """The data version of an answer; None where there is none."""
    try:
        answer = httpx.post(f"{url}/graphql", json=VERSION, timeout=30)
        return str(answer.json()["data"]["dataVersion"]) if answer.status_code == 200 else None
    except httpx.TransportError:
        return None


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world, with small data."""
    folder = tmp_path_factory.mktemp("faults")
    with ExitStack() as opened:
        store = opened.enter_context(remote(folder / "home"))
        found = World(store, None, Loads(folder, store.target))  # type: ignore[arg-type]  # it needs the address of the store
        found.loads.fill(SMALL)
        found.served = opened.enter_context(serving("--workers", "2", folder=None, program=(), **found.address))
        until(lambda: asked(found.served.url) is not None, "it answers")
        yield found


Strike = Callable[[World], float]
BRIEF: dict[str, Strike] = {
    "half-open connections": lambda world: world.store.swallow(5),
    "a machine that slept": lambda world: world.store.stand_still(world.served.process.pid, 4),
}
LONGER: dict[str, Strike] = {
    "away, and back": lambda world: world.store.away(1),
    "another password, and the old one": lambda world: world.store.change_password(1),
    "another version, and the old one": lambda world: world.store.be_old(1),
}
"""Neo4j starts twice for each."""
FAULTS = BRIEF | (LONGER if FULL else {})


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_of_two_processes_outlives_what_happens_to_a_remote_store(world: World, fault: str) -> None:
    world.recovers(FAULTS[fault](world), world.served.url, 2)


def test_a_server_that_starts_while_data_are_loaded_answers_them(world: World) -> None:
    for _ in range(2):
        loading = Thread(target=world.loads.flip)
        loading.start()
        with serving("--workers", "1", folder=None, program=(), **world.address) as served:
            url = served.url
            loading.join()
            version = world.version()
            until(lambda url=url, version=version: asked(url) == version, f"it answers version {version}", SOON)  # type: ignore[misc]


def test_a_server_of_one_process_outlives_its_local_neo4j(world: World) -> None:
    with serving("--workers", "1", FOEDERA_HOME=str(world.store.paths.home)) as served:
        until(lambda: asked(served.url) is not None, "it answers")
        world.recovers(world.store.kill(), served.url, 1)


def test_a_load_under_a_clock_that_is_ahead_takes_nothing_back_later(scratch: Store, tmp_path: Path) -> None:
    clock = make_clock(tmp_path)
    assert clock, "a compiler is part of what tests need"

    def load(name: str, text: str, days: int = 0) -> None:
        file = tmp_path / f"{name}.yaml"
        file.write_text(text, encoding="utf-8")
        clock.jump(days * DAY)
        command = [sys.executable, "-m", "foedera", "load", str(file), "--replace"]
        subprocess.run(command, env=os.environ | clock.environment, check=True, capture_output=True)

    mine = f"{HEAD}- {{id: watch, class: BorderAgency, name: %s}}\n"
    load("mine", mine % "Before", 5)
    load("mine", mine % "After")
    load("other", mine.replace("mine", "other") % "Other", -3)
    with scratch.driver.session(database=scratch.address.database) as session:
        names = session.run(f"MATCH (n:{stored.ENTITY} {{id: 'watch'}}) RETURN n.name AS name").value()
    assert names == ["After"]
