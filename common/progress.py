"""How long work reports its progress."""

from __future__ import annotations

import sys
from collections.abc import Callable

Progress = Callable[[str], None]
"""Is called with a line of text when something begins or is done."""


def to_stderr(message: str) -> None:
    """The default: messages go to standard error, so that standard output holds only results."""
    print(message, file=sys.stderr, flush=True)
