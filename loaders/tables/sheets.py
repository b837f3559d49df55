"""Spreadsheets (XLSX, XLS, ODS), read by calamine. Dates are days, or what XLSX shows of them; whole numbers are whole."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from common.suggest import suggest
from facts.records import Location, Problem
from loaders.checks import rules
from loaders.sources.scripting import text_of
from loaders.tables.options import MAX_BYTES, Options, header_of, row_of, too_much, without_header
from loaders.tables.rows import Header, Row, Table, TableError
from loaders.tables.workbook_cells import Marks, Place, marks_of

if TYPE_CHECKING:
    import python_calamine


def read_sheet(data: bytes, shown: str, options: Options, problems: list[Problem]) -> Table:
    """One sheet of a workbook: the one that is named, or the first that is not hidden. Raises TableError."""
    book, sheet, rows = _opened(data, shown, options.sheet)
    if len(rows) < options.header:
        message = f"the sheet {sheet!r} has no row {options.header}"
        raise TableError(rules.NOT_TABLE.broken(Location(shown, 1, 1), message, "it needs a header"))
    name = sheet if len(book.sheet_names) > 1 else ""
    if options.header:
        header = header_of([text_of(v) for v in rows[options.header - 1]], shown, options, options.header, name, lettered=True)
    else:
        header = without_header(max(map(len, rows), default=0), shown, name, lettered=True)
    header = replace(header, tab=sheet, row=options.header)
    return Table(header, _rows(header, rows, options.header, marks_of(data, sheet), problems), len(rows))


def first_rows(data: bytes, shown: str, wanted: str, most: int) -> list[list[str]]:
    """The texts of the first rows of a sheet. Raises TableError."""
    return [[text_of(v) for v in row] for row in _opened(data, shown, wanted)[2][:most]]


def sheet_names(data: bytes, shown: str) -> list[str]:
    """The sheets that are not hidden. Raises TableError."""
    return _visible(_opened(data, shown, "")[0])


def _opened(data: bytes, shown: str, wanted: str) -> tuple[python_calamine.CalamineWorkbook, str, Sequence[Sequence[object]]]:
    """The workbook, the name of the sheet, and its cells. Raises TableError."""
    import python_calamine  # noqa: PLC0415  # most loads need none

    _refuse_bombs(data, shown)
    where = Location(shown, 1, 1)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_name(_sheet(book, shown, wanted))
    except python_calamine.PasswordError as error:
        raise TableError(rules.UNREADABLE.broken(where, "the workbook is locked by a password", "save it without one")) from error
    except python_calamine.CalamineError as error:
        remedy = "open it in a spreadsheet program, and save it as XLSX"
        raise TableError(rules.NOT_TABLE.broken(where, f"not a spreadsheet: {error}", remedy)) from error
    return book, sheet.name, sheet.to_python(skip_empty_area=False)


def _rows(header: Header, rows: Sequence[Sequence[object]], above: int, marks: Marks, problems: list[Problem]) -> Iterator[Row]:
    for number, cells in enumerate(rows[above:], above + 1):
        texts = [text_of(c) for c in cells]
        if marks.errors or marks.shown:
            texts = [_as_shown((number, n), cell, text, marks) for n, (cell, text) in enumerate(zip(cells, texts, strict=True), 1)]
        if row := row_of(header, number, number, texts, problems):
            yield row


def _as_shown(place: Place, cell: object, text: str, marks: Marks) -> str:
    """A cell as a person sees it: an error as such, and no more of a date than is shown."""
    if place in marks.errors:
        return marks.errors[place]
    return text[: marks.shown.get(place)] if isinstance(cell, datetime.date) else text


def _visible(book: python_calamine.CalamineWorkbook) -> list[str]:
    return [s.name for s in book.sheets_metadata if s.visible == type(s.visible).Visible]


def _sheet(book: python_calamine.CalamineWorkbook, shown: str, wanted: str) -> str:
    if not wanted:
        return (_visible(book) or book.sheet_names)[0]
    if wanted not in book.sheet_names:
        remedy = suggest(wanted, book.sheet_names) or f"there are {', '.join(book.sheet_names[:20])}"
        raise TableError(rules.NOT_TABLE.broken(Location(shown, 1, 1), f"there is no sheet {wanted[:60]!r}", remedy))
    return wanted


def _refuse_bombs(data: bytes, shown: str) -> None:
    """Refuse a workbook that is small only as long as it is packed: calamine holds all of it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MAX_BYTES:
            raise too_much(shown, f"has more than {MAX_BYTES // 1024 // 1024} MiB unpacked")
