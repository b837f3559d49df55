"""The cells of a table's rows, from the JSON of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from api.answering.tables.columns import Column, Kind, Part, Path, Table
from common.dates import BEGINNING, FOREVER
from facts.coverage import days_of

Cell = str | int | float | bool | None
PLAIN = (str, int, float, bool)
"""What is a cell as it is."""
SEVERAL = "; "
"""Between the values of a list in one cell."""


class Cells:
    """What makes the cells of a row. `data` holds the values outside the list, `warnings` are the codes of the answer's warnings."""

    def __init__(self, table: Table, data: Mapping[str, Any], warnings: Sequence[str] = ()) -> None:
        inner = [column for column in table.columns if not column.outer]
        # Objects in the element are looked up once for all of their columns, of which a table has dozens.
        self._holders = tuple(dict.fromkeys(column.path[:-1] for column in inner))
        numbers = {path: number for number, path in enumerate(self._holders)}
        self._cells = [(numbers[c.path[:-1]], c.path[-1], None if c.kind is not Kind.DAY else c) for c in inner]
        self._outer = [(n, _cell(_at(data, c.path), c)) for n, c in enumerate(table.columns) if c.outer]
        self._last: Cell = None
        self.warn(warnings)

    def warn(self, warnings: Sequence[str]) -> None:
        """Have the rows from now on carry these codes."""
        self._last = SEVERAL.join(dict.fromkeys(warnings)) or None

    def of(self, element: Any) -> list[Cell]:
        """The cells of an element of the list."""
        holders = [_at(element, path) for path in self._holders]
        row: list[Cell] = []
        for number, key, day in self._cells:
            holder = holders[number]
            value = None if holder is None else holder.get(key)
            row.append(value if value is None or (day is None and value.__class__ in PLAIN) else _cell(value, day))
        for place, cell in self._outer:
            row.insert(place, cell)
        row.append(self._last)
        return row


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


def _cell(value: Any, column: Column | None) -> Cell:
    """A value in one cell. `column` matters where it may be one of days."""
    if value is None:
        return None
    if column and column.kind is Kind.DAY:
        days = days_of(value)
        day = None if days is None else days.earliest if column.part is Part.EARLIEST else days.latest
        return None if day in (BEGINNING, FOREVER) else day
    if isinstance(value, list):
        return SEVERAL.join(v if isinstance(v, str) else orjson.dumps(v).decode() for v in value)
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    found: Cell = value
    return found
