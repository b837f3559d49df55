"""Saying what is being done."""

from __future__ import annotations

import sys
from collections.abc import Callable

Report = Callable[[str], None]


def to_stderr(message: str) -> None:
    """The default report: words go to standard error, so that standard output holds results alone."""
    print(message, file=sys.stderr, flush=True)
