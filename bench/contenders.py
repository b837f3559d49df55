"""The contenders as processes of their own over one store, and their requests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from bench import node
from bench.client import Connection, request
from bench.operations import texts, used
from bench.parameters import Values
from bench.rival_answers import SHAPES
from common.errors import FoederaError
from graph import Store

FLOOR, OURS, RIVAL = "floor", "ours", "rival"
CACHED = "cached"
"""Foedera with the cache of answers at its default size."""
TEXTS = {FLOOR: "floor.cypher", RIVAL: "rival.graphql"}
START_SECONDS = 60.0
STOP_SECONDS = 10.0
KEPT_BYTES = 64 * 1024 * 1024


class StartError(FoederaError):
    """A contender did not start; the message names it and its log."""


@dataclass(slots=True)
class Contender:
    """A running server and its texts by operation. The floor has statements of its own and gets only the operation's name."""

    name: str
    port: int
    texts: Mapping[str, str]
    process: int
    """Its id."""
    connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = Connection(self.port)

    def request(self, operation: str, values: Values) -> bytes:
        """The request for an operation with some values."""
        return self.adhoc(self.texts[operation], values, operation)

    def adhoc(self, text: str, values: Values, operation: str | None = None) -> bytes:
        """The request for any text; `operation` is its name, if it is one of MEANING."""
        named = used(text)
        given = {k: v for k, v in values.items() if k in named}
        if self.name != FLOOR:
            return request("/graphql", orjson.dumps({"query": text, "variables": given, "operationName": operation}))
        if operation:
            return request(f"/op/{operation}", orjson.dumps(given))
        return request("/text", orjson.dumps({"text": text, "values": given}))

    def data(self, operation: str, values: Values) -> Any:
        """The data of the answer to an operation. Raises HttpError, TooSlowError, and ValueError when there are errors."""
        found = orjson.loads(self.connection.ask(self.request(operation, values)))
        if found.get("errors"):
            raise ValueError(str(found["errors"])[:300])
        return SHAPES[operation](found["data"]) if self.name == RIVAL else found["data"]


@contextmanager
def running(name: str, store: Store) -> Iterator[Contender]:
    """A contender, started and ready to answer. Raises StartError."""
    port = _free_port()
    with tempfile.TemporaryFile("w+b") as log:
        process = subprocess.Popen(_command(name, port), env=_environment(store), stdout=log, stderr=log)
        try:
            _wait(name, port, process)
            contender = Contender(name, port, texts(TEXTS.get(name, "ours.graphql")), process.pid)
            yield contender
            contender.connection.close()
        except StartError as error:
            log.seek(0)
            raise StartError(f"{error}: {log.read()[-2000:].decode(errors='replace')}") from error
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _command(name: str, port: int) -> list[str]:
    if name == FLOOR:
        return [sys.executable, "-m", "bench.floor", str(port)]
    if name == RIVAL:
        return node.command(port)
    return [sys.executable, "-m", "bench.ours", str(port), str(KEPT_BYTES if name == CACHED else 0)]


def _environment(store: Store) -> dict[str, str]:
    address = store.address
    secrets = {
        "FOEDERA_STORE": address.uri,
        "FOEDERA_STORE_USER": address.user,
        "FOEDERA_STORE_PASSWORD": address.password,
        "FOEDERA_STORE_DATABASE": address.database,
    }
    return os.environ | secrets | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent), "NODE_ENV": "production"}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait(name: str, port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server listens."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise StartError(f"{name} did not start")
