"""`foedera status`: what a store holds, by whom and when it was loaded, and what waits to be loaded; or how much files know."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption, StoreOption, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.contents.summary import Line
    from loaders.writing.status import DatasetStatus

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        parser=named, metavar="PATH", help="Files, folders, tables, loader scripts, or core: how much they know.", show_default=False
    ),
]


def status(paths: Paths = None, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List the datasets of the store: how much each says, when and by whom it was loaded, and which files are others since.

    Files are looked for from the current folder. `foedera store status` tells how Neo4j itself is.

    With files, or core: how much they know of each class and each list, how much of it is dated and checked, of which days their sources
    speak, and how many lists are declared complete. No store is needed.

    Examples: `foedera status`, `foedera status --json`, `foedera status --store neo4j+s://graph.example.org`, `foedera status core`,
    `foedera status my-agencies.yaml`
    """
    if paths:
        _report(paths, as_json=as_json)
        return
    from graph import open_store
    from loaders.writing.status import find_status
    from loaders.writing.sync import is_current, read_journal
    from ontology import read_model

    with open_store(store) as opened:
        entries = read_journal(opened)
        current = is_current(opened, read_model()) if entries else True
    found = find_status(entries)
    version = entries[-1].version if entries else ""
    if as_json:
        typer.echo(json.dumps({"dataVersion": version, "current": current, "datasets": [d.plain() for d in found]}))
        return
    _print(found, version, current=current)


def _report(paths: Sequence[str], *, as_json: bool) -> None:
    from common.markdown import share
    from loaders.contents.summary import CLASS, LIST
    from loaders.contents.whole import summarize_files
    from ontology import read_model

    lines = summarize_files(paths, read_model())
    if as_json:
        typer.echo(json.dumps([asdict(line) for line in lines]))
        return
    if not lines:
        typer.echo("these files say nothing of any entity")
        return
    for kind, title, facts in ((CLASS, "entities", "facts"), (LIST, "lists of", "relationships")):
        _print_lines([line for line in lines if line.kind == kind], title, facts)
    checked, facts_in_all = sum(line.checked for line in lines), sum(line.facts for line in lines)
    typer.echo(f"{facts_in_all:,} facts, {share(checked, facts_in_all)} of them checked: read in the source that they name")


def _print_lines(lines: Sequence[Line], title: str, facts: str) -> None:
    from rich.table import Table

    from common.markdown import share
    from foedera.reporting import print_table
    from loaders.contents.counting import span

    if not lines:
        return
    lists = lines[0].complete is not None
    table = Table(*(("list", "of class") if lists else ("class",)), title, facts, "dated", "checked", "as of", box=None)
    if lists:
        table.add_column("complete")
    for number, column in enumerate(table.columns):
        column.justify = "right" if column.header not in ("list", "of class", "class", "as of") else "left"
        column.no_wrap = number > 0
    for line in lines:
        dated = "–" if line.dated is None else share(line.dated, line.facts if lists else line.entities)
        names = (line.name, line.of_class) if lists else (line.name,)
        complete = (f"{line.complete:,}",) if lists else ()
        table.add_row(
            *names,
            f"{line.entities:,}",
            f"{line.facts:,}",
            dated,
            share(line.checked, line.facts),
            span(line.as_of_first, line.as_of_last),
            *complete,
        )
    print_table(table)
    typer.echo()


def _print(found: Sequence[DatasetStatus], version: str, *, current: bool) -> None:
    from rich.table import Table

    from foedera.reporting import print_table

    if not found:
        typer.echo("the store holds no data; load the core with `foedera load`")
        return
    table = Table("dataset", "records", "loaded", "by", "load", box=None)
    table.columns[1].justify = "right"
    for d in found:
        table.add_row(d.dataset, f"{d.records:,}", d.loaded, d.by, d.load)
    print_table(table)
    typer.echo(f"data version {version}")
    if not current:
        typer.echo("derived by another version of Foedera; any load derives it anew")
    pending: dict[tuple[str, str], list[str]] = {}
    for d in found:
        for file, state in d.pending:
            pending.setdefault((file, state), []).append(d.dataset)
    for (file, state), datasets in pending.items():
        typer.echo(f"not loaded yet: {file} ({state} since it was loaded; {', '.join(datasets)})")
