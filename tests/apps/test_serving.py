"""What `foedera serve` says: its addresses when it can answer, and logs for collectors."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from graph import Store
from loaders.loading import load
from ontology import Model
from tests.apps.conftest import serving, version_of
from tests.campaign import FULL

WORKERS = ["1", "2"] if FULL else ["2"]


@pytest.mark.parametrize("workers", WORKERS)
def test_whoever_reads_the_addresses_may_ask_at_once(core_store: Store, workers: str) -> None:  # noqa: ARG001
    with serving("--workers", workers) as served:
        url = served.url
        # More often than there are workers, so that each is met.
        assert [httpx.get(f"{url}/health/ready").status_code for _ in range(8)] == [200] * 8
        assert not served.said("not ready")


def test_without_data_it_says_so_and_then_when_there_is_some(scratch: Store, model: Model, small: Path) -> None:
    with serving() as served:
        assert served.wait_for("not ready yet: (.+) \\(http") == "the store holds no data yet"
        assert not served.said("playground")
        load(scratch, model, [str(small)])
        assert version_of(served.url)
        assert "".join(served.lines).count("not ready yet") == 1, "said once"


@pytest.mark.parametrize("workers", WORKERS)
def test_logs_as_json(core_store: Store, workers: str) -> None:  # noqa: ARG001
    with serving("--workers", workers, FOEDERA_LOG_FORMAT="json") as served:
        asked = {"query": "query Which { dataVersion }", "operationName": "Which"}
        httpx.post(f"{served.url}/graphql", json=asked, headers={"x-request-id": "mine"})
        served.wait_for('"mine"')
        served.interrupt()
    logged = [json.loads(line) for line in served.lines]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in logged)
    [line] = [line for line in logged if line.get("request", {}).get("id") == "mine"]
    assert line["request"]["operation"]["name"] == "Which"
    assert [line["message"] for line in logged if line["logger"] == "foedera"][-1].startswith("serving on http://")


def test_limits_of_operations_and_connections_are_those_of_the_settings(core_store: Store) -> None:  # noqa: ARG001
    names = ("ANSWER_MB", "WHOLE_MB", "WORK", "HEAVY_WORK", "SECONDS", "LIGHT_SECONDS", "IDLE_SECONDS")
    given = dict(zip((f"FOEDERA_{name}" for name in names), ("64", "1", "9000", "500", "5", "20", "9"), strict=True))
    with serving(folder=None, program=(), **given) as served:
        told = httpx.get(f"{served.url}/limits").json()
    of = {"answer_bytes": 64 << 20, "whole_bytes": 1 << 20, "work": 9_000, "heavy": 500, "seconds": 5, "light_seconds": 5}
    assert {name: told["operation"][name] for name in of} == of
    assert told["connections"]["idle_seconds"] == 9


if FULL:

    def test_a_load_that_comes_first_is_logged_as_json_too(scratch: Store) -> None:
        with serving("--load", "--log-format", "json") as served:
            assert version_of(served.url) in served.wait_for("loaded the core data, version ([0-9a-f]+)")
            served.interrupt()
        assert scratch.local
        assert all(json.loads(line) for line in served.lines)


@pytest.mark.parametrize(("megabytes", "cached"), [("0", 0), ("1", 1)])
def test_answers_are_cached_in_as_much_memory_as_is_given(core_store: Store, megabytes: str, cached: int) -> None:  # noqa: ARG001
    with serving("--cache-mb", megabytes) as served:
        ask = {"query": "{ states(first: 5, sort: [{name: DESC}]) { nodes { name } } }"}
        answers = [httpx.post(f"{served.url}/graphql", json=ask).json() for _ in range(2)]
        assert answers[0] == answers[1]
        figures = httpx.get(f"{served.url}/metrics").text
        assert f'foedera_operation_seconds_count{{outcome="cached"}} {cached}.0' in figures


def test_another_format_is_refused() -> None:
    with serving("--log-format", "xml") as served:
        assert served.process.wait(30) == 2
    assert "xml" in "".join(served.lines)
