"""`foedera loads`, `foedera diff` and `foedera revert`: the loads of a store, their differences, and going back."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from typing import Annotated

import typer

from foedera.options import JsonOption, StoreOption

LoadName = Annotated[str, typer.Argument(metavar="LOAD", help="A load's id, the time it began at, or a data version.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")]


def loads(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """List the loads of the store, oldest first: who, when, how much, and the resulting data version.

    Examples: `foedera loads`, `foedera loads --json`
    """
    from graph import open_store
    from loaders.writing.sync import read_journal

    with open_store(store) as opened:
        entries = read_journal(opened)
    if as_json:
        typer.echo(json.dumps([e.plain() for e in entries]))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("load", "data version", "by", "added", "changed", "removed", "unchanged", "content", box=None)
    for e in entries:
        c = e.counts
        numbers = (f"{n:,}" for n in (c.added, c.changed, c.removed, c.unchanged))
        table.add_row(e.id, e.version, e.by, *numbers, e.content[:12] or "(gone)")
    Console(width=None if Console().is_terminal else 200).print(table)


def diff(old: LoadName, new: LoadName, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Show how the graph after one load differs from the graph after another.

    Example: `foedera diff b66f75bb9ebce562 4ebb5d6061c441db`
    """
    from foedera.reporting import report_diff
    from graph import open_store
    from loaders.writing.diffing import describe
    from loaders.writing.sync import compare_loads
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened:
        changes = compare_loads(opened, model, old, new)
    report_diff(describe(changes, model), as_json=as_json)


def revert(load: LoadName, store: StoreOption = None, dry_run: DryRun = False, as_json: JsonOption = False) -> None:
    """Bring the graph back to what it was after a load. Reverting is a load of its own, which can be reverted, too.

    Example: `foedera revert b66f75bb9ebce562 --dry-run`
    """
    from foedera.progress import steps
    from foedera.reporting import report_load
    from graph import open_store
    from loaders.writing.sync import LoadOptions, revert_to
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened, steps() as step:
        result = revert_to(opened, model, load, LoadOptions(dry_run=dry_run, replace=True, step=step))
    report_load(result, model, dry_run=dry_run, as_json=as_json)
