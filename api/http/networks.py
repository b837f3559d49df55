"""Networks at addresses that do not change: `edges.csv` and `nodes.csv` as tables, `edges.graphml` and `edges.gexf` with both."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.answering.answers import Answer, Refusal, Tabular, Whole
from api.answering.pricing import Price
from api.answering.tables.formats import Format, TableWish, format_of
from api.answering.tables.graphs import Graph, GraphFormat
from api.http import addresses
from api.http.caching import REVALIDATE
from api.http.clients import client_of
from api.http.datasets import check_datasets
from api.http.graphql import WORK, Endpoint
from api.http.metrics import figures
from api.http.parameters import refuse_unknown, several
from api.http.problems import failed, refused
from api.http.requests import GRAPHQL, Asked, for_spreadsheets
from api.http.tags import names, tag_of
from api.language.arguments.networks import DEFINITION
from api.tables.networks import load_network_tables
from common.dates import today
from common.errors import StoreError

EDGES, NODES = "edges", "nodes"
MOST_EDGES = 200_000
COUNTED = "    edges"
ROWS = TableWish(Format.NDJSON)
PARAMETERS = {
    "relation": "the relations that tie an actor to a body, with commas between them (`memberOf` unless given)",
    "at": "what holds on a day, or throughout a month or year: today unless given",
    "during": "what holds at some time in a period, not always together",
    "system": "the nodes are what this list of states holds at that time (`independent-states`); else all that have a tie",
    "actors": "only actors of this class (`State`)",
    "bodies": "only bodies of this class (`Alliance`)",
    "bipartite": "`true`: edges are between actors and bodies",
    "standing": "`ANY`: in any capacity, also as an observer; `FULL` unless given",
    "datasets": "only what these datasets say, with commas between them",
    "certainty": "`CERTAIN`: only what holds whatever the unknown dates are",
    "claims": "`ALL`: what every dataset says, not only the best",
    "bom": "`true`: for spreadsheet programs",
}


class Networks:
    """Answers at the addresses of networks."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.tables = load_network_tables()
        head, _, _ = self.tables[EDGES].text.partition(COUNTED)
        self.counting = f"{head}{COUNTED}(first: 0) {{ totalCount }} }} }}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application. Raises HTTPException."""
        request = Request(scope, receive)
        name, _, ending = request.url.path.rpartition("/")[2].rpartition(".")
        variables = variables_of(request.query_params)
        form = format_of(ending)
        await check_datasets(self.endpoint.engine, request)
        try:
            refusal = await self._too_many(request, variables) if name == EDGES else None
        except StoreError as error:
            refusal = failed(request, error)
        if refusal:
            await refusal(scope, receive, send)
            return
        if form:
            wish = TableWish(form, for_spreadsheets(request))
            asked = Asked(self.tables[name].text, variables, name, table=wish)
            await self.endpoint.reply(request, asked, GRAPHQL, scope, receive, send)
            return
        graph_form = next((f for f in GraphFormat if f.word == ending and name == EDGES), None)
        if graph_form is None:
            raise HTTPException(404, f"There is no table {name}.{ending}; {addresses.TABLES} lists them.")
        response = await self._graph(graph_form, variables, request)
        await response(scope, receive, send)

    async def _too_many(self, request: Request, variables: Mapping[str, Any]) -> Response | None:
        """The refusal of a network with too many edges: a part of them would be taken for the whole. The network itself is cached."""
        price = await self._priced(Asked(self.counting, variables, EDGES), request)
        if isinstance(price, Refusal):
            return _refused(request, price)
        async with self.endpoint.gate.place(client_of(request.scope), price.kind):
            answer = await self.endpoint.engine.execute(self.counting, variables, EDGES)
        if not isinstance(answer, Whole):
            return _refused(request, answer)
        number = orjson.loads(answer.data)["network"]["edges"]["totalCount"]
        if number <= MOST_EDGES:
            return None
        words = f"The network has {number:,} edges; {MOST_EDGES:,} is the limit. Narrow it by system, actors, bodies or at."
        raise HTTPException(400, words)

    async def _graph(self, form: GraphFormat, variables: Mapping[str, Any], request: Request) -> Response:
        given = request.headers.get("if-none-match")
        try:
            price = await self._priced(self._asked(EDGES, variables), request)
            if isinstance(price, Refusal):
                return _refused(request, price)
            async with self.endpoint.gate.place(client_of(request.scope), price.kind):
                version = await self.endpoint.engine.versions.current()
                if version and given and names(given, _tag(form, variables, version)):
                    return Response(status_code=304, headers=_headers(form, variables, version))
                response = await self._written(form, variables, request)
        except StoreError as error:
            return failed(request, error)
        response.headers[WORK] = str(price.work)
        return response

    def _asked(self, name: str, variables: Mapping[str, Any]) -> Asked:
        return Asked(self.tables[name].text, variables, name, table=ROWS)

    async def _priced(self, asked: Asked, request: Request) -> Price | Refusal:
        """What an operation costs, or why it is refused. It is prepared then."""
        ready = await self.endpoint.prepared(asked, client_of(request.scope))
        return ready if isinstance(ready, Refusal) else await self.endpoint.engine.price(ready)

    async def _written(self, form: GraphFormat, variables: Mapping[str, Any], request: Request) -> Response:
        begun = perf_counter()
        answers = {name: await self._answer(self._asked(name, variables), request) for name in (NODES, EDGES)}
        self.endpoint.metrics.operation(figures(answers[EDGES]), perf_counter() - begun)
        tables = {name: answer for name, answer in answers.items() if isinstance(answer, Tabular)}
        if missing := answers.keys() - tables.keys():
            return _refused(request, answers[missing.pop()])
        versions = {table.extensions.data_version for table in tables.values()}
        if len(versions) > 1:
            raise HTTPException(503, "The data changed while it was being read; ask again.", {"Retry-After": "1"})
        version = versions.pop() or ""
        words = f"{DEFINITION} Parameters: {orjson.dumps(variables).decode()}. Data version: {version}."
        body = await asyncio.to_thread(_file, form, tables[NODES].table, tables[EDGES].table, words)
        return Response(body, headers=_headers(form, variables, version), media_type=form.media)

    async def _answer(self, asked: Asked, request: Request) -> Answer:
        """The answer to one of the tables."""
        ready = await self.endpoint.prepared(asked, client_of(request.scope))
        return ready if isinstance(ready, Refusal) else await self.endpoint.engine.answer(ready)


def _file(form: GraphFormat, nodes: bytes, edges: bytes, words: str) -> bytes:
    """A network as a file, from the rows of its tables."""
    of_nodes, of_edges = ([orjson.loads(line) for line in table.splitlines()] for table in (nodes, edges))
    return form.write(Graph([_node(row) for row in of_nodes], [_edge(row) for row in of_edges], words))


def _refused(request: Request, answer: Answer) -> Response:
    """The refusal of a table that is needed; a stream would have broken off."""
    return refused(request, answer) if isinstance(answer, Refusal) else failed(request, StoreError("the answer broke off"))


def listed(base: str) -> list[dict[str, Any]]:
    """What the index of tables says of networks."""
    graphs = {EDGES: [form.word for form in GraphFormat]}
    return [
        {
            "name": name,
            "title": table.title,
            "description": table.description,
            "operation": table.text,
            "files": {e: f"{base}{addresses.TABLES}/{name}.{e}" for e in (*(f.word for f in Format), *graphs.get(name, ()))},
        }
        for name, table in load_network_tables().items()
    ]


def variables_of(given: Mapping[str, str]) -> dict[str, Any]:
    """The variables of the operations. Raises 400."""
    refuse_unknown(given, PARAMETERS)
    if "at" in given and "during" in given:
        raise HTTPException(400, "at and during were both given; give one of them.")
    if given.get("bipartite", "false") not in ("true", "false"):
        raise HTTPException(400, "bipartite has to be true or false.")
    found: dict[str, Any] = {"relations": [_constant(name) for name in several(given.get("relation", "memberOf"))]}
    found |= {name: given[name] for name in ("system", "actors", "bodies") if name in given}
    found |= {"bipartite": given["bipartite"] == "true"} if "bipartite" in given else {}
    found |= {"standing": given["standing"].upper()} if "standing" in given else {}
    time = {name: given[name] for name in ("at", "during") if name in given}
    sources: dict[str, Any] = {name: given[name].upper() for name in ("certainty", "claims") if name in given}
    if "datasets" in given:
        sources["datasets"] = several(given["datasets"])
    return found | ({"time": time} if time else {}) | ({"sources": sources} if sources else {})


def _constant(name: str) -> str:
    """memberOf → MEMBER_OF; MEMBER_OF as it is."""
    return name if name.isupper() else "".join(f"_{c}" if c.isupper() else c for c in name).upper()


def _node(row: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: row[f"entity.{name}"] for name in ("id", "iso3")}
    return {**own, "label": row["entity.name"], "class": row["entity.__typename"], "degree": row["degree"], "strength": row["strength"]}


def _edge(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"from": row["from.id"], "to": row["to.id"], "weight": row["weight"], "certain": row["certain"]}


def _headers(form: GraphFormat, variables: Mapping[str, Any], version: str) -> dict[str, str]:
    name = f'attachment; filename="{EDGES}.{form.word}"'
    tag = _tag(form, variables, version)
    return {"ETag": tag, "Cache-Control": REVALIDATE, "Content-Disposition": name, "Foedera-Data-Version": version}


def _tag(form: GraphFormat, variables: Mapping[str, Any], version: str) -> str:
    parts = (version, today(), form.word, orjson.dumps(variables, option=orjson.OPT_SORT_KEYS).decode())
    return tag_of(orjson.dumps(parts))
