"""Panels as bytes: blocks of rows that are numbers, written without making a value of each cell.

Most rows of a year have the same numbers, and each state the same codes: so each of these is written once, and rows are put together from
the pieces. 4 million rows take seconds, and memory for one year.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from analysis.dyads import Block
from analysis.panels import NULL
from analysis.table import Entity, Numbers
from api.answering.tables.formats import BOM, ROW_GROUP, Format

MOST_AT_ONCE = {Format.ARROW: 500_000, Format.PARQUET: 10_000_000}
"""Rows of the formats that are written in one piece. Parquet takes about a byte for each, Arrow a hundred."""
WIDE = 1 << 40


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a panel: of each of the states that a row is about (`ends`), codes (`codes`), then the year and the numbers."""

    ends: Sequence[str]
    codes: Sequence[str]
    numbers: Sequence[str]

    @property
    def names(self) -> list[str]:
        """All names in their order."""
        return ["year", *(f"{end}.{code}" for end in self.ends for code in self.codes), *self.numbers]


def cells(entity: Entity, codes: Sequence[str]) -> list[str | None]:
    """The codes of a state; several of one kind with semicolons between them."""
    own: Mapping[str, str] = {"id": entity.id, "name": entity.name}
    return [own.get(code) or "; ".join(entity.codes.get(code, ())) or None for code in codes]


def written(blocks: Iterable[Block], years: Sequence[str], entities: Sequence[Entity], columns: Columns, form: Format) -> Iterator[bytes]:
    """A panel in a form of text: the head, then a piece for each year that has rows."""
    text = _Csv(columns) if form is Format.CSV else _Ndjson(columns)
    if head := text.head():
        yield head
    known: dict[int, tuple[str, ...]] = {}
    for block in filter(len, blocks):
        for number in {n for end in block.ends for n in end.tolist()} - known.keys():
            found = cells(entities[number], columns.codes)
            known[number] = tuple(text.codes(end, found) for end in columns.ends)
        yield "".join(_lines(block, text, text.year(years[block.period]), known)).encode()


def _lines(block: Block, text: _Csv | _Ndjson, year: str, known: Mapping[int, tuple[str, ...]]) -> Iterable[str]:
    tails, which = _tails(block, text)
    if block.b is None:
        return [f"{year}{known[a][0]}{tails[k]}" for a, k in zip(block.a.tolist(), which, strict=True)]
    rows = zip(block.a.tolist(), block.b.tolist(), which, strict=True)
    return [f"{year}{known[a][0]}{known[b][1]}{tails[k]}" for a, b, k in rows]


def _tails(block: Block, text: _Csv | _Ndjson) -> tuple[list[str], list[int]]:
    """The texts of the different rows of numbers, and which each row has."""
    code, size = np.zeros(len(block), np.int64), 1
    for column in block.columns:
        low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
        if high > low:
            if size * (high - low + 1) > WIDE:
                kinds, code = np.unique(code, return_inverse=True)
                size = len(kinds)
            code, size = code * (high - low + 1) + (column - low), size * (high - low + 1)
    _, at, which = np.unique(code, return_index=True, return_inverse=True)
    different = np.array([column[at] for column in block.columns]).T.tolist() if len(at) else []
    return [text.numbers([None if v == NULL else v for v in row]) for row in different], which.tolist()


class _Csv:
    def __init__(self, columns: Columns) -> None:
        self._names = columns.names

    def head(self) -> bytes:
        return _csv(self._names).encode()

    def year(self, year: str) -> str:
        return str(int(year))

    def codes(self, _end: str, values: Sequence[str | None]) -> str:
        return f",{_csv(values).rstrip()}" if values != [None] else ","

    def numbers(self, values: Sequence[int | None]) -> str:
        return "".join("," if v is None else f",{v}" for v in values) + "\r\n"


class _Ndjson:
    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def head(self) -> bytes:
        return b""

    def year(self, year: str) -> str:
        return f'{{"year":{int(year)}'

    def codes(self, end: str, values: Sequence[str | None]) -> str:
        return "," + _inner({f"{end}.{code}": value for code, value in zip(self._columns.codes, values, strict=True)})

    def numbers(self, values: Sequence[int | None]) -> str:
        return f",{_inner(dict(zip(self._columns.numbers, values, strict=True)))}}}\n"


def _inner(values: Mapping[str, Any]) -> str:
    return orjson.dumps(values).decode()[1:-1]


def _csv(row: Sequence[Any]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(row)
    return text.getvalue()


def columnar(blocks: Iterable[Block], years: Sequence[str], entities: Sequence[Entity], columns: Columns, form: Format) -> bytes:
    """A panel as Arrow or Parquet, in one piece."""
    from arro3 import core  # noqa: PLC0415 (only who asks for it pays for its import)
    from arro3 import io as arrow  # noqa: PLC0415

    codes = [core.Field(f"{end}.{code}", core.DataType.utf8()) for end in columns.ends for code in columns.codes]
    numbers = [core.Field(name, core.DataType.int32()) for name in columns.numbers]
    schema = core.Schema([core.Field("year", core.DataType.int32()), *codes, *numbers])
    known = [list(values) for values in zip(*(cells(e, columns.codes) for e in entities), strict=True)]

    def batch(block: Block) -> Any:
        ends = [end.tolist() for end in block.ends]
        found = [core.Array(np.full(len(block), int(years[block.period]), np.int32))]
        found += [core.Array([values[n] for n in end], core.DataType.utf8()) for end in ends for values in known]
        found += [_numbers(core, column) for column in block.columns]
        return core.RecordBatch.from_arrays(found, schema=schema)

    reader = core.RecordBatchReader.from_batches(schema, (batch(block) for block in blocks if len(block)))
    out = io.BytesIO()
    if form is Format.PARQUET:
        arrow.write_parquet(reader, out, compression=ROW_GROUP)
    else:
        arrow.write_ipc_stream(reader, out)
    return out.getvalue()


def _numbers(core: Any, column: Numbers) -> Any:
    if (column != NULL).all():
        return core.Array(column.astype(np.int32))
    return core.Array([None if v == NULL else v for v in column.tolist()], core.DataType.int32())


def marked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Text that spreadsheet programs open by themselves."""
    yield BOM.encode() + next(pieces)
    yield from pieces
