"""Foedera as `foedera serve` runs it, with as much memory for cached answers as given: `python -m bench.ours PORT BYTES`.

Cached answers would make the comparison meaningless. Asking the saved examples at the start, which the command line always does, is left
out because it would go on during the first measurement.
"""

from __future__ import annotations

import socket
import sys

from api.app import create_app
from api.settings import Settings
from foedera.server import run


def main(port: int, cache_bytes: int) -> None:
    """Serve the store that FOEDERA_STORE names, until a signal."""
    with socket.create_server(("127.0.0.1", port), backlog=128) as listening:
        run(create_app(Settings(cache_bytes=cache_bytes, warm=False)), listening)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
