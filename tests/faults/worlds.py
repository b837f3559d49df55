"""The servers that a campaign asks: one process and several over a local store, and one over a remote store."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from common.progress import to_stderr
from graph.local import control
from graph.local.paths import paths
from tests.apps.conftest import Served, serving
from tests.faults import clock, disks
from tests.faults.campaign import Campaign, Fault
from tests.faults.loads import LARGE, SMALL, Loads, answers_under_loads
from tests.faults.readers import Seen, readers
from tests.faults.remote import remote
from tests.faults.rows import Row
from tests.faults.strikes import HELD_SECONDS, STILL_SECONDS, Local, press

DISK = "size=700m"
FILES = 64
NO_ROOT = "not tried: needs root, to mount"
GENTLE_SECONDS = 0.05
"""How long a reader waits between two questions while faults are tried."""


@dataclass
class Results:
    """The rows of all worlds, and what was not a row of its own."""

    faults: list[Row] = field(default_factory=list)
    mixed: list[Row] = field(default_factory=list)
    died: int = 0


@dataclass(frozen=True)
class Plan:
    """How often a fault is tried at most, and how long a world may take: some of it for answers under loads, the rest for faults.

    After `end` none is begun any more.
    `only`: words in the names of faults; others are left out, and answers under loads.
    """

    times: int
    seconds: float
    end: float
    under_loads: float = 0.35
    only: str = ""

    @property
    def for_faults(self) -> float:
        """Seconds for faults."""
        return self.seconds * (1 - self.under_loads)


@contextmanager
def home() -> Iterator[Path]:
    """A folder for local stores, on a small disk of its own where this user may mount one. The store in it ends with it."""
    with tempfile.TemporaryDirectory(prefix="foedera-faults-", ignore_cleanup_errors=True) as name, ExitStack() as mounted:
        folder = Path(name) / "home"
        folder.mkdir()
        if disks.may_mount() and disks.mount(folder, DISK):
            mounted.callback(disks.unmount, folder)
        os.environ |= {"FOEDERA_HOME": str(folder), "FOEDERA_AOT": "0"}
        try:
            yield Path(name)
        finally:
            control.stop(paths(), force=True)


def one_process(results: Results, plan: Plan) -> None:
    """A server of one process over a local store, whose clock may jump."""
    with home() as folder, ExitStack() as after:
        moved = clock.make_clock(folder)
        if moved:
            os.environ |= moved.environment
            after.callback(_unset, *moved.environment)
        loads = Loads(folder)
        loads.fill(SMALL)
        with serving("--workers", "1") as served:
            _answers(results, "One process", served.url, loads, plan)
            if not plan.for_faults:
                return
            with _campaign(results, "one process", served, 1, loads, plan) as campaign:
                local = Local(paths(), served.url, loads, campaign.seen)
                until = time.monotonic() + plan.for_faults
                campaign.run(_local_faults(local, campaign, moved), until - plan.seconds / 10)
                with _few_files() as few:
                    campaign.run([_shortage(few, local, campaign)], until)


def _shortage(few: Served, local: Local, campaign: Campaign) -> Fault:
    name = f"{FILES} file descriptors, 100 connections that say nothing, and Neo4j killed"
    return Fault(name, lambda: press(few.url, campaign.seen, local), local.loads.flip, few.url)


def _local_faults(local: Local, campaign: Campaign, moved: clock.Clock | None) -> list[Fault]:
    flip, root = local.loads.flip, "" if disks.may_mount() else NO_ROOT
    return [
        Fault("Neo4j killed during a statement", local.kill_in_statement),
        Fault("Neo4j killed during a stream", local.kill_in_stream),
        Fault("Neo4j killed during a load", local.kill_in_load, local.loads_again),
        Fault("Neo4j killed, and again during the warm-up", lambda: local.kill_twice(campaign.ready)),
        Fault("Supervisor of Neo4j killed", local.kill_supervisor, flip),
        Fault(f"Neo4j stopped (SIGSTOP) for {STILL_SECONDS} s", local.stand_still, flip),
        Fault("Neo4j killed, and its port taken by another", lambda: local.take_port(0.2), flip),
        Fault(
            "Clock jumps by a day, a week back, ten years", lambda: local.jump(_the(moved)), flip, why_not="" if moved else clock.WHY_NOT
        ),
        Fault(f"Folder of the store read-only, and Neo4j killed, for {HELD_SECONDS} s", local.be_read_only, flip, why_not=root),
        Fault("Disk of the store full, while it is loaded", local.be_full, flip, why_not=root),
        Fault("Folder of the store deleted, and filled anew", local.delete, local.is_one),
    ]


def several_processes(results: Results, plan: Plan) -> None:
    """A server of two processes over a local store, whose port is given."""
    with home() as folder, ExitStack() as after:
        os.environ["FOEDERA_BOLT_PORT"] = str(_free_port())
        after.callback(_unset, "FOEDERA_BOLT_PORT")
        loads = Loads(folder)
        loads.fill(SMALL)
        with serving("--workers", "2") as served:
            _answers(results, "Two processes", served.url, loads, plan)
            if not plan.for_faults:
                return
            with _campaign(results, "two processes", served, 2, loads, plan) as campaign:
                local = Local(paths(), served.url, loads, campaign.seen)
                flip = loads.flip
                faults = [
                    Fault("Worker killed", lambda: _kill_worker(served), flip),
                    Fault("Neo4j killed during a statement", local.kill_in_statement),
                    Fault("Neo4j killed during a stream", local.kill_in_stream, flip),
                    Fault("Supervisor of Neo4j killed", local.kill_supervisor, flip),
                    Fault(f"Neo4j killed, and its given port taken for {HELD_SECONDS} s", lambda: local.take_port(HELD_SECONDS), flip),
                    Fault("Folder of the store deleted, and filled anew", local.delete, local.is_one),
                ]
                campaign.run(faults, time.monotonic() + plan.for_faults)


def remote_store(results: Results, plan: Plan) -> None:
    """A server of two processes over a store that it knows by its address only."""
    with home() as folder, remote(folder / "home") as store:
        loads = Loads(folder, store.target)
        loads.fill(SMALL)
        address = {"FOEDERA_STORE": f"bolt://{store.relay.address}", "FOEDERA_STORE_PASSWORD": store.password}
        with serving("--workers", "2", folder=None, program=(), **address) as served:
            _answers(results, "Remote store", served.url, loads, plan)
            if not plan.for_faults:
                return
            with _campaign(results, "remote store", served, 2, loads, plan) as campaign:
                campaign.run(store.faults(loads.flip), time.monotonic() + plan.for_faults)


WORLDS: dict[str, Callable[[Results, Plan], None]] = {"one": one_process, "several": several_processes, "remote": remote_store}


@contextmanager
def _campaign(results: Results, name: str, served: Served, workers: int, loads: Loads, plan: Plan) -> Iterator[Campaign]:
    """Faults of a server that readers ask all the time, with large data."""
    loads.fill(LARGE)
    with readers(served.url, LARGE, 2, GENTLE_SECONDS) as seen:
        campaign = Campaign(served.url, workers, plan.times, seen, plan.end, plan.only)
        try:
            yield campaign
        finally:
            for row in campaign.rows:
                row.fault = f"{row.fault} ({name})"
            results.faults += campaign.rows
            results.died += campaign.died
    results.mixed.append(_all_answers(name, seen))


def _answers(results: Results, name: str, url: str, loads: Loads, plan: Plan) -> None:
    """Answers under small loads, and under large ones; not where some faults only are tried."""
    if plan.only:
        return
    for size, part in ((SMALL, 0.7), (LARGE, 0.3)):
        row = answers_under_loads(name, url, loads, plan.seconds * plan.under_loads * part, size)
        to_stderr(row.mixed_line())
        results.mixed.append(row)


def _all_answers(name: str, seen: Seen) -> Row:
    row = Row(f"While faults were tried: {name}", tried=seen.answers, failed=len(seen.wrong))
    row.sees = "; ".join(seen.wrong[:3])
    return row


@contextmanager
def _few_files() -> Iterator[Served]:
    """A server that may have few files open."""
    program = ("bash", "-c", f'ulimit -Sn {FILES}; exec "$0" -m foedera "$@"', sys.executable)
    assert shutil.which("bash")
    with serving("--workers", "1", program=program) as served:
        yield served


def _kill_worker(served: Served) -> float:
    killed = served.workers()[0]
    killed.kill()
    while killed.pid in {process.pid for process in served.workers()}:
        time.sleep(0.02)
    return time.monotonic()


def _the(moved: clock.Clock | None) -> clock.Clock:
    assert moved
    return moved


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _unset(*names: str) -> None:
    for name in names:
        os.environ.pop(name, None)
