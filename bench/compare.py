"""Compares Foedera with the floor (statements written by hand) and with its rival on the same store.

`python -m bench.compare` measures everything; `--scale`, `--operations` and `--against` narrow it. The tables go to standard
output, progress to standard error. The exit code is 1 when answers differ or a contender fails.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from bench import further, table
from bench.checking import check
from bench.contenders import CACHED, FLOOR, OURS, RIVAL, Contender, running
from bench.measuring import latency, rates
from bench.operations import MEANING
from bench.outcome import Found, Outcome
from bench.parameters import Values
from bench.pasting import paste
from bench.progress import report
from bench.stores import open_world
from common.errors import FoederaError

CHECK_SECONDS = 15.0
"""Enough for all sets of values on an idle machine, unless a contender is very slow."""
SLOW = 1_000
"""Milliseconds for one answer."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure one operation: seconds for latency, seconds and number of the rounds of throughput."""

    latency: float
    round: float
    rounds: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    names = options.operations.split(",") if options.operations else [*MEANING, *further.MEANING]
    against = options.against.split(",")
    if unknown := {*names} - {*MEANING, *further.MEANING} | {*against} - {FLOOR, RIVAL}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    effort = Effort(options.seconds, options.seconds / 3, 0 if options.no_throughput else 2)
    found: list[Found] = []
    tables: list[str] = []
    for scale in [int(s) for s in options.scale.split(",")]:
        found.append(_measure(scale, against, names, effort))
        tables.append(table.comparison(scale, found[-1].outcomes) + table.further(found[-1].further))
        print(tables[-1], flush=True)
    if len(found) > 1:
        tables.append(table.growth([(f.scale, f.outcomes) for f in found]))
        print(tables[-1])
    if options.page:
        paste(options.page, "figures", "\n".join(tables))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_bytes(orjson.dumps([asdict(f) for f in found], option=orjson.OPT_INDENT_2))
    return 0 if all(o.check.passed for f in found for o in f.outcomes) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description="Compare Foedera with the floor and the rival.")
    parser.add_argument("--scale", default="1,10", help="sizes of the world, such as 1 or 1,10 (default)")
    parser.add_argument("--operations", help=f"such as Q1,Q4 (default: all; {', '.join([*MEANING, *further.MEANING])})")
    parser.add_argument("--against", default=f"{FLOOR},{RIVAL}", help="floor, or floor,rival (default)")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long to measure the latency of one operation (default: 3)")
    parser.add_argument("--no-throughput", action="store_true", help="measure latency alone")
    parser.add_argument("--page", metavar="FILE", type=Path, help="put the tables into a page, such as docs/performance.md")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures to a file, too")
    return parser


def _measure(scale: int, against: Sequence[str], names: Sequence[str], effort: Effort) -> Found:
    cached = [CACHED] if any(n.startswith("cached") for n in names) else []
    with ExitStack() as stack:
        store, parameters = stack.enter_context(open_world(scale))
        started = [stack.enter_context(running(c, store)) for c in dict.fromkeys([FLOOR, OURS, *against, *cached])]
        measured = [c for c in started if c.name != CACHED]
        outcomes = [_operation(scale, measured, n, parameters[n], effort) for n in names if n in MEANING]
        more = []
        for name in (n for n in names if n in further.MEANING):
            report(f"scale {scale}: {name}, {further.MEANING[name]}")
            more.append(further.measure(name, started, parameters, effort.latency))
        return Found(scale, outcomes, more)


def _operation(scale: int, contenders: Sequence[Contender], name: str, sets: Sequence[Values], effort: Effort) -> Outcome:
    report(f"scale {scale}: {name}, {MEANING[name]}")
    found = Outcome(name, check(contenders, name, sets, CHECK_SECONDS))
    if found.check.difference:
        report(f"{name} differs: {found.check.difference}")
    for who, why in found.check.failed.items():
        report(f"{name}: {who} failed: {why}")
    able = [c for c in contenders if c.name not in found.check.failed]
    requests = {c.name: [c.request(name, values) for values in sets] for c in able}
    found.latency = latency(able, requests, effort.latency)
    if effort.rounds:
        # Eight answers of a slow contender take longer than all rounds of the others.
        slow = max(x.median for x in found.latency.values()) > SLOW
        able = [c for c in able if c.name in found.latency]
        found.throughput = rates(able, requests, effort.round, 1 if slow else effort.rounds)
    return found


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FoederaError as error:
        report(f"error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
