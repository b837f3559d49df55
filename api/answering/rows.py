"""The rows of one large list, read in one transaction while the store finds them.

What their values look like in bytes is the business of a framing (api.answering.framing).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from api.language.compiling import CompiledOperation, Listed
from api.language.compiling.shaping import Needs, Row
from graph.reading import FETCHED, ReadingStore, ReadTransaction, data_changed, data_state, no_data, settled_state
from queries import answers
from queries.statement import Compiled, Statement, render, render_rows

# Answers of fewer rows (at most) take less time in one piece.
STREAMED_ROWS = 25_000
NO_NUMBERS: Row = (None,)


@dataclass(frozen=True, slots=True)
class StreamableList:
    """The one list of an operation, to be read row by row.

    `numbers` is the statement of what is counted over the whole list, if anything is. `at` is the index of the field, among those of the
    list's connection, that is made of the rows.
    """

    listed: Listed
    numbers: Compiled | None
    rows: Compiled
    at: int

    def shape(self, row: Row) -> Any:
        """The JSON value of one row."""
        [shaped] = self.listed.connection.fields[self.at][1]([row], False, NO_NUMBERS)
        return shaped


@dataclass(slots=True)
class Page:
    """The first and the last row of the page that was read, and whether there are more."""

    ends: list[Row]
    more: bool = False


def streamable(operation: CompiledOperation) -> StreamableList | None:
    """The list to stream; None when the operation is not large, or cannot be answered so.

    It has to be alone at the root and read forwards, and no field before its rows may depend on them.
    """
    if operation.price <= STREAMED_ROWS or len(operation.listed) != 1 or len(operation.fields) != 1:
        return None
    listed = operation.listed[0]
    needs = [field.needs for _, field in listed.connection.fields]
    if needs.count(Needs.ROWS) != 1 or listed.connection.listing.backward:
        return None
    at = needs.index(Needs.ROWS)
    rows = render_rows(listed.question)
    if rows is None or Needs.ENDS in needs[:at]:
        return None
    counted = replace(listed.question, rows=False, columns=())
    numbers = render(Statement((counted,))) if counted.total or counted.aggregates else None
    return StreamableList(listed, numbers, rows, at)


class Rows:
    """The rows of a list within one transaction, to be iterated over once.

    `version` is the state of the data, `numbers` the totals and aggregates of the whole list, `page` the ends of what was read so far,
    `found` how many rows the store gave.
    """

    def __init__(self, source: StreamableList, transaction: ReadTransaction, version: str, numbers: Row) -> None:
        self.version = version
        self.numbers = numbers
        self.page = Page([])
        self.found = 0
        self._source = source
        self._transaction = transaction

    async def __aiter__(self) -> AsyncIterator[Row]:
        """Each row of the page, as the store finds it."""
        statement, size, question = self._source.rows, self._source.listed.connection.listing.size, self._source.listed.question
        number, page = 0, self.page
        async for row in self._transaction.rows(statement.text, statement.parameters):
            number += 1
            page.more = number > size
            if page.more:
                continue
            self.found += question.rows_in(answers.of_rows([row]))
            page.ends = [page.ends[0] if page.ends else row, row]
            yield row


@asynccontextmanager
async def reading_rows(store: ReadingStore, source: StreamableList, fetched: int = FETCHED) -> AsyncIterator[Rows]:
    """The rows of a list, `fetched` at once. Raises StoreError; also at the end of the block, when the data changed while it was read."""
    async with store.transaction(fetched=fetched) as transaction:
        state = await settled_state(transaction)
        if state.version is None:
            raise no_data()
        yield Rows(source, transaction, state.version, await _numbers(transaction, source.numbers))
        if await data_state(transaction) != state:
            raise data_changed()


async def _numbers(transaction: ReadTransaction, statement: Compiled | None) -> Row:
    if statement is None:
        return NO_NUMBERS
    found: Sequence[Any] = await transaction.row(statement.text, statement.parameters) or []
    numbers: Row = statement.answers(found)[0]
    return numbers
