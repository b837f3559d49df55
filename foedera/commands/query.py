"""`foedera query`: run a GraphQL operation from the command line."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.http.addresses import API
from foedera.options import StoreOption

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE = f"http://127.0.0.1:8000{API}"
What = Annotated[str, typer.Argument(help="A GraphQL operation, a file with one, `-` for standard input, or the name of a saved example.")]
Variables = Annotated[str, typer.Option("--variables", "-v", metavar="JSON", help="Values of the operation's variables.")]
Operation = Annotated[str | None, typer.Option("--operation", help="Which operation, where the text has several.")]
Url = Annotated[str | None, typer.Option("--url", help=f"Query a running server, such as {EXAMPLE}, instead of the store.")]
Explain = Annotated[bool, typer.Option("--explain", help="Also print the Cypher, its parameters and the time it took.")]


def query(
    what: What,
    variables: Variables = "",
    operation: Operation = None,
    url: Url = None,
    store: StoreOption = None,
    explain: Explain = False,
) -> None:
    """Run a GraphQL operation and print the answer as JSON, warnings on standard error; the exit code is 1 if it contains errors.

    Examples: `foedera query '{ alliance(key: {id: "nato"}) { name } }'`, `foedera query nato-members-1982`,
    `foedera query shared-agreements --variables '{"one": "FRA", "other": "DEU"}'`
    """
    import orjson

    text, given = _operation(what)
    values = {**given, **_variables(variables)}
    answer = _ask(url, text, values, operation) if url else _ask_store(store, text, values, operation, explain)
    sys.stdout.write(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode() + "\n")
    _print_warnings(answer)
    if answer.get("errors"):
        raise typer.Exit(1)


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


def _ask(url: str, text: str, variables: Mapping[str, Any], operation: str | None) -> dict[str, Any]:
    import httpx
    import orjson

    from common.errors import StoreUnavailableError, UsageError

    body = {"query": text, "variables": variables, "operationName": operation}
    headers = {"accept": "application/graphql-response+json, application/json;q=0.9"}
    try:
        response = httpx.post(url, json=body, headers=headers, timeout=60)
        found = orjson.loads(response.content)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise UsageError(f"{url!r} is not an address of a server", f"give one such as {EXAMPLE}") from error
    except httpx.HTTPError as error:
        hint = "check that `foedera serve` runs there"
        raise StoreUnavailableError(f"no answer from {url}: {error or type(error).__name__}", hint) from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{url} answered {response.status_code} and no JSON", "give the address of the GraphQL endpoint") from error
    if not isinstance(found, dict):
        raise UsageError(f"{url} answered something that is not GraphQL", "give the address of the GraphQL endpoint")
    return found
