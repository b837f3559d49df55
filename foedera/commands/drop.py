"""`foedera drop`: remove a dataset with all its facts."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption, StoreOption, YesOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.writing.sync import LoadResult

MOST_NAMED = 10
DatasetId = Annotated[str, typer.Argument(metavar="DATASET", help="The id of the dataset, as `foedera loads` lists it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, entity by entity, and write nothing.")]


def drop(
    dataset: DatasetId, store: StoreOption = None, dry_run: DryRun = False, yes: YesOption = False, as_json: JsonOption = False
) -> None:
    """Remove a dataset: its description, its claims and relationships, and the entities that no other dataset describes.

    First it counts and names what would be removed, and asks. Nothing is removed while other datasets refer to it. Dropping is a load of
    its own: `foedera revert` restores the dataset.

    Examples: `foedera drop my-notes --dry-run`, `foedera drop my-notes --yes`
    """
    from foedera.progress import steps
    from foedera.reporting import report_load
    from graph import open_store
    from loaders.writing.sync import LoadOptions, drop_dataset
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened:
        if dry_run or not yes:
            with steps() as step:
                found = drop_dataset(opened, model, dataset, LoadOptions(dry_run=True, step=step))
            if dry_run:
                report_load(found, model, dry_run=True, as_json=as_json)
                return
            _ask(dataset, found)
        with steps() as step:
            result = drop_dataset(opened, model, dataset, LoadOptions(step=step))
    report_load(result, model, dry_run=False, as_json=as_json)


def _ask(dataset: str, found: LoadResult) -> None:
    """Print what would be removed and ask for confirmation. Raises UsageError without a terminal."""
    from foedera.asking import confirm

    for line in _losses(dataset, found):
        typer.echo(line, err=True)
    confirm("Drop it?", "nothing was dropped")


def _losses(dataset: str, found: LoadResult) -> Iterator[str]:
    from ontology import Kind

    changes = found.changes
    assert changes is not None
    gone = sorted(key.id for key in changes.gone_nodes if key.root == Kind.ENTITY.value)
    changed = sum(key.root == Kind.ENTITY.value for key in changes.changed_nodes)
    links = sum("dataset" in link.properties and key not in changes.new_links for key, link in changes.gone_links.items())
    yield f"dataset {dataset} goes, with {found.counts[dataset].removed:,} records:"
    named = f" ({', '.join(gone[:MOST_NAMED])}{', …' if len(gone) > MOST_NAMED else ''})" if gone else ""
    yield f"entities       {len(gone):,}{named}"
    yield f"relationships  {links:,}"
    yield f"Entities of other datasets that change: {changed:,}"
