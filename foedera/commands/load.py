"""`foedera load`: bring the graph to what files say."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from loaders.writing.sync import LoadResult
    from ontology import Model

Targets = Annotated[
    list[str] | None, typer.Argument(help="core (what ships with Foedera), files or folders. Default: core.", show_default=False)
]
Replace = Annotated[bool, typer.Option("--replace", help="Allow a dataset to shrink to less than half.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, entity by entity, and write nothing.")]


def load(
    targets: Targets = None,
    store: StoreOption = None,
    dry_run: DryRun = False,
    replace: Replace = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the graph to what files say: one transaction, the same result however often.

    A load replaces the datasets it speaks for. Everything is checked first; when anything is wrong, all of it is
    told and nothing is written.

    Examples: `foedera load`, `foedera load my-agencies.yaml`, `foedera load data/ --dry-run`
    """
    from foedera.progress import steps
    from graph import open_store
    from loaders.loading import load as load_targets
    from loaders.writing.sync import Plan
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened, steps() as step:
        result = load_targets(opened, model, targets or ["core"], Plan(dry_run=dry_run, replace=replace, step=step))
    report(result, model, dry_run=dry_run, as_json=as_json)


def report(result: LoadResult, model: Model, *, dry_run: bool, as_json: bool) -> None:
    """What a load did or, for a dry run, would change."""
    from foedera.commands.journal import show_diff
    from loaders.writing.diffing import describe

    if dry_run:
        show_diff(describe(result.changes, model) if result.changes else [], as_json=as_json)
    elif as_json:
        _print_result(result)
    else:
        say_result(result)


def say_result(result: LoadResult) -> None:
    """The summary in words, on standard error."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True)
    if not result.changed:
        total = sum(c.unchanged for c in result.counts.values())
        words = f"nothing changed: {total:,} records in {len(result.counts)} datasets"
        console.print(f"{words}; data version {result.version}")
        return
    table = Table("dataset", box=None)
    for word in ("added", "changed", "removed", "unchanged"):
        table.add_column(word, justify="right")
    for dataset, c in sorted(result.counts.items()):
        table.add_row(dataset, f"{c.added:,}", f"{c.changed:,}", f"{c.removed:,}", f"{c.unchanged:,}")
    console.print(table)
    console.print(f"data version {result.version}")
    if result.unheard:
        console.print(f"{result.unheard:,} new relationships are not preferred: a higher-ranked dataset covers the same facts")


def _print_result(result: LoadResult) -> None:
    """The summary as JSON, on standard output."""
    import json
    from dataclasses import asdict

    counts = {d: asdict(c) for d, c in sorted(result.counts.items())}
    typer.echo(json.dumps({"dataVersion": result.version, "changed": result.changed, "datasets": counts}))
