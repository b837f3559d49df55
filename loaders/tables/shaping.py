"""Rows before they are read: some left out, wide ones made long, years and phases made spells."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from common.dates import OPEN
from facts.records import Problem
from loaders.checks import rules
from loaders.sources.date_remedies import date_remedy
from loaders.tables.mapping import Condition, Spells, TableMapping, Unpivot
from loaders.tables.phases import joined
from loaders.tables.rows import Header, Numbers, Row, Table

STATED = "stated"
EMPTY = "empty"
_YEAR = re.compile(r"(\d{3,4})(?:\.0+)?")
"""A year, also as one that went through a table as a number. 49 may be 1949."""


@dataclass(slots=True)
class Seen:
    """What was seen of the rows of a table: the numbers of all, those left out counted by why, what is wrong with some.

    `merged` are the rows that went into one that stands for several, by the number of that one.
    """

    problems: list[Problem]
    numbers: Numbers = field(default_factory=Numbers)
    left: Counter[str] = field(default_factory=Counter)
    merged: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def behind(self, number: int) -> Iterator[int]:
        """The rows behind one that stands for several; the row itself, if it does not."""
        yield number
        yield from self.merged.get(number, ())


def shaped(table: Table, mapping: TableMapping, seen: Seen) -> Table:
    """The table as the mapping wants it."""
    table = Table(table.header, _noted(table.rows, seen, table.header.row))
    if mapping.unpivot:
        table = _unpivoted(table, mapping.unpivot)
    table = Table(table.header, _taken(table.rows, mapping, seen.left))
    if mapping.spells:
        table = _in_spells(table, mapping, mapping.spells, seen)
    return joined(table, mapping.phases, mapping.opens, seen.merged) if mapping.phases else table


def _noted(rows: Iterable[Row], seen: Seen, header: int) -> Iterator[Row]:
    """The rows, each with its number taken down. Readers pass over empty ones; those behind the last one nobody counts."""
    before = header
    for row in rows:
        if row.number > before + 1:
            seen.left[EMPTY] += row.number - before - 1
        before = row.number
        seen.numbers.add(row.number)
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


def _in_spells(table: Table, mapping: TableMapping, spells: Spells, seen: Seen) -> Table:
    def rows() -> Iterator[Row]:
        found: dict[tuple[str, ...], list[tuple[int, Row]]] = defaultdict(list)
        for row in table.rows:
            if (year := _year(row, spells.year, mapping, table.header, seen)) is not None:
                found[tuple(row.cells.get(c, "") for c in spells.of)].append((year, row))
        final = max((year for years in found.values() for year, _ in years), default=0)
        for years in found.values():
            for run in _runs(years, spells.gap, seen.merged):
                yield _spell(run, spells, final)

    return Table(table.header, rows())


def _year(row: Row, column: str, mapping: TableMapping, header: Header, seen: Seen) -> int | None:
    """The year of a row; None where it has none, which is counted, or where it is no year, which is a problem."""
    text = row.cells.get(column, "")
    if not text or text in mapping.missing:
        seen.left[f"no {column}"] += 1
        return None
    if found := _YEAR.fullmatch(text):
        return int(found[1])
    remedy = date_remedy(text)
    problem = rules.BAD_DATE.broken(header.place(row, column), f"{column} is {text[:60]!r}, which is no year", remedy, value=text[:60])
    seen.problems.append(problem)
    return None


def _runs(years: Iterable[tuple[int, Row]], gap: int, merged: dict[int, list[int]]) -> Iterator[_Run]:
    run: _Run | None = None
    for year, row in sorted(years, key=lambda y: y[0]):
        if run and year <= run.last + 1 + gap:
            run = replace(run, last=year)
            merged[run.row.number].append(row.number)
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
