"""`foedera serve`: the API and the playground over HTTP."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import typer

from foedera.options import StoreOption

if TYPE_CHECKING:
    from api.http.rereading import Rereading
    from api.settings import Settings
    from common.progress import Progress
    from foedera.connections import ConnectionLimits
    from foedera.hangup import Hangups
    from graph import Store
    from ontology import Model

Host = Annotated[str, typer.Option("--host", help="Address to listen on. Only this machine can reach the default.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65_535, help="Port to listen on; 0 takes a free one.")]
Load = Annotated[
    bool | None,
    typer.Option("--load/--no-load", help="Load the core data first. Default: when the local store is empty or of an older Foedera."),
]

Cors = Annotated[list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="Allow pages of this origin to query; * allows all.")]
Trusted = Annotated[Path | None, typer.Option("--trusted", help="Answer only the operations in this folder.")]
Explain = Annotated[
    bool | None,
    typer.Option(
        "--explain/--no-explain", help="Whether clients may request the statement behind an answer. Default: only programs on this machine."
    ),
]
Hosts = Annotated[
    list[str] | None,
    typer.Option(
        "--allowed-host", metavar="NAME", envvar="FOEDERA_HOSTS", help="Answer for this host name, too, not only for loopback; * for all."
    ),
]
Proxies = Annotated[
    list[str] | None,
    typer.Option(
        "--proxy",
        metavar="ADDRESS",
        envvar="FOEDERA_PROXIES",
        help="A proxy that says for whom it asks (X-Forwarded-For). Default: those on this machine.",
    ),
]
Concurrency = Annotated[
    int, typer.Option("--concurrency", min=1, max=1000, help="Operations that run at once; more are queued, then refused with 503.")
]

Keep = Annotated[
    int, typer.Option("--cache-mb", min=0, max=100_000, help="Memory (MB) for answers, cached while the data stays the same; 0: none.")
]
SparqlProcesses = Annotated[
    int, typer.Option("--sparql-processes", min=0, max=64, help="SPARQL queries that run at once, each in a process; 0: no SPARQL.")
]
Federation = Annotated[
    bool, typer.Option("--federation", envvar="FOEDERA_FEDERATION", help="Be a subgraph of a gateway (Apollo Federation 2).")
]
Mcp = Annotated[bool, typer.Option("--mcp", envvar="FOEDERA_MCP", help="Offer the tools for assistants (Model Context Protocol) at /mcp.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that serve; each takes about 150 MB.")]
Drain = Annotated[
    float,
    typer.Option(
        "--drain",
        envvar="FOEDERA_DRAIN",
        min=0,
        max=3600,
        help="Seconds to go on serving after TERM, with /health/ready at 503.",
    ),
]
LogFormat = Annotated[
    Literal["text", "json"],
    typer.Option("--log-format", envvar="FOEDERA_LOG_FORMAT", help="json: a line for each request and event, for collectors of logs."),
]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    store: StoreOption = None,
    load: Load = None,
    workers: Workers = 1,
    cors: Cors = None,
    trusted: Trusted = None,
    explain: Explain = None,
    allowed_host: Hosts = None,
    proxy: Proxies = None,
    concurrency: Concurrency = 16,
    cache_mb: Keep = 64,
    sparql_processes: SparqlProcesses = 4,
    federation: Federation = False,
    mcp: Mcp = False,
    drain: Drain = 0,
    log_format: LogFormat = "text",
) -> None:
    """Serve the API and the playground; download Neo4j and load the core data first if necessary. Ctrl-C stops it.

    FOEDERA_TOKENS (separated by spaces) are bearer tokens, of which clients have to send one.

    Examples: `foedera serve`, `foedera serve --port 9000`, `foedera serve --store neo4j+s://host --no-load --workers 4`
    """
    from api.settings import Settings
    from foedera.connections import ConnectionLimits, number
    from foedera.hangup import Hangups
    from foedera.limits import operation_limits

    limits = replace(ConnectionLimits.from_environment(proxy or ()), shared=bool(cors))
    listening = _listen(host, port)
    base = _base()
    settings = Settings(
        store=store,
        limits=operation_limits(),
        cors_origins=tuple(cors or ()),
        cors_headers=tuple(os.environ.get("FOEDERA_CORS_HEADERS", "").split()),
        max_age=_seconds("FOEDERA_MAX_AGE"),
        stale_seconds=_seconds("FOEDERA_STALE_SECONDS"),
        base=base,
        tokens=tuple(os.environ.get("FOEDERA_TOKENS", "").split()),
        tokens_file=Path(file) if (file := os.environ.get("FOEDERA_TOKENS_FILE")) else None,
        trusted=trusted,
        explain=explain,
        hosts=(host, *(allowed_host or ()), *([name] if (name := urlsplit(base).hostname) else [])),
        concurrency=concurrency,
        costly=number("FOEDERA_COSTLY", 0) or None,
        cache_bytes=cache_mb * 1024 * 1024,
        answers_bytes=number("FOEDERA_ANSWERS_MB", 256) * 1024 * 1024,
        sparql_processes=sparql_processes,
        subgraph=federation,
        mcp=mcp,
        connections=limits.told,
        drain_seconds=drain,
    )
    # What a terminal that closes ends, it ends as Ctrl-C does.
    hangups = Hangups(lambda: os.kill(os.getpid(), signal.SIGINT))
    hangups.listen()
    with listening:
        _serve(settings, limits, listening, load, workers, hangups, json_logs=log_format == "json")


def _serve(
    settings: Settings,
    limits: ConnectionLimits,
    listening: socket.socket,
    load: bool | None,
    workers: int,
    hangups: Hangups,
    *,
    json_logs: bool,
) -> None:
    """Open the store, load data if necessary, build the application, and serve."""
    from foedera.allocator import return_free_memory
    from graph import open_store
    from graph.aside import begin
    from ontology import read_model

    return_free_memory()
    report = _log_as_json() if json_logs else None
    # Neo4j takes four seconds to start, the application two to build; neither needs the other. Nobody waits for it after Ctrl-C or
    # an error: the lease on the store ends with the process.
    opening = begin(lambda: open_store(settings.store, report=report))
    model = read_model()
    run = _prepare(settings, limits, model, workers, hangups, json_logs=json_logs)
    with opening.result() as opened:
        load_if_stale(opened, model, load, report)
        run(listening)


def load_if_stale(store: Store, model: Model, load: bool | None, report: Progress | None) -> None:
    """Load the core data if that is asked for, or by default where a local store is empty or of an older Foedera.

    A core that was changed here is not replaced unless that is asked for.
    """
    if load or (load is None and store.local and _is_stale(store, model)):
        from foedera.keeping import changed_core, keep_core

        if not load and (changed := changed_core(store, model)):
            keep_core(store, model, changed, report)
        else:
            _load_core(store, model, report)


def _prepare(
    settings: Settings, limits: ConnectionLimits, model: Model, workers: int, hangups: Hangups, *, json_logs: bool
) -> Callable[[socket.socket], None]:
    """The function that serves on a socket. One process builds the application now; of several, each builds its own."""
    if workers > 1:
        from api.http.rereading import read_files
        from foedera.workers import run_workers

        _tell_refusals(read_files(settings), json_logs=json_logs)  # here, too, so that errors are reported once, and now
        return lambda listening: run_workers(settings, listening, workers, limits, hangups, json_logs=json_logs)
    from api.app import create_app
    from foedera.server import run

    app = create_app(settings, model)
    _tell_refusals(app.state.reread, json_logs=json_logs)
    return lambda listening: run(app, listening, limits, hangups=hangups, drain=settings.drain_seconds, json_logs=json_logs)


def _tell_refusals(files: Rereading, *, json_logs: bool) -> None:
    from foedera.ready import reporting

    for words in files.refusals():
        reporting(json_logs=json_logs)(f"warning: {words}")


def _log_as_json() -> Progress:
    """Log as JSON in this process; returns the function that logs the progress of the store."""
    import logging

    from api.http.logs import log_as_json

    log_as_json()
    return logging.getLogger("foedera").info


def _seconds(name: str) -> int:
    """The number that a setting gives, 0 unless it is set. Raises UsageError."""
    from common.errors import UsageError

    given = os.environ.get(name) or "0"
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise UsageError(f"{name} is no number of seconds: {given[:20]!r}", "give one such as 60")
    return int(given)


def _base() -> str:
    """The address of the server for others. Raises UsageError."""
    from common.errors import UsageError

    base = os.environ.get("FOEDERA_BASE", "").rstrip("/")
    if base and not base.startswith(("https://", "http://")):
        raise UsageError(f"FOEDERA_BASE is no address: {base[:60]!r}", "give one such as https://data.example.org")
    return base


def _listen(host: str, port: int) -> socket.socket:
    """The socket to serve on, taken before anything slow is done."""
    from common.errors import UsageError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot listen on {host}:{port}: {reason}", "choose another with --port (0 takes a free one)") from error
    return listening


def _is_stale(store: Store, model: Model) -> bool:
    from loaders.writing.sync import is_current

    return not is_current(store, model)


def _load_core(store: Store, model: Model, report: Progress | None) -> None:
    """Load the core data. Progress and result go to `report`, or else in more words to the terminal."""
    from foedera.progress import steps
    from foedera.reporting import report_counts, report_losses
    from loaders.loading import load as load_targets
    from loaders.writing.sync import LoadOptions

    if report:
        report(f"loaded the core data, version {load_targets(store, model, ['core'], LoadOptions(replace=True)).version}")
        return
    with steps() as step:
        result = load_targets(store, model, ["core"], LoadOptions(step=step, replace=True, losing=report_losses))
    report_counts(result)
