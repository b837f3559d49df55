"""The response as a table of text, row by row, without what stands around the list."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from api.answering.extensions import Extensions
from api.answering.rows import Page, StreamableList
from api.answering.tables.formats import Written
from api.answering.tables.rows import Cells
from api.language.compiling.shaping import Row


class TableFraming:
    """Writes CSV or NDJSON. `warnings` are the codes of what is known of the answer before its rows are."""

    opening = b""
    fetched = 1_000  # none of these rows holds others

    def __init__(self, source: StreamableList, written: Written, warnings: Sequence[str]) -> None:
        self._shape = source.shape
        self._written = written
        self._cells = Cells(written.table, {}, warnings)

    def begin(self, numbers: Row) -> bytes:  # noqa: ARG002
        """See Framing."""
        return self._written.head()

    def row(self, row: Row, number: int) -> bytes:  # noqa: ARG002
        """See Framing."""
        element = orjson.loads(orjson.dumps(self._shape(row)))
        return self._written.lines([self._cells.of(element)])

    def end(self, page: Page, numbers: Row) -> bytes:  # noqa: ARG002
        """See Framing."""
        return b""

    def closing(self, extensions: Extensions) -> bytes:  # noqa: ARG002
        """See Framing."""
        return b""
