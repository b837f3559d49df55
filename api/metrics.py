"""Figures for Prometheus: how long operations take, what they cost, how often caches help, how full the gate is, which data answers.

One registry for each application, so that two in one process (tests) do not mix. With several worker processes each has its own figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from api.answers import Answer
from api.cache import Cache
from api.execution import Engine
from api.http.gate import Gate

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
COSTS = (1, 10, 100, 1_000, 10_000, 100_000)
BYTES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What is counted, and the text of it."""

    def __init__(self, engine: Engine, gate: Gate) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter("foedera_http_requests", "HTTP requests.", ("method", "route", "status"), registry=self.registry)
        self._seconds = Histogram(
            "foedera_operation_seconds", "How long operations took.", ("outcome",), buckets=SECONDS, registry=self.registry
        )
        self._cost = Histogram("foedera_operation_cost", "Most rows that operations might return.", buckets=COSTS, registry=self.registry)
        self._bytes = Histogram("foedera_answer_bytes", "Size of answers before compression.", buckets=BYTES, registry=self.registry)
        self.registry.register(_State(engine, gate))

    def request(self, method: str, route: str, status: int) -> None:
        """Count an HTTP request."""
        self._requests.labels(method, route, str(status)).inc()

    def operation(self, answer: Answer, seconds: float) -> None:
        """Count an operation: answered (anew or from what was kept), refused, or failed."""
        outcome = "kept" if answer.cached else "answered" if answer.encoded is not None else "refused" if answer.status < 500 else "failed"
        self._seconds.labels(outcome).observe(seconds)
        if answer.encoded is not None:
            self._cost.observe(answer.extensions.get("cost", 0))
            self._bytes.observe(len(answer.encoded))

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)


class _State(Collector):
    """What is looked up when somebody asks."""

    def __init__(self, engine: Engine, gate: Gate) -> None:
        self.engine = engine
        self.gate = gate

    def collect(self) -> Iterable[Metric]:
        caches: dict[str, Cache[Any, Any]] = {
            "documents": self.engine.documents.cache,
            "plans": self.engine.plans,
            "results": self.engine.results.cache,
        }
        yield from _caches(caches)
        gate = GaugeMetricFamily("foedera_operations", "Operations now.", labels=("state",))
        gate.add_metric(["running"], self.gate.inside)
        gate.add_metric(["waiting"], self.gate.before)
        yield gate
        data = InfoMetricFamily("foedera_data", "Which state of the data answered last.")
        data.add_metric([], {"version": self.engine.results.version or ""})
        yield data


def _caches(caches: Mapping[str, Cache[Any, Any]]) -> Iterator[Metric]:
    looks = CounterMetricFamily("foedera_cache_lookups", "Look-ups in caches.", labels=("cache", "outcome"))
    entries = GaugeMetricFamily("foedera_cache_entries", "What caches hold.", labels=("cache",))
    weight = GaugeMetricFamily("foedera_cache_bytes", "About how much memory caches take.", labels=("cache",))
    for name, cache in caches.items():
        looks.add_metric([name, "hit"], cache.hits)
        looks.add_metric([name, "miss"], cache.misses)
        entries.add_metric([name], len(cache))
        weight.add_metric([name], cache.used)
    return iter((looks, entries, weight))
