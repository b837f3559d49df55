"""Operations asked of the program and of the reference, at the same time, to be compared afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError

from api.answering.answers import Streamed, collected
from api.answering.engine import Engine
from api.language.schema import build_schema
from graph import Store
from graph.reading import Neo4jReader
from ontology import Model
from tests.reference.comparing import difference, same_fault
from tests.reference.executor import Reference
from tests.reference.shapes import Shape

MOST_PAGES = 4
AT_ONCE = 3
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """A shape with values for its variables."""

    shape: Shape
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: of a page, for a question that is followed page by page."""

    data: Any
    errors: Sequence[Any]


class Both:
    """The program (its engine over the store, without HTTP) and the reference. Every other answer may be a stream; `streamed` were."""

    def __init__(self, store: Store, model: Model, reference: Reference) -> None:
        self.store = store
        self.model = model
        self.reference = reference
        self.streamed = 0

    def ask(self, questions: Sequence[Question]) -> list[tuple[list[Said], list[Said]]]:
        """The answers of both to each question. The program waits for Neo4j most of the time; meanwhile the reference works."""
        with ThreadPoolExecutor(1) as pool:
            live = pool.submit(lambda: asyncio.run(self._live(questions)))
            reference = [self._reference(question) for question in questions]
            return list(zip(live.result(), reference, strict=True))

    async def _live(self, questions: Sequence[Question]) -> list[list[Said]]:
        gate = asyncio.Semaphore(AT_ONCE)
        async with self.store.async_driver() as driver:
            engine = Engine(self.model, build_schema(self.model), Neo4jReader(driver, self.store.address.database, SECONDS))

            async def one(number: int, question: Question) -> list[Said]:
                async with gate:
                    said: list[Said] = []
                    while (variables := following(question, said)) is not None:
                        answer = await engine.execute(question.shape.text, variables, stream=number % 2 == 1)
                        self.streamed += isinstance(answer, Streamed)
                        told = orjson.loads(await collected(answer))
                        said.append(Said(told.get("data"), told.get("errors", ())))
                    return said

            return list(await asyncio.gather(*(one(i, question) for i, question in enumerate(questions))))

    def _reference(self, question: Question) -> list[Said]:
        said: list[Said] = []
        while (variables := following(question, said)) is not None:
            answer = self.reference.execute(question.shape.text, variables)
            said.append(Said(answer.data, answer.errors or ()))
        return said


def following(question: Question, said: Sequence[Said]) -> Mapping[str, Any] | None:
    """The variables for the next page of a question; None when there is none, or enough was seen."""
    shape = question.shape
    if not said:
        return question.variables
    data = said[-1].data
    if not shape.chain or not data or len(said) == MOST_PAGES:
        return None
    found = data.get("of", data)
    page = found and found["list"]["pageInfo"]
    more, cursor = ("hasPreviousPage", "startCursor") if shape.backward else ("hasNextPage", "endCursor")
    return {**question.variables, shape.chain: page[cursor]} if page and page[more] and page[cursor] else None


def differs(live: Sequence[Said], reference: Sequence[Said]) -> str | None:
    """The first difference between what both said, page by page."""
    if len(live) != len(reference):
        return f"{len(live)} pages instead of {len(reference)}"
    for one, other in zip(live, reference, strict=True):
        errors = [e for e in other.errors if isinstance(e, GraphQLError)]
        found = same_fault({"errors": one.errors}, errors)
        if found := found or (None if errors else difference(one.data, other.data)):
            return found
    return None
