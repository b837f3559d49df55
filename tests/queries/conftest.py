"""Operations asked of the core data, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol

import orjson
import pytest

from api.answering.answers import collected
from api.answering.engine import Engine
from api.language.schema import build_schema
from graph import Store, open_store
from graph.reading import Neo4jReader
from loaders.loading import load
from ontology import Model
from tests import prepared
from tests.conftest import emptied

MINE = """datasets:
- {id: mine, title: Mine, rank: 10, licence: CC0-1.0, covers: 1900/..}
dataset: mine
source: A book
retrieved: 2026-01-01
verification: CHECKED
entities:
- {id: world, class: StateSystem, name: World}
"""
"""How a made-up world begins: a dataset that covers all, and the list of its states."""


class Ask(Protocol):
    """Answers an operation."""

    def __call__(self, text: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The whole answer: data, errors, extensions."""


@pytest.fixture(scope="module")
def ask(core_store: Store, model: Model) -> Iterator[Ask]:
    """A function that answers an operation."""
    with asking(core_store, model) as answer:
        yield answer


@contextmanager
def asking(store: Store, model: Model) -> Iterator[Ask]:
    """A function that answers an operation from a store."""
    schema = build_schema(model)
    with asyncio.Runner() as runner:
        driver = store.async_driver()
        engine = Engine(model, schema, Neo4jReader(driver, store.address.database, 60))

        def answer(text: str, variables: Mapping[str, Any] | None = None) -> Any:
            async def read() -> bytes:
                return await collected(await engine.execute(text, variables))

            return orjson.loads(runner.run(read()))

        yield answer
        runner.run(driver.close())


class AskOf(Protocol):
    """Asks a store of its own that holds what some files say."""

    def __call__(self, *texts: str) -> Ask:
        """A function that answers an operation; the texts are those of the files, each in the form of YAML."""


@pytest.fixture(scope="module")
def ask_of(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskOf]:
    """Loads files into a store of the module's own, which holds nothing else."""
    home = tmp_path_factory.mktemp("own")
    with prepared.at_home(home):
        store = open_store("local")
    with store, ExitStack() as stack:

        def filled(*texts: str) -> Ask:
            files = [home / f"{number}.yaml" for number in range(len(texts))]
            for file, text in zip(files, texts, strict=True):
                file.write_text(text, encoding="utf-8")
            load(emptied(store), model, list(map(str, files)))
            return stack.enter_context(asking(store, model))

        yield filled
