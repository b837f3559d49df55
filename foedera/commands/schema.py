"""`foedera schema`: the JSON Schema with which editors check files of entities, the shapes of RDF, and parts of the API's schema."""

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


MOST = 20_000
"""So many are offered: half a megabyte, which an editor reads at once."""
STATES = "iso3"
"""The key by which files of the core name states; each other entity is offered by its id."""
Shapes = Annotated[bool, typer.Option("--shapes", help="Print the shapes of RDF (SHACL, as Turtle) in place of the JSON Schema.")]
Root = Annotated[
    list[str] | None,
    typer.Option("--root", metavar="FIELD", help="Print the part of the GraphQL schema with this root field; may be repeated."),
]


Mapping = Annotated[bool, typer.Option("--mapping", help="Print the JSON Schema of mappings of tables in place of it.")]
References = Annotated[
    bool,
    typer.Option(
        "--references/--no-references", help="Have editors offer the ids and keys of entities that the store, or else the core, has."
    ),
]
StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="ADDRESS", help="Offer the entities of this store; none: those of the core that ships.")
]


def schema(
    output: Output = None,
    mapping: Mapping = False,
    shapes: Shapes = False,
    root: Root = None,
    references: References = True,
    store: StoreOption = None,
) -> None:
    """Print the JSON Schema of files of entities, made from the ontology, the shapes that RDF has to meet, or a part of the API's schema.

    Editors that know the YAML language server (VS Code, Neovim, Emacs, JetBrains …) complete and explain what a file may hold once its
    first line names the schema. `foedera fmt` and `foedera new` write that line when they find the schema in the file's folder or above it.
    References are offered as the store that runs has them, or else the core; write the schema again to have new ones offered.

    Examples: `foedera schema --output foedera.schema.json`, `foedera schema --mapping --output mapping.schema.json`,
    `foedera schema --shapes > shapes.ttl`, `foedera schema --root alliance`,
    `foedera schema | jq '."$defs" | keys'`
    """
    other = _part(root) if root else _shapes() if shapes else _of_mappings() if mapping else ""
    found = other or _json_schema(store, references=references)
    if output is None:
        typer.echo(found, nl=False)
        return
    from loaders.editing.writing import write_atomically

    write_atomically(output, found)
    typer.echo(f"{output} is written", err=True)


def _json_schema(store: str | None, *, references: bool) -> str:
    from foedera.known import known_records
    from ontology import read_model
    from ontology.json_schema import text

    model = read_model()
    if not references:
        return text(model)
    known = known_records(store, model)
    entities = sorted({c.subject for c in known.claims if c.property == "class"})
    keys = sorted(f"{c.property}:{c.value}" for c in known.claims if c.property == STATES)
    return text(model, [*keys, *entities][:MOST])


def _part(roots: list[str]) -> str:
    from api.language.schema import shipped_schema
    from api.language.schema.excerpt import excerpt

    model, schema = shipped_schema()
    return excerpt(schema._schema, model, roots)


def _of_mappings() -> str:
    from loaders.tables.schema import text
    from ontology import read_model

    return text(read_model())


def _shapes() -> str:
    from ontology.shapes_text import shapes_text

    return shapes_text()
