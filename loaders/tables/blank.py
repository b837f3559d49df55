"""Empty tables to be filled in, as workbooks: what each column means as a note, and lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.tables.worded import property_of
from ontology import Model, Property

SHEET = "facts"
ROWS = 10_000
"""So many rows have lists to choose from."""
MOST_LETTERS = 255
"""Longer lists do not fit into a cell's rule."""
WIDTH = 18


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    meaning: Property | None

    @property
    def terms(self) -> list[str]:
        """The words of a closed vocabulary, where they fit."""
        found = [t.value for t in self.meaning.vocabulary.terms] if self.meaning and self.meaning.vocabulary else []
        return found if len(",".join(found)) <= MOST_LETTERS else []


def workbook(names: Sequence[str], model: Model) -> bytes:
    """An XLSX workbook of one sheet, with the header alone. All cells are text, so that a program makes no day of 1949-04."""
    import xlsxwriter  # noqa: PLC0415  # most commands write none

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
    for number, column in enumerate(_Column(name, property_of(name, model)) for name in names):
        sheet.set_column(number, number, max(WIDTH, len(column.name) + 2), text)
        sheet.write_string(0, number, column.name, bold)
        if column.meaning:
            sheet.write_comment(0, number, column.meaning.comment)
        if column.terms:
            many = "Other words are refused when the table is checked."
            rule = {"validate": "list", "source": column.terms, "error_type": "warning", "error_message": many}
            sheet.data_validation(1, number, ROWS, number, rule)
    sheet.freeze_panes(1, 0)
    book.close()
    return made.getvalue()
