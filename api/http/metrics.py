"""Figures for Prometheus: how long operations take, what they cost, how often caches help, how full the gate is, which data answers.

One registry for each application, so that two in one process (tests) do not mix. Several worker processes (PROMETHEUS_MULTIPROC_DIR) count
in files of one folder, and whichever of them is asked adds up what all have counted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.openmetrics.exposition import generate_latest as open_latest
from prometheus_client.registry import Collector

from api.answering.answers import Answer, Refusal, Streamed, Tabular, Whole
from api.cache import Cache
from api.http.memories import memories
from api.http.worker_metrics import Workers

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
COSTS = (1, 10, 100, 1_000, 10_000, 100_000)
BYTES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
OUTCOMES = ("answered", "cached", "refused", "failed")
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


class Occupancy(Protocol):
    """How many operations run, and how many wait."""

    @property
    def inside(self) -> int:
        """Those that run."""

    @property
    def before(self) -> int:
        """Those that wait."""


class Holding(Protocol):
    """How many bytes of answers are not sent yet."""

    used: int


class Metrics:
    """What is counted, and the text of it.

    `occupancy`, `caches`, `held` and `kept` (bytes of what is kept for each state of the data) are looked at now and then; `version` gives
    the state of the data that answered last.
    """

    def __init__(
        self,
        occupancy: Occupancy,
        caches: Mapping[str, Cache[Any, Any]],
        held: Holding,
        version: Callable[[], str | None],
        kept: Mapping[str, Callable[[], int]] = MappingProxyType({}),
    ) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter("foedera_http_requests", "HTTP requests.", ("method", "route", "status"), registry=self.registry)
        seconds = Histogram("foedera_operation_seconds", "How long operations took.", ("outcome",), buckets=SECONDS, registry=self.registry)
        self._seconds = {outcome: seconds.labels(outcome) for outcome in OUTCOMES}
        self._cost = Histogram("foedera_operation_cost", "Most rows that operations might return.", buckets=COSTS, registry=self.registry)
        self._rows = Histogram("foedera_operation_rows", "Rows that the store gave for operations.", buckets=COSTS, registry=self.registry)
        self._bytes = Histogram("foedera_answer_bytes", "Size of answers before compression.", buckets=BYTES, registry=self.registry)
        sparql = Histogram("foedera_sparql_seconds", "How long SPARQL took.", ("outcome",), buckets=SECONDS, registry=self.registry)
        self._sparql = {outcome: sparql.labels(outcome) for outcome in ("answered", "refused", "failed", "pending")}
        self._state = _State(occupancy, caches, held, kept, self.registry)
        self._data = _Data(version)
        self._shared = "PROMETHEUS_MULTIPROC_DIR" in os.environ

    def request(self, method: str, route: str, status: int) -> None:
        """Count an HTTP request."""
        self._requests.labels(method, route, str(status)).inc()
        if self._shared:  # another process may be asked
            self._state.look()

    def operation(self, figures: Figures, seconds: float) -> None:
        """Count an operation once it is answered to its end."""
        self._seconds[figures.outcome].observe(seconds)
        if figures.cost is not None:
            self._cost.observe(figures.cost)
            self._bytes.observe(figures.size)
        if figures.rows is not None:
            self._rows.observe(figures.rows)

    def sparql(self, outcome: str, seconds: float) -> None:
        """Count a SPARQL query once it is answered, refused or failed."""
        self._sparql[outcome].observe(seconds)

    def text(self, *, openmetrics: bool = False) -> bytes:
        """All figures in Prometheus' text format, or as OpenMetrics. Those of the process are those of all that serve, added up."""
        self._state.look()
        all_ = CollectorRegistry()
        if self._shared:
            MultiProcessCollector(all_)  # type: ignore[no-untyped-call]  # the library has no types there
            all_.register(Workers())
        else:
            all_.register(self.registry)  # a registry collects, too
            ProcessCollector(registry=all_)
        all_.register(self._data)
        return bytes(open_latest(all_)) if openmetrics else generate_latest(all_)  # type: ignore[no-untyped-call]  # the library has no types there


class Figures(NamedTuple):
    """What is counted of an answer; it does not hold the answer. `cost` is None where there is none, `rows` where the store gave none."""

    outcome: str
    cost: int | None = None
    size: int = 0
    rows: int | None = None


def figures(answer: Answer) -> Figures:
    """The figures of an answer; of a stream, those so far."""
    match answer:
        case Whole(data, extensions, rows, cached) | Tabular(data, _, extensions, rows, cached):
            return Figures("cached" if cached else "answered", extensions.cost, len(data), None if cached else rows)
        case Streamed(stream):
            return Figures("failed" if stream.failed else "answered", stream.extensions.cost, stream.bytes, stream.rows)
        case Refusal():
            return Figures("failed" if answer.failed else "refused")


class _State:
    """What is looked up now and then, instead of counted as it happens."""

    def __init__(
        self,
        occupancy: Occupancy,
        caches: Mapping[str, Cache[Any, Any]],
        held: Holding,
        kept: Mapping[str, Callable[[], int]],
        registry: CollectorRegistry,
    ) -> None:
        self.occupancy = occupancy
        self.caches = caches
        self.held = held
        self.kept = kept
        self._seen: dict[tuple[str, str], int] = {}
        self._operations = _gauge("foedera_operations", "Operations now.", "state", registry)
        self._entries = _gauge("foedera_cache_entries", "What caches hold.", "cache", registry)
        self._weight = _gauge("foedera_cache_bytes", "About how much memory caches take.", "cache", registry)
        self._remembered = _gauge("foedera_memory_entries", "Answers that functions remember.", "function", registry)
        self._unsent = Gauge("foedera_answers_unsent_bytes", "Answers not sent yet.", registry=registry, multiprocess_mode="livesum")
        self._kept = _gauge("foedera_kept_bytes", "About how much memory what is read for a state of the data takes.", "what", registry)
        self._looks = Counter("foedera_cache_lookups", "Look-ups in caches.", ("cache", "outcome"), registry=registry)

    def look(self) -> None:
        """Bring the figures up to date."""
        self._operations.labels("running").set(self.occupancy.inside)
        self._operations.labels("waiting").set(self.occupancy.before)
        self._unsent.set(self.held.used)
        for name, size in self.kept.items():
            self._kept.labels(name).set(size())
        for name, cache in self.caches.items():
            self._entries.labels(name).set(len(cache))
            self._weight.labels(name).set(cache.used)
            self._count(name, "hit", cache.hits)
            self._count(name, "miss", cache.misses)
        for name, entries, _ in memories():
            self._remembered.labels(name).set(entries)

    def _count(self, name: str, outcome: str, total: int) -> None:
        self._looks.labels(name, outcome).inc(total - self._seen.get((name, outcome), 0))
        self._seen[name, outcome] = total


def _gauge(name: str, words: str, label: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(name, words, (label,), registry=registry, multiprocess_mode="livesum")


class _Data(Collector):
    """The state of the data, which is the same for all processes."""

    def __init__(self, version: Callable[[], str | None]) -> None:
        self.version = version

    def collect(self) -> Iterable[Metric]:
        data = InfoMetricFamily("foedera_data", "Which state of the data answered last.")
        data.add_metric([], {"version": self.version() or ""})
        yield data
