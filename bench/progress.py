"""Reports progress."""

from __future__ import annotations

import sys


def report(words: str) -> None:
    """Print one line to standard error."""
    print(f"bench: {words}", file=sys.stderr, flush=True)
