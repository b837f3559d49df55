"""Which port the local server listens on."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from common.errors import StoreStartError

HINT = "set FOEDERA_BOLT_PORT to a free port, or unset it to have one chosen"


def choose_port(last: Path) -> int:
    """The port that FOEDERA_BOLT_PORT names, else the one in the file `last`, else a free one. Raises StoreStartError.

    The same one as last time, where it is free, because then clients of a server that was killed find the next one.
    """
    if wanted := os.environ.get("FOEDERA_BOLT_PORT"):
        try:
            return _probe(int(wanted))
        except (OSError, ValueError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreStartError(f"port {wanted} cannot be used: {reason}", HINT) from error
    with suppress(OSError, ValueError, OverflowError):
        return _probe(int(last.read_text(encoding="utf-8")))
    return _probe(0)


def is_chosen() -> bool:
    """Whether Foedera may choose the port."""
    return not os.environ.get("FOEDERA_BOLT_PORT")


def _probe(port: int) -> int:
    with socket.socket() as probe:
        # Connections that a server just closed keep its port busy for a minute otherwise.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])
