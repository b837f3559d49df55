"""`foedera new`: a commented template for an entity."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ontology import Model

Kind = Annotated[
    str | None, typer.Argument(metavar="CLASS", help="What it is, such as alliance, border-agency or treaty. Without it: the list.")
]
Id = Annotated[str, typer.Option("--id", help="Its id. Default: made from the name.")]
Name = Annotated[str, typer.Option("--name", help="Its usual English name.")]
DatasetId = Annotated[
    str, typer.Option("--dataset", metavar="ID", help="The dataset it belongs to. Default: the file describes one of its own.")
]
Source = Annotated[str, typer.Option("--source", help="Where the facts are from: an address or a citation.")]
Bare = Annotated[bool, typer.Option("--bare", help="Only the entity, to be pasted into a file.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write a new file instead of printing.")]


def new(
    kind: Kind = None,
    id_: Id = "",
    name: Name = "",
    dataset: DatasetId = "",
    source: Source = "",
    bare: Bare = False,
    output: Output = None,
) -> None:
    """Write a commented template for an entity: every property and relation it can have, with meaning and possible values.

    Examples: `foedera new`, `foedera new alliance --name "League of Nations" -o league.yaml`, `foedera new agency --bare >> mine.yaml`
    """
    from loaders.editing.skeletons import Wanted, bare_skeleton, find_class, skeleton
    from ontology import read_model

    model = read_model()
    if kind is None:
        _list(model)
        return
    make = bare_skeleton if bare else skeleton
    text = make(find_class(kind, model), model, Wanted(id_, name, dataset, source, output.stem if output else ""))
    if output is None:
        typer.echo(text, nl=False)
    else:
        _write(output, text)


def _list(model: Model) -> None:
    for name in model.entities:
        typer.echo(f"{name:28}{model.classes[name].comment}")


def _write(output: Path, text: str) -> None:
    from common.errors import UsageError
    from loaders.editing.modeline import with_modeline
    from loaders.editing.writing import write_atomically

    if output.exists():
        raise UsageError(f"{output} is there already", "name another file, or paste what `foedera new --bare` prints")
    write_atomically(output, with_modeline(text, output))
    typer.echo(f"{output} is written; fill in the blanks, then `foedera check {output}`", err=True)
