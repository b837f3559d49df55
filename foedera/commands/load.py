"""`foedera load`: load files and loader scripts into the graph."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from foedera.options import JsonOption, MappingOption, StoreOption, UnknownOption, named

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        parser=named,
        metavar="TARGETS",
        help="core (the data that ships), files, folders, tables or loader scripts; - reads JSON Lines. Default: core.",
        show_default=False,
    ),
]
Append = Annotated[bool, typer.Option("--append", help="Add to datasets and update what is named; take nothing away.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Allow to take away more than a tenth of a dataset, or what was loaded from other files.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, entity by entity, and write nothing.")]


def load(
    targets: Targets = None,
    store: StoreOption = None,
    dry_run: DryRun = False,
    append: Append = False,
    replace: Replace = False,
    mapping: MappingOption = None,
    unknown: UnknownOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load files into the graph: all of them or nothing. Loading the same again changes nothing.

    A load replaces its datasets as a whole, or with --append adds to them. Everything is checked first; if there are errors, all of them
    are reported and nothing is written. What is taken away is named first, and needs --replace when it is much or from other files. A
    loader script (.py) runs only when it is named itself, never because it is found in a folder.

    Tables (CSV, TSV, spreadsheets, JSON, Parquet) are read by a mapping, which `foedera new mapping TABLE` proposes; one that names its
    table is loaded itself.

    Examples: `foedera load`, `foedera load my-agencies.yaml`, `foedera load data/ --dry-run`, `foedera load more.yaml --append`,
    `harvest | foedera load - --append`, `foedera load northern_patrols.py`, `foedera load parties.csv --mapping parties.yaml`
    """
    from functools import partial

    from foedera.progress import steps
    from foedera.reporting import report_forecast, report_load, report_losses, report_tables
    from graph import open_store
    from loaders.loading import load as load_targets
    from loaders.writing.sync import LoadOptions
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened, steps() as step:
        # Unknown codes are written also where they are why the load is refused.
        tabled = partial(report_tables, unknown=unknown)
        options = LoadOptions(
            dry_run=dry_run, replace=replace, append=append, step=step, losing=report_losses, foretold=report_forecast, tabled=tabled
        )
        result = load_targets(opened, model, targets or [str(mapping or "core")], options, mapping)
    report_load(result, model, dry_run=dry_run, as_json=as_json)
