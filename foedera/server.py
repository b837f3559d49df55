"""The HTTP server in one process: listens, announces itself once it can answer, and stops cleanly. Several processes: workers.py."""

from __future__ import annotations

import gc
import socket
import threading
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette

from foedera.connections import Bounded, ConnectionLimits
from foedera.hangup import Hangups
from foedera.ready import Address, ReadyFirst, announce, reporting
from foedera.stopping import GRACE_SECONDS


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.listens.set()


def configuration(app: Any, limits: ConnectionLimits | None = None, *, json_logs: bool, **more: Any) -> uvicorn.Config:
    """Uvicorn's settings for an application, or for a function that makes one (`factory=True`)."""
    if json_logs:
        # Uvicorn logs through the root logger; the application logs requests.
        more |= {"log_config": None, "access_log": False, "log_level": "info"}
    else:
        more |= {"log_level": "warning"}
    limits = limits or ConnectionLimits()
    more |= {"http": partial(Bounded, limits=limits), "ws": "none", "timeout_keep_alive": limits.idle_seconds}
    more |= {"forwarded_allow_ips": list(limits.proxies)}
    return uvicorn.Config(app, server_header=False, timeout_graceful_shutdown=GRACE_SECONDS, lifespan="on", **more)


def run(
    app: Starlette,
    listening: socket.socket,
    limits: ConnectionLimits | None = None,
    *,
    hangups: Hangups | None = None,
    drain: float = 0,
    json_logs: bool = False,
) -> None:
    """Serve an application on a socket that listens already, until Ctrl-C, or for `drain` seconds after TERM."""
    if hangups:
        hangups.when(partial(app.state.reread, reporting(json_logs=json_logs)))
    server = _Server(configuration(ReadyFirst(app, drain), limits, json_logs=json_logs))
    announce(Address(listening), server.listens, as_log=json_logs)
    try:
        server.run(sockets=[listening])
    finally:
        gc.freeze()  # the process ends, and Python would go through the whole schema once more, for a second and longer
