"""From rows to the answer: small callables, put together once for an operation and applied to each row.

A row is the list of columns that the plan asked for; a Maker takes a row and gives the JSON value of one field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from api.compiling.arguments import cursor_of

Row = Sequence[Any]
Maker = Callable[[Row], Any]


def constant(value: object) -> Maker:
    """The same value for every row."""
    return lambda row: value


def column(index: int) -> Maker:
    """A column as it is."""
    return itemgetter(index)


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: response keys with what makes their values."""

    fields: tuple[tuple[str, Maker], ...]

    def __call__(self, row: Row) -> dict[str, Any]:
        """The object of a row."""
        return {key: make(row) for key, make in self.fields}


@dataclass(frozen=True, slots=True)
class ShapeByClass:
    """An object of an abstract type: the shape depends on the class in one of the columns."""

    index: int
    shapes: Mapping[str, Shape]

    def __call__(self, row: Row) -> dict[str, Any]:
        """The object of a row."""
        return self.shapes[row[self.index]](row)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cursor of a row, made of the columns that hold the keys of the order."""

    indexes: tuple[int, ...]

    def __call__(self, row: Row) -> str:
        """The cursor as opaque text."""
        return cursor_of([row[i] for i in self.indexes])


@dataclass(frozen=True, slots=True)
class Listing:
    """The page of a connection: one row more than asked for tells whether there are more."""

    size: int
    backward: bool
    bounded_after: bool
    bounded_before: bool

    def page(self, answer: Row) -> tuple[list[Row], bool]:
        """The rows of the page in the order of the list, and whether more were found beyond it."""
        rows = answer[0] or []
        more = len(rows) > self.size
        rows = rows[: self.size]
        return (rows[::-1] if self.backward else rows), more


@dataclass(frozen=True, slots=True)
class Connection:
    """The object of a connection. Each field is made of (rows of the page, more, total)."""

    listing: Listing
    fields: tuple[tuple[str, Callable[[list[Row], bool, int], Any]], ...]

    def __call__(self, answer: Row) -> dict[str, Any]:
        """The object of a block's answer."""
        rows, more = self.listing.page(answer)
        return {key: make(rows, more, answer[1]) for key, make in self.fields}


@dataclass(frozen=True, slots=True)
class Inside:
    """A connection that stands in a column of a row."""

    index: int
    connection: Connection

    def __call__(self, row: Row) -> dict[str, Any]:
        """The object of the answer in the column."""
        return self.connection(row[self.index])


@dataclass(frozen=True, slots=True)
class Single:
    """The one node of a block, or null."""

    shape: Shape | ShapeByClass

    def __call__(self, answer: Row) -> dict[str, Any] | None:
        """The object of a block's answer."""
        return self.shape(answer[0][0]) if answer[0] else None
