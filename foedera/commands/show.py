"""`foedera show`: everything the graph holds about one entity."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from common.dates import OPEN
from foedera.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.entity import EntityView, Said, Tie

Reference = Annotated[str, typer.Argument(metavar="ID", help="Its id, a former id, or a key such as iso3:POL or wikidata:Q7184.")]
PREFERRED, OTHER = "*", " "


def show(reference: Reference, store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Show an entity with everything that is claimed of it: each value and each relationship, with dates, dataset and source.

    A star marks the preferred value or relationship, which ordinary queries return. The others come from lower-ranked datasets.

    Examples: `foedera show nato`, `foedera show iso3:POL`, `foedera show wikidata:Q7184 --json`
    """
    from graph import open_store
    from ontology import read_model
    from queries.entity import read_entity

    with open_store(store) as opened:
        found = read_entity(opened, read_model(), reference)
    if as_json:
        typer.echo(json.dumps(found.plain(), ensure_ascii=False))
    else:
        _print(found)


def _print(found: EntityView) -> None:
    typer.secho(f"{found.name} ({found.id}), {found.kind}\n", bold=True)
    topics = {c["topic"] for c in found.conflicts} & found.relations.keys()
    shown = ""
    for claim in found.claims:
        # What each side of a conflict says of a relation stands with the conflict.
        if claim.property in topics:
            continue
        if claim.property != shown:
            typer.secho(claim.property, fg="cyan")
            shown = claim.property
        _claim(claim)
    for name, ties in found.relations.items():
        typer.secho(f"\n{name} ({len(ties)})", fg="cyan")
        for tie in ties:
            _tie(tie)
    for conflict in found.conflicts:
        words = f": {conflict['explanation']}" if "explanation" in conflict else ""
        typer.secho(f"\nconflict over {conflict['topic']}{words}", fg="cyan")
        for claim in (c for c in found.claims if c.property == conflict["topic"] in topics):
            _claim(claim)


def _claim(claim: Said) -> None:
    typer.echo(f"{PREFERRED if claim.preferred else OTHER} {claim.value}  {_by(claim.provenance)}")


def _tie(tie: Tie) -> None:
    from ontology.stored import SPAN_DAYS

    properties = {name: value for name, value in tie.properties.items() if name not in SPAN_DAYS}
    dates = [str(properties.pop("start", "?")), OPEN if properties.pop("open", False) else str(properties.pop("end", "?"))]
    spell = "" if dates == ["?", "?"] else f"  {'/'.join(dates)}"
    if properties.get("spell") == 1:
        del properties["spell"]
    rest = "".join(f"  {n}: {v}" for n, v in properties.items())
    typer.echo(f"{PREFERRED if tie.preferred else OTHER} {tie.id}  {tie.name}{spell}{rest}  {_by(tie.provenance)}")


def _by(provenance: Mapping[str, Any]) -> str:
    quoted = f"“{provenance['quote']}”" if "quote" in provenance else ""
    copy = f"archived {provenance.get('archivedOn', '')} {provenance['archived']}".replace("  ", " ") if "archived" in provenance else ""
    texts = [provenance.get(n, "") for n in ("verification", "retrieved", "asOf", "remark")]
    said = [provenance.get("source", ""), *provenance.get("furtherSources", ()), provenance.get("page", ""), quoted, copy, *texts]
    return typer.style(f"[{provenance['dataset']}: {'; '.join(s for s in said if s)}]", dim=True)
