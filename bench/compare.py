"""Compares Foedera with the floor (statements written by hand) and with its rival on the same store.

`python -m bench.compare` measures everything; `--scale`, `--operations` and `--against` narrow it. The table goes to standard
output, what is being done to standard error. The exit code is 1 when answers differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field

import orjson

from bench import table
from bench.checking import Check, check
from bench.contenders import FLOOR, OURS, RIVAL, Contender, running
from bench.measuring import Latency, Throughput, latency, rates
from bench.operations import MEANING
from bench.parameters import Values
from bench.saying import say
from bench.stores import open_world

CHECK_SECONDS = 25.0
"""Enough for all sets of values on a machine that is not busy, unless somebody is very slow."""


@dataclass(slots=True)
class Outcome:
    """What was found of one operation at one scale, by contender."""

    operation: str
    check: Check
    latency: dict[str, Latency] = field(default_factory=dict)
    throughput: dict[str, Throughput] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure one operation: seconds for comparing answers, for latency, and for each round of throughput."""

    check: float
    latency: float
    round: float
    rounds: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    options = _parser().parse_args(arguments)
    names = options.operations.split(",") if options.operations else list(MEANING)
    contenders = list(dict.fromkeys([FLOOR, OURS, *options.against.split(",")]))
    effort = Effort(CHECK_SECONDS, options.seconds, options.seconds / 4, 0 if options.no_throughput else 2)
    found: dict[int, list[Outcome]] = {}
    for scale in [int(s) for s in options.scale.split(",")]:
        found[scale] = _measure(scale, contenders, names, effort)
        print(table.comparison(scale, found[scale]), flush=True)
    if options.json:
        with open(options.json, "wb") as file:  # noqa: PTH123
            file.write(orjson.dumps({str(s): [asdict(o) for o in part] for s, part in found.items()}, option=orjson.OPT_INDENT_2))
    return 0 if all(o.check.passed for part in found.values() for o in part) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description="Compare Foedera with the floor and the rival.")
    parser.add_argument("--scale", default="1,10", help="sizes of the world, such as 1 or 1,10 (default)")
    parser.add_argument("--operations", help="such as Q1,Q4 (default: all ten)")
    parser.add_argument("--against", default=f"{FLOOR},{RIVAL}", help="floor, or floor,rival (default)")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long to measure the latency of one operation (default: 4)")
    parser.add_argument("--no-throughput", action="store_true", help="measure latency alone")
    parser.add_argument("--json", metavar="FILE", help="write all figures to a file, too")
    return parser


def _measure(scale: int, contenders: Sequence[str], names: Sequence[str], effort: Effort) -> list[Outcome]:
    with ExitStack() as stack:
        store, parameters = stack.enter_context(open_world(scale))
        started = [stack.enter_context(running(c, store)) for c in contenders]
        return [_operation(scale, started, name, parameters[name], effort) for name in names]


def _operation(scale: int, contenders: Sequence[Contender], name: str, sets: Sequence[Values], effort: Effort) -> Outcome:
    say(f"scale {scale}: {name}, {MEANING[name]}")
    found = Outcome(name, check(contenders, name, sets, effort.check))
    if found.check.difference:
        say(f"{name} differs: {found.check.difference}")
    for who, why in found.check.failed.items():
        say(f"{name}: {who} failed: {why}")
    able = [c for c in contenders if c.name not in found.check.failed]
    requests = {c.name: [c.request(name, values) for values in sets] for c in able}
    found.latency = latency(able, requests, effort.latency)
    if effort.rounds:
        found.throughput = rates(able, requests, effort.round, effort.rounds)
    return found


if __name__ == "__main__":
    sys.exit(main())
