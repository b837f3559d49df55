"""`foedera loads`, `foedera diff` and `foedera revert`: the loads of a store, their differences, and going back."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption, StoreOption, UnaskedOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph import Store
    from loaders.writing.sync import LoadOptions, LoadResult
    from ontology import Model

OneDataset = Annotated[str, typer.Option("--dataset", metavar="ID", help="Only this dataset; all others stay as they are.")]
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
    from rich.table import Table

    from foedera.reporting import print_table

    table = Table("load", "data version", "by", "added", "changed", "removed", "unchanged", "content", box=None)
    for e in entries:
        c = e.counts
        numbers = (f"{n:,}" for n in (c.added, c.changed, c.removed, c.unchanged))
        table.add_row(e.id, e.version, e.by, *numbers, e.content[:12] or "(gone)")
    print_table(table)


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


def revert(
    load: LoadName,
    dataset: OneDataset = "",
    store: StoreOption = None,
    dry_run: DryRun = False,
    yes: UnaskedOption = False,  # noqa: ARG001
    as_json: JsonOption = False,
) -> None:
    """Bring the graph, or one dataset of it, back to what it was after a load. Reverting is a load of its own, which can be reverted, too.

    Without --dataset, what others loaded since is taken back, too; `foedera undo` takes back one load alone.

    Examples: `foedera revert b66f75bb9ebce562 --dry-run`, `foedera revert b66f75bb9ebce562 --dataset my-notes`
    """
    from loaders.writing.sync import revert_to
    from loaders.writing.undoing import revert_dataset

    if dataset:
        _back(store, lambda opened, model, options: revert_dataset(opened, model, load, dataset, options), dry_run=dry_run, as_json=as_json)
    else:
        _back(store, lambda opened, model, options: revert_to(opened, model, load, options), dry_run=dry_run, as_json=as_json)


def undo(
    load: LoadName,
    store: StoreOption = None,
    dry_run: DryRun = False,
    yes: UnaskedOption = False,  # noqa: ARG001
    as_json: JsonOption = False,
) -> None:
    """Take back one load: its datasets become what they were before it, and what others loaded since stays.

    An id of `foedera loads` names one dataset of a load; the time before its slash, or a data version, all of them. A dataset that was
    loaded again since is not touched. Undoing is a load of its own, which can be undone, too.

    Examples: `foedera undo 2026-11-27T10:56:31.204Z/my-notes --dry-run`, `foedera undo b66f75bb9ebce562`
    """
    from loaders.writing.undoing import undo_load

    _back(store, lambda opened, model, options: undo_load(opened, model, load, options), dry_run=dry_run, as_json=as_json)


def _back(store: str | None, work: Callable[[Store, Model, LoadOptions], LoadResult], *, dry_run: bool, as_json: bool) -> None:
    from foedera.progress import steps
    from foedera.reporting import report_load
    from graph import open_store
    from loaders.writing.sync import LoadOptions
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened, steps() as step:
        result = work(opened, model, LoadOptions(dry_run=dry_run, replace=True, step=step))
    report_load(result, model, dry_run=dry_run, as_json=as_json)
