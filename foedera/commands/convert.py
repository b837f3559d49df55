"""`foedera convert`: facts from YAML to RDF and back."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedera.options import named, named_path

Source = Annotated[str, typer.Argument(parser=named, metavar="SOURCE", help="A file or folder of YAML, a file of RDF, or a loader script.")]
Target = Annotated[
    Path,
    typer.Argument(
        parser=named_path, metavar="TARGET", help="The file to write, which tells its format: yaml, ttl, nt, nq, trig, jsonld or rdf."
    ),
]


def convert(source: Source, target: Target) -> None:
    """Write facts in another format. They are checked as `foedera check` does, and load to the same data as before.

    Examples: `foedera convert facts.yaml facts.ttl`, `foedera convert facts.jsonld facts.yaml`
    """
    from loaders.converting import convert as written
    from ontology import read_model

    records, where = written(source, target, read_model())
    typer.echo(f"{where}: {len(records.claims):,} values and {len(records.links):,} relationships", err=True)
