"""`foedera sparql`: ask in SPARQL from the command line."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import StoreOption

if TYPE_CHECKING:
    from rdf.sparql import Answered, Query

EXAMPLE = "http://127.0.0.1:8000/sparql"
What = Annotated[str, typer.Argument(help="A query, a file with one, `-` for standard input, or the name of a saved one.")]
Url = Annotated[str | None, typer.Option("--url", help=f"Ask a server, such as {EXAMPLE}, instead of the store.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the answer to a file.")]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="json (default), xml, csv or tsv for SELECT and ASK; ttl (default), nt, jsonld, rdfxml, nq or trig for triples.",
    ),
]


def sparql(what: What, form: Form = None, output: Output = None, url: Url = None, store: StoreOption = None) -> None:
    """Ask the graph as RDF in SPARQL. The first query after a load makes a snapshot of the graph, which takes half a minute for the core.

    Examples: `foedera sparql exits --format csv`, `foedera sparql 'SELECT ?name { ?s f:memberOf id:nato ; f:name ?name }'`,
    `foedera sparql query.rq --url http://127.0.0.1:8000/sparql`
    """
    query = _query(_text(what), form)
    body = _ask_server(url, query) if url else _ask_store(store, query).body
    if output:
        output.write_bytes(body)
    else:
        sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")


def _text(what: str) -> str:
    from common.errors import UsageError
    from queries.sparql import find_sparql

    if what == "-":
        return sys.stdin.read()
    if what.endswith((".rq", ".sparql")):
        try:
            return Path(what).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise UsageError(f"{what} cannot be read: {getattr(error, 'strerror', None) or error}", "name a file with a query") from error
    return what if any(sign in what for sign in "{ \n") else find_sparql(what).text


def _query(text: str, form: str | None) -> Query:
    from common.errors import UsageError
    from common.suggest import suggest
    from rdf.formats import Format
    from rdf.sparql import Query, Results

    if form is None:
        return Query(text)
    results = {one.value: one for one in Results}
    graphs = {one.value: one for one in Format}
    if form not in results and form not in graphs:
        known = [*results, *graphs]
        raise UsageError(f"there is no format {form}", suggest(form, known) or f"there are {', '.join(known)}")
    return Query(text, results.get(form), graphs.get(form))


def _ask_store(target: str | None, query: Query) -> Answered:
    from common.progress import to_stderr
    from graph import open_store
    from ontology import read_model
    from rdf.context import published_context
    from rdf.names import PREFIXES
    from rdf.sparql import Children
    from rdf.sparql.guard import guard
    from rdf.sparql.snapshots import shared_snapshots
    from rdf.stored import reading

    guard(query.text, PREFIXES)
    snapshots = shared_snapshots(target)
    with open_store(target) as store:
        model = read_model()
        with reading(store, model) as source:
            version = source.version()
        path = snapshots.ready(version)
        if path is None:
            to_stderr("making a snapshot of the graph for SPARQL, once for this version of the data")
            path = snapshots.make(version)
    children = Children(path, most=1, context=published_context(model))
    try:
        return children.ask(query)
    finally:
        children.stop()


def _ask_server(url: str, query: Query) -> bytes:
    """The answer of any server that speaks the protocol. Raises UsageError, StoreUnavailableError, QueryError."""
    import httpx

    from common.errors import QueryError, StoreUnavailableError, UsageError
    from rdf.sparql import MEDIA

    accept = ", ".join(MEDIA[form] for form in (query.results, query.graphs) if form)
    try:
        response = httpx.post(url, data={"query": query.text}, headers={"accept": accept}, timeout=60)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise UsageError(f"{url!r} is not an address of a server", f"give one such as {EXAMPLE}") from error
    except httpx.HTTPError as error:
        raise StoreUnavailableError(
            f"no answer from {url}: {error or type(error).__name__}", "check that `foedera serve` runs there"
        ) from error
    if response.is_success:
        return response.content
    said = f"{url} answered {response.status_code}: {' '.join(response.text.split())[:500]}"
    if response.is_server_error:
        raise StoreUnavailableError(said, "try again")
    raise QueryError(said, "mend the query")
