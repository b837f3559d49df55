"""`foedera store`: the Neo4j that Foedera runs itself."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

VerifyOption = Annotated[bool, typer.Option("--verify", help="Also read what is there and replace what is damaged.")]

app = typer.Typer(help="The Neo4j behind Foedera: bring it, start it, stop it, look at it.", no_args_is_help=True)


@app.command()
def install(verify: VerifyOption = False) -> None:
    """Bring the local Neo4j ahead of time (180 MB, once for this user)."""
    from graph.local.download import to_stderr
    from graph.local.install import install as put_in_place
    from graph.local.paths import paths

    typer.echo(put_in_place(paths(), to_stderr, verify=verify))


@app.command()
def path() -> None:
    """Print the folder of the local store."""
    from graph.local.paths import paths

    typer.echo(paths().server)
