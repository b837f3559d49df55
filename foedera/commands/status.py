"""`foedera status`: what a store holds, by whom and when it was loaded, and what waits to be loaded."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from foedera.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loaders.writing.status import DatasetStatus


def status(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List the datasets of the store: how much each says, when and by whom it was loaded, and which files are others since.

    Files are looked for from the current folder. `foedera store status` tells how Neo4j itself is.

    Examples: `foedera status`, `foedera status --json`, `foedera status --store neo4j+s://graph.example.org`
    """
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


def _print(found: Sequence[DatasetStatus], version: str, *, current: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    if not found:
        typer.echo("the store holds no data; load the core with `foedera load`")
        return
    table = Table("dataset", "records", "loaded", "by", "load", box=None)
    table.columns[1].justify = "right"
    for d in found:
        table.add_row(d.dataset, f"{d.records:,}", d.loaded, d.by, d.load)
    Console(width=None if Console().is_terminal else 200).print(table)
    typer.echo(f"data version {version}")
    if not current:
        typer.echo("derived by another version of Foedera; any load derives it anew")
    pending: dict[tuple[str, str], list[str]] = {}
    for d in found:
        for file, state in d.pending:
            pending.setdefault((file, state), []).append(d.dataset)
    for (file, state), datasets in pending.items():
        typer.echo(f"not loaded yet: {file} ({state} since it was loaded; {', '.join(datasets)})")
