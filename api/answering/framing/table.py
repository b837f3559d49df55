"""The response as a table of text, row by row, without what stands around the list.

Each row has the codes of the answer's warnings, some of which are known only when all rows have been seen. So the newest rows wait: most
tables are written as a whole at the end, and of longer ones each row with what is known some megabytes behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence

import orjson

from api.answer_warnings import AnswerWarning
from api.answering.extensions import Extensions
from api.answering.rows import Page, StreamableList
from api.answering.tables.formats import Written
from api.answering.tables.rows import Cells
from api.language.compiling.shaping import Row

WAITING_BYTES = 4 * 1024 * 1024
"""So much of the rows, as JSON, waits: some 8,000 rows."""
ANEW = 1_000
"""After so many rows it is asked again what is known by then."""


class TableFraming:
    """Writes CSV or NDJSON. `known` gives the warnings that are known so far; `waits`: there may be more once all rows have been seen."""

    opening = b""
    fetched = 1_000  # none of these rows holds others

    def __init__(self, source: StreamableList, written: Written, known: Callable[[], Sequence[AnswerWarning]], *, waits: bool) -> None:
        self._shape = source.shape
        self._written = written
        self._known = known
        self._cells = Cells(written.table, {}, codes(known()))
        self._most = WAITING_BYTES if waits else 0
        self._waiting = deque[bytes]()
        self._bytes = 0

    def begin(self, numbers: Row) -> bytes:  # noqa: ARG002
        """See Framing."""
        return self._written.head()

    def row(self, row: Row, number: int) -> bytes:
        """See Framing."""
        element = orjson.dumps(self._shape(row))
        self._waiting.append(element)
        self._bytes += len(element)
        if self._bytes <= self._most:
            return b""
        if number % ANEW == 0:
            self._cells.warn(codes(self._known()))
        return self._lines(self._ready())

    def _ready(self) -> Iterable[bytes]:
        """The oldest rows, as long as too many wait."""
        while self._bytes > self._most:
            element = self._waiting.popleft()
            self._bytes -= len(element)
            yield element

    def end(self, page: Page, numbers: Row) -> bytes:  # noqa: ARG002
        """See Framing."""
        return b""

    def rest(self, extensions: Extensions) -> bytes:
        """See Framing."""
        self._cells.warn(codes(extensions.warnings))
        return self._lines(self._waiting)

    def closing(self, extensions: Extensions) -> bytes:  # noqa: ARG002
        """See Framing."""
        return b""

    def _lines(self, elements: Iterable[bytes]) -> bytes:
        return self._written.lines([self._cells.of(orjson.loads(element)) for element in elements])


def codes(warnings: Sequence[AnswerWarning]) -> list[str]:
    """The codes of warnings, as rows have them."""
    return [warning.code.name for warning in warnings]
