"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="The mapping by which tables are read."),
]
UnknownOption = Annotated[
    Path | None,
    typer.Option("--unknown", metavar="FILE", help="Write the codes of tables that nobody knows to a CSV file, to be completed."),
]
