"""How tables look in bytes.

CSV follows RFC 4180, with a point in numbers, `true` and `false`, and nothing where nothing is known; spreadsheets get a byte order mark on
request, and then texts that they would take for formulas begin with an apostrophe. NDJSON has one object a line. Arrow and Parquet have
typed columns.
"""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import orjson

from api.answering.tables.columns import Kind, Table
from api.answering.tables.rows import Cell

BATCH = 5_000
"""Rows that are written at a time."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
EPOCH = date(1970, 1, 1).toordinal()
ROW_GROUP = "zstd(3)"


class Format(enum.Enum):
    """A form of tables, with its name in an address, its media type and how its files end."""

    CSV = ("csv", "text/csv")
    NDJSON = ("ndjson", "application/x-ndjson")
    ARROW = ("arrow", "application/vnd.apache.arrow.stream")
    PARQUET = ("parquet", "application/vnd.apache.parquet")

    def __init__(self, word: str, media: str) -> None:
        self.word = word
        self.media = media

    @property
    def text(self) -> bool:
        """Whether it is text, of which every row stands for itself."""
        return self in (Format.CSV, Format.NDJSON)


def format_of(word: str) -> Format | None:
    """The format with a name."""
    return next((f for f in Format if f.word == word), None)


@dataclass(frozen=True, slots=True)
class TableWish:
    """That an answer is wanted as a table, and how. `spreadsheet` asks for CSV that spreadsheet programs open by themselves."""

    form: Format
    spreadsheet: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A table in a format."""

    table: Table
    form: Format
    spreadsheet: bool = False

    @property
    def streamable(self) -> bool:
        """Whether its rows can be written one by one, without knowing more than each of them."""
        return self.form.text and self.table.rows is not None and not any(column.outer for column in self.table.columns)

    def whole(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """The table in one piece."""
        if self.form.text:
            return self.head() + b"".join(self.lines(batch) for batch in _batches(rows))
        return _columnar(self.table, self.form, rows)

    def head(self) -> bytes:
        """What stands before the rows of text."""
        if self.form is not Format.CSV:
            return b""
        return ((BOM if self.spreadsheet else "") + _csv([self.table.names])).encode()

    def lines(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """Rows as text."""
        if self.form is Format.CSV:
            return _csv(map(_guarded if self.spreadsheet else _shown, rows)).encode()
        names = self.table.names
        return b"".join(orjson.dumps(dict(zip(names, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def _batches(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _csv(rows: Iterable[Sequence[Cell]]) -> str:
    text: list[str] = []
    csv.writer(_Lines(text.append)).writerows(rows)
    return "".join(text)


@dataclass(frozen=True, slots=True)
class _Lines:
    """As much of a file as is written to. A StringIO for each row took longer than the row."""

    write: Callable[[str], object]


def _shown(row: Sequence[Cell]) -> list[Cell]:
    return ["true" if cell is True else "false" if cell is False else cell for cell in row]


def _guarded(row: Sequence[Cell]) -> list[Cell]:
    """A row for spreadsheets."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell for cell in _shown(row)]


def _columnar(table: Table, form: Format, rows: Iterable[Sequence[Cell]]) -> bytes:
    from arro3 import core  # noqa: PLC0415 (only who asks for it pays for its import)
    from arro3 import io as arrow  # noqa: PLC0415

    types = {
        Kind.TEXT: core.DataType.utf8(),
        Kind.INTEGER: core.DataType.int64(),
        Kind.NUMBER: core.DataType.float64(),
        Kind.BOOLEAN: core.DataType.bool(),
        Kind.DAY: core.DataType.date32(),
    }
    kinds = [*(column.kind for column in table.columns), Kind.TEXT]
    schema = core.Schema([core.Field(name, types[kind]) for name, kind in zip(table.names, kinds, strict=True)])

    def batch(part: list[Sequence[Cell]]) -> Any:
        columns = zip(*part, strict=True)
        return core.RecordBatch.from_arrays([_array(core, types, k, c) for k, c in zip(kinds, columns, strict=True)], schema=schema)

    reader = core.RecordBatchReader.from_batches(schema, (batch(part) for part in _batches(rows)))
    found = io.BytesIO()
    if form is Format.PARQUET:
        arrow.write_parquet(reader, found, compression=ROW_GROUP)
    else:
        arrow.write_ipc_stream(reader, found)
    return found.getvalue()


def _array(core: Any, types: Any, kind: Kind, cells: Sequence[Cell]) -> Any:
    if kind is Kind.DAY:
        return core.Array([_day_number(cell) for cell in cells], core.DataType.int32()).cast(types[kind])
    if kind is Kind.NUMBER:
        return core.Array([None if cell is None else float(cell) for cell in cells], types[kind])
    return core.Array(list(cells), types[kind])


def _day_number(cell: Cell) -> int | None:
    return None if cell is None else date.fromisoformat(str(cell)).toordinal() - EPOCH
