"""What the processes that serve take, added up: Prometheus' own figures of a process are of one alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from prometheus_client import Metric, ProcessCollector
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
LEAST = ("process_start_time_seconds", "process_max_fds")
"""Of these the least is told: since when one serves, and how many files the one may open that may open fewest."""


class Workers(Collector):
    """Those of all processes that write figures and live."""

    def collect(self) -> Iterable[Metric]:
        """The sums."""
        found: dict[str, Metric] = {}
        values: dict[str, list[float]] = {}
        for pid in _living():
            for metric in ProcessCollector(pid=lambda pid=pid: pid, registry=None).collect():  # type: ignore[misc]
                found[metric.name] = metric
                values.setdefault(metric.name, []).append(metric.samples[0].value)
        for name, metric in found.items():
            value = min(values[name]) if name in LEAST else sum(values[name])
            family = CounterMetricFamily if metric.type == "counter" else GaugeMetricFamily
            yield family(name, metric.documentation, value)


def _living() -> Iterator[int]:
    for file in sorted(Path(os.environ[FOLDER]).glob("gauge_livesum_*.db")):
        pid = file.stem.rpartition("_")[2]
        if Path("/proc", pid).is_dir():
            yield int(pid)
