"""Names that are looked up: a list of lines, or a table with a column of them. A table may have no header, and a list may have one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

from facts.records import Problem
from loaders.checks import rules
from loaders.sources.files import SHOWN
from loaders.sources.lines import STDIN, read_input
from loaders.tables.files import (
    DELIMITERS,
    RECORDS,
    SHEETS,
    content,
    encoding_of,
    is_csv,
    is_table,
    read_csv,
    read_table,
    suffix_of,
    told_sign,
)
from loaders.tables.options import Options
from loaders.tables.rows import Header, Row, TableError, numbered_column
from loaders.tables.sheets import first_rows

HEADERS = ("name", "names", "country", "country name", "state", "entity", "organization", "treaty")
"""First lines of a list that are its header."""
NAME = "name"
LOOKED_AT = 20
"""Among so many rows of a sheet the first one that says something is looked for."""


@dataclass(frozen=True, slots=True)
class Names:
    """The columns of a table and its rows; a list of names has one."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_names(file: Path, told: tuple[str, ...], is_known: Callable[[str], bool]) -> tuple[Names, list[Problem]]:
    """The names in a file, or in standard input (`-`), and what is wrong with rows of it.

    `told` are the columns that the caller names. Where nobody names one, a table whose first cell `is_known` as a name has no header.

    Raises NotFoundError for a file that is not there, TableError for one that cannot be read any further.
    """
    problems: list[Problem] = []
    if suffix_of(file) in SHEETS:
        return _whole(file, Options(header=_header_of_sheet(file, told, is_known)), problems), problems
    if suffix_of(file) in RECORDS or (is_table(file) and not is_csv(file)):
        return _whole(file, Options(), problems), problems
    shown = SHOWN if str(file) == STDIN else str(file)
    data = _content(file, shown)
    text = data.decode(encoding_of(data, shown, Options()))
    lines = ((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not (n == 1 and told_sign(line)))
    number, first = next(lines, (1, ""))
    header = _header(first, told, is_known, table=is_csv(file))
    if header is None:
        return Names(*_lines(text, shown, told, problems, strict=is_csv(file))), problems
    found = read_csv(data, shown, Options(header=number if header else 0), problems)
    return Names(found.header.columns, tuple(found.rows)), problems


def _content(file: Path, shown: str) -> bytes:
    if str(file) != STDIN:
        return content(file, shown)
    data = read_input(file, shown)
    if isinstance(data, Problem):
        raise TableError(data)
    return data


def _whole(file: Path, options: Options, problems: list[Problem]) -> Names:
    found, _ = read_table(file, str(file), options, problems)
    return Names(found.header.columns, tuple(found.rows))


def _header_of_sheet(file: Path, told: tuple[str, ...], is_known: Callable[[str], bool]) -> int:
    """The row of the header of a sheet, below empty ones; 0 where it has none."""
    shown = str(file)
    rows = enumerate(first_rows(content(file, shown), shown, "", LOOKED_AT), 1)
    number, cells = next(dropwhile(lambda row: not any(row[1]), rows), (1, [""]))
    return 0 if _headless(cells[0], told, is_known) else number


def _headless(cell: str, told: tuple[str, ...], is_known: Callable[[str], bool]) -> bool:
    return any(map(numbered_column, told)) or (not any(told) and is_known(cell.strip()))


def _header(first: str, told: tuple[str, ...], is_known: Callable[[str], bool], *, table: bool) -> bool | None:
    """Whether a table has a header, from its first line; None for a list of lines. Names have commas, too."""
    cells = _cells(first)
    named, tabs = any(told), "\t" in first
    if not named and not tabs and not any(map(str.isdigit, cells[1:])):
        table = table and not is_known(_unquoted(first.strip()))
    columns = named or table or tabs
    if columns and len(cells) > 1 and _headless(cells[0], told, is_known):
        return False
    words = {cell.strip().strip('"').lower() for sign in DELIMITERS for cell in first.split(sign)}
    return True if (columns or NAME in words) and any(sign in first for sign in DELIMITERS) else None


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=max(DELIMITERS, key=line.count)), [""])


def _unquoted(line: str) -> str:
    """A line of one column, without the quotes in which CSV puts what has commas."""
    cells = next(csv.reader([line]), [])
    return cells[0].strip() if line.startswith('"') and len(cells) == 1 else line


def _lines(
    text: str, shown: str, told: tuple[str, ...], problems: list[Problem], *, strict: bool
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The column of a list of names, and its rows. In a file of CSV (`strict`) a quote has another one that closes it."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if strict:
        problems += _open_quotes(lines, shown)
    named = [(number, _unquoted(line)) for number, line in lines]
    headed = bool(named) and (named[0][1] == told[0] or named[0][1].lower() in HEADERS)
    column = named[0][1] if headed else NAME
    return (column,), tuple(Row(number, number, {column: line}) for number, line in named[headed:])


def _open_quotes(lines: list[tuple[int, str]], shown: str) -> Iterator[Problem]:
    for number, line in lines:
        try:
            next(csv.reader([line], strict=True))
        except csv.Error:
            where = Header(shown, (NAME,)).place(Row(number, number, {}))
            message, remedy = f"a quote is not closed: {line[:80]}", 'a cell in quotes ends with one; write "" for one within it'
            yield rules.NOT_TABLE.broken(where, message, remedy)
