"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def named(text: str) -> str:
    """What an argument names. An empty one, of a variable that is not set, would mean the current folder with all that is in it."""
    if not text.strip():
        raise typer.BadParameter("it is empty; name a file or a folder, such as . for this one")
    return text


def named_path(text: str) -> Path:
    """The same as a path."""
    return Path(named(text))


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        help="Neo4j to use: local, or an address such as neo4j+s://host. Overrides FOEDERA_STORE.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]
UnaskedOption = Annotated[
    bool, typer.Option("--yes", "-y", help="Nothing is asked in any case, since this can be undone; for scripts that say it everywhere.")
]
ConcernedFiles = Annotated[
    list[Path], typer.Argument(parser=named_path, metavar="PATH...", help="Files and folders that describe it and refer to it.")
]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="The mapping by which tables are read."),
]
UnknownOption = Annotated[
    Path | None,
    typer.Option("--unknown", metavar="FILE", help="Write the codes of tables that nobody knows to a CSV file, to be completed."),
]
