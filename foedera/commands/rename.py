"""`foedera rename`: another id for an entity, everywhere."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from foedera.options import ConcernedFiles

Old = Annotated[str, typer.Argument(help="The present id of the entity.")]
New = Annotated[str, typer.Argument(help="The new id.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Count the places and write nothing.")]
StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="ADDRESS", help="Where the new id must be free, too; none: in the core that ships.")
]


def rename(old: Old, new: New, paths: ConcernedFiles, dry_run: DryRun = False, store: StoreOption = None) -> None:
    """Give an entity another id: where it is described and in every reference to it. Nothing else in the files changes.

    The old id becomes one of its formerIds and still leads to it: in files that are not among PATH, in datasets loaded earlier, in the API.
    It is never given to another entity. The store changes with the next `foedera load`.

    Example: `foedera rename eu-lisa eu-lisa-agency data/ --dry-run`
    """
    from foedera.known import known_records
    from loaders.editing.renaming import rename as renamed
    from loaders.editing.writing import write_atomically
    from ontology import read_model

    model = read_model()
    found = renamed(old, new, paths, model, lambda: known_records(store, model))
    for file, text in found.texts.items():
        # The description comes first: if this is interrupted, references by the old id still lead to the entity.
        if not dry_run:
            write_atomically(file, text)
        typer.echo(f"{file}: {found.places[file]:,}")
    total = sum(found.places.values())
    word = "would be renamed" if dry_run else "renamed"
    places = f"{total:,} place{'s' * (total > 1)} in {(n := len(found.texts)):,} file{'s' * (n > 1)}"
    typer.echo(f"{places} {word}; {old} leads to {new}", err=True)
