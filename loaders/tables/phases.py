"""Phases made spells: a source that begins a new row whenever something about a relationship changes, though the relationship goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from common.dates import FOREVER, InvalidDateError, bounds, next_day
from loaders.tables.dates import read_date
from loaders.tables.mapping import Phases
from loaders.tables.rows import Row, Table


@dataclass(frozen=True, slots=True)
class _Phase:
    """A row, the first day on which it may begin and the last on which it may end; "" where that is not known."""

    row: Row
    begun: str
    ended: str


def joined(table: Table, phases: Phases, opens: Collection[str], merged: dict[int, list[int]]) -> Table:
    """The table with one row for each run of phases. `opens`: ends that mean that something goes on; the rows of a run go to `merged`."""

    def rows() -> Iterator[Row]:
        found: dict[tuple[str, ...], list[_Phase]] = defaultdict(list)
        for row in table.rows:
            found[tuple(row.cells.get(c, "") for c in phases.of)].append(_phase(row, phases, opens))
        for own in found.values():
            yield from _runs(own, phases, merged)

    return Table(table.header, rows())


def _phase(row: Row, phases: Phases, opens: Collection[str]) -> _Phase:
    start, end = row.cells.get(phases.start, ""), row.cells.get(phases.end, "")
    return _Phase(row, _day(start, phases, last=False), FOREVER if end and end in opens else _day(end, phases, last=True))


def _day(cell: str, phases: Phases, *, last: bool) -> str:
    """The first or last day that a cell may mean. What is no date is reported where it is read."""
    try:
        meant = bounds(read_date(cell, phases.dates)) if cell else None
    except InvalidDateError:
        return ""
    return "" if meant is None else meant.latest if last else meant.earliest


def _runs(own: Iterable[_Phase], phases: Phases, merged: dict[int, list[int]]) -> Iterator[Row]:
    run: _Phase | None = None
    for phase in sorted(own, key=lambda p: p.begun):
        if run and run.ended and phase.begun and phase.begun <= next_day(run.ended):
            merged[run.row.number].append(phase.row.number)
            run = _longer(run, phase, phases)
            continue
        if run:
            yield run.row
        run = phase
    if run:
        yield run.row


def _longer(run: _Phase, phase: _Phase, phases: Phases) -> _Phase:
    """A run with a phase that follows. One that ended before the run did adds nothing."""
    if phase.ended and phase.ended <= run.ended:
        return run
    cells = {**run.row.cells, phases.end: phase.row.cells.get(phases.end, "")}
    return replace(run, row=replace(run.row, cells=cells), ended=phase.ended)
