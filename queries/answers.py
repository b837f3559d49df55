"""Where what stands in the answers of questions: the one place that knows positions.

The answer of a listing is [rows, total, aggregates…], with null for what was not asked. A row is the list of its columns; where a column
is a question, it holds an answer again. The answer of another kind of question has the form that the kind gives it.

With tables (see `tables`) the store gives [answer, tables…] for a question at the root, and a table is a list of [id, answers…].
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from queries.cypher.syntax import NULL, Expression, Item, ListOf, Var

Answer = Sequence[Any]
Row = Any
ROWS, TOTAL, AGGREGATES = 0, 1, 2
VERSION = -1
"""Where the data version stands among the answers of a statement: last."""


def listing(rows: Expression | None, total: Expression | None, aggregates: Iterable[Expression]) -> ListOf:
    """The answer of a listing, as Cypher."""
    return ListOf((rows or NULL, total or NULL, *aggregates))


def rows(answer: Answer) -> Sequence[Row]:
    """The rows of an answer; none when it was not asked for them."""
    return answer[ROWS] or ()


def total(answer: Answer) -> int:
    """The number of all elements."""
    return int(answer[TOTAL])


def has_any(answer: Answer) -> bool:
    """Whether the list may have an element: false only where its rows or its total say that it is empty."""
    return bool(answer[ROWS] or answer[TOTAL]) or (answer[ROWS] is None and answer[TOTAL] is None)


def aggregate(answer: Answer, index: int) -> Any:
    """The answer of the aggregate with this index."""
    return answer[AGGREGATES + index]


def of_rows(found: Sequence[Row]) -> Answer:
    """An answer that consists of rows alone."""
    return [found]


def rows_below(row: Var, column: int) -> Expression:
    """The rows of the answer in a column of a row, as Cypher."""
    return Item(Item(row, column), ROWS)
