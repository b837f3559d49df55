"""`foedera merge`: two entities that are the same thing become one."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedera.options import named_path

Gone = Annotated[str, typer.Argument(metavar="GONE", help="The id that goes; it still leads to the one that stays.")]
Kept = Annotated[str, typer.Argument(metavar="KEPT", help="The id that stays: of an entity in the files, the store or the core.")]
Paths = Annotated[
    list[Path], typer.Argument(parser=named_path, metavar="PATH...", help="Files and folders that describe them and refer to them.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show how the files would change, and write nothing.")]
StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="ADDRESS", help="Where the one that stays may be described; none: the core that ships.")
]


def merge(gone: Gone, kept: Kept, paths: Paths, dry_run: DryRun = False, store: StoreOption = None) -> None:
    """Make one entity of two that are the same thing. What files say of GONE they then say of KEPT, and references follow.

    GONE becomes one of the formerIds of KEPT, and its names become aliases. Every statement stays with its dataset and source; one that
    both had from the same source stands once. Comments and layout stay. The store changes with the next `foedera load`.

    Examples: `foedera merge border-watch freedonia-border-watch data/ --dry-run`, `foedera merge my-nato nato mine.yaml`
    """
    from foedera.editing import write_or_show
    from foedera.known import known_records
    from foedera.reporting import report_warnings
    from loaders.editing.merging import merge as merged
    from ontology import read_model

    model = read_model()
    found = merged(gone, kept, paths, model, lambda: known_records(store, model))
    write_or_show(found.texts, dry_run=dry_run)
    report_warnings(found.notes)
    word = "would be merged" if dry_run else "merged"
    typer.echo(f"{gone} {word} into {kept} in {len(found.texts):,} file{'s' * (len(found.texts) != 1)}", err=True)
