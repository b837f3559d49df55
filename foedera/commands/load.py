"""`foedera load`: load files and loader scripts into the graph."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from foedera.options import JsonOption, StoreOption

Targets = Annotated[
    list[str] | None,
    typer.Argument(help="core (the data that ships), files, folders or loader scripts. Default: core.", show_default=False),
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
    """Load files into the graph, in one transaction. Loading the same again changes nothing.

    A load replaces its datasets as a whole. Everything is checked first; if there are errors, all of them are reported and nothing is
    written. A loader script (.py) runs only when it is named itself, never because it is found in a folder.

    Examples: `foedera load`, `foedera load my-agencies.yaml`, `foedera load data/ --dry-run`, `foedera load northern_patrols.py`
    """
    from foedera.progress import steps
    from foedera.reporting import report_load
    from graph import open_store
    from loaders.loading import load as load_targets
    from loaders.writing.sync import LoadOptions
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened, steps() as step:
        result = load_targets(opened, model, targets or ["core"], LoadOptions(dry_run=dry_run, replace=replace, step=step))
    report_load(result, model, dry_run=dry_run, as_json=as_json)
