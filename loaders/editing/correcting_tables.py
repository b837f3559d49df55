"""Corrections as rows of a table: `foedera correct --from corrections.csv`.

A row names an entity (`id`), a property or relation (`what`), its value or the one at the other end (`value`), and who says so (`source`).
All other columns are details of the relationship, or of the provenance. What is wrong is told with its row and column, all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from common.errors import InputError, NotFoundError, UsageError
from common.suggest import suggest
from facts.records import Location, Problem, Records
from loaders.checks.conforming import Known, check_records, known
from loaders.editing.correcting import Correction, Corrector, Plain, SpellError, file_of
from loaders.sources.gathering import read_text
from loaders.tables.files import read_table
from loaders.tables.options import Options
from loaders.tables.rows import Header, Row, TableError
from ontology import Model

ID, WHAT, VALUE, SOURCE, SPELL, NOTE = COLUMNS = ("id", "what", "value", "source", "spell", "note")
ALSO = {"entity": ID, "property": WHAT, "relation": WHAT, "object": VALUE, "ref": VALUE}
"""Other names of these columns."""
REQUIRED = (ID, WHAT, VALUE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as a correction, and where its cells stand."""

    wanted: Correction
    row: Row
    header: Header
    columns: Mapping[str, str]

    def place(self, part: str) -> Location:
        return self.header.place(self.row, self.columns.get(part, part))


def write_corrections(table: Path, usual: Correction, held: Records, model: Model, corrector: Corrector | None = None) -> str:
    """The file that says what the rows of a table say. `usual` has the dataset, its rank, and the source of rows without one.

    Raises InputError with all that is wrong, NotFoundError where there is no table.
    """
    lines = _read(table, usual, model)
    corrector = corrector or Corrector(held, model)
    background = known(held, model)
    problems: list[Problem] = []
    groups: dict[tuple[str, ...], list[_Line]] = {}
    for line in lines:
        cells = _Cells(line, corrector)
        problems += cells.problems
        if not cells.problems:
            groups.setdefault(cells.subject, []).append(line)
    blocks: list[Plain] = []
    for group in groups.values():
        found = list(_wrong(group, corrector, background, held, model))
        problems += found
        if not found:
            block = corrector.block([line.wanted for line in group])
            source = group[0].wanted.source
            blocks.append(block if source == lines[0].wanted.source else {**block, SOURCE: source})
    if problems:
        count = f"{len(problems):,} problem{'s' * (len(problems) > 1)}"
        raise InputError("\n".join(str(p) for p in sorted(set(problems))), f"{count}; nothing was written")
    return file_of(lines[0].wanted, blocks, held, model)


def _read(table: Path, usual: Correction, model: Model) -> list[_Line]:
    problems: list[Problem] = []
    try:
        found, _ = read_table(table, str(table), Options(), problems)
        columns = _columns(found.header, model)
        lines = [_line(row, found.header, columns, usual) for row in found.rows]
    except TableError as error:
        raise InputError(str(error.problem), "nothing was written") from error
    if problems:
        raise InputError("\n".join(map(str, sorted(problems))), "nothing was written")
    if not lines:
        raise UsageError(f"{table} has no rows", f"its columns are {', '.join(COLUMNS)}, and details such as start and end")
    return lines


def _columns(header: Header, model: Model) -> dict[str, str]:
    """The column of each part of a correction. Raises InputError."""
    edges = {p.name for r in model.relations.values() if r.sourced for p in model.stated(r.edge)}
    allowed = {*COLUMNS, *edges, *(p for p in model.provenance if p != "dataset")}
    found: dict[str, str] = {}
    for column in header.columns:
        part = ALSO.get(column.lower(), column)
        if part not in allowed:
            near = suggest(part, allowed) or f"there are {', '.join((*COLUMNS, 'start', 'end', 'role'))} and so on"
            raise InputError(f"{header.place(Row(1, 1, {}), column)}: no column is called {column!r}; {near}", "nothing was written")
        found.setdefault(part, column)
    if missing := [part for part in REQUIRED if part not in found]:
        raise InputError(f"{header.file}:1:1: there is no column {' or '.join(missing)}", f"its columns are {', '.join(COLUMNS)}")
    return found


def _line(row: Row, header: Header, columns: Mapping[str, str], usual: Correction) -> _Line:
    cells = {part: row.cells.get(column, "").strip() for part, column in columns.items()}
    details = {part: cell for part, cell in cells.items() if part not in COLUMNS and cell}
    wanted = replace(
        usual,
        subject=cells[ID],
        name=cells[WHAT],
        value=cells[VALUE],
        source=cells.get(SOURCE) or usual.source,
        details=details,
        spell=cells.get(SPELL, ""),
        note=cells.get(NOTE) or usual.note,
    )
    return _Line(wanted, row, header, columns)


def _parts(wanted: Correction) -> dict[str, str]:
    return {ID: wanted.subject, WHAT: wanted.name, VALUE: wanted.value, SOURCE: wanted.source}


class _Cells:
    """What the cells of a row name, each looked at, and what is wrong with them."""

    def __init__(self, line: _Line, corrector: Corrector) -> None:
        self.line, self.corrector = line, corrector
        self.problems = [self._empty(part) for part in (*REQUIRED, SOURCE) if not _parts(line.wanted)[part]]
        wanted = line.wanted
        subject = self._looked_up(ID, wanted.subject, corrector.entity)
        end = self._looked_up(WHAT, wanted.name, partial(corrector.end, subject)) if subject else None
        # Of an entity that nobody knows, a relation is told by its name alone.
        leads = end is not None or (subject is None and wanted.name in corrector.relations)
        other = self._looked_up(VALUE, wanted.value, corrector.entity) if leads else None
        self.subject = (subject or "", wanted.name, other or str(line.row.number))
        """What a row is about, where others may be about the same: the entity, the relation and its other end."""

    def _looked_up(self, part: str, cell: str, look_up: Callable[[str], T]) -> T | None:
        try:
            return look_up(cell) if cell else None
        except (NotFoundError, UsageError) as error:
            self.problems.append(Problem(self.line.place(part), error.message, error.hint or ""))
            return None

    def _empty(self, part: str) -> Problem:
        remedy = "write who says so, or give --source" if part == SOURCE else "every row needs it"
        return Problem(self.line.place(part), f"{part} is empty", remedy)


def _wrong(group: Sequence[_Line], corrector: Corrector, background: Known, held: Records, model: Model) -> Iterator[Problem]:
    """What is wrong with the rows on one pair, or with the value of a property."""
    last = group[-1]
    for count in range(1, len(group) + 1):
        try:
            block = corrector.block([line.wanted for line in group[:count]])
        except (NotFoundError, UsageError) as error:
            part = SPELL if isinstance(error, SpellError) else ""
            yield Problem(group[count - 1].place(part), error.message, error.hint or "")
            return
    said, unread = read_text(file_of(last.wanted, [block], held, model), model)
    _, wrong = check_records(said, model, background)
    for problem in (*unread, *wrong):
        line, part = _cell(problem, group)
        yield replace(problem, location=line.place(part))


def _cell(problem: Problem, group: Sequence[_Line]) -> tuple[_Line, str]:
    """The row and the column from which a wrong value is."""
    for line in group:
        parts = {VALUE: line.wanted.value, SOURCE: line.wanted.source, **line.wanted.details}
        for part, value in parts.items():
            if value[:60] == problem.value and value:
                return line, part
    return group[0], problem.path
