"""`foedera new`: a commented template for an entity, an empty table to fill in, or a mapping as a table may need it."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ontology import Model

Kind = Annotated[
    str | None, typer.Argument(metavar="CLASS", help="What it is, such as alliance, border-agency or treaty. Without it: the list.")
]
What = Annotated[
    str | None,
    typer.Argument(metavar="TABLE|RELATION", help="With mapping: the table. With table: what it is of, such as memberships or treaty."),
]
Id = Annotated[str, typer.Option("--id", help="Its id. Default: made from the name.")]
Name = Annotated[str, typer.Option("--name", help="Its usual English name.")]
DatasetId = Annotated[
    str, typer.Option("--dataset", metavar="ID", help="The dataset it belongs to. Default: the file describes one of its own.")
]
Source = Annotated[str, typer.Option("--source", help="Where the facts are from: an address or a citation.")]
Bare = Annotated[bool, typer.Option("--bare", help="Only the entity, to be pasted into a file.")]
Sheet = Annotated[str, typer.Option("--sheet", metavar="NAME", help="With mapping: the sheet of a workbook. Default: the first.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write a new file instead of printing.")]


def new(
    kind: Kind = None,
    what: What = None,
    id_: Id = "",
    name: Name = "",
    dataset: DatasetId = "",
    source: Source = "",
    bare: Bare = False,
    sheet: Sheet = "",
    output: Output = None,
) -> None:
    """Write a commented template for an entity: every property and relation it can have, with meaning and possible values.

    `foedera new mapping TABLE` proposes a mapping from the header and the first rows of a table; the header is looked for below
    titles, and --sheet names one of several sheets. `foedera new table memberships` writes the
    header of a table of relationships (or of entities of a class) that is filled in by a spreadsheet program, and loads as it is; where
    FILE ends in .xlsx it is a workbook, with the meaning of each column and lists to choose from.

    Examples: `foedera new`, `foedera new mapping parties.csv -o parties.yaml`, `foedera new table memberships -o members.xlsx`,
    `foedera new alliance --name "League of Nations" -o league.yaml`, `foedera new agency --bare >> mine.yaml`
    """
    from loaders.editing.skeletons import Wanted, bare_skeleton, find_class, skeleton
    from ontology import read_model

    model = read_model()
    if kind is None:
        _list(model)
        return
    if sheet and kind != "mapping":
        from common.errors import UsageError

        raise UsageError("--sheet is of a mapping", "foedera new mapping parties.xlsx --sheet Parties")
    if kind in ("mapping", "table"):
        _of_tables(kind, what, model, output, sheet)
        return
    make = bare_skeleton if bare else skeleton
    text = make(find_class(kind, model), model, Wanted(id_, name, dataset, source, output.stem if output else ""))
    if output is None:
        typer.echo(text, nl=False)
    else:
        _write(output, text)


def _of_tables(kind: str, what: str | None, model: Model, output: Path | None, sheet: str) -> None:
    from common.errors import UsageError

    if what is None:
        raise UsageError(f"new {kind} needs to know of what", "foedera new mapping parties.csv, or foedera new table memberships")
    if kind == "table" and output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{output} is neither CSV nor XLSX", "end it in .csv or .xlsx")
    if output is not None and output.exists():
        raise UsageError(f"{output} is there already", "name another file")
    if kind == "table" and output is not None and output.suffix.lower() == ".xlsx":
        _workbook(what, output, model)
        return
    text = _mapping(Path(what), output, model, sheet) if kind == "mapping" else _table(what, model)
    if output is None:
        typer.echo(text, nl=False)
    else:
        from loaders.editing.writing import write_atomically

        write_atomically(output, text)
        typer.echo(f"{output} is written; `foedera check {output}` says what is wrong with it", err=True)


def _workbook(what: str, output: Path, model: Model) -> None:
    from common.errors import UsageError
    from loaders.tables.blank import workbook
    from loaders.tables.worded import columns_for

    data = workbook(columns_for(what, model), model)
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}", "check that the folder is there and may be written to") from error
    typer.echo(f"{output} is written; fill it in, then `foedera check {output}`", err=True)


def _table(what: str, model: Model) -> str:
    from loaders.tables.worded import columns_for

    return ",".join(columns_for(what, model)) + "\n"


def _mapping(file: Path, output: Path | None, model: Model, sheet: str) -> str:
    import os
    from dataclasses import replace

    from common.errors import InputError, UsageError
    from loaders.checks.shipped import shipped
    from loaders.tables.codes import Codes
    from loaders.tables.files import look_at, read_table, uses
    from loaders.tables.options import Options
    from loaders.tables.proposing import propose
    from loaders.tables.rows import TableError

    if sheet and "sheet" not in uses(file):
        raise UsageError(f"--sheet is of a workbook, and {file} is none", "leave it away")
    try:
        options, sheets = look_at(file, Options(sheet))
        table, _ = read_table(file, str(file), replace(options, mapped=True), [])
        named = Path(os.path.relpath(file, output.parent)) if output else file
        return propose(table, named, Codes(lambda: shipped(model), model), model, sheets)
    except TableError as error:
        raise InputError(str(error.problem), "a mapping cannot be proposed") from error


def _list(model: Model) -> None:
    for name in model.entities:
        typer.echo(f"{name:28}{model.classes[name].comment}")


def _write(output: Path, text: str) -> None:
    from common.errors import UsageError
    from loaders.editing.modeline import with_modeline
    from loaders.editing.writing import write_atomically

    if output.exists():
        raise UsageError(f"{output} is there already", "name another file, or paste what `foedera new --bare` prints")
    write_atomically(output, with_modeline(text, output))
    typer.echo(f"{output} is written; fill in the blanks, then `foedera check {output}`", err=True)
