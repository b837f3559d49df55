"""Tells whoever waits what is being done."""

from __future__ import annotations

import sys


def say(words: str) -> None:
    """One line on standard error."""
    print(f"bench: {words}", file=sys.stderr, flush=True)
