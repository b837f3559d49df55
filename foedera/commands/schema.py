"""`foedera schema`: the JSON Schema with which editors complete, explain and check files of entities."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write it to a file instead. Name it foedera.schema.json and `fmt` and `new` find it."
    ),
]


Shapes = Annotated[bool, typer.Option("--shapes", help="Print the shapes of RDF (SHACL, as Turtle) in place of the JSON Schema.")]


def schema(output: Output = None, shapes: Shapes = False) -> None:
    """Print the JSON Schema of files of entities, made from the ontology, or the shapes that RDF has to meet.

    Editors that know the YAML language server (VS Code, Neovim, Emacs, JetBrains …) complete and explain what a file may hold once its
    first line names the schema. `foedera fmt` and `foedera new` write that line when they find the schema in the file's folder or above it.

    Examples: `foedera schema --output foedera.schema.json`, `foedera schema --shapes > shapes.ttl`, `foedera schema | jq '."$defs" | keys'`
    """
    from ontology import read_model
    from ontology.json_schema import text

    found = _shapes() if shapes else text(read_model())
    if output is None:
        typer.echo(found, nl=False)
        return
    from loaders.editing.writing import write_atomically

    write_atomically(output, found)
    typer.echo(f"{output} is written", err=True)


def _shapes() -> str:
    from ontology.shapes_text import shapes_text

    return shapes_text()
