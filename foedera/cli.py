"""Which commands there are.

To add one: write foedera/commands/NAME.py with a function whose docstring is its help, and register it at the end of
this file: `app.command()(NAME.NAME)`, or `app.add_typer(NAME.app, name="NAME")` for one with commands below it. Import
what is heavy (neo4j, rdflib, starlette) inside the function: `foedera --help` answers in 0.3 s because nothing of that
is loaded. Raise a FoederaError for errors; results go to standard output, messages to standard error.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from foedera.commands import (
    check,
    convert,
    correct,
    drop,
    export,
    fmt,
    journal,
    load,
    match,
    mcp,
    merge,
    new,
    query,
    rename,
    schema,
    serve,
    show,
    sparql,
    split,
    status,
    store,
    verify,
)
from foedera.once import Once

EXAMPLES = """[bold]Examples[/]

foedera serve                         playground and API on http://127.0.0.1:8000

foedera query nato-members-1982       a saved example, answered on standard output

foedera check facts.yaml              all that is wrong with a file

foedera load facts.yaml --dry-run     preview a load

foedera show iso3:POL                 an entity with every claim and relationship
"""

app = typer.Typer(
    name="foedera",
    help="A knowledge graph of alliances, agencies and agreements: sourced, dated, and queryable as of any day.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from foedera.version import version

        typer.echo(f"foedera {version()}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", callback=_show_version, is_eager=True)] = False,
) -> None:
    """Options of the program as a whole."""


app.command()(serve.serve)
app.command()(query.query)
app.command()(sparql.sparql)
app.command()(mcp.mcp)
app.command()(show.show)
app.command()(check.check)
app.command()(load.load)
app.command()(export.export)
app.command()(convert.convert)
app.command()(journal.loads)
app.command()(journal.diff)
app.command()(journal.revert)
app.command()(journal.undo)
app.command()(status.status)
app.command()(verify.verify)
app.command()(drop.drop)
app.command()(schema.schema)
app.command()(fmt.fmt)
app.command()(new.new)
app.command()(correct.correct)
app.command()(match.match)
app.command()(rename.rename)
app.command()(merge.merge)
app.command()(split.split)
app.add_typer(store.app, name="store")
for command in (*app.registered_commands, *store.app.registered_commands):
    command.cls = Once
