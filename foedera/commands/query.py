"""`foedera query`: run a GraphQL operation from the command line."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedera.options import StoreOption
from foedera.remote import EXAMPLE, ask, ask_table

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = ("csv", "ndjson", "arrow", "parquet", "table", "markdown")
What = Annotated[str, typer.Argument(help="A GraphQL operation, a file with one, `-` for standard input, or the name of a saved example.")]
Variables = Annotated[str, typer.Option("--variables", "-v", metavar="JSON", help="Values of the operation's variables.")]
Operation = Annotated[str | None, typer.Option("--operation", help="Which operation, where the text has several.")]
Url = Annotated[str | None, typer.Option("--url", help=f"Query a running server, such as {EXAMPLE}, instead of the store.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the answer to a file.")]
Form = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help=f"json, or as a table: {', '.join(FORMATS)}. Without it: as FILE ends, else json."
    ),
]
Bom = Annotated[bool, typer.Option("--bom", help="CSV for spreadsheet programs: with a byte order mark, and no text taken for a formula.")]
Explain = Annotated[bool, typer.Option("--explain", help="Also print the Cypher, its parameters and the time it took.")]


def query(
    what: What,
    variables: Variables = "",
    operation: Operation = None,
    url: Url = None,
    store: StoreOption = None,
    explain: Explain = False,
    form: Form = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    """Run a GraphQL operation and print the answer as JSON or as a table, warnings on standard error; the exit code is 1 if it contains
    errors.

    Examples: `foedera query '{ alliance(key: {id: "nato"}) { name } }'`, `foedera query nato-members-1982`,
    `foedera query shared-agreements --variables '{"one": "FRA", "other": "DEU"}'`,
    `foedera query nato-members-1982 --format csv`, `foedera query nato-members-1982 --output members.parquet`
    """
    import orjson

    text, given = _operation(what)
    values = {**given, **_variables(variables)}
    if wanted := _format(form, output):
        written, answer = _table(wanted, bom, url, store, text, values, operation)
    else:
        answer = ask(url, text, values, operation) if url else _ask_store(store, text, values, operation, explain)
        written = orjson.dumps(answer, option=orjson.OPT_INDENT_2) + b"\n"
    if answer.get("errors") and wanted:
        sys.stdout.write(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        _write(written, output)
    _print_warnings(answer)
    if answer.get("errors"):
        raise typer.Exit(1)


def _format(form: str | None, output: Path | None) -> str | None:
    """The table that is wanted; none for JSON."""
    from common.errors import UsageError

    found = form or (output.suffix.removeprefix(".").replace("md", "markdown") if output else "json")
    if found in ("json", ""):
        return None
    if found not in FORMATS:
        raise UsageError(f"{found!r} is not a format", f"give --format json, {', '.join(FORMATS)}")
    return found


def _table(
    wanted: str, bom: bool, url: str | None, store: str | None, text: str, variables: Mapping[str, Any], operation: str | None
) -> tuple[bytes, dict[str, Any]]:
    """The answer as a table, and what stands beside it; or the errors."""
    from api.answering.tables.formats import Format, TableWish, format_of
    from foedera.tables import markdown, terminal

    wish = TableWish(format_of(wanted) or Format.CSV, bom)
    if url:
        found = ask_table(url, text, variables, operation, wish)
    else:
        from api.answering.engine import run_table
        from graph import open_store

        with open_store(store) as opened:
            found = run_table(opened, text, variables, operation, wish)
    data, answer = found
    if wanted in ("table", "markdown") and not answer.get("errors"):
        data = (terminal if wanted == "table" else markdown)(data.decode()).encode()
    return data, answer


def _write(data: bytes, output: Path | None) -> None:
    from common.errors import UsageError

    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}", "give another file") from error


def _print_warnings(answer: Mapping[str, Any]) -> None:
    """What the answer does not say by itself, on standard error."""
    for warning in (answer.get("extensions") or {}).get("warnings", ()):
        place = ".".join(str(part) for part in warning.get("path", ()))
        hint = f" ({warning['hint']})" if warning.get("hint") else ""
        typer.echo(f"warning: {f'{place}: ' if place else ''}{warning['message']}{hint}", err=True)


def _operation(what: str) -> tuple[str, Mapping[str, Any]]:
    """The text of an operation and the variables that come with it."""
    from common.errors import NotFoundError
    from queries.examples import find_example

    if what == "-":
        return sys.stdin.read(), {}
    if "{" in what:
        return what, {}
    if what.endswith((".graphql", ".gql")):
        try:
            return Path(what).read_text(encoding="utf-8"), {}
        except (OSError, UnicodeDecodeError) as error:
            raise NotFoundError(f"cannot read {what}: {error}", "give a file with a GraphQL operation") from error
    example = find_example(what)
    return example.text, example.variables


def _variables(text: str) -> Mapping[str, Any]:
    import orjson

    from common.errors import UsageError

    try:
        found = orjson.loads(text) if text else {}
    except orjson.JSONDecodeError as error:
        raise UsageError(f"--variables is not JSON: {error}", 'write an object such as \'{"day": "1982-06-01"}\'') from error
    if not isinstance(found, dict):
        raise UsageError("--variables is not an object", 'write an object such as \'{"day": "1982-06-01"}\'')
    return found


def _ask_store(store: str | None, text: str, variables: Mapping[str, Any], operation: str | None, explain: bool) -> dict[str, Any]:
    from api.answering.engine import run_query
    from graph import open_store

    with open_store(store) as opened:
        return run_query(opened, text, variables, operation, explain=explain)
