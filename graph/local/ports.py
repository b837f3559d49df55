"""Which port the local server listens on."""

from __future__ import annotations

import errno
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from common.errors import StoreStartError

HINT = "set FOEDERA_BOLT_PORT to a free port, or unset it to have one chosen"

PORT_SECONDS = 8.0
"""So long a port that is in use is waited for: a server whose folder was deleted, or that is being stopped, still holds it."""
POLL = 0.1


def choose_port(last: Path, check: Callable[[], None]) -> int:
    """The port that FOEDERA_BOLT_PORT names, else the one in the file `last`, else a free one. Raises StoreStartError.

    The same one as last time, where it is free, because then clients of a server that was killed find the next one. A port that is named
    may be held by a server that is about to end: it is waited for, a few seconds. `check` is called meanwhile, and raises to give up.
    """
    if wanted := os.environ.get("FOEDERA_BOLT_PORT"):
        return _wait_for(wanted, check)
    with suppress(OSError, ValueError, OverflowError):
        return _probe(int(last.read_text(encoding="utf-8")))
    return _probe(0)


def is_chosen() -> bool:
    """Whether Foedera may choose the port."""
    return not os.environ.get("FOEDERA_BOLT_PORT")


def _wait_for(wanted: str, check: Callable[[], None]) -> int:
    end = time.monotonic() + PORT_SECONDS
    while True:
        try:
            return _probe(int(wanted))
        except (OSError, ValueError, OverflowError) as error:
            if getattr(error, "errno", None) != errno.EADDRINUSE or time.monotonic() > end:
                reason = getattr(error, "strerror", None) or error
                raise StoreStartError(f"port {wanted} cannot be used: {reason}", HINT) from error
        check()
        time.sleep(POLL)


def _probe(port: int) -> int:
    with socket.socket() as probe:
        # Connections that a server just closed keep its port busy for a minute otherwise.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])
