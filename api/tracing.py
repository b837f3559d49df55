"""Spans for OpenTelemetry, when its standard variables name a collector. Otherwise nothing of it runs, and of the SDK nothing is imported.

A span holds names, numbers, statuses and the statement, but no values: what clients say is a parameter of the statement, and errors, whose
words may repeat it, are told by class alone.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer

from common.errors import UsageError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
# A collector that does not answer holds up nobody's end for longer.
LAST_SECONDS = 2.0
Attributes = Mapping[str, str | int | bool]

_tracer: Tracer | None = None
_provider: TracerProvider | None = None
_NOTHING = nullcontext(None)


def wanted() -> bool:
    """Whether the environment names a collector."""
    return any(os.environ.get(name) for name in ENDPOINTS) and os.environ.get("OTEL_TRACES_EXPORTER") != "none"


def configured() -> bool:
    """Whether spans are made."""
    return _tracer is not None


def configure() -> None:
    """Make spans from now on, if they are wanted. Raises UsageError."""
    global _tracer, _provider  # noqa: PLW0603  # there is one for the process, as there is one environment
    if not wanted() or _provider:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import OTELResourceDetector, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        named = next(name for name in ENDPOINTS if os.environ.get(name))
        raise UsageError(f"{named} is set, but what sends spans is not installed", "pip install 'foedera[telemetry]'") from error
    # What the environment says of the service comes last, so that it wins.
    resource = Resource.create({"service.name": "foedera"}).merge(OTELResourceDetector().detect())
    # finish() ends it: what runs at exit does not run when a signal ends the process.
    _provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    _provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    _tracer = _provider.get_tracer("foedera")


def finish() -> None:
    """Send what has not been sent yet. There are no spans afterwards."""
    global _tracer, _provider  # noqa: PLW0603
    if _provider is None:
        return
    ending = threading.Thread(target=_provider.shutdown, name="foedera-last-spans", daemon=True)
    _tracer = _provider = None
    ending.start()
    ending.join(LAST_SECONDS)


def span(name: str) -> AbstractContextManager[object]:
    """Span of a phase of our own work, within that of a request."""
    return _NOTHING if _tracer is None or not _in_request() else _span(_tracer, name, SpanKind.INTERNAL, {})


def statement_span(text: str) -> AbstractContextManager[object]:
    """Span of a statement that the database runs, within that of a request."""
    if _tracer is None or not _in_request():
        return _NOTHING
    return _span(_tracer, "run", SpanKind.CLIENT, {"db.system.name": "neo4j", "db.query.text": text})


def request_span(name: str, attributes: Attributes, headers: Iterable[tuple[bytes, bytes]]) -> AbstractContextManager[Span | None]:
    """Span of a request, below the one that its headers name, if they do."""
    if _tracer is None:
        return _NOTHING
    above = propagate.extract({key.decode("latin-1"): value.decode("latin-1") for key, value in headers})
    return _span(_tracer, name, SpanKind.SERVER, attributes, above)


def set_attributes(attributes: Mapping[str, str | int | bool | None]) -> None:
    """Add what has a value to the span of the request."""
    if _tracer is not None:
        trace.get_current_span().set_attributes({key: value for key, value in attributes.items() if value is not None})


def _in_request() -> bool:
    # What a server asks by itself, to be warm, is nobody's request.
    return trace.get_current_span().get_span_context().is_valid


@contextmanager
def _span(tracer: Tracer, name: str, kind: SpanKind, attributes: Attributes, above: Context | None = None) -> Iterator[Span]:
    made = tracer.start_as_current_span(name, above, kind, attributes, record_exception=False, set_status_on_exception=False)
    with made as span:
        try:
            yield span
        except (Exception, asyncio.CancelledError) as error:
            span.set_attribute("error.type", type(error).__qualname__)
            span.set_status(StatusCode.ERROR)
            raise
