"""The file of codes that a curator completes: read as exceptions, written with those that are still unknown."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from facts.records import Location, Problem, Records
from loaders.checks import rules
from loaders.editing.writing import write_atomically
from loaders.sources.files import read_bytes
from loaders.tables.mapping import Exempt
from loaders.tables.report import Unknown

COLUMNS = ("column", "code", "means", "from", "until", "rows", "first", "why")


def read_exceptions(file: Path, records: Records, problems: list[Problem]) -> Mapping[str, Mapping[str, tuple[Exempt, ...]]]:
    """What codes mean, by column and code. Those of which nothing is said yet are left away."""
    data = read_bytes(file, str(file))
    if isinstance(data, Problem):
        problems.append(data)
        return {}
    records.files[str(file)] = hashlib.sha256(data).hexdigest()
    found: dict[str, dict[str, tuple[Exempt, ...]]] = defaultdict(dict)
    for row in _rows(data, file, problems):
        if means := row["means"]:
            own = found[row["column"]]
            own[row["code"]] = (*own.get(row["code"], ()), Exempt(means, row["from"], row["until"]))
    return found


def _rows(data: bytes, file: Path, problems: list[Problem]) -> list[dict[str, str]]:
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(rules.NOT_TABLE.broken(Location(str(file), 1, 1), f"not CSV in UTF-8: {error}", "save it as CSV UTF-8"))
        return []
    if rows and not {"column", "code", "means"} <= rows[0].keys():
        where = Location(str(file), 1, 1)
        problems.append(
            rules.NOT_TABLE.broken(where, "a file of exceptions has the columns column, code and means", "write it by --unknown")
        )
        return []
    return [{c: (row.get(c) or "").strip() for c in COLUMNS} for row in rows]


def write_unknown(file: Path, unknown: Iterable[Unknown]) -> int:
    """Write codes that are unknown below those that the file has already; returns how many are new."""
    problems: list[Problem] = []
    data = read_bytes(file, str(file)) if file.exists() else b""
    rows = _rows(data, file, problems) if isinstance(data, bytes) else []
    there = {(r["column"], r["code"]) for r in rows}
    new = [u for u in unknown if (u.column, u.code) not in there]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[c] for c in COLUMNS] for row in rows)
    writer.writerows([u.column, u.code, "", "", "", u.rows, u.first, u.why] for u in sorted(new, key=lambda u: (u.column, -u.rows)))
    write_atomically(file, made.getvalue())
    return len(new)
