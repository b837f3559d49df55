"""How long questions that are computed take, beside statements written by hand where there are any: `python -m bench.questions`.

The first question of a data version reads the table of spells; it stands in a row of its own. All others are measured warm, without cached
answers, one after the other.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from api.answering.answers import Whole, collected
from api.answering.engine import Engine
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import build_schema
from bench.parameters import DAY, Values
from bench.pasting import paste
from bench.stores import open_world
from graph import Store
from graph.reading import Neo4jReader
from ontology import read_model

TIE = "FOEDERA_MEMBER_OF|FOEDERA_PARTY_TO"
ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, which values it takes (of the benchmark's operations), and the statement by hand, if there is one."""

    text: str
    values: str = ""
    floor: str | None = None


QUESTIONS = {
    "paths: 10 shortest between two states": Asked(
        """query ($x: ID!, $y: ID!, $day: EDTF!) {
            paths(from: $x, to: $y, relations: [MEMBER_OF, PARTY_TO], time: {at: $day}, maxLength: 6) { nodes { length ids certain } } }""",
        "Q9",
        f"""MATCH (a:FoederaEntity {{id: $x}}), (b:FoederaEntity {{id: $y}})
            MATCH p = ALL SHORTEST (a)(()-[r:{TIE} WHERE r.startEarliest <= $day AND r.endLatest >= $day]-()){{1,6}}(b)
            WITH p, [x IN relationships(p) | x.id] AS ids ORDER BY ids LIMIT 10
            RETURN [n IN nodes(p) | n.id] AS nodes, ids""",
    ),
    "shared ties of two states": Asked(
        """query ($x: ID!, $y: ID!, $day: EDTF!) { shared(actors: [$x, $y], relations: [MEMBER_OF, PARTY_TO], time: {at: $day}) {
            sharedCount nodes { body { slug name } } } }""",
        "Q9",
        f"""MATCH (x:FoederaEntity)-[r:{TIE}]->(b)
            WHERE x.id IN [$x, $y] AND r.startEarliest <= $day AND r.endLatest >= $day
            WITH b, collect(DISTINCT x.id) AS who WHERE size(who) = 2 RETURN b.id, b.name ORDER BY b.id""",
    ),
    "common partners of two states": Asked(
        """query ($x: ID!, $y: ID!, $day: EDTF!) { commonPartners(actors: [$x, $y], relations: [MEMBER_OF], time: {at: $day}) {
            nodes { partner { slug } bodyCount } } }""",
        "Q9",
        """MATCH (x:FoederaEntity)-[r:FOEDERA_MEMBER_OF]->(b)
           WHERE x.id IN [$x, $y] AND r.startEarliest <= $day AND r.endLatest >= $day
           WITH b, collect(DISTINCT x.id) AS mine
           MATCH (b)<-[s:FOEDERA_MEMBER_OF]-(p) WHERE s.startEarliest <= $day AND s.endLatest >= $day AND NOT p.id IN [$x, $y]
           UNWIND mine AS m WITH p, m, collect(DISTINCT b.id) AS through
           WITH p, collect([m, through]) AS via WHERE size(via) = 2 RETURN p.id, via ORDER BY p.id""",
    ),
    "series of one body, 80 years": Asked(
        """query ($id: ID!) { series(of: [$id], list: MEMBERS, from: "1945", to: "2024") { nodes { period certain possible } } }""",
        "Q2",
        """MATCH (b:FoederaEntity {id: $id})<-[r:FOEDERA_MEMBER_OF]-(a)
           RETURN collect(a.id), collect(r.startEarliest), collect(r.startLatest), collect(r.endEarliest), collect(r.endLatest)""",
    ),
    "changes of one body, 10 years": Asked(
        """query ($id: ID!) {
            changes(of: [$id], from: "1985", to: "1994", relations: [MEMBER_OF]) { nodes { event date entity { slug } } } }""",
        "Q2",
        """MATCH (b:FoederaEntity {id: $id})<-[r:FOEDERA_MEMBER_OF]-(a)
           UNWIND [['joined', r.start, r.startEarliest, r.startLatest], ['left', r.end, r.endEarliest, r.endLatest]] AS e
           WITH r, a, e WHERE e[1] IS NOT NULL AND e[2] <= '1994-12-31' AND e[3] >= '1985-01-01'
           RETURN e[0], e[1], a.id ORDER BY e[2], e[3], r.id""",
    ),
    "changes of all alliances, a year": Asked(
        """{
            changes(class: Alliance, from: "1990", to: "1990", relations: [MEMBER_OF], first: 100) { totalCount nodes { event date } } }"""
    ),
    "timeline of a state": Asked(
        """query ($id: ID!) {
            timeline(id: $id, first: 100) { totalCount nodes { event date of { slug } } } }""",
        "Q6",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each scale."""
    parser = argparse.ArgumentParser(prog="python -m bench.questions", description="Times of questions that are computed.")
    parser.add_argument("--scale", default="1", help="sizes of the world, such as 1 (default) or 1,10")
    parser.add_argument("--page", type=Path, help="put the tables into a page, such as docs/performance.md")
    options = parser.parse_args(arguments)
    tables: list[str] = []
    for scale in [int(s) for s in options.scale.split(",")]:
        with open_world(scale) as (store, parameters):
            tables.append(f"### Scale {scale}: questions that are computed\n\n{asyncio.run(_table(store, parameters))}\n")
        print(tables[-1], flush=True)
    if options.page:
        paste(options.page, "questions", "\n".join(tables))
    return 0


async def _table(store: Store, parameters: Mapping[str, Sequence[Values]]) -> str:
    model = read_model()
    lines = ["| question | by hand p50 ms | ours | × | ours CPU ms |", "|---|---|---|---|---|"]
    async with store.async_driver() as driver:
        reader = Neo4jReader(driver, store.address.database, DEFAULT_LIMITS.seconds)
        engine = Engine(model, build_schema(model), reader)
        begun, worked = perf_counter(), process_time()
        await _ask(engine, '{ changes(from: "1990", to: "1990", first: 1) { totalCount } }', {})
        lines.append(f"| reading the table of spells | – | {_ms(perf_counter() - begun)} | – | {_ms(process_time() - worked)} |")
        for name, asked in QUESTIONS.items():
            lines.append(await _row(engine, reader, name, asked, parameters))
    return "\n".join(lines)


async def _row(engine: Engine, reader: Neo4jReader, name: str, asked: Asked, parameters: Mapping[str, Sequence[Values]]) -> str:
    sets = [_used(asked, values) for values in parameters[asked.values]] if asked.values else [{}]
    ours, floor, work = list[float](), list[float](), list[float]()
    for turn in range(2 * ROUNDS):  # the first half warms plans and caches
        values = sets[turn % len(sets)]
        begun, worked = perf_counter(), process_time()
        await _ask(engine, asked.text, values)
        if turn >= ROUNDS:
            ours.append(perf_counter() - begun)
            work.append(process_time() - worked)
        if asked.floor:
            begun = perf_counter()
            await _by_hand(reader, asked.floor, {"day": DAY, **values})
            if turn >= ROUNDS:
                floor.append(perf_counter() - begun)
    beside = (
        f"{_ms(median(floor))} | {_ms(median(ours))} | **{median(ours) / median(floor):.2f}**" if floor else f"– | {_ms(median(ours))} | –"
    )
    return f"| {name} | {beside} | {_ms(median(work))} |"


def _used(asked: Asked, values: Values) -> dict[str, Any]:
    """The values that a question takes."""
    return {name: value for name, value in {**values, "day": DAY}.items() if f"${name}:" in asked.text}


async def _ask(engine: Engine, text: str, values: Mapping[str, Any]) -> None:
    answer = await engine.execute(text, values)
    assert isinstance(answer, Whole), await collected(answer)


async def _by_hand(reader: Neo4jReader, text: str, values: Mapping[str, Any]) -> None:
    async with reader.driver.session(database=reader.database, default_access_mode="READ") as session:
        await (await session.run(text, dict(values))).fetch(100_000)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"


if __name__ == "__main__":
    sys.exit(main())
