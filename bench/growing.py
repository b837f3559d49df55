"""What a load costs as the store grows: a table of many memberships, then one entity into the store that holds them.

python -m bench.growing [--rows 20000 --rows 150000] [--page docs/performance.md]

Each load is a `foedera load` as a curator types it, in a store of its own that somebody else is using: Neo4j runs already. Processor time
and memory are those of its process alone, its start included; Neo4j's are its own. Loads of one entity are three; the median is told.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.pasting import paste
from graph import open_store

STATES, FIRST = 200, date(1900, 1, 1)
MAPPING = """datasets: [{id: large, title: Large, rank: 5, licence: CC0}]
dataset: large
source: Made up
entities:
  - {id: {column: body}, class: Forum, name: "Body {body}"}
  - id: {column: member}
    class: BorderAgency
    name: "Agency {member}"
    memberOf: [{ref: {column: body, key: id}, start: {column: from}}]
"""
ONE = """datasets: [{{id: mine, title: Mine, rank: 9, licence: CC0}}]
dataset: mine
source: A book
entities:
- {{id: new-body, class: Forum, name: New Body, founded: 1990, members: [{{ref: a1, start: {year}}}, {{ref: a2, start: {year}}}]}}
- {{extends: b0, members: [{{ref: a5, start: {year}}}]}}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds by the clock and of the processor, MB at most."""

    elapsed: float
    processor: float
    memory: float


def main() -> None:
    """Measure, and print a table or put it into a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", help="rows of the table; may be repeated")
    parser.add_argument("--page", type=Path, help="a page with the marks <!-- growing --> and <!-- /growing -->")
    wanted = parser.parse_args()
    text = "\n".join(_table((rows, measure(rows)) for rows in wanted.rows or (20_000, 150_000)))
    if wanted.page:
        paste(wanted.page, "growing", text)
    else:
        print(text)


def measure(rows: int) -> dict[str, Cost]:
    """The costs of the loads into a store of its own."""
    with tempfile.TemporaryDirectory(prefix="foedera-bench-") as folder:
        env = {**os.environ, "FOEDERA_HOME": f"{folder}/home"}
        os.environ |= env
        table, mapping, one = (Path(folder, name) for name in ("large.csv", "large.yaml", "one.yaml"))
        table.write_text("member,body,from\n" + "".join(_rows(rows)), encoding="utf-8")
        mapping.write_text(MAPPING, encoding="utf-8")
        with open_store("local"):
            found = {"the table": _load(env, str(table), "--mapping", str(mapping))}
            loads = []
            for year in (1990, 1991, 1992):
                one.write_text(ONE.format(year=year), encoding="utf-8")
                loads.append(_load(env, str(one)))
            found["one entity"] = Cost(*(statistics.median(getattr(c, name) for c in loads) for name in Cost.__slots__))
            found["the same again"] = _load(env, str(one))
    return found


def _rows(number: int) -> Iterator[str]:
    """Made up: bodies of some two hundred members each."""
    random_ = random.Random(7)  # noqa: S311  # made-up data
    members = max(STATES, number // 100)
    for row in range(number):
        day = FIRST + timedelta(days=random_.randrange(40_000))
        yield f"a{random_.randrange(members)},b{row // STATES},{day.isoformat()}\n"


def _load(env: dict[str, str], *targets: str) -> Cost:
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "foedera", "load", *targets], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    told = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(told.decode(errors="replace"))
    return Cost(time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _table(found: Iterable[tuple[int, dict[str, Cost]]]) -> Iterator[str]:
    yield "| memberships in the store | load of | seconds | processor seconds | MB |"
    yield "|---|---|---|---|---|"
    for rows, costs in found:
        for name, cost in costs.items():
            yield f"| {rows:,} | {name} | {cost.elapsed:.1f} | {cost.processor:.1f} | {cost.memory:.0f} |"


if __name__ == "__main__":
    main()
