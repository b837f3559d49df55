"""A request full of dates that are long to read stops nobody: it ends soon, others are answered meanwhile, and nothing is printed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.repeating import repeated

CPU_SECONDS = 1.0
"""Of a process that serves and asks. On a quiet machine the slowest takes 0.2."""
SECONDS = 5.0
"""Until an answer is there, whatever else the machine does."""
BYTES = range(9_000, 24_000)
SETS = [f"[17XX-XX-XX,{year}-06~,19XX-0X,1960-XX-31..]" for year in range(1000, 1400)]
LONG = "[" + ",".join(f"19XX-XX-XX,{year}-2X?~%" for year in range(1000, 1700)) + "]"
PERIODS = "/".join(SETS)
CONDITIONS = [{"signed": {"in": [one, f"{one}/.."]}} for one in SETS[:160]]
STATES = "query($t: TimeInput) { states(time: $t) { totalCount } }"
AGREEMENTS = "query($f: AgreementFilter) { agreements(filter: $f) { totalCount } }"


Asked = tuple[str, str, dict[str, Any]]
"""Method, path, and what httpx takes besides."""


def operation(query: str, variables: object = None) -> Asked:
    """An operation of GraphQL."""
    return "POST", "/graphql", {"json": {"query": query, "variables": variables}}


def address(path: str, **parameters: str) -> Asked:
    """Something that is read."""
    return "GET", path, {"params": parameters}


TIMES = " ".join(f"a{i}: states(time: {{during: {json.dumps(one)}}}) {{ totalCount }}" for i, one in enumerate(SETS[:190]))
VALUES = " ".join(f'"{one}"^^edtf:EDTF' for one in SETS[:220])
BATCH = json.dumps({f"q{i}": {"query": "x", "properties": [{"pid": "founded", "v": SETS[i : i + 20]}]} for i in range(0, 200, 20)})
REQUESTS: dict[str, Asked] = {
    "literals": operation("{ agreements(filter: {signed: {in: " + json.dumps(SETS) + "}}) { totalCount } }"),
    "a long literal": operation("{ agreements(filter: {signed: {gte: " + json.dumps(LONG) + "}}) { totalCount } }"),
    "times of aliases": operation(f"{{ {TIMES} }}"),
    "variables": operation(AGREEMENTS, {"f": {"or": CONDITIONS}}),
    "a long variable": operation(STATES, {"t": {"at": LONG}}),
    "a long period": operation(STATES, {"t": {"during": PERIODS}}),
    "ids with times": operation("{ nodes(ids: " + json.dumps([f"nato@{one}" for one in SETS]) + ") { id } }"),
    "an id with a long time": operation("query($id: ID!) { state(key: {id: $id}) { id } }", {"id": f"nato@{LONG}"}),
    "SPARQL": ("POST", "/sparql", {"data": {"query": f"ASK {{ ?s f:signed ?d VALUES ?d {{ {VALUES} }} }}"}}),
    "a batch of names": ("POST", "/reconcile", {"data": {"queries": BATCH}}),
    "at of a table": address("/tables/memberships.csv", at=LONG),
    "during of a table": address("/tables/memberships.csv", during=PERIODS),
    "day of a table": address("/tables/memberships.csv", day=LONG),
    "from of a panel": address("/tables/state-years.csv", **{"from": LONG}),
    "dayOfYear of a panel": address("/tables/state-years.csv", rule="DAY_OF_YEAR", dayOfYear=LONG),
    "at of a network": address("/tables/edges.csv", at=LONG),
    "at of a page": address("/id/nato.html", at=LONG),
    "at of a class": address("/class/Alliance", at=LONG),
    "until of a year": address("/changes/year", until=LONG),
    "a scope in an address": address(f"/id/nato@{quote(LONG)}.html"),
    "a name of a parameter": address("/tables/memberships.csv", **{LONG: "1"}),
}


@contextmanager
def alive(http: httpx.Client) -> Iterator[list[float]]:
    """Asks whether the server lives, again and again; how long each answer took."""
    took: list[float] = []
    with httpx.Client(base_url=http.base_url) as client:

        def ask() -> None:
            begun = time.monotonic()
            assert client.get("/health/live").status_code == 200
            took.append(time.monotonic() - begun)

        with repeated(ask, pause=0.005):
            yield took


@pytest.fixture(scope="module")
def named(http: httpx.Client) -> None:
    """The server has read the names that it compares others with: the first who asks for a name waits for that."""
    assert http.post("/reconcile", data={"queries": '{"q0": {"query": "NATO"}}'}).status_code == 200


@pytest.mark.usefixtures("named")
def test_dates_that_are_long_to_read_stop_nobody(http: httpx.Client, capfd: pytest.CaptureFixture[str]) -> None:
    for name, (method, path, more) in REQUESTS.items():
        request = http.build_request(method, path, **more)
        assert len(request.content) + len(request.url.raw_path) in BYTES, name
        with alive(http) as took:
            begun, busy = time.monotonic(), time.process_time()
            answer = http.send(request)
            elapsed, used = time.monotonic() - begun, time.process_time() - busy
        assert answer.status_code < 500, name
        assert used < CPU_SECONDS, name
        assert elapsed < SECONDS, name
        assert max(took) < SECONDS, name
    assert capfd.readouterr().out == ""
