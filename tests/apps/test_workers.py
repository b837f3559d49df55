"""Several processes that serve: each answers, a killed one is replaced, and at the end none is left."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from foedera.stopping import LATEST_SECONDS
from graph import Store
from loaders.loading import load
from ontology import Model
from tests.apps.conftest import Served, serving, until, version_of


@pytest.fixture(scope="module")
def two(core_store: Store) -> Iterator[Served]:  # noqa: ARG001  # its data is what they show
    """A server of two processes over the core data."""
    with serving("--workers", "2") as served:
        assert served.url
        yield served


@pytest.fixture
def small_store(scratch: Store, model: Model, small: Path) -> Store:
    """A store with one entity, which a server reads at once."""
    load(scratch, model, [str(small)])
    return scratch


@contextmanager
def only(worker: psutil.Process, served: Served) -> Iterator[None]:
    """As long as this is open, no other worker takes a connection."""
    others = [p for p in served.workers() if p.pid != worker.pid]
    for other in others:
        other.suspend()
    try:
        yield
    finally:
        for other in others:
            other.resume()


def gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


def test_each_worker_answers(two: Served) -> None:
    workers = two.workers()
    assert len(workers) == 2
    for worker in workers:
        with only(worker, two):
            assert version_of(two.url)


def test_whichever_is_asked_for_figures_knows_those_of_all(two: Served) -> None:
    before = _answered(two)
    for worker in two.workers():
        with only(worker, two):
            version_of(two.url)
    # A request is counted after its answer has gone: the process may have been stopped between the two.
    until(lambda: _answered(two) == before + 2, "both requests are counted")
    for worker in two.workers():
        with only(worker, two):
            assert _answered(two) == before + 2


def test_figures_of_the_processes_are_those_of_all_workers(two: Served) -> None:
    text = httpx.get(f"{two.url}/metrics").text
    found = {name: float(value) for name, value in re.findall(r"^(process_[a-z_]+) (.+)$", text, re.MULTILINE)}
    took = sum(worker.memory_info().rss for worker in two.workers())
    assert found["process_resident_memory_bytes"] == pytest.approx(took, rel=0.2)
    assert found["process_cpu_seconds_total"] > 0
    assert found["process_start_time_seconds"] == pytest.approx(min(w.create_time() for w in two.workers()), abs=2)
    assert "# TYPE process_cpu_seconds_total counter" in text


def _answered(served: Served) -> float:
    text = httpx.get(f"{served.url}/metrics").text
    return sum(float(n) for n in re.findall(r'^foedera_http_requests_total{.*route="/graphql".*} (.+)$', text, re.MULTILINE))


def test_a_killed_worker_is_replaced_and_nobody_notices(two: Served) -> None:
    killed, kept = two.workers()
    killed.kill()

    def replaced() -> bool:
        # Asked all the time: a new worker takes connections only once it can answer them.
        assert httpx.get(f"{two.url}/health/ready", timeout=20).status_code == 200
        return len({p.pid for p in two.workers()} | {kept.pid}) == 2 and two.said(f"worker {killed.pid} died and was replaced") is not None

    until(replaced, "a worker in its place")
    assert killed.pid not in {p.pid for p in two.workers()}
    counted = _answered(two)
    for _ in range(20):
        version_of(two.url)
    until(lambda: _answered(two) == counted + 20, "what the killed one counted stays")


def test_term_ends_all(two: Served) -> None:
    workers = two.workers()
    two.process.terminate()
    assert two.process.wait(20) == -signal.SIGTERM
    assert gone(workers)


def test_ctrl_c_ends_all(small_store: Store) -> None:
    with serving("--workers", "2") as served:
        assert served.url
        all_of_it = psutil.Process(served.process.pid).children(recursive=True)
        assert len(all_of_it) >= 2
        assert served.interrupt() == 130
        until(lambda: gone(all_of_it), "the end of all", 10)
        assert not served.said("Traceback|Error")
    assert small_store.driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1, "others go on using the store"


def test_ctrl_c_while_they_start_ends_all_quietly(small_store: Store) -> None:  # noqa: ARG001
    with serving("--workers", "2") as served:
        until(lambda: len(served.workers()) == 2, "two workers")
        workers = served.workers()
        assert served.interrupt() == 130
        assert gone(workers)
        assert not served.said("Traceback|Error")


def test_one_that_hangs_delays_neither_another_nor_the_end(small_store: Store) -> None:  # noqa: ARG001
    with serving("--workers", "2") as served:
        assert served.url
        hanging, killed = served.workers()
        hanging.suspend()
        time.sleep(1)  # it has been asked by then whether it answers
        killed.kill()
        until(lambda: served.said(f"worker {killed.pid} died and was replaced") is not None, "a worker in its place", 5)
        began = time.monotonic()
        served.process.terminate()
        assert served.process.wait(20) == -signal.SIGTERM
        assert time.monotonic() - began < LATEST_SECONDS + 3
        assert gone([hanging])


def test_workers_do_not_outlive_the_process_that_started_them(small_store: Store) -> None:  # noqa: ARG001
    with serving("--workers", "2") as served:
        assert served.url
        workers = served.workers()
        served.process.kill()
        until(lambda: gone(workers), "the end of the workers", 20)


def test_a_load_is_seen_by_every_worker(scratch: Store, model: Model, small: Path) -> None:
    with serving("--workers", "2") as served:
        assert "no data" in served.wait_for("not ready yet: (.+)")
        version = load(scratch, model, [str(small)]).version
        for worker in served.workers():
            with only(worker, served):
                assert version_of(served.url) == version


def test_what_no_worker_could_do_is_told_once(core_store: Store) -> None:  # noqa: ARG001
    with serving("--workers", "2", "--trusted", "no-such-folder") as served:
        assert served.process.wait(60) == 2
    assert served.lines[-1].startswith("error: cannot read trusted documents from no-such-folder")
