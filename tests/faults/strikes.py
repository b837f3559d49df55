"""What fails of a local store: its Neo4j, what supervises that, its folder, its port. Each returns when the cause was gone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import httpx
import psutil

from common.errors import FoederaError
from graph.local.lease import Running, running
from graph.local.paths import Paths
from tests.faults import disks
from tests.faults.clock import DAY, Clock
from tests.faults.loads import Loads
from tests.faults.readers import QUESTIONS, Seen, ask

STATEMENT = """{ states(first: 300, filter: {name: {contains: "NUMBER"}, memberOf: {some: {node: {members: {some: {node: {memberOf: {some:
    {remark: {contains: "x"}}}}}}}}}}) { totalCount nodes { name } } }"""
"""Takes long, and finds nothing."""
STREAM = "{ states(first: 1000) { nodes { name memberOf(first: 200) { edges { remark node { name } } } } } }"
STILL_SECONDS, HELD_SECONDS = 20, 4
LOADS_IN_FULL = 30


@dataclass
class Local:
    """A local store under a server at `url`. `seen` takes note of what the questions got that were asked for a fault."""

    paths: Paths
    url: str
    loads: Loads
    seen: Seen
    _loading: threading.Thread | None = None

    def server(self) -> Running:
        """The Neo4j that runs, or that is being started."""
        while (found := running(self.paths)) is None:
            time.sleep(0.02)
        return found

    def kill(self) -> float:
        """Kill Neo4j."""
        os.kill(self.server().java, signal.SIGKILL)
        return time.monotonic()

    def kill_in_statement(self) -> float:
        """Kill it while a statement takes long."""
        for number in range(100):
            with self._asked(STATEMENT.replace("NUMBER", str(number))) as asked:
                asked.join(0.03)
                if asked.is_alive():
                    return self.kill()
        raise AssertionError("no statement took long enough")

    def kill_in_stream(self) -> float:
        """Kill it once the first bytes of a stream are there."""
        begun = time.monotonic()
        with httpx.Client(base_url=self.url, timeout=60) as client, client.stream("POST", "/graphql", json={"query": STREAM}) as response:
            pieces = response.iter_raw()
            next(pieces)
            gone = self.kill()
            try:
                outcome = "streamed" if b"".join(pieces).endswith(b"}") else "broke off"
            except httpx.TransportError:
                outcome = "broke off"
        self.seen.note(outcome, None, time.monotonic() - begun)
        return gone

    def kill_in_load(self) -> float:
        """Kill it while a load is being written."""
        writes = threading.Event()
        loading = self.loads.begin(lambda text, parts: writes.set() if text == "writing" else None)
        writes.wait(60)
        time.sleep(0.05)
        self._loading = loading
        return self.kill()

    def loads_again(self) -> None:
        """Another load succeeds, once the one that was killed has ended."""
        if self._loading:
            self._loading.join()
        self.loads.flip()

    def kill_twice(self, ready: Callable[[], bool]) -> float:
        """Kill it, and the next one as soon as a server is ready again, which warms up then."""
        first = self.server().java
        self.kill()
        while self.server().java == first or not ready():
            time.sleep(0.02)
        return self.kill()

    def kill_supervisor(self) -> float:
        """Kill what supervises Neo4j, which ends with it."""
        os.kill(self.server().supervisor, signal.SIGKILL)
        return time.monotonic()

    def stand_still(self) -> float:
        """Stop Neo4j as a debugger does, and let it go on."""
        process = psutil.Process(self.server().java)
        process.suspend()
        time.sleep(STILL_SECONDS)
        process.resume()
        return time.monotonic()

    def delete(self) -> float:
        """Delete the folder of the store, and fill the new one."""
        shutil.rmtree(self.paths.server, ignore_errors=True)
        self.loads.fill(self.loads.size)
        return time.monotonic()

    def is_one(self) -> None:
        """One Neo4j runs, and readers see what is loaded into it."""
        self.loads.flip()
        found = [process.pid for process in psutil.process_iter() if _runs_in(str(self.paths.server), process)]
        assert found == [self.server().java], f"Neo4j runs as {found}"
        names = httpx.post(f"{self.url}/graphql", json={"query": QUESTIONS[0]}, timeout=30).json()["data"]["league"]["name"]
        assert names == ("With" if self.loads.number % 2 else "Without"), f"readers see {names}"

    def be_read_only(self) -> float:
        """Kill Neo4j while nothing can be written to its folder."""
        with disks.read_only(self.paths.server):
            self.kill()
            time.sleep(HELD_SECONDS)
        return time.monotonic()

    def be_full(self) -> float:
        """Load into a disk that has no space left, until that fails."""
        with disks.full(self.paths.home), suppress(FoederaError):
            for _ in range(LOADS_IN_FULL):
                self.loads.flip()
        return time.monotonic()

    def take_port(self, seconds: float) -> float:
        """Kill Neo4j and take its port before the next one does, for some seconds."""
        server, supervisor = self.server(), psutil.Process(self.server().supervisor)
        supervisor.suspend()
        with ExitStack() as held:
            os.kill(server.java, signal.SIGKILL)
            held.enter_context(_listening(server.port))
            supervisor.resume()
            time.sleep(seconds)
        return time.monotonic()

    def jump(self, clock: Clock) -> float:
        """Jump to tomorrow, to last week, to ten years from now, and back."""
        for days in (1, -7, 3653, 0):
            clock.jump(days * DAY)
            time.sleep(1)
        return time.monotonic()

    @contextmanager
    def _asked(self, question: str) -> Iterator[threading.Thread]:
        """A question that is being asked."""

        def run() -> None:
            with httpx.Client(base_url=self.url, timeout=60) as client:
                begun = time.monotonic()
                with suppress(httpx.TransportError):
                    status = client.post("/graphql", json={"query": question}).status_code
                    self.seen.note("answered" if status == 200 else str(status), None, time.monotonic() - begun)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield thread


@contextmanager
def _listening(port: int) -> Iterator[None]:
    """Hold a port, as soon as it is free."""
    while True:
        with suppress(OSError):
            taken = socket.create_server(("127.0.0.1", port))
            break
        time.sleep(0.005)
    with taken:
        yield


def press(url: str, seen: Seen, local: Local, connections: int = 100) -> float:
    """Open more connections than a server may have files, ask beside them, and kill its Neo4j."""
    place = httpx.URL(url)
    with ExitStack() as opened:
        for _ in range(connections):
            opened.enter_context(socket.create_connection((place.host, place.port or 80), 10))
        local.kill()
        until = time.monotonic() + HELD_SECONDS
        while time.monotonic() < until:
            with httpx.Client(base_url=url, timeout=30) as client:
                ask(seen, client, QUESTIONS[1])
    return time.monotonic()


def _runs_in(folder: str, process: psutil.Process) -> bool:
    try:
        return f"--home-dir={folder}" in process.cmdline()
    except psutil.Error:
        return False
