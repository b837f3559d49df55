"""The file of codes that a curator completes: read as exceptions, written with those that are still unknown."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from common.errors import InputError
from facts.records import Location, Problem, Records
from loaders.checks import rules
from loaders.editing.writing import write_atomically
from loaders.tables.files import read_table
from loaders.tables.mapping import Exempt
from loaders.tables.options import Options
from loaders.tables.report import Unknown
from loaders.tables.rows import TableError

COLUMNS = ("column", "code", "means", "from", "until", "rows", "first", "why")
CSV = ".csv"


def read_exceptions(file: Path, records: Records, problems: list[Problem]) -> Mapping[str, Mapping[str, tuple[Exempt, ...]]]:
    """What codes mean, by column and code. Those of which nothing is said yet are left away."""
    found: dict[str, dict[str, tuple[Exempt, ...]]] = defaultdict(dict)
    rows, records.files[str(file)] = _rows(file, problems)
    for row in rows:
        if means := row["means"]:
            own = found[row["column"]]
            own[row["code"]] = (*own.get(row["code"], ()), Exempt(means, row["from"], row["until"]))
    return found


def _rows(file: Path, problems: list[Problem]) -> tuple[list[dict[str, str]], str]:
    """The rows of a file, which a spreadsheet program may have saved, and the hash of its bytes."""
    try:
        table, hashed = read_table(file, str(file), Options(), problems, CSV)
        if not {"column", "code", "means"} <= table.header.positions.keys():
            message = "a file of exceptions has the columns column, code and means"
            problems.append(rules.NOT_TABLE.broken(Location(str(file), 1, 1), message, "write it by --unknown"))
            return [], hashed
        return [{c: row.cells.get(c, "") for c in COLUMNS} for row in table.rows], hashed
    except TableError as error:
        problems.append(error.problem)
        return [], ""


def write_unknown(file: Path, unknown: Iterable[Unknown]) -> int:
    """Write codes that are unknown below those that the file has already; returns how many are new.

    Raises InputError for a file that is something else, and stays as it is.
    """
    problems: list[Problem] = []
    rows = _rows(file, problems)[0] if file.exists() and file.stat().st_size else []
    if problems:
        raise InputError("\n".join(map(str, problems)), f"{file} stays as it is; name another file")
    there = {(r["column"], r["code"]) for r in rows}
    new = [u for u in unknown if (u.column, u.code) not in there]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[c] for c in COLUMNS] for row in rows)
    writer.writerows([u.column, u.code, "", "", "", u.rows, u.first, u.why] for u in sorted(new, key=lambda u: (u.column, -u.rows)))
    write_atomically(file, made.getvalue())
    return len(new)
