"""`foedera split`: a part of an entity becomes a new one."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from foedera.options import ConcernedFiles

Old = Annotated[str, typer.Argument(metavar="ID", help="The entity of which a part goes.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The id of the new entity.")]
Name = Annotated[str, typer.Option("--name", help="The name of the new entity.")]
Take = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="NAME[=VALUE]", help="A property or relation that goes: all of it, or of one value or one other end."),
]
Since = Annotated[str, typer.Option("--since", metavar="DAY", help="All relationships that begin on this day or later go.")]
Succeeds = Annotated[bool, typer.Option("--succeeds", help="Say that the new entity succeeds the old one.")]
ClassName = Annotated[str, typer.Option("--class", help="The class of the new entity. Default: that of the old one.")]
StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="ADDRESS", help="Where other entities are described; none: the core that ships.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show how the files would change, and write nothing.")]


def split(
    old: Old,
    new: New,
    paths: ConcernedFiles,
    name: Name = "",
    take: Take = None,
    since: Since = "",
    succeeds: Succeeds = False,
    cls: ClassName = "",
    dry_run: DryRun = False,
    store: StoreOption = None,
) -> None:
    """Make a new entity of a part of one: of properties and relations by name, or of all relationships since a day.

    The new entity is written behind the old one, with the same source; what goes to it stays in its file, with its dataset and source, and
    references follow. What began before the day and goes on stays, and is named. The store changes with the next `foedera load`.

    Examples: `foedera split west-union west-european-union data/ --name "Western European Union" --since 1954-10-23 --succeeds --dry-run`,
    `foedera split watch coast-watch mine.yaml --name "Coast Watch" --take functions=coast-guard --take cooperatesWith=frontex`
    """
    from common.errors import UsageError
    from foedera.editing import write_or_show
    from foedera.known import known_records
    from foedera.reporting import report_warnings
    from loaders.editing.skeletons import find_class
    from loaders.editing.splitting import NewEntity, Part
    from loaders.editing.splitting import split as divided
    from ontology import read_model

    if not name:
        raise UsageError("the new entity has no name", 'add --name "…"')
    model = read_model()
    wanted = NewEntity(new, name, find_class(cls, model).name if cls else "", succeeds)
    found = divided(old, wanted, Part(take or (), since), paths, model, lambda: known_records(store, model))
    write_or_show(found.texts, dry_run=dry_run)
    for line in found.staying:
        typer.secho(line, fg="yellow", err=True)
    report_warnings(found.notes)
    word = "would go" if dry_run else "went"
    typer.echo(f"{found.moved:,} statement{'s' * (found.moved != 1)} {word} from {old} to {new}", err=True)
