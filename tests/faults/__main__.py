"""`make faults`: faults under a server that is asked; writes the tables of docs/reliability.md. Loopback only, 15 minutes at most.

python -m tests.faults [--times 10] [--seconds 840] [--only PART] [--soak 120] [--requests 100000]

Every fault is tried once and up to `--times`, in the time that there is. Examples:

python -m tests.faults --only faults --times 10 --seconds 6000    ten of each
python -m tests.faults --only remote --fault "dropped,password"   some, and the page is left as it is
python -m tests.faults --only answers --seconds 1800              answers under loads alone
python -m tests.faults --only pressure --soak 600                 a soak of ten minutes
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from dataclasses import replace

from tests.faults import pressing, rows
from tests.faults.worlds import WORLDS, Plan, Results

PARTS = {"one": 0.5, "several": 0.22, "remote": 0.28}
"""Of the time for faults."""
FOR_FAULTS, FOR_PRESSURE, FOR_GROWTH = 0.7, 0.2, 0.1
"""Of the whole time."""
LATE = 1.1
"""After so much of that time no fault is begun any more."""


def main() -> int:
    """Run the campaign; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10, help="how often a fault is tried at most")
    parser.add_argument("--seconds", type=float, default=840, help="of the campaign; each fault is tried once nevertheless")
    parser.add_argument("--only", choices=("faults", "answers", *WORLDS, "pressure", "growth"))
    parser.add_argument(
        "--fault", default="", help="only faults whose name holds one of these words (by commas); the page is left as it is"
    )
    parser.add_argument("--share", type=float, default=0.2, help="of the time for faults, that is for answers under loads")
    parser.add_argument("--soak", type=float, default=120, help="seconds of the soak")
    parser.add_argument("--requests", type=int, default=100_000, help="that are all different, at most")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that servers and disks go
    worlds = [name for name in WORLDS if chosen.only in (None, "faults", "answers", name)]
    failed = False
    if worlds:
        part = 1 if chosen.only else FOR_FAULTS
        share = 1 if chosen.only == "answers" else chosen.share
        seconds = chosen.seconds * part
        failed |= _faults(worlds, Plan(chosen.times, seconds, time.monotonic() + seconds * LATE, share, chosen.fault))
    if chosen.only in (None, "pressure", "growth"):
        with pressing.core():
            if chosen.only != "growth":
                failed |= pressing.run(chosen.seconds * (1 if chosen.only else FOR_PRESSURE), chosen.soak)
            if chosen.only != "pressure":
                failed |= pressing.grow(chosen.requests, chosen.seconds * (1 if chosen.only else FOR_GROWTH))
    return int(failed)


def _faults(worlds: list[str], plan: Plan) -> bool:
    """Try faults in these worlds; whether a server did not recover, or an answer was wrong."""
    results, whole = Results(), sum(PARTS[name] for name in worlds)
    for name in worlds:
        WORLDS[name](results, replace(plan, seconds=plan.seconds * PARTS[name] / whole))
    if not plan.only:
        _write(results)
    return any(row.failed or row.late for row in (*results.faults, *results.mixed))


def _write(results: Results) -> None:
    """Write the tables of faults and of answers."""
    alive = "`/health/live` was 200 throughout." if not results.died else f"`/health/live` did not answer {results.died} times."
    busy = os.getloadavg()[2] / (os.cpu_count() or 1)
    load = f"The load of the machine was {busy:.1f} for each processor in the last quarter of an hour."
    if results.faults:
        rows.put(rows.FAULTS, (row.line() for row in results.faults), rows.HEAD, [alive, load])
    answers, mixed = sum(row.tried for row in results.mixed), sum(row.failed for row in results.mixed)
    words = [f"{answers:,} answers in all, of which {mixed:,} mixed two states or were wrong otherwise."]
    rows.put(rows.MIXED, (row.mixed_line() for row in results.mixed), rows.MIXED_HEAD, words)


if __name__ == "__main__":
    sys.exit(main())
