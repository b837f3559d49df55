"""`make faults`: faults under a server that is asked; writes the table of docs/reliability.md. Loopback only, 15 minutes at most.

python -m tests.faults [--times 10] [--seconds 840] [--only faults|pressure] [--soak 600]
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from common.progress import to_stderr
from graph import open_store
from graph.local.lease import Running, running
from graph.local.paths import paths
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import read_model
from tests.apps.conftest import serving
from tests.faults.pressure import Reading, adversary, distinct, many_connections, slow_readers, soak
from tests.faults.readers import readers, write_files

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- figures of make faults -->\n", "<!-- end -->\n"
PRESSED = "<!-- figures under pressure -->\n"
SIZE, LONGEST = 60, 120.0


@dataclass
class Row:
    """A line of the table. `failed`: how often the server did not recover, or an answer was wrong."""

    fault: str
    sees: str
    tried: int = 0
    failed: int = 0
    seconds: list[float] = field(default_factory=list)

    def line(self) -> str:
        """As it stands in the table."""
        slowest = f"{max(self.seconds):.1f}" if self.seconds else "–"
        return f"| {self.fault} | {self.tried:,} | {self.failed:,} | {self.sees} | {slowest} |"


class Campaign:
    """Runs faults until the time is over. Each waits until the server is ready again."""

    def __init__(self, url: str, times: int, until: float) -> None:
        self.url, self.times, self.until = url, times, until
        self.rows: list[Row] = []

    def ready(self) -> bool:
        """Whether the server is ready. It lives at any time."""
        assert httpx.get(f"{self.url}/health/live", timeout=30).status_code == 200
        return httpx.get(f"{self.url}/health/ready", timeout=30).status_code == 200

    def stays_ready(self) -> bool:
        """Whether it is ready, and still is a second later: a lost Neo4j is noticed by what asks it."""
        for pause in (0.5, 0.5, 0):
            if not self.ready():
                return False
            time.sleep(pause)
        return True

    def run(self, fault: str, sees: str, strike: Callable[[], float]) -> None:
        """Do it again and again; `strike` returns the moment from which the recovery counts."""
        row = Row(fault, sees)
        self.rows.append(row)
        while row.tried < self.times and time.monotonic() < self.until:
            to_stderr(f"{fault}: {row.tried + 1}")
            gone = strike()
            row.tried += 1
            while not (stays := self.stays_ready()) and time.monotonic() - gone < LONGEST:
                time.sleep(0.05)
            row.failed += not stays
            row.seconds.append(time.monotonic() - gone)


def _server() -> Running:
    """The Neo4j that runs, or that is being started."""
    while (found := running(paths())) is None:
        time.sleep(0.02)
    return found


def _kill_once() -> float:
    os.kill(_server().java, signal.SIGKILL)
    return time.monotonic()


def _kill_twice(ready: Callable[[], bool]) -> float:
    first = _server().java
    os.kill(first, signal.SIGKILL)
    while _server().java == first or not ready():
        time.sleep(0.02)
    return _kill_once()


def _kill_supervisor() -> float:
    os.kill(_server().supervisor, signal.SIGKILL)
    return time.monotonic()


def _stand_still() -> float:
    process = psutil.Process(_server().java)
    process.suspend()
    time.sleep(20)
    process.resume()
    return time.monotonic()


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="foedera-faults-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"FOEDERA_HOME": folder, "FOEDERA_AOT": "0"}
        yield Path(folder)


def main() -> int:
    """Run the campaign; 1 when anything failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=840)
    parser.add_argument("--only", choices=("faults", "pressure"))
    parser.add_argument("--soak", type=float, default=120, help="seconds of the soak")
    chosen = parser.parse_args()
    failed = False
    if chosen.only != "pressure":
        failed |= _faults(chosen.times, chosen.seconds * (1 if chosen.only else 0.6))
    if chosen.only != "faults":
        failed |= _pressure(chosen.seconds * (1 if chosen.only else 0.4), chosen.soak)
    return int(failed)


def _pressure(seconds: float, soaking: float) -> bool:
    """Press a server over the core in several ways; whether one of them took too much."""
    model = read_model()
    with _home(), open_store("local") as store:
        load(store, model, ["core"])
        until = time.monotonic() + seconds
        with serving("--workers", "1") as served:
            url, process = served.url, served.process.pid
            found: list[Reading] = []

            def press(reading: Reading) -> None:
                found.append(reading)
                to_stderr(reading.line())

            press(adversary(url, seconds / 12))
            press(slow_readers(url, process))
            press(many_connections(url))
            press(soak(url, process, soaking))
            press(distinct(url, process, until - time.monotonic()))
    _put(PRESSED, "| what | found | goal |\n|---|---|---|\n" + "\n".join(reading.line() for reading in found) + "\n")
    return not all(reading.good for reading in found)


def _faults(times: int, seconds: float) -> bool:
    """Kill and stop what a server needs; whether it did not recover, or an answer was wrong."""
    end = time.monotonic() + seconds
    with _home() as folder, open_store("local") as store:
        model, files = read_model(), write_files(folder, SIZE)
        load(store, model, [files["Theirs"]])
        load(store, model, [files["With"]])
        with serving("--workers", "1") as served:
            campaign = Campaign(served.url, times, end)
            mixed = Row("Readers while loads flip what is preferred (answers)", "old or new state; 503 after 10 s")
            with readers(served.url, SIZE, 3) as seen:
                stop, number = time.monotonic() + seconds / 3, 0
                while time.monotonic() < stop:
                    load(store, model, [files["With" if number % 2 else "Without"]], LoadOptions(replace=True))
                    number += 1
            mixed.tried, mixed.failed = seen.answers, len(seen.wrong)
            campaign.rows.append(mixed)
            busy = "503 with Retry-After"
            campaign.run("Neo4j killed", busy, _kill_once)
            campaign.run("Neo4j killed, and again during the warm-up", busy, lambda: _kill_twice(campaign.ready))
            campaign.run("Supervisor of Neo4j killed", busy, _kill_supervisor)
            campaign.run("Neo4j stopped (SIGSTOP) for 20 s", "answers wait, then 503", _stand_still)
    _write(campaign.rows, number, seen.refused)
    return any(row.failed for row in campaign.rows)


def _write(rows: list[Row], loads: int, refused: int) -> None:
    head = "| fault | tried | failed | what the user sees | seconds to recover, at most |\n|---|---|---|---|---|\n"
    words = f"\nReaders were asked against {loads} loads; {refused} answers were refused or broke off.\n"
    table = head + "\n".join(row.line() for row in rows if row.tried) + "\n" + words
    _put(BEGIN, table)
    to_stderr(table)


def _put(begin: str, table: str) -> None:
    """Write a table into the page, where its mark is."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    PAGE.write_text(before + begin + table + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
