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


def schema(output: Output = None) -> None:
    """Print the JSON Schema of files of entities, made from the ontology.

    Editors that know the YAML language server (VS Code, Neovim, Emacs, JetBrains …) complete and explain what a file may hold once its
    first line names the schema. `foedera fmt` and `foedera new` write that line when they find the schema in the file's folder or above it.

    Examples: `foedera schema --output foedera.schema.json`, `foedera schema | jq '."$defs" | keys'`
    """
    from ontology import read_model
    from ontology.json_schema import text

    found = text(read_model())
    if output is None:
        typer.echo(found, nl=False)
        return
    from loaders.editing.writing import write_atomically

    write_atomically(output, found)
    typer.echo(f"{output} is written", err=True)
