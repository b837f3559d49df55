"""`foedera store`: the Neo4j that Foedera runs itself."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from typing import Annotated

import typer

from foedera.options import JsonOption, StoreOption, YesOption

VerifyOption = Annotated[bool, typer.Option("--verify", help="Also verify the files that are there and replace damaged ones.")]
RepairOption = Annotated[bool, typer.Option("--repair", help="Truncate the unreadable end of the transaction log.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Even while others use it.")]

EXAMPLES = """[bold]Examples[/]

foedera store install            download Neo4j now

foedera store start              keep it running until you stop it

foedera store status --json      for scripts

foedera store reset              start again with an empty store
"""

app = typer.Typer(help="The Neo4j behind Foedera: download it, start it, stop it, inspect it.", epilog=EXAMPLES, no_args_is_help=True)


@app.command()
def install(verify: VerifyOption = False) -> None:
    """Download the local Neo4j now (180 MB, once per user) and build its start-up cache."""
    from common.progress import to_stderr
    from graph.local.install import install as put_in_place
    from graph.local.paths import paths
    from graph.local.training import cached, is_wanted, train

    typer.echo(put_in_place(paths(), to_stderr, verify=verify))
    if is_wanted() and not cached(paths()):
        to_stderr("building the cache that halves its start; this takes a minute and can be skipped (FOEDERA_AOT=0)")
        train(paths())


@app.command()
def start(repair: RepairOption = False) -> None:
    """Start the local Neo4j and keep it running until `foedera store stop`."""
    from common.progress import to_stderr
    from graph.local.control import start as keep_running
    from graph.local.paths import paths

    began = time.monotonic()
    running = keep_running(paths(), to_stderr, repair=repair)
    typer.echo(f"bolt://127.0.0.1:{running.port}")
    to_stderr(f"Neo4j runs ({time.monotonic() - began:.1f} s); its password is in {paths().password}")


@app.command()
def stop(force: ForceOption = False) -> None:
    """Stop the local Neo4j. While other processes use it, they are named, and it stops when the last one ends."""
    from common.progress import to_stderr
    from graph.local.control import stop as end
    from graph.local.paths import paths

    began = time.monotonic()
    stopped = end(paths(), force=force)
    to_stderr(f"Neo4j stopped ({time.monotonic() - began:.1f} s)" if stopped else "Neo4j was not running")


@app.command()
def status(store: StoreOption = None, json: JsonOption = False) -> None:
    """Show which Neo4j is used and its state. Starts nothing."""
    from foedera.store_status import describe, find

    found = find(store)
    if json:
        import orjson

        typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    else:
        typer.echo("\n".join(describe(found)))


@app.command()
def path() -> None:
    """Print the folder of the local store."""
    from graph.local.paths import paths

    typer.echo(paths().server)


@app.command()
def reset(yes: YesOption = False) -> None:
    """Remove all data of the local store. Downloads stay."""
    from common.progress import to_stderr
    from foedera.asking import confirm
    from graph.local.control import reset as remove
    from graph.local.paths import paths

    if not yes:
        confirm(f"Remove all data in {paths().server}?", "nothing was removed")
    remove(paths())
    to_stderr(f"{paths().server} is empty")
