"""How much work Neo4j does for Foedera's statement of an operation, and for the one written by hand: `python -m bench.plans`.

Database hits do not depend on the machine or its load. `--show` prints both statements and their plans, too.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import neo4j

from api.answering.answers import Refusal, Whole
from api.answering.engine import Engine
from api.answering.extensions import Explanation, Extensions
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import build_schema
from bench.operations import MEANING, texts, used
from bench.parameters import Values
from bench.pasting import paste
from bench.stores import open_world
from graph import Store
from graph.reading import Neo4jReader
from ontology import read_model

Statement = tuple[str, Mapping[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each scale."""
    parser = argparse.ArgumentParser(prog="python -m bench.plans", description="Database hits of Foedera's statements and the floor's.")
    parser.add_argument("--scale", default="1,10", help="sizes of the world, such as 1 or 1,10 (default)")
    parser.add_argument("--operations", help="such as Q1,Q4 (default: all)")
    parser.add_argument("--show", action="store_true", help="print statements and plans, too")
    parser.add_argument("--page", metavar="FILE", type=Path, help="put the tables into a page, such as docs/performance.md")
    options = parser.parse_args(arguments)
    names = options.operations.split(",") if options.operations else list(MEANING)
    tables: list[str] = []
    for scale in [int(s) for s in options.scale.split(",")]:
        with open_world(scale) as (store, parameters):
            table, plans = _compare(store, {name: parameters[name][0] for name in names})
        tables.append(f"### Scale {scale}: database hits\n\n{table}\n")
        print(tables[-1] + (f"\n{plans}" if options.show else ""), flush=True)
    if options.page:
        paste(options.page, "hits", "\n".join(tables))
    return 0


def _compare(store: Store, asked: Mapping[str, Values]) -> tuple[str, str]:
    """The table, and all statements with their plans."""
    by_hand, compiled = texts("floor.cypher"), asyncio.run(_compiled(store, asked))
    lines = ["| operation | floor | ours | × floor |", "|---|---|---|---|"]
    plans: list[str] = []
    for name, values in asked.items():
        text = by_hand[name]
        floor = _profile(store, text, {k: v for k, v in values.items() if k in used(text)})
        ours = _profile(store, *compiled[name])
        lines.append(f"| {name} | {floor[0]:,} | {ours[0]:,} | **{ours[0] / floor[0]:.2f}** |")
        plans += [f"## {name} floor", text, *floor[1], f"## {name} ours", compiled[name][0], *ours[1], ""]
    return "\n".join(lines), "\n".join(plans)


async def _compiled(store: Store, asked: Mapping[str, Values]) -> dict[str, Statement]:
    """Foedera's statement for each operation. Raises ValueError when it refuses one."""
    found: dict[str, Statement] = {}
    ours, model = texts("ours.graphql"), read_model()
    async with store.async_driver() as driver:
        engine = Engine(model, build_schema(model), Neo4jReader(driver, store.address.database, DEFAULT_LIMITS.seconds))
        for name, values in asked.items():
            text = ours[name]
            answer = await engine.execute(text, {k: v for k, v in values.items() if k in used(text)}, name, explain=True)
            match answer:
                case Whole(extensions=Extensions(explanation=Explanation(cypher, parameters))):
                    found[name] = (cypher, parameters)
                case Refusal(errors):
                    raise ValueError(f"{name}: {errors[0]['message']}")
    return found


def _profile(store: Store, text: str, values: Mapping[str, Any]) -> tuple[int, list[str]]:
    """The database hits of a statement, and its plan with the hits and rows of each operator."""
    with store.driver.session(database=store.address.database, default_access_mode=neo4j.READ_ACCESS) as session:
        plan = session.run(neo4j.Query(f"PROFILE {text}"), dict(values)).consume().profile
    assert plan is not None
    operators = list(_operators(plan, 0))
    return sum(hits for hits, _ in operators), [line for _, line in operators]


def _operators(plan: Mapping[str, Any], depth: int) -> Iterator[tuple[int, str]]:
    hits, rows = int(plan.get("dbHits", 0)), int(plan.get("rows", 0))
    name = str(plan["operatorType"]).partition("@")[0]
    yield hits, f"{hits:>9,} hits {rows:>8,} rows {'  ' * depth}{name} {plan.get('args', {}).get('Details', '')}"
    for child in plan.get("children", ()):
        yield from _operators(child, depth + 1)


if __name__ == "__main__":
    sys.exit(main())
