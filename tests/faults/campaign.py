"""Runs faults under a server that is asked, each again and again, and looks how long the server takes to recover."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from common.progress import to_stderr
from tests.faults.readers import Seen
from tests.faults.rows import Row, told

LONGEST_SECONDS = 90.0
TOO_LATE = "not tried: the time was over"
PROBES = 4
"""Connections by which a server with several workers is asked whether it is ready; each may reach another."""


@dataclass(frozen=True)
class Fault:
    """Something that fails. `strike` returns the moment at which its cause is gone; `check` raises when something stays broken.

    `why_not` tells why it cannot be tried on this machine. `url` is where to ask, if not the server that is asked by all.
    """

    name: str
    strike: Callable[[], float]
    check: Callable[[], object] = lambda: None
    url: str | None = None
    why_not: str = ""


@dataclass
class Campaign:
    """Faults of one server, within a time.

    Each is tried `times` at most, and once at least unless it would begin after `end`. `seen` is what readers see; `only`, words in names
    of faults to try, by commas.
    """

    url: str
    workers: int
    times: int
    seen: Seen
    end: float
    only: str = ""
    rows: list[Row] = field(default_factory=list)
    died: int = 0

    def run(self, faults: Sequence[Fault], until: float) -> None:
        """Try them in turn; each has an equal part of what is left of the time."""
        chosen = [fault for fault in faults if any(words in fault.name.lower() for words in self.only.lower().split(","))]
        for number, fault in enumerate(chosen):
            now = time.monotonic()
            self._try(fault, now + (until - now) / (len(chosen) - number))

    def _try(self, fault: Fault, until: float) -> None:
        row = Row(fault.name, sees=fault.why_not or (TOO_LATE if time.monotonic() > self.end else ""))
        self.rows.append(row)
        before, self.seen.slowest = self.seen.outcomes.copy(), 0.0
        taken = 0.0
        while not row.sees and row.tried < self.times and (not row.tried or time.monotonic() + taken < until):
            begun = time.monotonic()
            self._once(fault, row)
            taken = time.monotonic() - begun
        row.sees = row.sees or told(Counter(self.seen.outcomes) - before, self.seen.slowest)
        to_stderr(row.line())

    def _once(self, fault: Fault, row: Row) -> None:
        wrong = ""
        try:
            gone = fault.strike()
        except Exception as error:  # one fault that cannot be made does not end the others
            gone, wrong = time.monotonic(), f"could not be made: {type(error).__name__}: {error}"
        seconds = self.recovery(gone, fault.url or self.url)
        row.tried += 1
        row.seconds.append(seconds)
        try:
            fault.check()
        except Exception as error:  # whatever it is: the fault has left something broken
            wrong = f"{type(error).__name__}: {error}"
        row.failed += seconds >= LONGEST_SECONDS or bool(wrong)
        to_stderr(f"{fault.name}: {row.tried}, {seconds:.1f} s {wrong}")

    def recovery(self, gone: float, url: str) -> float:
        """Seconds from a moment until the server is ready and stays so; LONGEST_SECONDS when it does not in that time."""
        while (since := time.monotonic()) - gone < LONGEST_SECONDS:
            if self._stays_ready(url):
                return since - gone
            time.sleep(0.05)
        return LONGEST_SECONDS

    def _stays_ready(self, url: str) -> bool:
        """Whether it is ready, and still is a second later: a lost Neo4j is noticed by what asks it."""
        for pause in (0.5, 0.5, 0):
            if not all(self.ready(url) for _ in range(PROBES if self.workers > 1 else 1)):
                return False
            time.sleep(pause)
        return True

    def ready(self, url: str | None = None) -> bool:
        """Whether the server is ready. Counts when it does not live."""
        base = url or self.url
        alive = ready = False
        with suppress(httpx.TransportError):
            alive = httpx.get(f"{base}/health/live", timeout=30).is_success
            ready = httpx.get(f"{base}/health/ready", timeout=30).is_success
        self.died += not alive
        return ready
