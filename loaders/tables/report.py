"""What came of tables, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facts.records import Location


@dataclass(frozen=True, slots=True)
class Unknown:
    """A code that leads nowhere: where it stands first, in how many rows, and why it is unknown."""

    column: str
    code: str
    why: str
    first: Location
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableReport:
    """What came of a table: its rows, how many of them said something, how many were left out and why, and codes that are unknown."""

    file: str
    rows: int
    said: int
    left: Mapping[str, int]
    unknown: tuple[Unknown, ...]
