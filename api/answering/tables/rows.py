"""The cells of a table's rows, from the JSON of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from api.answering.tables.columns import Column, Kind, Part, Path, Table
from common.dates import BEGINNING, FOREVER
from facts.coverage import days_of

Cell = str | int | float | bool | None
SEVERAL = "; "
"""Between the values of a list in one cell."""


class Cells:
    """What makes the cells of a row. `data` holds the values outside the list, `warnings` are the codes of the answer's warnings."""

    def __init__(self, table: Table, data: Mapping[str, Any], warnings: Sequence[str] = ()) -> None:
        self._columns = table.columns
        self._outer = {column: _cell(_at(data, column.path), column) for column in table.columns if column.outer}
        self._last = SEVERAL.join(dict.fromkeys(warnings)) or None

    def of(self, element: Any) -> list[Cell]:
        """The cells of an element of the list."""
        outer = self._outer
        return [*(outer[c] if c.outer else _cell(_at(element, c.path), c) for c in self._columns), self._last]


def rows_of(table: Table, data: Mapping[str, Any], warnings: Sequence[str] = ()) -> Iterator[list[Cell]]:
    """The rows of an answer's data."""
    elements = [data] if table.rows is None else _at(data, table.rows) or ()
    cells = Cells(table, data, warnings)
    return (cells.of(element) for element in elements if element is not None)


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
        days = days_of(value)
        day = None if days is None else days.earliest if column.part is Part.EARLIEST else days.latest
        return None if day in (BEGINNING, FOREVER) else day
    if isinstance(value, list):
        return SEVERAL.join(v if isinstance(v, str) else orjson.dumps(v).decode() for v in value)
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    found: Cell = value
    return found
