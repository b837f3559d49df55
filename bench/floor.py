"""The floor: each operation as one statement written by hand, its rows named, and nothing else.

`python -m bench.floor PORT` serves POST /op/NAME with the values of the operation as a JSON object, from the store that FOEDERA_STORE
names. Driver and server are set as in Foedera: neo4j with its Rust extension, one auto-commit statement in a READ session, orjson,
Starlette under uvicorn with uvloop and httptools.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import neo4j
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.operations import texts
from bench.parameters import cursor, term
from graph import Store
from graph.address import parse_target

Row = list[Any]
Json = dict[str, Any]


def _alliance(row: Row) -> Json:
    id_, name, founded, seat, members = row
    return {"id": id_, "name": name, "founded": founded, "headquarters": seat, "members": {"edges": [_member(m) for m in members]}}


def _member(row: Row) -> Json:
    id_, start, end, role, dataset, preferred, state, name, iso3, region = row
    node = {"id": state, "name": name, "iso3": iso3, "region": region}
    return {"id": id_, "start": start, "end": end, "role": term(role), "dataset": dataset, "preferred": preferred, "node": node}


def _q1(row: Row) -> Json:
    id_, name, founded, seat, region = row
    return {"alliance": {"id": id_, "name": name, "founded": founded, "headquarters": seat, "region": region}}


def _q3(rows: list[Row]) -> Json:
    def member(row: Row) -> Json:
        id_, start, end, role, state, name, iso3 = row
        return {"id": id_, "start": start, "end": end, "role": term(role), "node": {"id": state, "name": name, "iso3": iso3}}

    nodes = [{"id": i, "name": n, "founded": f, "members": {"edges": [member(m) for m in ms]}} for i, n, f, ms in rows]
    return {"alliances": {"nodes": nodes}}


def _q4(rows: list[Row]) -> Json:
    def party(row: Row) -> Json:
        id_, dataset, start, end, role, signed, preferred, state, name, iso3 = row
        return {
            "id": id_, "dataset": dataset, "start": start, "end": end, "role": term(role), "signed": signed, "preferred": preferred,
            "node": {"id": state, "name": name, "iso3": iso3},
        }  # fmt: skip

    return {"treaties": {"nodes": [{**_treaty(r), "parties": {"edges": [party(p) for p in r[4]]}} for r in rows]}}


def _treaty(row: Row) -> Json:
    return {"id": row[0], "name": row[1], "signed": row[2], "signedAt": row[3]}


def _signed(row: Row) -> Json:
    return {"id": row[0], "name": row[1], "signed": row[2]}


def _q5(row: Row) -> Json:
    return {"treaties": {"totalCount": row[0], "nodes": [_treaty(t) for t in row[1]]}}


def _q6(row: Row) -> Json:
    id_, name, alliances, states = row
    known = {i: {"id": i, "name": n, "partyTo": {"nodes": [_signed(t) for t in ts]}} for i, n, ts in states}
    nodes = [{"id": i, "name": n, "members": {"nodes": [known[m] for m in members]}} for i, n, members in alliances]
    return {"state": {"id": id_, "name": name, "memberOf": {"nodes": nodes}}}


def _q7(rows: list[Row]) -> Json:
    return {"alliances": {"nodes": [{"id": i, "name": n, "members": {"totalCount": c}} for i, n, c in rows]}}


def _q8(rows: list[Row]) -> Json:
    page = rows[:20]
    info = {"hasNextPage": len(rows) > 20, "endCursor": cursor(page[-1][4], page[-1][0]) if page else None}
    return {"treaties": {"pageInfo": info, "nodes": [_treaty(t) for t in page]}}


def _q9(row: Row) -> Json:
    return {"treaties": {"totalCount": row[0], "nodes": [_signed(t) for t in row[1]]}}


SHAPES: Mapping[str, Callable[[Row], Json]] = {
    "Q1": _q1,
    "Q2": lambda row: {"alliance": _alliance(row)},
    "Q3": _q3,
    "Q4": _q4,
    "Q5": _q5,
    "Q6": _q6,
    "Q7": _q7,
    "Q8": _q8,
    "Q9": _q9,
    "Q10": lambda rows: {f"a{i}": _alliance(row) for i, row in enumerate(rows)},
}


class Floor:
    """Answers from one driver."""

    def __init__(self, driver: neo4j.AsyncDriver, database: str) -> None:
        self.driver = driver
        self.database = database
        self.texts = texts("floor.cypher")

    async def operation(self, request: Request) -> Response:
        """One of the ten operations."""
        name = request.path_params["name"]
        return await self._answer(self.texts[name], orjson.loads(await request.body()), SHAPES[name])

    async def text(self, request: Request) -> Response:
        """A statement with a new text, whose rows are those of another operation."""
        asked = orjson.loads(await request.body())
        return await self._answer(asked["text"], asked["values"], lambda answer: answer)

    async def _answer(self, text: str, values: Mapping[str, Any], shape: Callable[[Row], object]) -> Response:
        async with self.driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            record = await (await session.run(text, dict(values))).single(strict=True)
        return Response(orjson.dumps({"data": shape(record[0])}), media_type="application/json")


def main(port: int) -> None:
    """Serve until a signal."""
    address = parse_target(None)
    assert address is not None
    store = Store(address)

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        async with store.async_driver() as driver:
            floor = Floor(driver, address.database)
            app.router.routes += [
                Route("/op/{name}", floor.operation, methods=["POST"]),
                Route("/text", floor.text, methods=["POST"]),
            ]
            yield

    app = Starlette(lifespan=running)
    uvicorn.run(app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", access_log=False, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
