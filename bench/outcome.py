"""Results of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.checking import Check
from bench.further import Further
from bench.measuring import Latency, Throughput


@dataclass(slots=True)
class Outcome:
    """The results of one operation at one scale, by contender."""

    operation: str
    check: Check
    latency: dict[str, Latency] = field(default_factory=dict)
    throughput: dict[str, Throughput] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """All results at one scale."""

    scale: int
    outcomes: list[Outcome]
    further: list[Further]
