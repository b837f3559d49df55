"""The file of codes that a curator completes: read as exceptions, written with those that are still unknown."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from common.errors import InputError, UsageError
from facts.records import Location, Problem, Records
from loaders.checks import rules
from loaders.editing.writing import write_atomically
from loaders.tables.files import content, delimiter_of, is_csv, is_table, read_table
from loaders.tables.mapping import Exempt
from loaders.tables.options import Options
from loaders.tables.report import Unknown
from loaders.tables.rows import TableError

COLUMNS = ("column", "code", "means", "from", "until", "rows", "first", "why")
CSV = ".csv"


def read_exceptions(file: Path, records: Records, problems: list[Problem]) -> Mapping[str, Mapping[str, tuple[Exempt, ...]]]:
    """What codes mean, by column and code. Those of which nothing is said yet are left away."""
    found: dict[str, dict[str, tuple[Exempt, ...]]] = defaultdict(dict)
    read = _read(file, problems)
    records.files[str(file)] = read.hashed
    for row in read.rows:
        if means := row["means"]:
            own = found[row["column"]]
            own[row["code"]] = (*own.get(row["code"], ()), Exempt(means, row.get("from", ""), row.get("until", "")))
    return found


@dataclass(frozen=True, slots=True)
class _File:
    """The columns and rows of a file, the hash of its bytes, and how it is written: what divides its cells, and what stands before them."""

    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()
    hashed: str = ""
    delimiter: str = ","
    mark: str = ""


def _read(file: Path, problems: list[Problem]) -> _File:
    """A file, which a spreadsheet program may have saved."""
    try:
        table, hashed = read_table(file, str(file), Options(), problems, CSV)
        if not {"column", "code", "means"} <= table.header.positions.keys():
            message = "a file of exceptions has the columns column, code and means"
            problems.append(rules.NOT_TABLE.broken(Location(str(file), 1, 1), message, "write it by --unknown"))
            return _File(hashed=hashed)
        return _File(table.header.columns, tuple(row.cells for row in table.rows), hashed)
    except TableError as error:
        problems.append(error.problem)
        return _File()


def write_unknown(file: Path, unknown: Iterable[Unknown]) -> int:
    """Write codes that are unknown below those that the file has already; returns how many are new. Columns that it has besides stay.

    Raises InputError for a file that is something else, and stays as it is.
    """
    if is_table(file) and not is_csv(file):
        raise UsageError(f"codes are written as CSV, and {file} is none by its name", "end it in .csv")
    there = _there(file)
    known = {(r["column"], r["code"]) for r in there.rows}
    new = sorted((u for u in unknown if (u.column, u.code) not in known), key=lambda u: (u.column, -u.rows))
    columns = tuple(dict.fromkeys((*there.columns, *COLUMNS)))
    rows = [*there.rows, *map(_row, new)]
    made = io.StringIO()
    made.write(there.mark)
    writer = csv.writer(made, delimiter=there.delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(c, "") for c in columns] for row in rows)
    write_atomically(file, made.getvalue())
    return len(new)


def _there(file: Path) -> _File:
    """What a file says before codes are added to it. Raises InputError."""
    if not file.exists() or not file.stat().st_size:
        return _File()
    problems: list[Problem] = []
    found = _read(file, problems)
    if problems:
        raise InputError("\n".join(map(str, problems)), f"{file} stays as it is; name another file")
    data = content(file, str(file))
    return replace(found, delimiter=delimiter_of(data, str(file)), mark="\ufeff" if data.startswith(BOM_UTF8) else "")


def _row(unknown: Unknown) -> dict[str, str]:
    said = {"rows": str(unknown.rows), "first": str(unknown.first), "why": unknown.why}
    return {"column": unknown.column, "code": unknown.code, **said}
