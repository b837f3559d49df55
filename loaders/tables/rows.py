"""Rows of a table, and where their cells stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from facts.records import Location, Problem

LETTERS = 26
_NUMBERED = re.compile(r"column_\d+")


class TableError(Exception):
    """A table that cannot be read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Header:
    """The columns of a table. `lettered`: they have letters, as in spreadsheets, of which `sheet` is one among several.

    `tab` is the name of the sheet, also where it is the only one; `row` is the row of the header, 0 where the file has none.
    """

    file: str
    columns: tuple[str, ...]
    sheet: str = ""
    lettered: bool = False
    tab: str = ""
    row: int = 0

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each column stands, from 1."""
        return {name: n for n, name in enumerate(self.columns, 1)}

    def place(self, row: Row, column: str = "") -> Location:
        """Where a cell stands, or a row."""
        column = row.origins.get(column, column)
        position = self.positions.get(column, 0)
        if not position:
            return Location(self.file, row.line, 1, f"row {row.number}")
        cell = f"{letters(position)}{row.number}" if self.lettered else f"row {row.number}"
        return Location(self.file, row.line, position, f"{f'{self.sheet}!' if self.sheet else ''}{cell}, {column}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as spreadsheets count (the header is 1), its line in the file, and the text of its cells by column.

    `origins` are the columns in which values stand that have been given another column since.
    """

    number: int
    line: int
    cells: Mapping[str, str]
    origins: Mapping[str, str] = field(default_factory=dict)


class Numbers:
    """Numbers of rows, each once. A set of a million takes a hundred times as much memory."""

    def __init__(self) -> None:
        self._there = bytearray()
        self._count = 0

    def add(self, number: int) -> None:
        """Take one in."""
        if number >= len(self._there):
            self._there.extend(bytes(number + 1))
        self._count += not self._there[number]
        self._there[number] = True

    def update(self, numbers: Iterable[int]) -> None:
        """Take several in."""
        for number in numbers:
            self.add(number)

    def __contains__(self, number: int) -> bool:
        return number < len(self._there) and bool(self._there[number])

    def __len__(self) -> int:
        return self._count


@dataclass(frozen=True, slots=True)
class Table:
    """A header and, once, the rows below it. Going through them may raise TableError.

    `rough`: about how many they are, where that is known before they are read.
    """

    header: Header
    rows: Iterator[Row]
    rough: int = 0


def numbered_column(name: str) -> bool:
    """Whether a column is called as those of a table without a header."""
    return _NUMBERED.fullmatch(name) is not None


def letters(position: int) -> str:
    """The letters of a column: 1 → A, 28 → AB."""
    found = ""
    while position:
        position, rest = divmod(position - 1, LETTERS)
        found = chr(ord("A") + rest) + found
    return found
