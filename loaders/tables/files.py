"""Reads tables from files, row by row, within bounds."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from common.errors import NotFoundError
from facts.records import Location, Problem
from loaders.checks import rules
from loaders.sources.files import read_ordinary, reason_of
from loaders.tables.options import MAX_BYTES, Options, header_of, other_width, row_of, too_much, without_header
from loaders.tables.records import read_json, read_lines, read_parquet
from loaders.tables.rows import Header, Row, Table, TableError
from loaders.tables.sheets import first_rows, read_sheet, sheet_names

DELIMITERS = ",;\t|"
PACKED = ".gz"
_SEPARATED = re.compile(r"\ufeff?sep=(.)\s*", re.IGNORECASE)
LOOKED_AT = 20
"""Among so many rows the header is looked for."""


_COUNTING = {
    "workbooks": ("sheet", "header"),
    "CSV": ("header", "delimiter", "encoding"),
    "JSON and Parquet": ("each",),
}
"""Kinds of files, and which of the options count for each."""
OPTIONS = tuple(dict.fromkeys(option for options in _COUNTING.values() for option in options))
Read = Callable[[bytes, str, Options, list[Problem]], Table]


RECORDS = (".json", ".jsonl", ".ndjson")
"""Files of records: tables only where a mapping is given, else what their form says."""


def suffix_of(path: Path) -> str:
    """How the name ends, without what says that the file is packed."""
    name = path.name.lower().removesuffix(PACKED)
    return Path(name).suffix


def is_table(path: Path) -> bool:
    """Whether a file is a table by its name. JSON and JSON Lines are so only with a mapping."""
    return suffix_of(path) in (*_CSV, *SHEETS, ".parquet")


def read_table(path: Path, shown: str, options: Options, problems: list[Problem], usual: str = "") -> tuple[Table, str]:
    """The table in a file, and the hash of its bytes; rows that cannot be read go to `problems`. Raises NotFoundError and TableError.

    `usual` is how its name ends if that says nothing.
    """
    read = _readers().get(suffix_of(path)) or _readers().get(usual)
    if read is None:
        known = ", ".join(_readers())
        raise TableError(rules.OTHER_FORMAT.broken(Location(shown, 1, 1), "is no table by its name", f"tables end in {known}"))
    data = _bytes(path, shown, mapped=options.mapped)
    return read(_plain(path, data, shown), shown, options, problems), hashlib.sha256(data).hexdigest()


def content(path: Path, shown: str) -> bytes:
    """The bytes of a table, unpacked. Raises NotFoundError and TableError."""
    return _plain(path, _bytes(path, shown), shown)


def is_csv(path: Path) -> bool:
    """Whether a file is CSV by its name."""
    return suffix_of(path) in _CSV


def uses(path: Path) -> tuple[str, ...]:
    """Which of the options count for a file of its kind."""
    return _COUNTING["CSV" if is_csv(path) else "workbooks" if suffix_of(path) in SHEETS else "JSON and Parquet"]


def used_by(option: str) -> str:
    """The kinds of files for which an option counts, in words."""
    return " and ".join(kind for kind, options in sorted(_COUNTING.items()) if option in options)


def look_at(path: Path, options: Options) -> tuple[Options, Sequence[str]]:
    """The options with the row in which the header seems to stand, below titles, and the sheets of a workbook. Raises as `read_table`."""
    shown, suffix = str(path), suffix_of(path)
    if suffix not in (*_CSV, *SHEETS):
        return options, ()
    data = content(path, shown)
    if suffix in SHEETS:
        rows = first_rows(data, shown, options.sheet, LOOKED_AT)
        return replace(options, header=header_row(rows)), sheet_names(data, shown)
    encoding = encoding_of(data, shown, options)
    first = list(islice(_opened(data, encoding), LOOKED_AT))
    delimiter = "\t" if suffix != ".csv" else max(DELIMITERS, key="".join(first).count)
    return replace(options, header=header_row(list(csv.reader(first, delimiter=delimiter)))), ()


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """The number of the first row that is about as wide as the widest: a title has a cell or two."""
    widths = [sum(bool(c.strip()) for c in row) for row in rows]
    wide = max(2, max(widths, default=0) / 2)
    return next((n for n, width in enumerate(widths, 1) if width >= wide), 1)


def _readers() -> dict[str, Read]:
    more = {".json": read_json, ".jsonl": read_lines, ".ndjson": read_lines, ".parquet": read_parquet}
    return {**dict.fromkeys(_CSV, read_csv), **dict.fromkeys(SHEETS, read_sheet), **more}


_CSV = (".csv", ".tsv", ".tab")
SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def _bytes(path: Path, shown: str, *, mapped: bool = False) -> bytes:
    where = Location(shown, 1, 1)
    try:
        data = read_ordinary(path, MAX_BYTES)
    except FileNotFoundError as error:
        from_where = "; a mapping names it from its own folder" if mapped else ""
        raise NotFoundError(f"there is no table at {shown}", f"check the spelling{from_where}") from error
    except (OSError, ValueError) as error:
        raise TableError(rules.UNREADABLE.broken(where, f"cannot be read: {reason_of(error)}", "check that it may be read")) from error
    if data is None:
        raise TableError(rules.UNREADABLE.broken(where, "not an ordinary file", "name a file"))
    return _bounded(data, shown)


def _bounded(data: bytes, shown: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise too_much(shown, f"has more than {MAX_BYTES // 1024 // 1024} MiB")
    return data


def _plain(path: Path, data: bytes, shown: str) -> bytes:
    """The bytes of a file, unpacked if its name says that they are packed."""
    if not path.name.lower().endswith(PACKED):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as opened:
            found = opened.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise TableError(rules.UNREADABLE.broken(Location(shown, 1, 1), f"cannot be unpacked: {error}", "pack it anew")) from error
    return _bounded(found, shown)


# --- CSV


def read_csv(data: bytes, shown: str, options: Options, problems: list[Problem]) -> Table:
    """A table of text, whose cells are divided by a sign. Raises TableError."""
    encoding = encoding_of(data, shown, options)
    sign = told_sign(next(_opened(data, encoding), ""))
    if sign:
        options = replace(options, delimiter=options.delimiter or sign, header=max(options.header, 2) if options.header else 0)
    delimiter = options.delimiter or _delimiter(_opened(data, encoding), shown, options.header)
    lines = _Lines(_opened(data, encoding), delimiter)
    numbered = _numbered(lines, shown)
    for row in numbered:
        if not options.header and any(row.cells) and not (sign and row.number == 1):
            header = without_header(len(row.cells), shown)
            return Table(header, _rows(header, chain([row], numbered), lines, problems), data.count(b"\n"))
        if row.number == options.header:
            header = replace(header_of(row.cells, shown, options, row.line), row=row.number)
            return Table(header, _rows(header, numbered, lines, problems), data.count(b"\n"))
    message = f"the table has no row {options.header}" if options.header else "the table has no rows"
    raise TableError(rules.NOT_TABLE.broken(Location(shown, 1, 1), message, "it needs a header"))


def told_sign(line: str) -> str:
    """What divides the cells of a table, where its first line says it to Excel: `sep=;`. It is no row."""
    found = _SEPARATED.fullmatch(line)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class _Read:
    """The cells of a row, its number, and the line on which it begins."""

    number: int
    line: int
    cells: list[str]


class _Lines:
    """Rows of CSV. `raw` is the last one as it is written."""

    def __init__(self, opened: Iterable[str], delimiter: str) -> None:
        self.raw: list[str] = []
        self.delimiter = delimiter
        self.reader = csv.reader(self._noted(opened), delimiter=delimiter, strict=True)

    def _noted(self, opened: Iterable[str]) -> Iterator[str]:
        for line in opened:
            self.raw.append(line)
            yield line

    def next(self) -> list[str]:
        """The cells of the next row. Raises StopIteration, and csv.Error for quotes that are not closed, or have text behind them."""
        self.raw.clear()
        return next(self.reader)

    def stray(self, cells: Iterable[str]) -> str:
        """The first cell that has a quote in it without standing in quotes: what divides it may be within. Tabs need no quotes."""
        if self.delimiter == "\t":
            return ""
        raw = "".join(self.raw)
        return next((c for c in cells if '"' in c and _quoted(c) not in raw), "")


def _rows(header: Header, numbered: Iterable[_Read], lines: _Lines, problems: list[Problem]) -> Iterator[Row]:
    columns = len(header.columns)
    for read in numbered:
        cell = lines.stray(read.cells) if any('"' in c for c in read.cells) else ""
        # Where a cell is missing in the middle, those behind it would be others.
        short = len(read.cells) < columns and any(c.strip() for c in read.cells)
        if cell or short:
            problems.append(_unlike(header, read, cell))
        elif row := row_of(header, read.number, read.line, read.cells, problems):
            yield row


def _unlike(header: Header, read: _Read, stray: str) -> Problem:
    """What is wrong with a row that has a quote where none may be, or fewer cells than the header."""
    where = header.place(Row(read.number, read.line, {}))
    if stray:
        remedy = 'put all of the cell into quotes, and write "" for one within it'
        return rules.NOT_TABLE.broken(where, f"a quote stands in a cell without quotes: {stray.strip()[:60]}", remedy)
    return rules.NOT_TABLE.broken(where, other_width(header, read.cells), "write the delimiter also where a cell is empty")


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _numbered(lines: _Lines, shown: str) -> Iterator[_Read]:
    """Rows with their numbers, and the lines on which they begin: a cell in quotes may have several."""
    number, line = 1, 1
    while True:
        try:
            cells = lines.next()
        except StopIteration:
            return
        except csv.Error as error:
            open_ = "unexpected end" in str(error)
            what = "a quote is not closed" if open_ else "text stands behind a closing quote"
            message = f"{what} in row {number}: {lines.raw[0].strip()[:80]}"
            remedy = 'a cell in quotes ends with one; write "" for one within it'
            raise TableError(rules.NOT_TABLE.broken(Location(shown, line, 1, f"row {number}"), message, remedy)) from error
        yield _Read(number, line, cells)
        number, line = number + 1, lines.reader.line_num + 1


def _opened(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The text, decoded as it is read: as one string in memory it takes four times the size of the file, as io.StringIO keeps it."""
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def encoding_of(data: bytes, shown: str, options: Options) -> str:
    """The encoding, in which all of the file can be read. Raises TableError."""
    encoding = options.encoding or "utf-8-sig"
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        what = "the file is UTF-16" if wide else f"byte 0x{data[error.start]:02x} is not {(options.encoding or 'UTF-8').upper()}"
        guess = "utf-16" if wide else "cp1252"
        other = f", or write encoding: {guess} into the mapping, if it is that" if options.mapped else " (from Excel: CSV UTF-8)"
        raise TableError(rules.NOT_TEXT.broken(Location(shown, line, 1), what, f"save it as UTF-8{other}")) from error
    return encoding


def delimiter_of(data: bytes, shown: str) -> str:
    """What divides the cells of a table in UTF-8 that begins with its header."""
    return _delimiter(_opened(data, "utf-8-sig"), shown, 1)


def _delimiter(lines: Iterable[str], shown: str, header: int) -> str:
    """What divides the cells of the header, or of the first row: the sign of those that stands most often in it."""
    if shown.lower().removesuffix(PACKED).endswith((".tsv", ".tab")):
        return "\t"
    first = next((line for n, line in enumerate(lines, 1) if (n == header if header else line.strip())), "")
    return max(DELIMITERS, key=first.count)
