"""Answers GraphQL operations: document → plan → one statement → rows → JSON.

What an operation means depends on its text, name and variables and on the day alone, so its plan (statement, price, how to shape the
rows) is kept under these. Introspection is answered from the schema and costs no statement.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import orjson
import strawberry
from graphql import GraphQLError
from graphql.execution.collect_fields import collect_fields
from graphql.execution.executor import Executor

from api.answering.answers import Answer, failed, refused
from api.answering.former import with_ids_of_today
from api.answering.results import Kept, Key, Results
from api.answering.streaming import Pieces, Stream, in_pieces
from api.cache import Cache
from api.http import tracing
from api.language.compiling import CompiledOperation, compile_operation
from api.language.documents import Documents, coded
from api.language.introspection import Introspection
from api.language.limits import DEFAULT_LIMITS, Limits
from api.language.schema import build_schema
from common.dates import today
from common.errors import FoederaError, StoreUnavailableError
from graph import Store
from graph.reading import Reader, Source, no_data
from ontology import Model, read_model
from queries.cypher import Compiled, render
from queries.plan import rows_in

log = logging.getLogger(__name__)
CACHED_PLANS = 32 * 1024 * 1024
MAX_COERCION_ERRORS = 5
# Shaping more rows than this takes long enough to let other requests go on meanwhile.
MANY_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Plan:
    """An operation ready to run. `known` holds the root fields that need no statement, as JSON; `compiled` is None when all are such.

    `pieces` says how to answer it piece by piece, if it is large.
    """

    operation: CompiledOperation
    compiled: Compiled | None
    known: Mapping[str, bytes]
    pieces: Pieces | None = None

    def shape(self, row: list[Any]) -> bytes:
        """The JSON of the data."""
        known = self.known
        return orjson.dumps({key: make(row) if make else orjson.Fragment(known[key]) for key, make in self.operation.fields})

    def made(self, row: list[Any]) -> tuple[bytes, int]:
        """The JSON of the data, and how many rows the store gave for it."""
        blocks = self.operation.statement.blocks
        return self.shape(row), sum(rows_in(block, [answer]) for block, answer in zip(blocks, row, strict=False))

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        statements = (self.compiled, self.pieces and self.pieces.rows, self.pieces and self.pieces.counts)
        text = sum(len(statement.text) for statement in statements if statement)
        return 2_000 + 4 * text + sum(len(json) for json in self.known.values())


class Engine:
    """Answers operations of one schema from one source."""

    def __init__(
        self, model: Model, schema: strawberry.Schema, source: Source, limits: Limits = DEFAULT_LIMITS, kept_bytes: int = 0
    ) -> None:
        self.model = model
        self.schema = schema._schema
        self.source = source
        self.limits = limits
        self.documents = Documents(self.schema, limits)
        self.plans: Cache[Key, Plan] = Cache(CACHED_PLANS)
        self.results = Results(source, kept_bytes)

    async def execute(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        explain: bool = False,
        stream: bool = False,
    ) -> Answer:
        """Answer an operation. Errors are part of the answer; nothing is raised but cancellation.

        `explain` adds the statement, its plan and what took how long to the extensions. With `stream` a large answer may be a stream,
        which the caller has to read to its end.
        """
        begun = perf_counter()
        try:
            # The error is an ordinary TypeError, which must not be taken for one of ours further down.
            key = (text, operation_name, orjson.dumps(variables or {}, option=orjson.OPT_SORT_KEYS), today())
        except orjson.JSONEncodeError:
            return refused([GraphQLError("The variables are nested too deep, or are not JSON.")])
        try:
            with tracing.span("plan"):
                plan = self._plan(key, variables or {})
            if isinstance(plan, list):
                return refused(plan)
            if not plan.compiled:
                return Answer(plan.shape([]), extensions={"cost": 0})
            if not explain and (kept := await self.results.get(key)):
                return Answer(kept.encoded, extensions={"cost": plan.operation.price, "dataVersion": kept.version}, cached=True)
            if stream and plan.pieces and not explain and (streamed := await self._stream(key, plan.operation.price, plan.pieces)):
                return streamed
            took = {"plan": perf_counter() - begun}
            return await self._run(key, plan, plan.compiled, took, explain=explain)
        except FoederaError as error:
            if error.http_status >= 500:
                log.warning("operation failed: %s", error)
            return failed(error)
        except Exception:
            log.exception("operation failed")
            return failed(FoederaError("internal error"))

    def _plan(self, key: Key, variables: Mapping[str, Any]) -> Plan | list[GraphQLError]:
        if known := self.plans.get(key):
            return known
        text, operation_name, encoded, day = key
        document = self.documents.read(text)
        if isinstance(document, list):
            return document
        executor = Executor.build(
            self.schema,
            document,
            raw_variable_values=dict(variables),
            operation_name=operation_name,
            max_coercion_errors=MAX_COERCION_ERRORS,
        )
        if isinstance(executor, list):
            return executor
        try:
            plan = self._compile(executor, day)
        except GraphQLError as error:
            return [coded(error, "OPERATION_REFUSED")]
        self.plans.put(key, plan, plan.weight + len(text) + len(encoded))
        return plan

    def _compile(self, executor: Executor[Any], day: str) -> Plan:
        operation = compile_operation(executor, self.schema, self.model, day, self.limits)
        query = self.schema.query_type
        assert query is not None
        grouped = collect_fields(self.schema, executor.fragments, executor.variable_values, query, executor.operation).grouped_field_set
        introspection = Introspection(executor, self.schema, self.limits)
        known = {key: orjson.dumps(introspection.answer(grouped[key])) for key, make in operation.fields if make is None}
        reads = any(not details[0].node.name.value.startswith("__") for details in grouped.values())
        return Plan(operation, render(operation.statement) if reads else None, known, in_pieces(operation))

    async def _run(self, key: Key, plan: Plan, compiled: Compiled, took: dict[str, float], *, explain: bool) -> Answer:
        before = await self.results.before()
        begun = perf_counter()
        row = await self._row(compiled)
        if moved := await with_ids_of_today(plan.operation.statement, row, self.source):
            compiled = render(moved)
            row = await self._row(compiled)
        took["run"] = perf_counter() - begun
        version = row[-1]
        self.results.saw(version)
        begun = perf_counter()
        price = plan.operation.price
        with tracing.span("shape"):
            encoded, rows = await asyncio.to_thread(plan.made, row) if price > MANY_ROWS else plan.made(row)
        took["shape"] = perf_counter() - begun
        self.results.put(key, Kept(version, encoded), before)
        extensions: dict[str, Any] = {"cost": price, "dataVersion": version}
        if explain:
            extensions["explain"] = await self._explain(compiled, took)
        return Answer(encoded, extensions=extensions, rows=rows)

    async def _stream(self, key: Key, price: int, pieces: Pieces) -> Answer | None:
        """The answer as a stream; None when the store could not be reached, which is worth a second try."""
        before = await self.results.before()
        keep = self.results.cache.largest
        stream = Stream(pieces, price, keep, lambda version, data: self.results.put(key, Kept(version, data), before))
        try:
            await stream.begin(self.source)
        except StoreUnavailableError:
            return None
        self.results.saw(stream.version)
        return Answer(None, extensions=stream.extensions, stream=stream)

    async def _row(self, compiled: Compiled) -> list[Any]:
        """The answers of the blocks, then the data version. Raises StoreError."""
        with tracing.statement_span(compiled.text):
            found = await self.source.row(compiled.text, compiled.parameters)
        if found is None:
            self.results.saw(None)
            raise no_data()
        return compiled.answers(found)

    async def _explain(self, compiled: Compiled, took: Mapping[str, float]) -> dict[str, Any]:
        return {
            "cypher": compiled.text,
            "parameters": compiled.parameters,
            "plan": await self.source.plan(compiled.text, compiled.parameters),
            "milliseconds": {name: round(seconds * 1000, 3) for name, seconds in took.items()},
        }


def run_query(
    store: Store,
    text: str,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    *,
    explain: bool = False,
) -> dict[str, Any]:
    """The whole answer (data, errors, extensions) to one operation, from an open store: for the command line."""

    async def run() -> Answer:
        async with store.async_driver() as driver:
            model = read_model()
            reader = Reader(driver, store.address.database, DEFAULT_LIMITS.seconds)
            return await Engine(model, build_schema(model), reader).execute(text, variables, operation_name, explain=explain)

    found: dict[str, Any] = orjson.loads(asyncio.run(run()).json())
    return found
