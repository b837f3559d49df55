"""What a large table will need, told before it is read: who learns of it after ten minutes has lost them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LARGE: Final = 50_000
"""Of smaller tables nobody asks how long they take."""
BASE_MB: Final = 150
KB_PER_ROW: Final = 0.8
"""Measured with 200,000 memberships that have a start; of more rows each takes less. Rows that say more take more."""
MS_PER_ROW: Final = 0.5
_LIMIT, _TAKEN = (Path("/sys/fs/cgroup", name) for name in ("memory.max", "memory.current"))


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a table of so many rows needs, and how many MB are free here (None: nobody says)."""

    file: str
    rows: int
    free: int | None = None

    @property
    def memory(self) -> int:
        """MB of this process."""
        return round(BASE_MB + self.rows * KB_PER_ROW / 1_000)

    @property
    def minutes(self) -> int:
        """Minutes until the table is in an empty store, Neo4j's included."""
        return max(round(self.rows * MS_PER_ROW / 60_000), 1)

    @property
    def is_short(self) -> bool:
        """Whether less memory is free than is needed."""
        return self.free is not None and self.free < self.memory

    def __str__(self) -> str:
        """In a line."""
        minutes = f"{self.minutes} minute{'s' * (self.minutes > 1)}"
        needs = f"will take some {self.memory:,} MB of memory and {minutes} ({KB_PER_ROW} KB and {MS_PER_ROW} ms a row)"
        words = f"{self.file} has some {self.rows:,} rows, and {needs}"
        if self.is_short:
            return f"{words}, but only {self.free:,} MB are free; split it, and load the parts one after the other with --append"
        return words


Foretold = Callable[[Forecast], None]
"""Hears of a large table before it is read."""


def forecast(file: str, rows: int) -> Forecast | None:
    """What a table needs; None for one that is not large."""
    return Forecast(file, rows, free_mb()) if rows >= LARGE else None


def free_mb() -> int | None:
    """The MB that a process may still take: of the machine, or of the container in which it runs."""
    import psutil  # noqa: PLC0415  # most loads need none

    free = int(psutil.virtual_memory().available)
    with suppress(OSError, ValueError):  # not in a container, or one without a limit
        free = min(free, int(_LIMIT.read_text(encoding="ascii")) - int(_TAKEN.read_text(encoding="ascii")))
    return round(free / 1e6)
