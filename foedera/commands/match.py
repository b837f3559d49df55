"""`foedera match`: the ids of entities that a list of names means."""

# ruff: noqa: PLC0415

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facts.matching import Match, Matcher
    from ontology import Model

DELIMITERS = ",;\t"
TABLES = (".csv", ".tsv", ".tab")
HEADERS = ("name", "names", "country", "country name", "state", "entity", "organization", "treaty")
"""First lines of a list that are its header."""
_NUMBERED = re.compile(r"column_\d+")
"""How the columns of a table without a header are called."""
ADDED = ("id", "score", "matched", "candidates")
Names = Annotated[str, typer.Argument(metavar="FILE", help="A CSV file, or lines with a name each; - reads standard input.")]
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
    names: Names,
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
    several are equally near, the id is blank. A year behind a name counts as its date: "West Germany 1960".

    Examples: `foedera match countries.csv --class State`, `foedera match - --on 1914 < names.txt`,
    `foedera match parties.csv --column country --date-column year -o matched.csv`
    """
    from facts.matching import Matcher
    from foedera.known import known_records
    from ontology import read_model

    model, text = read_model(), _text(names)
    matcher = Matcher(known_records(store, model), model, _class(cls, model))
    rows = _read(text, matcher, (column, date_column), table=Path(names).suffix.lower() in TABLES)
    key = _column(rows, column)
    date = _column(rows, date_column) if date_column else ""
    found = [matcher.match(row[key].strip(), on or (row[date].strip() if date else "")) for row in rows]
    if as_json:
        typer.echo(json.dumps([m.plain() for m in found], ensure_ascii=False))
    else:
        _write(rows, found, output)
    clear, named = sum(bool(m.id) for m in found), sum(bool(m.name) for m in found)
    if wrong := _no_dates(rows, date):
        typer.echo(f"not looked at, since they are no dates: {', '.join(wrong[:10])}{', …' if len(wrong) > 10 else ''}", err=True)
    typer.echo(f"{clear:,} of {named:,} names found", err=True)


def _read(text: str, matcher: Matcher, told: tuple[str, str], *, table: bool) -> list[dict[str, str]]:
    """The rows of a table with or without a header, or of a list of names; `told` are the columns that the caller names."""
    first = text.partition("\n")[0].strip()
    cells = _cells(first)
    named = any(told)
    if not named and "\t" not in first and not any(map(str.isdigit, cells[1:])):
        table = table and not matcher.match(_unquoted(first)).id  # names have commas, too
    headless = any(map(_NUMBERED.fullmatch, told)) or (not named and bool(matcher.match(cells[0].strip()).id))
    with_columns = named or table or "\t" in first
    return _numbered(text) if with_columns and headless and len(cells) > 1 else _rows(text, told[0], with_columns=with_columns)


def _no_dates(rows: list[dict[str, str]], column: str) -> list[str]:
    """What stands in the column of dates and is none."""
    from common.dates import InvalidDateError, bounds

    found = []
    for text in sorted({row[column].strip() for row in rows} - {""} if column else ()):
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


def _is_table(first: str, *, with_columns: bool) -> bool:
    """Whether a file has columns, from its first line. Names have commas, too: its header or the caller has to say so."""
    cells = [cell.strip().strip('"').lower() for sign in DELIMITERS for cell in first.split(sign)]
    return (with_columns or "name" in cells) and any(sign in first for sign in DELIMITERS)


def _unquoted(line: str) -> str:
    """A line of one column, without the quotes in which CSV puts what has commas."""
    cells = next(csv.reader([line]), [])
    return cells[0].strip() if line.startswith('"') and len(cells) == 1 else line


def _text(names: str) -> str:
    """What a file holds, or standard input."""
    from common.errors import NotFoundError, UsageError
    from facts.records import Problem
    from loaders.sources.lines import STDIN, read_input

    if names != STDIN and not Path(names).is_file():
        raise NotFoundError(f"there is no file at {names}", "check the spelling")
    data = read_input(Path(names), names)
    if isinstance(data, Problem):
        raise UsageError(f"{names}: {data.message}", data.remedy)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{names} is not UTF-8", "save it as CSV in UTF-8; from Excel: CSV UTF-8") from error


def _rows(text: str, column: str, *, with_columns: bool) -> list[dict[str, str]]:
    """The rows of a table; of a list of lines each is a row."""
    first = text.partition("\n")[0]
    if not _is_table(first, with_columns=with_columns):
        lines = [_unquoted(line.strip()) for line in text.splitlines() if line.strip()]
        headed = bool(lines) and (lines[0] == column or lines[0].lower() in HEADERS)
        return [{lines[0] if headed else "name": line} for line in (lines[1:] if headed else lines)]
    delimiter = max(DELIMITERS, key=first.count)
    return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)]


def _cells(line: str) -> list[str]:
    """What stands in a line of a table."""
    return next(csv.reader([line], delimiter=max(DELIMITERS, key=line.count)), [""])


def _numbered(text: str) -> list[dict[str, str]]:
    """The rows of a table without a header: its first line has a name as well."""
    first = text.partition("\n")[0]
    read = [row for row in csv.reader(io.StringIO(text), delimiter=max(DELIMITERS, key=first.count)) if any(map(str.strip, row))]
    columns = [f"column_{place}" for place in range(1, max(map(len, read)) + 1)]
    return [dict(zip(columns, [*row, *[""] * (len(columns) - len(row))], strict=True)) for row in read]


def _column(rows: list[dict[str, str]], wanted: str) -> str:
    from common.errors import UsageError
    from common.suggest import suggest

    columns = list(rows[0]) if rows else []
    if not columns:
        raise UsageError("the table has no rows", "give a CSV file with a header, or a name a line")
    if wanted and wanted not in columns:
        raise UsageError(f"there is no column {wanted!r}", suggest(wanted, columns) or f"there are {', '.join(columns)}")
    return wanted or next((c for c in columns if c.strip().lower() == "name"), columns[0])


def _write(rows: list[dict[str, str]], found: Iterable[Match], output: Path | None) -> None:
    columns = list(rows[0])
    made = io.StringIO()
    # A column of the table with the same name stays as it is.
    names = [name if name not in columns else f"foedera_{name}" for name in ADDED]
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([*columns, *names])
    for row, match_ in zip(rows, found, strict=True):
        first = match_.candidates[0] if match_.candidates else None
        others = "; ".join(f"{c.id} {c.score}" for c in match_.candidates if c.id != match_.id)
        writer.writerow([*(row.get(c, "") for c in columns), match_.id, match_.score, first.matched if first else "", others])
    if output is None:
        typer.echo(made.getvalue(), nl=False)
    else:
        from loaders.editing.writing import write_atomically

        write_atomically(output, made.getvalue())
