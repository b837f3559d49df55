"""Where records stand. What records have in common is kept once: those of the rows of a table differ by the number of the row alone.

A million memberships with the places of all their cells would take some 350 MB more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_ROW = "\0"
"""Stands in a cell for the number of the row."""
_NUMBER = re.compile(r"(?:^row |(?:^|!)[A-Z]+)(\d+)")
MOST_LAYOUTS = 4_096
_Shape = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; lines and columns count from 1. `cell` names the row and column of a table as people do."""

    file: str
    line: int
    column: int
    cell: str = ""

    def __str__(self) -> str:
        """file:line:column, as editors and compilers write it."""
        return f"{self.file}:{self.line}:{self.column}" + (f" ({self.cell})" if self.cell else "")


NOWHERE = Location("", 0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where records and their parts stand, but for a number: that of a row of a table, or of a line of another file."""

    whole: _Shape
    names: tuple[str, ...] = ()
    parts: tuple[_Shape, ...] = ()

    @property
    def file(self) -> str:
        """The file in which the records stand."""
        return self.whole[0]

    def location(self, row: int) -> Location:
        """Where the record of a row stands."""
        return _location(self.whole, row)

    def place(self, name: str, row: int) -> Location:
        """Where a part of it stands, else the record."""
        return _location(self.parts[self.names.index(name)] if name in self.names else self.whole, row)


class Places(Mapping[str, Location]):
    """The places of the parts of a record, by name. Each is made when it is asked for."""

    __slots__ = ("_layout", "_row")

    def __init__(self, layout: Layout, row: int) -> None:
        self._layout, self._row = layout, row

    def __getitem__(self, name: str) -> Location:
        if name not in self._layout.names:
            raise KeyError(name)
        return self._layout.place(name, self._row)

    def __iter__(self) -> Iterator[str]:
        return iter(self._layout.names)

    def __len__(self) -> int:
        return len(self._layout.names)

    def __repr__(self) -> str:
        return repr(dict(self))


def laid_out(location: Location, places: Mapping[str, Location] | None = None) -> tuple[Layout, int]:
    """The layout of a record that stands at `location`, its parts at `places`, and its number in it."""
    found = places or {}
    row = 0 if any(_ROW in place.cell for place in (location, *found.values())) else _row_of(location)
    return _layout(_shape(location, row), tuple(found), tuple(_shape(place, row) for place in found.values())), row


@lru_cache(MOST_LAYOUTS)
def _layout(whole: _Shape, names: tuple[str, ...], parts: tuple[_Shape, ...]) -> Layout:
    return Layout(whole, names, parts)


def _row_of(location: Location) -> int:
    # Any number would do. By that of the row most records have one layout, also below a cell of several lines.
    found = _NUMBER.search(location.cell) if location.cell else None
    return int(found[1]) if found else location.line


def _shape(place: Location, row: int) -> _Shape:
    cell = place.cell.replace(str(row), _ROW) if row and place.cell else place.cell
    return place.file, place.line - row, place.column, cell


def _location(shape: _Shape, row: int) -> Location:
    file, line, column, cell = shape
    return Location(file, line + row, column, cell.replace(_ROW, str(row)) if row and cell else cell)


UNPLACED = _layout(("", 0, 0, ""), (), ())
