"""Rows before they are read: some left out, wide ones made long, years and phases made spells."""

from __future__ import annotations

import fnmatch
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from common.dates import OPEN
from loaders.sources.core_types import is_integer
from loaders.tables.mapping import Condition, Spells, TableMapping, Unpivot
from loaders.tables.phases import joined
from loaders.tables.rows import Header, Row, Table

STATED = "stated"


def shaped(table: Table, mapping: TableMapping, left: Counter[str], numbers: set[int]) -> Table:
    """The table as the mapping wants it; rows that are left out are counted in `left` by why, and `numbers` has those of all rows."""
    table = Table(table.header, _noted(table.rows, numbers))
    if mapping.unpivot:
        table = _unpivoted(table, mapping.unpivot)
    table = Table(table.header, _taken(table.rows, mapping, left))
    if mapping.spells:
        table = _in_spells(table, mapping.spells)
    return joined(table, mapping.phases, mapping.opens) if mapping.phases else table


def _noted(rows: Iterable[Row], numbers: set[int]) -> Iterator[Row]:
    for row in rows:
        numbers.add(row.number)
        yield row


def _taken(rows: Iterable[Row], mapping: TableMapping, left: Counter[str]) -> Iterator[Row]:
    for row in rows:
        if why := _reason(row, mapping.only, mapping.but):
            left[why] += 1
        else:
            yield row


def _reason(row: Row, only: Sequence[Condition], but: Sequence[Condition]) -> str:
    """Why a row is left out; empty when it is not."""
    for condition in only:
        if not condition.holds(row.cells.get(condition.column, "")):
            return condition.because or f"not: {condition}"
    return next((str(c) for c in but if c.holds(row.cells.get(c.column, ""))), "")


def columns_of(unpivot: Unpivot, header: Header) -> tuple[str, ...]:
    """The columns that are meant: by name, by a pattern such as `19*`, or from one to another (`1990..2005`)."""
    found: dict[str, None] = {}
    for word in unpivot.columns:
        first, dots, last = word.partition("..")
        if dots and first in header.positions and last in header.positions:
            found |= dict.fromkeys(header.columns[header.positions[first] - 1 : header.positions[last]])
        else:
            found |= dict.fromkeys(c for c in header.columns if c == word or fnmatch.fnmatchcase(c, word))
    return tuple(found)


def _unpivoted(table: Table, unpivot: Unpivot) -> Table:
    wide = columns_of(unpivot, table.header)

    def rows() -> Iterator[Row]:
        for row in table.rows:
            kept = {k: v for k, v in row.cells.items() if k not in wide}
            for column in wide:
                cells = {**kept, unpivot.name: column, unpivot.value: row.cells[column]}
                yield replace(row, cells=cells, origins={**row.origins, unpivot.name: column, unpivot.value: column})

    # The header keeps the wide columns: that is where problems stand.
    return Table(table.header, rows())


@dataclass(frozen=True, slots=True)
class _Run:
    """The first row of a run of years, and its last year."""

    row: Row
    first: int
    last: int


def _in_spells(table: Table, spells: Spells) -> Table:
    def rows() -> Iterator[Row]:
        found: dict[tuple[str, ...], list[tuple[int, Row]]] = defaultdict(list)
        for row in table.rows:
            if is_integer(year := row.cells.get(spells.year, "")):
                found[tuple(row.cells.get(c, "") for c in spells.of)].append((int(year), row))
        final = max((year for years in found.values() for year, _ in years), default=0)
        for years in found.values():
            for run in _runs(years, spells.gap):
                yield _spell(run, spells, final)

    return Table(table.header, rows())


def _runs(years: Iterable[tuple[int, Row]], gap: int) -> Iterator[_Run]:
    run: _Run | None = None
    for year, row in sorted(years, key=lambda y: y[0]):
        if run and year <= run.last + 1 + gap:
            run = replace(run, last=year)
            continue
        if run:
            yield run
        run = _Run(row, year, year)
    if run:
        yield run


def _spell(run: _Run, spells: Spells, final: int) -> Row:
    end = f"{run.last:04}"
    if run.last == final and spells.last != STATED:
        end = OPEN if spells.last == "open" else ""
    cells = {**run.row.cells, spells.start: f"{run.first:04}", spells.end: end}
    return replace(run.row, cells=cells, origins={**run.row.origins, spells.start: spells.year, spells.end: spells.year})


def made_columns(mapping: TableMapping) -> tuple[str, ...]:
    """The columns that a mapping adds to those of the table."""
    wide = (mapping.unpivot.name, mapping.unpivot.value) if mapping.unpivot else ()
    years = (mapping.spells.start, mapping.spells.end) if mapping.spells else ()
    return (*wide, *years)
