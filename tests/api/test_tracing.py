"""Spans: what a collector receives of requests when one is named, and that nothing happens when none is."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from starlette.types import Receive, Scope, Send

from api import tracing
from api.http.traced import Traced
from common.errors import UsageError
from graph import Store
from tests.apps.conftest import REPOSITORY, Served, serving, version_of

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"
POLAND = "query Poland($id: ID!, $word: String) { state(key: {id: $id}) { name } states(filter: {name: {contains: $word}}) { totalCount } }"
VALUES = {"id": "poland", "word": "a-very-secret-word"}


@dataclass
class Collector:
    """What came over HTTP: path and body of each request."""

    url: str = ""
    received: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def requests(self) -> list[ExportTraceServiceRequest]:
        """The bodies, read."""
        return [ExportTraceServiceRequest.FromString(body) for _, body in self.received]

    @property
    def spans(self) -> list[Span]:
        """All spans of all requests."""
        return [
            s for request in self.requests for resource in request.resource_spans for scope in resource.scope_spans for s in scope.spans
        ]

    def only(self, name: str) -> Span:
        """The one span of that name."""
        [found] = [span for span in self.spans if span.name == name]
        return found


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector on loopback that takes everything."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            collector.received.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        collector.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield collector
        finally:
            server.shutdown()
            thread.join()


def attributes(span: Span) -> dict[str, Any]:
    """Names and values, as Python has them."""
    return {each.key: getattr(each.value, str(each.value.WhichOneof("value"))) for each in span.attributes}


def ask(served: Served, **headers: str) -> dict[str, Any]:
    body = {"query": POLAND, "variables": VALUES, "operationName": "Poland"}
    headers |= {"authorization": "Bearer a-token", "cookie": "a-cookie"}
    answer: dict[str, Any] = httpx.post(f"{served.url}/graphql", json=body, headers=headers, timeout=30).json()
    assert answer["data"] == {"state": {"name": "Poland"}, "states": {"totalCount": 0}}
    return answer


@pytest.fixture(scope="module")
def traced(core_store: Store) -> Iterator[tuple[Collector, dict[str, Any]]]:  # noqa: ARG001  # its data is what the server shows
    """What a server that was asked in several ways sent until it ended, and its first answer."""
    with collecting() as collector:
        environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "60000", "FOEDERA_TOKENS": "a-token"}
        with serving(folder=None, **environment) as served:
            answer = ask(served, traceparent=f"00-{TRACE}-{CALLER}-01")
            ask(served, traceparent="00-11111111111111111111111111111111-2222222222222222-01")
            refused = {"query": '{ nothing(of: "a-very-secret-word") }', "operationName": "a-very-secret-word"}
            httpx.post(f"{served.url}/graphql?and=a-very-secret-word", json=refused, headers={"authorization": "Bearer a-token"})
            for text in ("query Refused { nothing }", "query Broken { a("):
                httpx.post(f"{served.url}/graphql", json={"query": text}, headers={"authorization": "Bearer a-token"})
            httpx.get(f"{served.url}/schema.graphql", headers={"authorization": "Bearer a-token"})
            assert collector.received == [], "spans go in batches"
        yield collector, answer


def of_trace(collector: Collector, trace: str) -> dict[str, Span]:
    """The spans of one trace by name."""
    return {span.name: span for span in collector.spans if span.trace_id.hex() == trace}


def test_what_was_not_sent_yet_is_sent_at_the_end(traced: tuple[Collector, dict[str, Any]]) -> None:
    collector, _ = traced
    assert {path for path, _ in collector.received} == {"/v1/traces"}
    names = [span.name for span in collector.spans]
    assert sorted(names) == sorted(["POST /graphql"] * 5 + ["plan"] * 5 + ["run", "shape"]), "one kept, three refused; no other pages"
    [resource] = collector.requests[0].resource_spans
    assert "foedera" in [each.value.string_value for each in resource.resource.attributes if each.key == "service.name"]


def test_a_request_is_below_its_caller_and_phases_below_the_request(traced: tuple[Collector, dict[str, Any]]) -> None:
    collector, answer = traced
    spans = of_trace(collector, TRACE)
    request = spans["POST /graphql"]
    assert set(spans) == {"POST /graphql", "plan", "run", "shape"}
    assert (request.parent_span_id.hex(), request.kind) == (CALLER, Span.SPAN_KIND_SERVER)
    assert attributes(request) == {
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "url.path": "/graphql",
        "url.scheme": "http",
        "graphql.operation.name": "Poland",
        "foedera.cost": answer["extensions"]["cost"],
        "foedera.data_version": answer["extensions"]["dataVersion"],
        "foedera.cached": False,
    }
    for name in ("plan", "run", "shape"):
        assert spans[name].parent_span_id == request.span_id
        assert request.start_time_unix_nano <= spans[name].start_time_unix_nano <= spans[name].end_time_unix_nano
        assert spans[name].end_time_unix_nano <= request.end_time_unix_nano


def test_the_span_of_a_statement_holds_its_text(traced: tuple[Collector, dict[str, Any]]) -> None:
    run = of_trace(traced[0], TRACE)["run"]
    told = attributes(run)
    assert (run.kind, told.pop("db.system.name")) == (Span.SPAN_KIND_CLIENT, "neo4j")
    assert "MATCH" in told.pop("db.query.text")
    assert told == {}


def test_a_cached_answer_runs_nothing(traced: tuple[Collector, dict[str, Any]]) -> None:
    spans = of_trace(traced[0], "11111111111111111111111111111111")
    assert set(spans) == {"POST /graphql", "plan"}
    assert attributes(spans["POST /graphql"])["foedera.cached"] is True


def test_a_refused_operation_has_the_name_that_stands_in_its_text(traced: tuple[Collector, dict[str, Any]]) -> None:
    names = [attributes(span).get("graphql.operation.name") for span in traced[0].spans if span.name == "POST /graphql"]
    assert names == ["Poland", "Poland", None, "Refused", "Broken"]


def test_no_span_holds_a_value_or_a_secret(traced: tuple[Collector, dict[str, Any]]) -> None:
    sent = b"".join(body for _, body in traced[0].received)
    assert b"Poland" in sent, "the name of the operation"
    for word in (b"poland", b"a-very-secret-word", b"a-token", b"a-cookie"):
        assert word not in sent


def test_a_failure_is_told_by_its_class_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def failing(_scope: Scope, _receive: Receive, send: Send) -> None:
        try:
            with tracing.statement_span("RETURN $p0"):
                raise ValueError("a-very-secret-word")
        except ValueError:
            await send({"type": "http.response.start", "status": 503, "headers": []})

    async def nothing(*_: Any) -> Any:
        return None

    scope = {"type": "http", "method": "BREW", "path": "/graphql", "scheme": "http", "headers": []}
    with collecting() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"{collector.url}/mine")
        monkeypatch.setenv("OTEL_SERVICE_NAME", "another")
        tracing.configure()
        asyncio.run(Traced(failing)(scope, nothing, nothing))
        with tracing.span("plan"):
            pass  # what belongs to no request is not told
        tracing.finish()
    assert not tracing.configured()
    assert [path for path, _ in collector.received] == ["/mine"]
    assert sorted(span.name for span in collector.spans) == ["HTTP /graphql", "run"]
    request, run = collector.only("HTTP /graphql"), collector.only("run")
    told = attributes(request)
    assert (told["http.request.method"], told["http.response.status_code"], told["error.type"]) == ("_OTHER", 503, "503")
    assert attributes(run)["error.type"] == "ValueError"
    assert {span.status.code for span in (request, run)} == {Status.STATUS_CODE_ERROR}
    assert b"a-very-secret-word" not in collector.received[0][1]
    [resource] = collector.requests[0].resource_spans
    assert [each.value.string_value for each in resource.resource.attributes if each.key == "service.name"] == ["another"]


def test_a_collector_that_is_away_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def app(*_: Any) -> None:
        pass

    # It takes connections and never says a word.
    with socket.create_server(("127.0.0.1", 0)) as mute:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{mute.getsockname()[1]}")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "4")
        tracing.configure()
        scope = {"type": "http", "method": "GET", "path": "/graphql", "scheme": "http", "headers": []}
        asyncio.run(Traced(app)(scope, app, app))  # type: ignore[arg-type]  # it receives nothing
        begun = time.monotonic()
        tracing.finish()
        assert time.monotonic() - begun < 3.5


def test_each_worker_sends_its_own(core_store: Store) -> None:  # noqa: ARG001  # its data is what they show
    with collecting() as collector:
        with serving("--workers", "2", OTEL_EXPORTER_OTLP_ENDPOINT=collector.url) as served:
            for _ in range(10):
                version_of(served.url)
            served.interrupt()
        assert [span.name for span in collector.spans].count("POST /graphql") == 10


def test_a_server_without_what_sends_spans_does_not_start(core_store: Store, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['opentelemetry.sdk'] = None\n", encoding="utf-8")
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"}
    with serving(folder=None, **environment) as served:
        assert served.process.wait(60) == UsageError.exit_code
    assert served.lines[-1] == (
        "error: OTEL_EXPORTER_OTLP_ENDPOINT is set, but what sends spans is not installed (pip install 'foedera[telemetry]')\n"
    )


QUIET = """
import sys
from api import tracing
from api.http.traced import Traced
from api.app import Settings, create_app
create_app(Settings())
print(tracing.configured(), [name for name in sys.modules if name.startswith(("opentelemetry.sdk", "opentelemetry.exporter"))])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "named", [{}, {"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_TRACES_EXPORTER": "none"}]
)
def test_nothing_is_loaded_when_no_collector_is_named(named: dict[str, str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")} | named
    done = subprocess.run([sys.executable, "-c", QUIET], env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "False []\n"


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(UsageError, match=r"OTEL_EXPORTER_OTLP_ENDPOINT.*foedera\[telemetry\]"):
        tracing.configure()
    assert not tracing.configured()


def test_phases_outside_of_requests_and_without_tracing_cost_nothing() -> None:
    assert tracing.span("plan") is tracing.span("shape") is tracing.statement_span("RETURN 1")
