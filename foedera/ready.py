"""Announces a server once it can answer, and not before."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
import time
from collections.abc import MutableMapping
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from api.http import addresses
from common.errors import StoreError
from common.progress import Progress, to_stderr
from foedera.stopping import Stopping

# Connecting to a store that answers takes half a second. After this long, health checks should report that it is missing.
PATIENCE_SECONDS = 5.0
POLL_SECONDS = 0.02
AGAIN_SECONDS = 1.0
SWITCH_SECONDS = 0.0005
"""What is computed in a thread lets the event loop go on after this time. By default it is 5 ms, which small operations feel."""
log = logging.getLogger("foedera")


class ReadyFirst:
    """ASGI: accepts no request before the application can answer it, or PATIENCE_SECONDS have passed."""

    def __init__(self, app: Starlette, drain: float = 0) -> None:
        self.app = app
        self.drain = drain
        logging.getLogger("uvicorn.error").addFilter(_not_twice)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as the application does, but delay the end of its start until the store is connected."""

        async def late(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "lifespan.startup.complete":
                await until_ready(self.app)
            await send(message)

        if scope["type"] == "lifespan":
            sys.setswitchinterval(SWITCH_SECONDS)
            Stopping(self.app.state.ready.leave, self.drain).listen()
            await self.app(scope, receive, late)
            return
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:  # which only the end of the server brings; uvicorn would print fifty lines of where it stood
            log.warning("an answer was broken off: the server stops")


def _not_twice(record: logging.LogRecord) -> bool:
    """Whether uvicorn says what the application has not: it has told why an answer is left without its end (api/http/unforeseen.py)."""
    return "without completing response" not in record.getMessage()


async def until_ready(app: Starlette) -> None:
    """Wait until an application that runs can answer, for PATIENCE_SECONDS at most."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        try:
            await app.state.ready.version()
        except StoreError:
            await asyncio.sleep(POLL_SECONDS)
        else:
            return


class Address:
    """Where a socket listens."""

    def __init__(self, listening: socket.socket) -> None:
        host, port = listening.getsockname()[:2]
        self.base = _base(host, port)
        # A server that listens on all addresses is polled on loopback.
        self._near = _base({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port)  # noqa: S104  # compared, not bound

    def missing(self) -> str | None:
        """Why the server there is not ready; None when it is."""
        try:
            answer = httpx.get(f"{self._near}{addresses.READY}", timeout=5, trust_env=False)
            return None if answer.status_code == 200 else str(answer.json()["reason"])
        except (httpx.HTTPError, ValueError, KeyError) as error:
            return str(error) or type(error).__name__


def _base(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def reporting(*, json_logs: bool) -> Progress:
    """Where a server tells what it does."""
    return log.info if json_logs else to_stderr


def announce(address: Address, started: threading.Event, *, as_log: bool) -> None:
    """Print the address of the server in the background, once it is ready; until then each reason why it is not."""
    report = reporting(json_logs=as_log)
    words = f"serving on {address.base}" if as_log else _words(address.base)
    threading.Thread(target=_announce, args=(address, started, report, words), name="foedera-announce", daemon=True).start()


def _announce(address: Address, started: threading.Event, report: Progress, words: str) -> None:
    started.wait()
    reported = None
    while reason := address.missing():
        if reason != reported:
            report(f"not ready yet: {reason} ({address.base}{addresses.READY})")
        reported = reason
        time.sleep(AGAIN_SECONDS)
    report(words)


def _words(base: str) -> str:
    return "\n".join(
        [
            f"playground  {base}{addresses.PLAYGROUND}",
            f"API         {base}{addresses.API}",
            f"schema      {base}{addresses.SCHEMA}",
            f"health      {base}{addresses.READY}",
            "Ctrl-C stops it.",
        ]
    )
