"""The HTTP server as a process: says where it listens once it does, and stops cleanly."""

from __future__ import annotations

import socket
import sys

import uvicorn
from starlette.applications import Starlette

GRACE_SECONDS = 5


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, words: str) -> None:
        super().__init__(config)
        self._words = words

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(self._words, file=sys.stderr, flush=True)


def run(app: Starlette, listening: socket.socket) -> None:
    """Serve an application on a socket that listens already, until Ctrl-C."""
    host, port = listening.getsockname()[:2]
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    words = "\n".join(
        [
            f"playground  {base}/playground",
            f"API         {base}/graphql",
            f"schema      {base}/schema.graphql",
            f"health      {base}/health/ready",
            "Ctrl-C stops it.",
        ]
    )
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE_SECONDS, lifespan="on")
    _Server(config, words).run(sockets=[listening])
