"""How the C library hands out memory in a server: what is free goes back to the system.

By default glibc keeps up to eight heaps for each processor, one for each few threads, and lets what it takes for large blocks grow with the
largest that was freed: beside costly operations a server that holds 130 MB in its caches then has 630 MB of the system, and 490 MB with
these (docs/reliability.md).
"""

from __future__ import annotations

import ctypes
import os
from typing import NamedTuple


class _Setting(NamedTuple):
    """A parameter of mallopt(3), the environment variable that has it as well, and its value."""

    code: int
    variable: str
    value: int


SETTINGS = (
    _Setting(-8, "MALLOC_ARENA_MAX", 2),
    _Setting(-3, "MALLOC_MMAP_THRESHOLD_", 256 * 1024),
    _Setting(-1, "MALLOC_TRIM_THRESHOLD_", 256 * 1024),
)


def return_free_memory() -> None:
    """Have few heaps, and large blocks outside of them. To be called before threads begin; what the environment says stays."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):  # not glibc
        return
    for setting in SETTINGS:
        if setting.variable not in os.environ:
            mallopt(setting.code, setting.value)
