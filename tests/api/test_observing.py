"""What operators see: figures and logs, and what these keep to themselves."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import httpx
import orjson
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families

from api.http.logs import JsonFormatter
from api.http.memories import memories
from api.http.naming import name_in
from api.settings import Settings
from tests.api.conftest import Serve

QUERY = 'query Secret { state(key: {id: "poland"}) { name } }'


def figures(text: str) -> dict[str, float]:
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {",".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


def logged(caplog: pytest.LogCaptureFixture) -> dict[str, str | None]:
    """The names of the operations that the log tells of, by the ids of their requests."""
    lines = [record.request for record in caplog.records if hasattr(record, "request")]
    return {line["id"]: line["operation"]["name"] for line in lines if line["operation"]}


def test_figures(serve: Serve) -> None:
    with serve(Settings()) as http:
        for _ in range(3):
            http.post("/graphql", json={"query": QUERY})
        http.post("/graphql", json={"query": "{ nothing }"})
        http.get("/anything/at/all")
        response = http.get("/metrics")
        assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
        found = figures(response.text)
    assert found["foedera_operation_seconds_count,answered"] + found["foedera_operation_seconds_count,cached"] == 3
    assert found["foedera_operation_seconds_count,refused"] == 1
    assert found["foedera_operation_cost_sum"] == 3
    assert found["foedera_http_requests_total,POST,/graphql,200"] == 4
    assert found["foedera_http_requests_total,GET,other,404"] == 1
    assert found["foedera_cache_lookups_total,plans,hit"] == 2
    assert found["foedera_operations,running"] == 0
    assert re.search(r'foedera_data_info{version="[0-9a-f]{16}"} 1', response.text)
    assert found["process_resident_memory_bytes"] > 10_000_000
    shown = {name.partition(",")[2] for name in found if name.startswith("foedera_cache_bytes,")}
    assert shown == {
        "documents", "plans", "planned", "prices", "results", "table_plans", "table_columns",
        "pages", "schemas", "changes", "persisted", "trusted", "heavy_sparql",
    }  # fmt: skip
    remembered = {name.partition(",")[2]: n for name, n in found.items() if name.startswith("foedera_memory_entries,")}
    most = {name: most for name, _, most in memories()}
    assert {"common.dates.bounds", "common.words._cut_words", "facts.listing._read"} <= remembered.keys()
    assert all(n <= most[name] for name, n in remembered.items())


def test_figures_as_openmetrics(http: httpx.Client) -> None:
    response = http.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0, text/plain;q=0.5"})
    assert response.headers["content-type"].startswith("application/openmetrics-text")
    assert response.text.endswith("# EOF\n")
    families = {family.name for family in openmetrics_families(response.text)}  # type: ignore[no-untyped-call]  # the library has no types there
    assert {"foedera_operation_seconds", "process_open_fds", "foedera_data"} <= families


def test_logs_tell_what_happened_and_no_secrets(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    with serve(Settings(tokens=("hidden-token",))) as http, caplog.at_level(logging.INFO, logger="api"):
        headers = {"authorization": "Bearer hidden-token", "x-request-id": "abc"}
        http.get("/graphql", params={"query": QUERY}, headers=headers)
    record = next(r for r in caplog.records if getattr(r, "request", {}).get("id") == "abc")
    line = orjson.loads(JsonFormatter().format(record))
    assert line["level"] == "info"
    assert line["request"]["status"] == 200
    assert line["request"]["path"] == "/graphql"
    assert line["request"]["operation"] == {"name": "Secret", "cost": 1, "cached": False}
    lines = "".join(JsonFormatter().format(r) for r in caplog.records)
    assert "hidden-token" not in lines
    assert "poland" not in lines


REFUSED = {
    "a limit": {"query": f"query Named {{ {'dataVersion ' * 9_000} }}"},
    "syntax": {"query": "query Named { a("},
    "validation": {"query": "query Named { nothing }"},
    "a variable": {"query": "query Named($id: ID!) { state(key: {id: $id}) { name } }"},
    "the store": {"query": "mutation Named { drop }"},
    "one of two": {"query": "query Named { nothing } query Other { dataVersion }", "operationName": "Named"},
    "a wrong hash": {"query": "query Named { dataVersion }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0"}}},
    "an unknown hash": {"operationName": "Named", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}},
}


def test_the_log_has_the_names_of_operations_that_are_refused(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    with serve(Settings()) as http, caplog.at_level(logging.INFO, logger="api"):
        for why, body in REFUSED.items():
            http.post("/graphql", json=body, headers={"x-request-id": why.replace(" ", "-")})
        named = logged(caplog)
    assert {why: named[why.replace(" ", "-")] for why in REFUSED} == dict.fromkeys(REFUSED, "Named")


def test_the_log_has_no_name_that_may_be_anything(serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "poland.graphql").write_text(QUERY)
    with serve(Settings(trusted=tmp_path)) as http, caplog.at_level(logging.INFO, logger="api"):
        known = {"documentId": "poland"}
        unknown = {"query": "query Unknown { dataVersion }"}
        said = {"query": "{ dataVersion }", "operationName": "a secret\nline"}
        two = {"query": "query A { dataVersion } query B { dataVersion }"}
        for name, body in (("known", known), ("unknown", unknown), ("said", said), ("two", two)):
            http.post("/graphql", json=body, headers={"x-request-id": name})
        assert logged(caplog) == {"known": "Secret", "unknown": "Unknown", "said": None, "two": None}


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("query A {a} query B {b}", "B", "B"),
        ("query A {a} query B {b}", None, None),
        ("query A {a}", "B", None),
        ("{a} query B {b}", None, None),
        ("fragment query on X {a} query A($b: C = {d: [1]}) @e(f: {g: 1}) {a}", None, "A"),
        ('# query B {\nquery A(b: "query C {") {a}', None, "A"),
        ("query {a}", None, None),
        ("}} query A", None, "A"),
        ("query", None, None),
        ("query A { \x00", None, "A"),
        (f"query {'a' * 500} {{", None, "a" * 100),
        (f"query A {{ {'{' * 100_000}", None, "A"),
        ("", None, None),
    ],
)
def test_the_name_that_stands_in_a_text(text: str, wanted: str | None, found: str | None) -> None:
    assert name_in(text, wanted) == found


def test_an_error_in_the_log_has_its_traceback() -> None:
    try:
        raise ValueError("why")
    except ValueError:
        import sys

        record = logging.LogRecord("api", logging.ERROR, __file__, 1, "operation %s", ("failed",), sys.exc_info())
    line = orjson.loads(JsonFormatter().format(record))
    assert line["message"] == "operation failed"
    assert "ValueError: why" in line["error"]
