"""Latency and throughput of several contenders, measured in turns so that a slow minute of the machine hits all of them."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.client import TooSlowError, throughput
from bench.contenders import Contender

CONNECTIONS = 8
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds at concurrency 1. `ratio` and `more` compare with the first contender: medians over pairs of neighbouring requests."""

    median: float
    p95: float
    count: int
    ratio: float
    more: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """Answers per second at concurrency 8; `ratio` is how many times more the first contender serves, as the median over the rounds."""

    rate: float
    ratio: float


def latency(contenders: Sequence[Contender], requests: Mapping[str, Sequence[bytes]], seconds: float) -> dict[str, Latency]:
    """Send each contender its requests, in turns, for about so many seconds after a warm-up.

    Who is too slow has no figure; without the first contender there is no comparing, so then TooSlowError is raised.
    """
    warm = _turns(contenders, requests, seconds / 3, 1)
    took = _turns([c for c in contenders if c.name in warm], requests, seconds, FEWEST)
    base = took[contenders[0].name]
    return {name: _compared(times, base) for name, times in took.items()}


def _turns(contenders: Sequence[Contender], requests: Mapping[str, Sequence[bytes]], seconds: float, fewest: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {c.name: [] for c in contenders}
    # A contender that follows itself finds warm caches in the processor, so that must happen equally often to all.
    draw = random.Random(3)  # noqa: S311  # it has to be the same each time
    until = time.perf_counter() + seconds
    for turn in itertools.count():
        if turn >= fewest and time.perf_counter() > until:
            break
        for contender in draw.sample(contenders, len(contenders)):
            if contender.name not in took:
                continue
            asked = requests[contender.name]
            begun = time.perf_counter()
            try:
                contender.connection.ask(asked[turn % len(asked)])
            except TooSlowError:
                if contender is contenders[0]:
                    raise
                del took[contender.name]
            else:
                took[contender.name].append((time.perf_counter() - begun) * 1000)
    return took


def _compared(times: Sequence[float], base: Sequence[float]) -> Latency:
    p95 = sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
    ratio = statistics.median(t / b for t, b in zip(times, base, strict=True))
    more = statistics.median(t - b for t, b in zip(times, base, strict=True))
    return Latency(statistics.median(times), p95, len(times), ratio, more)


def rates(contenders: Sequence[Contender], requests: Mapping[str, Sequence[bytes]], seconds: float, rounds: int) -> dict[str, Throughput]:
    """Let each contender answer for so many seconds a round, in turns. One that times out has no figure, as in latency()."""
    found: dict[str, list[float]] = {c.name: [] for c in contenders}
    for number in range(rounds):
        for contender in contenders if number % 2 else reversed(contenders):
            if contender.name not in found:
                continue
            try:
                found[contender.name].append(throughput(contender.port, requests[contender.name], CONNECTIONS, seconds))
            except TooSlowError:
                if contender is contenders[0]:
                    raise
                del found[contender.name]
    base = found[contenders[0].name]
    return {
        name: Throughput(statistics.median(own), statistics.median(b / o for o, b in zip(own, base, strict=True)))
        for name, own in found.items()
    }
