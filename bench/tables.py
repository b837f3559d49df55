"""Tables and what is computed for many at once: rows in a second, beside what the store alone gives: `python -m bench.tables`.

Memberships and numbers over time are those of the made-up world; panels and similarity are of the core, which has a list of states.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import orjson
import psutil

from api.answering.answers import Streamed, Whole, collected
from api.answering.engine import Engine
from api.answering.tables.formats import Format, TableWish
from api.http.panels import wish
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import build_schema
from api.tables import load_tables
from bench.pasting import paste
from bench.stores import open_core, open_world
from graph import Store
from graph.reading import Neo4jReader
from ontology import Model, read_model

ROUNDS = 3
STORE_ALONE = """MATCH (a)-[r:FOEDERA_MEMBER_OF]->(b)
RETURN b.id, b.name, labels(b), a.id, a.name, labels(a), a.iso3, a.wikidata, r.role, r.status, r.start, r.end, r.open, r.startEarliest,
  r.startLatest, r.endEarliest, r.endLatest, r.startEvent, r.endEvent, r.dataset, r.source, r.verification, r.retrieved, r.asOf, r.id"""
STATES = "{ states(first: 300, sort: [{id: ASC}]) { nodes { id } } }"
ALL_STATES = (
    'query ($ids: [ID!]!) { series(of: $ids, list: MEMBER_OF, from: "1945", to: "2024", first: 1000) { totalCount nodes { certain } } }'
)
SIMILARITY = '{ similarity(at: "1985", method: S, first: 1) { totalCount } }'
PANELS = ("state-years", "dyad-years")


@dataclass(frozen=True, slots=True)
class Run:
    """How long something took (seconds), and how many rows or values it gave."""

    seconds: float
    rows: int

    @property
    def rate(self) -> float:
        """Rows in a second."""
        return self.rows / self.seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.tables", description="Rows in a second, and what is computed for many at once.")
    parser.add_argument("--scale", type=int, default=1, help="size of the world: 1 (default) or 10")
    parser.add_argument("--page", metavar="FILE", type=Path, help="put the tables into a page, such as docs/performance.md")
    options = parser.parse_args(arguments)
    model = read_model()
    with open_world(options.scale) as (store, _):
        text = asyncio.run(_of_world(store, model))
    with open_core(model) as store:
        text += asyncio.run(_of_core(store, model))
    print(text)
    if options.page:
        paste(options.page, "tables", text)
    return 0


async def _of_world(store: Store, model: Model) -> str:
    async with _engine(store, model) as (engine, reader):
        ids = await _ids(engine)
        cold = await _timed(engine, ALL_STATES, {"ids": ids})
        warm = min([await _timed(engine, ALL_STATES, {"ids": ids}) for _ in range(ROUNDS)], key=lambda run: run.seconds)
        alone = max([await _store_alone(reader) for _ in range(ROUNDS)], key=lambda run: run.rate)
        csv = max([await _csv(engine) for _ in range(ROUNDS)], key=lambda run: run.rate)
    lines = ["| memberships | rows | rows/s | × |", "|---|---|---|---|"]
    lines += [f"| the store alone | {alone.rows:,} | {alone.rate:,.0f} | |"]
    lines += [f"| `/tables/memberships.csv` | {csv.rows:,} | {csv.rate:,.0f} | **{csv.rate / alone.rate:.2f}** |", ""]
    lines += ["| numbers of memberships of all states in 80 years | s |", "|---|---|"]
    lines += [f"| with reading the table of spells | {cold.seconds:.2f} |", f"| from the table | {warm.seconds:.3f} |", ""]
    return "\n".join([*lines, ""])


async def _of_core(store: Store, model: Model) -> str:
    async with _engine(store, model) as (engine, _):
        await _timed(engine, SIMILARITY, {})
        similar = min([await _timed(engine, SIMILARITY, {}) for _ in range(ROUNDS)], key=lambda run: run.seconds)
        process, rows = psutil.Process(), []
        for name in PANELS:
            before = process.memory_info().rss
            found, most = await _panel(engine, name)
            rows.append(f"| `/tables/{name}.csv?from=1816` | {found.rows:,} | {found.seconds:.1f} | {max(0, most - before) / 1e6:,.0f} |")
    lines = ["| panels of the core | rows | s | MB more |", "|---|---|---|---|", *rows, ""]
    lines += [f"S of all {similar.rows:,} pairs of states in 1985, from the table: {similar.seconds * 1000:.0f} ms.", ""]
    return "\n".join([*lines, ""])


@asynccontextmanager
async def _engine(store: Store, model: Model) -> AsyncIterator[tuple[Engine, Neo4jReader]]:
    """An engine that keeps no answers."""
    async with store.async_driver() as driver:
        reader = Neo4jReader(driver, store.address.database, DEFAULT_LIMITS.seconds)
        yield Engine(model, build_schema(model), reader, cache_bytes=0), reader


async def _ids(engine: Engine) -> list[str]:
    answer = await engine.execute(STATES)
    assert isinstance(answer, Whole)
    return [node["id"] for node in orjson.loads(answer.data)["states"]["nodes"]]


async def _timed(engine: Engine, text: str, values: dict[str, list[str]]) -> Run:
    begun = perf_counter()
    answer = await engine.execute(text, values)
    taken = perf_counter() - begun
    assert isinstance(answer, Whole), await collected(answer)
    [found] = orjson.loads(answer.data).values()
    return Run(taken, found["totalCount"])


async def _store_alone(reader: Neo4jReader) -> Run:
    begun, rows = perf_counter(), 0
    async with reader.driver.session(database=reader.database, default_access_mode="READ") as session:
        async for _ in await session.run(STORE_ALONE):
            rows += 1
    return Run(perf_counter() - begun, rows)


async def _csv(engine: Engine) -> Run:
    table = load_tables()["memberships"]
    begun = perf_counter()
    answer = await engine.execute(table.text, {"time": {"ever": True}}, table.name, stream=True, table=TableWish(Format.CSV))
    text = await collected(answer)
    return Run(perf_counter() - begun, text.count(b"\n") - 1)


async def _panel(engine: Engine, name: str) -> tuple[Run, int]:
    """A panel taken piece by piece, and the most memory of this process meanwhile."""
    begun, rows, most, process = perf_counter(), -1, 0, psutil.Process(os.getpid())
    answer = await engine.panels.answer(name, wish({"from": "1816"}), TableWish(Format.CSV))
    assert isinstance(answer, Streamed), answer
    async for piece in answer.stream:
        rows += piece.count(b"\n")
        most = max(most, process.memory_info().rss)
    return Run(perf_counter() - begun, rows), most


if __name__ == "__main__":
    sys.exit(main())
