"""The cells of a table's rows, from the JSON of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson

from api.answering.tables.columns import Column, Kind, Part, Path, Table
from common.dates import BEGINNING, FOREVER, OPEN, Bounds, InvalidDateError, bounds

Cell = str | int | float | bool | None
SEVERAL = "; "
"""Between the values of a list in one cell."""


def rows_of(table: Table, data: Mapping[str, Any], warnings: Sequence[str] = ()) -> Iterator[list[Cell]]:
    """The rows of an answer's data, each with a cell for every column and the codes of the answer's warnings."""
    elements = [data] if table.rows is None else _at(data, table.rows) or ()
    return cells_of(table, elements, data, warnings)


def cells_of(table: Table, elements: Iterable[Any], data: Mapping[str, Any], warnings: Sequence[str] = ()) -> Iterator[list[Cell]]:
    """The rows of the elements of a list. `data` holds the values outside of it."""
    last = SEVERAL.join(dict.fromkeys(warnings)) or None
    fixed = {i: _cell(_at(data, c.path), c) for i, c in enumerate(table.columns) if c.outer}
    free = [(i, c) for i, c in enumerate(table.columns) if not c.outer]
    for element in elements:
        if element is not None:
            own = fixed | {i: _cell(_at(element, column.path), column) for i, column in free}
            yield [*(own[i] for i in range(len(table.columns))), last]


def _at(value: Any, path: Path) -> Any:
    for key in path:
        if value is None:
            return None
        value = value.get(key)
    return value


def _cell(value: Any, column: Column) -> Cell:
    if value is None:
        return None
    if column.kind is Kind.DAY:
        days = _days(value)
        day = None if days is None else days.earliest if column.part is Part.EARLIEST else days.latest
        return None if day in (BEGINNING, FOREVER) else day
    if isinstance(value, list):
        return SEVERAL.join(v if isinstance(v, str) else orjson.dumps(v).decode() for v in value)
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    found: Cell = value
    return found


@lru_cache(4096)
def _days(text: str) -> Bounds | None:
    """The days that a date may mean."""
    if text == OPEN:
        return None
    try:
        return bounds(text)
    except InvalidDateError:
        return None
