"""From rows to the answer: small callables, put together once for an operation and applied to each row.

A row is the list of columns that the plan asked for; a Resolver takes a row and gives the JSON value of one field.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Protocol

from api.language.arguments.paging import cursor_of
from queries import answers

Row = Sequence[Any]
Resolver = Callable[[Row], Any]


def constant(value: object) -> Resolver:
    """The same value for every row."""
    return lambda row: value


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is."""

    index: int

    def __call__(self, row: Row) -> Any:
        """The value in the column."""
        return row[self.index]


@dataclass(frozen=True, slots=True)
class Suffixed:
    """A column that holds text, with something behind it."""

    index: int
    suffix: str

    def __call__(self, row: Row) -> str:
        """The text."""
        return row[self.index] + self.suffix  # type: ignore[no-any-return]  # columns hold what the store gives


MOST_KEPT = 40
"""Fields of an object whose code is kept, 1,000 times 6 kB at most; that of 1,500 fields takes 280 kB."""


def shape(fields: Sequence[tuple[str, Resolver]]) -> Resolver:
    """What makes the object of a row: response keys with what makes their values."""
    columns = tuple(make.index if isinstance(make, Column) else None for _, make in fields)
    assembling = _kept_assembling if len(columns) <= MOST_KEPT else _assembling
    made: Resolver = assembling(columns)(*(key for key, _ in fields), *(make for _, make in fields))
    return made


def _assembling(columns: tuple[int | None, ...]) -> Callable[..., Resolver]:
    """Takes keys and makers and gives what makes an object of them; a column is read in place, where a maker is called for None.

    The lambda is written out, as namedtuple of the standard library does it, which takes half the time of going through the fields: an
    answer has many thousands of them. It is made of numbers alone.
    """
    keys, makers = ([f"{letter}{i}" for i in range(len(columns))] for letter in "km")
    values = (f"{makers[i]}(row)" if column is None else f"row[{column:d}]" for i, column in enumerate(columns))
    pairs = ", ".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True))
    assemble: Callable[..., Resolver] = eval(f"lambda {', '.join(keys + makers)}: lambda row: {{{pairs}}}", {})  # noqa: S307
    return assemble


_kept_assembling = lru_cache(1_000)(_assembling)


@dataclass(frozen=True, slots=True)
class ShapeByClass:
    """An object of an abstract type: the shape depends on the class in one of the columns."""

    index: int
    shapes: Mapping[str, Resolver]

    def __call__(self, row: Row) -> Any:
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
    """The page of a connection: one row more than asked for, if it was read, tells whether there are more."""

    size: int
    backward: bool
    bounded_after: bool
    bounded_before: bool

    def page(self, answer: Row) -> tuple[list[Row], bool]:
        """The rows of the page in the order of the list, and whether more were found beyond it."""
        rows = list(answers.rows(answer))
        more = len(rows) > self.size
        rows = rows[: self.size]
        return (rows[::-1] if self.backward else rows), more


class Needs(enum.Enum):
    """What a field of a connection is made of: decides whether it can be written before the rows of the list are there."""

    NUMBERS = "numbers"  # totals and aggregates, which are known without any row
    ROWS = "rows"  # every row of the page
    ENDS = "ends"  # the first and the last row of the page, and whether there are more


class Field(Protocol):
    """A field of a connection."""

    @property
    def needs(self) -> Needs:
        """What it is made of."""

    def __call__(self, rows: list[Row], more: bool, answer: Row, /) -> Any:
        """Its JSON value, from the rows of the page, whether there are more, and the whole answer of the listing."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A field made of the numbers in the answer of a listing: its total, its aggregates, or nothing at all."""

    make: Resolver
    needs: ClassVar[Needs] = Needs.NUMBERS

    def __call__(self, _rows: list[Row], _more: bool, answer: Row) -> Any:
        """The JSON value, whatever the rows are."""
        return self.make(answer)


@dataclass(frozen=True, slots=True)
class Each:
    """A field that lists something of every row: nodes, edges."""

    make: Resolver
    needs: ClassVar[Needs] = Needs.ROWS

    def __call__(self, rows: list[Row], _more: bool, _answer: Row) -> list[Any]:
        """One value for each row."""
        return list(map(self.make, rows))


@dataclass(frozen=True, slots=True)
class Ends:
    """A field made of the first and the last row of the page and of what is beyond it: pageInfo."""

    make: Callable[[list[Row], bool], Any]
    needs: ClassVar[Needs] = Needs.ENDS

    def __call__(self, rows: list[Row], more: bool, _answer: Row) -> Any:
        """The JSON value, from at least the first and the last row."""
        return self.make(rows, more)


@dataclass(frozen=True, slots=True)
class Connection:
    """The object of a connection. Each field is made of (rows of the page, more, the whole answer)."""

    listing: Listing
    fields: tuple[tuple[str, Field], ...]

    def __call__(self, answer: Row) -> dict[str, Any]:
        """The object of an answer."""
        rows, more = self.listing.page(answer)
        return {key: make(rows, more, answer) for key, make in self.fields}


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
    """The one node of a listing, or null."""

    shape: Resolver

    def __call__(self, answer: Row) -> Any:
        """The object of an answer."""
        rows = list(answers.rows(answer))
        return self.shape(rows[0]) if rows else None
