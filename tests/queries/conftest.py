"""Operations asked of the core data, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import orjson
import pytest

from api.answering.answers import collected
from api.answering.engine import Engine
from api.language.schema import build_schema
from graph import Store
from graph.reading import Neo4jReader
from ontology import Model


class Ask(Protocol):
    """Answers an operation."""

    def __call__(self, text: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The whole answer: data, errors, extensions."""


@pytest.fixture(scope="module")
def ask(core_store: Store, model: Model) -> Iterator[Ask]:
    """A function that answers an operation."""
    schema = build_schema(model)
    with asyncio.Runner() as runner:
        driver = core_store.async_driver()
        engine = Engine(model, schema, Neo4jReader(driver, core_store.address.database, 60))

        def answer(text: str, variables: Mapping[str, Any] | None = None) -> Any:
            async def read() -> bytes:
                return await collected(await engine.execute(text, variables))

            return orjson.loads(runner.run(read()))

        yield answer
        runner.run(driver.close())
