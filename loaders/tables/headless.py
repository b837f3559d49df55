"""Rows that say nothing, because the cell is empty that names what they are about: the lower ones of merged cells, mostly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from facts.records import Location, Problem
from loaders.checks import rules
from loaders.tables.mapping import Cell, Form, Group, TableMapping, Template
from loaders.tables.reading import columns_named
from loaders.tables.rows import Header, Row


class Headless:
    """Counts such rows of one table by the column that is empty."""

    def __init__(self, mapping: TableMapping, header: Header) -> None:
        self.mapping = mapping
        self.header = header
        self.first: dict[str, Location] = {}
        self.rows: dict[str, int] = {}

    def note(self, row: Row) -> None:
        """Take in a row that says nothing."""
        column = empty_head(self.mapping.entities, row)
        # A wide table is empty where there is nothing to be said.
        if column and not (self.mapping.unpivot and column == self.mapping.unpivot.value):
            self.first.setdefault(column, self.header.place(row, column))
            self.rows[column] = self.rows.get(column, 0) + 1

    def problems(self) -> Iterator[Problem]:
        """Each column once, with its first row and the number of them."""
        leave = "delete the row" if self.mapping.file == self.header.file else "leave the row out: except: [{{column: {}, blank: true}}]"
        for column, where in self.first.items():
            many = f" ({self.rows[column]:,} rows)" if self.rows[column] > 1 else ""
            remedy = f"fill it in (of merged cells only the first has the value), or {leave.format(column)}"
            yield rules.NO_HEAD.broken(where, f"{column} is empty, so that nothing is said by the row{many}", remedy)


def empty_head(forms: Iterable[Form], row: Row) -> str:
    """The column that should name what a row is about, where it is empty and the rest is filled in; empty for any other row."""
    for form in forms:
        # Of several of one kind, such as allies in three columns, any may be absent.
        if not isinstance(form, Group) or not all(c.holds(row.cells.get(c.column, "")) for c in form.when):
            continue
        head = form.forms.get(form.head)
        blank = next((column for column in _needed(head) if not row.cells.get(column)), "")
        rest = replace(form, forms={k: f for k, f in form.forms.items() if k != form.head}, when=())
        if blank:
            if any(row.cells.get(column) for column, _ in columns_named(rest)):
                return blank
        elif found := empty_head(rest.forms.values(), row):
            return found
    return ""


def _needed(head: Form | None) -> tuple[str, ...]:
    """The columns without which a form says nothing."""
    match head:
        case Cell(default=""):
            return (head.column,) if head.column else ()
        case Template():
            return tuple(column for piece in head.pieces if not piece.optional for column in piece.columns)
    return ()
