"""`foedera match`: the ids of entities that a list of names means."""

# ruff: noqa: PLC0415

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from facts.matching import Match
    from facts.records import Problem
    from loaders.tables.names import Names
    from ontology import Model

ADDED = ("id", "score", "matched", "candidates")
File = Annotated[str, typer.Argument(metavar="FILE", help="A table (CSV, XLSX, ODS …), or lines with a name each; - reads standard input.")]
Column = Annotated[
    str, typer.Option("--column", help="The column of the names; column_1, column_2 … without a header. Default: name, else the first.")
]
DateColumn = Annotated[str, typer.Option("--date-column", help="The column of the date or year at which each is meant.")]
On = Annotated[str, typer.Option("--on", help="The date or year at which all are meant.")]
ClassName = Annotated[str, typer.Option("--class", help="Only entities of this class, such as State.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write a CSV file instead of printing.")]
StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="ADDRESS", help="Match with what this store holds; none: with the core that ships.")
]


def match(
    names: File,
    column: Column = "",
    date_column: DateColumn = "",
    on: On = "",
    cls: ClassName = "",
    output: Output = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find which entities names mean, as people write them: with scores of 100, for the time at which they are meant.

    The table comes back with the id of each, its score, the name that is like it, and other candidates. Where nothing is near enough, or
    several are equally near, the id is blank. A year behind a name counts as its date: "West Germany 1960". Tables are read as
    `foedera load` reads them: rows that are not as the header are told, and nothing is written.

    Examples: `foedera match countries.csv --class State`, `foedera match - --on 1914 < names.txt`,
    `foedera match parties.csv --column country --date-column year -o matched.csv`
    """
    from facts.matching import Matcher
    from foedera.known import known_records
    from ontology import read_model

    model = read_model()
    _check(names, on, output)
    matcher = Matcher(known_records(store, model), model, _class(cls, model))
    table = _read(names, (column, date_column), lambda name: bool(matcher.match(name).id))
    key = _column(table, column)
    date = _column(table, date_column) if date_column else ""
    rows = [row.cells for row in table.rows]
    found = [matcher.match(row[key], on or (row[date] if date else "")) for row in rows]
    if as_json:
        typer.echo(json.dumps([m.plain() for m in found], ensure_ascii=False))
    else:
        _write(table, found, output)
    clear, named = sum(bool(m.id) for m in found), sum(bool(m.name) for m in found)
    if wrong := _no_dates(rows, date):
        typer.echo(f"not looked at, since they are no dates: {', '.join(wrong[:10])}{', …' if len(wrong) > 10 else ''}", err=True)
    typer.echo(f"{clear:,} of {named:,} names found", err=True)


def _check(file: str, on: str, output: Path | None) -> None:
    """Raises UsageError for what cannot be meant."""
    from common.dates import InvalidDateError, bounds
    from common.errors import UsageError
    from loaders.tables.files import is_csv, is_table

    try:
        bounds(on or "2000")
    except InvalidDateError as error:
        raise UsageError(f"--on is {on!r}, which {error.why}", "write a year or a date, such as 1914 or 1914-07-28") from error
    if output is None:
        return
    if is_table(output) and not is_csv(output):
        raise UsageError(f"{output} would not be what it is called: a file of CSV is written", f"name it {output.with_suffix('.csv')}")
    if output.exists() and Path(file).exists() and output.samefile(file):
        raise UsageError(f"{output} is the table itself", "name another file, so that the table stays as it is")


def _read(file: str, told: tuple[str, str], is_known: Callable[[str], bool]) -> Names:
    """The rows of a file. Raises InputError with all of them that cannot be read, and NotFoundError."""
    from common.errors import InputError
    from loaders.tables.names import read_names
    from loaders.tables.rows import TableError

    problems: list[Problem] = []
    try:
        found, problems = read_names(Path(file), told, is_known)
    except TableError as error:
        problems.append(error.problem)
    if problems:
        raise InputError("\n".join(map(str, sorted(problems))), "nothing was written")
    return found


def _no_dates(rows: Sequence[Mapping[str, str]], column: str) -> list[str]:
    """What stands in the column of dates and is none."""
    from common.dates import InvalidDateError, bounds

    found = []
    for text in sorted({row[column] for row in rows} - {""} if column else ()):
        try:
            bounds(text)
        except InvalidDateError:
            found.append(text)
    return found


def _class(name: str, model: Model) -> str:
    if not name:
        return ""
    from loaders.editing.skeletons import find_class

    return find_class(name, model).name


def _column(table: Names, wanted: str) -> str:
    from common.errors import UsageError
    from common.suggest import suggest

    columns = table.columns
    if not table.rows:
        raise UsageError("the table has no rows", "give a table with a header, or a name a line")
    if wanted and wanted not in columns:
        raise UsageError(f"there is no column {wanted!r}", suggest(wanted, columns) or f"there are {', '.join(columns)}")
    return wanted or next((c for c in columns if c.strip().lower() == "name"), columns[0])


def _write(table: Names, found: Iterable[Match], output: Path | None) -> None:
    columns = table.columns
    made = io.StringIO()
    # A column of the table with the same name stays as it is.
    names = [name if name not in columns else f"foedera_{name}" for name in ADDED]
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([*columns, *names])
    for row, match_ in zip(table.rows, found, strict=True):
        first = match_.candidates[0] if match_.candidates else None
        others = "; ".join(f"{c.id} {c.score}" for c in match_.candidates if c.id != match_.id)
        cells = (row.cells.get(c, "") for c in columns)
        writer.writerow([*cells, match_.id, match_.score, first.matched if first else "", others])
    if output is None:
        typer.echo(made.getvalue(), nl=False)
    else:
        from loaders.editing.writing import write_atomically

        write_atomically(output, made.getvalue())
