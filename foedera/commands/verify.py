"""`foedera verify`: compare the whole graph with what its datasets say."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from foedera.options import JsonOption, StoreOption

Repair = Annotated[bool, typer.Option("--repair", help="Bring the graph to what its datasets say.")]


def verify(store: StoreOption = None, repair: Repair = False, as_json: JsonOption = False) -> None:
    """Derive everything anew from what was loaded, and compare the graph with it.

    A load derives only what it can change. The graph is what all loads together say unless it was changed by other means, by Cypher for
    example. Then the differences are printed, and the exit code is 1 until they are repaired.

    Examples: `foedera verify`, `foedera verify --repair`
    """
    from foedera.progress import steps
    from foedera.reporting import report_diff
    from graph import open_store
    from loaders.writing.diffing import describe
    from loaders.writing.sync import LoadOptions
    from loaders.writing.verifying import repair as bring_back
    from loaders.writing.verifying import verify as find
    from ontology import read_model

    model = read_model()
    with open_store(store) as opened, steps() as step:
        step("deriving", 0)
        changes = bring_back(opened, model, LoadOptions(step=step)).changes if repair else find(opened, model)
    if not changes:
        typer.echo("the graph is what its datasets say", err=True)
    if changes or as_json:
        report_diff(describe(changes, model) if changes else [], as_json=as_json)
    if changes:
        typer.echo(f"{changes.size:,} nodes and relationships {'were' if repair else 'are'} otherwise than the datasets say", err=True)
    if changes and not repair:
        typer.echo("`foedera verify --repair` brings them back", err=True)
        raise typer.Exit(1)
