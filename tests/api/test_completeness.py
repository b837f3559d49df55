"""A list that is ordered by a date is read in the order of the index, as long as everything in it has the date."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import orjson

from api.answering.answers import Whole
from api.answering.engine import Engine
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import shipped_schema
from graph import Store
from graph.reading import Neo4jReader
from loaders.loading import load
from tests.api.conftest import TWO_DATASETS

DATED = ("1815", "1949-04-04", "1990")
NEWEST = "{ treaties(first: 5, sort: [{signed: DESC}]) { nodes { id signed } } }"
OLDEST = "{ treaties(first: 5, sort: [{signed: ASC}]) { nodes { id signed } } }"


async def asked(engine: Engine, text: str) -> tuple[list[str], bool]:
    """The ids of the treaties in a list, and whether they were read in the order of an index."""
    answer = await engine.execute(text, explain=True)
    assert isinstance(answer, Whole)
    assert answer.extensions.explanation
    nodes: list[dict[str, Any]] = orjson.loads(answer.data)["treaties"]["nodes"]
    return [node["id"].split("@")[0] for node in nodes], "signedEarliest IS NOT NULL" in answer.extensions.explanation.cypher


def write(file: Path, entries: dict[str, str | None]) -> Path:
    """A file of treaties, with the dates of their signature."""
    lines = [f"- {{class: Treaty, id: {id_}, name: {id_}{f', signed: {day!r}' if day else ''}}}" for id_, day in entries.items()]
    file.write_text(TWO_DATASETS + "entities:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_the_order_of_an_index_is_used_until_something_lacks_the_date(scratch: Store, tmp_path: Path) -> None:
    dated = {f"treaty-{number}": day for number, day in enumerate(DATED)}
    model, schema = shipped_schema()

    async def run() -> None:
        async with scratch.async_driver() as driver:
            engine = Engine(model, schema, Neo4jReader(driver, scratch.address.database, DEFAULT_LIMITS.seconds))
            assert await asked(engine, NEWEST) == (["treaty-2", "treaty-1", "treaty-0"], True)
            assert await asked(engine, OLDEST) == (["treaty-0", "treaty-1", "treaty-2"], True)
            # The engine has seen a state in which all have a date, and does not know yet that there is another.
            await asyncio.to_thread(load, scratch, model, [str(write(tmp_path / "more.yaml", {**dated, "undated": None}))])
            assert await asked(engine, NEWEST) == (["undated", "treaty-2", "treaty-1", "treaty-0"], False)
            assert await asked(engine, OLDEST) == (["treaty-0", "treaty-1", "treaty-2", "undated"], False)

    load(scratch, model, [str(write(tmp_path / "dated.yaml", {**dated}))])
    asyncio.run(run())
