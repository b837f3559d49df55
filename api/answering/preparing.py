"""From the text of an operation to what is to be run for it.

What an operation means depends on its key alone (text, name, variables, day), so it is prepared once and cached under that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLSchema
from graphql.execution.executor import Executor

from api.answering.keys import OperationKey
from api.answering.rows import StreamableList, streamable
from api.answering.tables.columns import Table, table_of
from api.cache import Cache
from api.language.compiling import CompiledOperation, compile_operation
from api.language.documents import Documents, coded
from api.language.limits import Limits, check_size
from api.language.scalars import at_most_dates
from ontology import Model
from queries.questions import Lacking
from queries.statement import Compiled, render

CACHE_BYTES = 32 * 1024 * 1024
TABLES_BYTES = 4 * 1024 * 1024
BASE, LETTER, COMPUTATION = 12_000, 10, 50_000
"""About how many bytes a prepared operation takes: at least, for each letter of its statements, and for each computation, which holds the
syntax tree that it was made of.
"""
TABLE_WEIGHT = 300
"""About how many bytes a column takes."""
MAX_COERCION_ERRORS = 5


@dataclass(frozen=True, slots=True)
class PreparedOperation:
    """An operation ready to run.

    `statement` is None when all that is asked is known from the schema. `streamable` is the list whose rows may be sent while they are
    found, if the operation is large. `name` is the one that stands in its text. `in_order` is the statement in the order of indexes, which
    is right where nothing lacks what is `presumed`.
    """

    compiled: CompiledOperation
    statement: Compiled | None
    streamable: StreamableList | None = None
    name: str | None = None
    in_order: Compiled | None = None
    presumed: frozenset[Lacking] = frozenset()

    @property
    def price(self) -> int:
        """The most rows that the store may give for it."""
        return self.compiled.price

    def shape(self, row: Sequence[Any]) -> bytes:
        """The JSON of the data, from the answers of the questions."""
        known = self.compiled.known
        return orjson.dumps({key: make(row) if make else orjson.Fragment(known[key]) for key, make in self.compiled.fields})

    def rows(self, row: Sequence[Any]) -> int:
        """How many rows the store gave."""
        questions = self.compiled.statement.questions
        return sum(question.rows_in(answer) for question, answer in zip(questions, row, strict=False))

    def bytes_of(self, rows: int) -> int:
        """About how many bytes an answer of so many rows has."""
        return self.compiled.bytes * rows // max(self.price, 1)

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        statements = (self.statement, self.in_order, self.streamable and self.streamable.rows, self.streamable and self.streamable.numbers)
        text = sum(len(statement.text) for statement in statements if statement)
        known = sum(len(json) for json in self.compiled.known.values())
        return BASE + LETTER * text + COMPUTATION * len(self.compiled.computations) + known


class Preparing:
    """Prepares operations of one schema."""

    def __init__(self, model: Model, schema: GraphQLSchema, limits: Limits, documents: Documents | None = None) -> None:
        self.model = model
        self.schema = schema
        self.limits = limits
        self.documents = documents or Documents(schema, limits)
        self.cache: Cache[OperationKey, PreparedOperation] = Cache(CACHE_BYTES)
        self.tables: Cache[OperationKey, Table] = Cache(TABLES_BYTES)

    def prepare(self, key: OperationKey, variables: Mapping[str, Any]) -> PreparedOperation | Sequence[GraphQLError]:
        """The operation, or why it is refused. Raises AnswerTooLargeError."""
        if known := self.cache.get(key):
            return known
        with at_most_dates(self.limits.dates):
            executor = self._executor(key, variables)
            if isinstance(executor, list):
                return executor
            try:
                prepared = self._compile(executor, key.day)
            except GraphQLError as error:
                return [coded(error, "OPERATION_REFUSED")]
        self.cache.put(key, prepared, prepared.weight + key.weight)
        return prepared

    def table(self, key: OperationKey, variables: Mapping[str, Any]) -> Table:
        """The table of an operation that can be prepared. Raises GraphQLError when it has two lists."""
        if known := self.tables.get(key):
            return known
        executor = self._executor(key, variables)
        assert not isinstance(executor, list)
        table = table_of(executor, self.schema)
        self.tables.put(key, table, TABLE_WEIGHT * len(table.columns) + key.weight)
        return table

    def _executor(self, key: OperationKey, variables: Mapping[str, Any]) -> Executor[Any] | list[GraphQLError]:
        document = self.documents.read(key.text)
        if isinstance(document, list):
            return document
        return Executor.build(
            self.schema,
            document,
            raw_variable_values=dict(variables),
            operation_name=key.name,
            max_coercion_errors=MAX_COERCION_ERRORS,
        )

    def _compile(self, executor: Executor[Any], day: str) -> PreparedOperation:
        compiled = compile_operation(executor, self.schema, self.model, day, self.limits)
        stream = streamable(compiled)
        check_size(compiled.bytes, self.limits.answer_bytes if stream else self.limits.whole_bytes)
        name = executor.operation.name.value if executor.operation.name else None
        if not compiled.reads:
            return PreparedOperation(compiled, None, stream, name)
        presumed = compiled.statement.presumed
        in_order = render(compiled.statement.in_order()) if presumed else None
        return PreparedOperation(compiled, render(compiled.statement), stream, name, in_order, presumed)
