"""What fails of a remote store: a Neo4j in a folder of its own, that a server knows by an address only, behind a relay."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
import psutil

from common.progress import to_stderr
from graph.local import control, locks
from graph.local.lease import Running, running
from graph.local.paths import Paths, paths
from graph.local.server import write_whole
from tests.faults.campaign import Fault
from tests.faults.network import Relay, relay
from tests.faults.peers import bolt, listening

AWAY_SECONDS, DROPPED_SECONDS = 5, 25
OLD = "Neo4j/5.25.1"
NO_NETWORK = "not tried: needs root, for a network of its own"


@dataclass
class Remote:
    """A Neo4j that runs by itself, and the relay by which servers reach it."""

    paths: Paths
    port: int
    relay: Relay

    @property
    def password(self) -> str:
        """Its password now."""
        return self.paths.password.read_text(encoding="utf-8")

    @property
    def target(self) -> str:
        """Its address for loads, which take the short way."""
        return f"bolt://neo4j:{self.password}@127.0.0.1:{self.port}"

    def away(self, seconds: float = AWAY_SECONDS) -> float:
        """End it, and start it again after a while."""
        control.stop(self.paths, force=True)
        time.sleep(seconds)
        control.start(self.paths, to_stderr)
        return time.monotonic()

    def kill(self) -> float:
        """Kill it; it is started again at once."""
        self._kill()
        return time.monotonic()

    def change_password(self, seconds: float = AWAY_SECONDS) -> float:
        """Start it anew with another password, and give it the one of before again."""
        before = self.password
        self._set_password("another-one")
        self._kill()
        time.sleep(seconds)
        self._set_password(before)
        return time.monotonic()

    def be_old(self, seconds: float = AWAY_SECONDS) -> float:
        """Have a server that is too old answer in its place for a while."""
        control.stop(self.paths, force=True)
        with listening(bolt(OLD), self.port):
            time.sleep(seconds)
        control.start(self.paths, to_stderr)
        return time.monotonic()

    def drop(self, *, forgotten: bool) -> float:
        """Drop all traffic for a while. `forgotten`: the other end knows nothing of the connections afterwards."""
        assert self.relay.network
        with self.relay.network.dropped():
            time.sleep(DROPPED_SECONDS)
            if forgotten:
                self.relay.forget()
        return time.monotonic()

    def swallow(self, seconds: float) -> float:
        """Have the relay hand nothing on for a while, and know nothing of its connections afterwards."""
        with self.relay.swallowed():
            time.sleep(seconds)
            self.relay.forget()
        return time.monotonic()

    def stand_still(self, process: int, seconds: float) -> float:
        """Stop it with a server, as a machine that sleeps, and have both go on."""
        everything = [self._server().java, *(p.pid for p in psutil.Process(process).children(recursive=True)), process]
        for one in everything:
            os.kill(one, signal.SIGSTOP)
        time.sleep(seconds)
        for one in everything:
            os.kill(one, signal.SIGCONT)
        return time.monotonic()

    def faults(self, flip: Callable[[], None]) -> list[Fault]:
        """All that can happen to it."""
        no_network = "" if self.relay.network else NO_NETWORK
        dropped = f"Traffic to the remote store dropped for {DROPPED_SECONDS} s"
        return [
            Fault("Remote store away, and back", self.away, flip),
            Fault("Remote store killed, and started anew", self.kill, flip),
            Fault("Remote store has another password, and then the old one", self.change_password, flip),
            Fault("Remote store is of another version, and then of the old one", self.be_old, flip),
            Fault(dropped, lambda: self.drop(forgotten=False), flip, why_not=no_network),
            Fault(f"{dropped}, connections half-open afterwards", lambda: self.drop(forgotten=True), flip, why_not=no_network),
        ]

    def _kill(self) -> None:
        """Kill it. What starts it again gives up after some times within a minute; here somebody is always there who starts it."""
        before = self._server().java
        os.kill(before, signal.SIGKILL)
        while (found := running(self.paths)) is None or found.java == before:
            if not locks.is_taken(self.paths.run / locks.SUPERVISOR):
                control.start(self.paths, to_stderr)
            time.sleep(0.02)

    def _server(self) -> Running:
        while (found := running(self.paths)) is None:
            time.sleep(0.02)
        return found

    def _set_password(self, password: str) -> None:
        with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{self.port}", auth=("neo4j", self.password)) as driver:
            statement = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
            driver.execute_query(statement, old=self.password, new=password, database_="system")
        write_whole(self.paths.password, password)


@contextmanager
def remote(home: Path) -> Iterator[Remote]:
    """A Neo4j that runs by itself in a folder."""
    place = Paths(home, paths().cache, paths().edition)
    started = control.start(place, to_stderr)
    try:
        with relay(started.port) as found:
            yield Remote(place, started.port, found)
    finally:
        control.stop(place, force=True)
