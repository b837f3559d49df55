"""Counts the rows of an answer while the engine writes it, which tells nobody."""

from __future__ import annotations

from collections.abc import Callable

from rdf.braces import OPENING, Braces
from rdf.sparql.results import Form, Results

Counter = Callable[[bytes], int]
"""How many rows end (or begin) in the next piece."""
ROW_DEPTH = 4
"""A row of JSON is the fourth brace or bracket: {"results": {"bindings": [{…}]}}."""


class TooManyRowsError(Exception):
    """The answer is larger than the limits."""


class CountedRows:
    """Raises TooManyRowsError once there are more than `most`."""

    def __init__(self, count: Counter, most: int) -> None:
        self._count = count
        self._most = most
        self.rows = 0

    def __call__(self, piece: bytes) -> None:
        """Take the next piece."""
        self.rows += self._count(piece)
        if self.rows > self._most:
            raise TooManyRowsError(f"the answer has more than {self._most:,} rows")


def counter_of(form: Form) -> Counter:
    """The counter of a format. Triples are counted before they are written."""
    match form:
        case Results.JSON:
            return _JsonRows()
        case Results.XML:
            return _Sign(b"</result>")
        case Results.CSV:
            return _CsvLines()
        case Results.TSV:
            return _Sign(b"\n")
    return lambda piece: 0


class _JsonRows:
    """Rows are braces at one depth, outside texts."""

    def __init__(self) -> None:
        self._depth = 0
        self._braces = Braces()

    def __call__(self, piece: bytes) -> int:
        found = 0
        for brace in self._braces(piece):
            self._depth += 1 if brace in OPENING else -1
            found += brace in OPENING and self._depth == ROW_DEPTH
        return found


class _Sign:
    """Counts what stands in no text, which escapes it; it may lie across two pieces."""

    def __init__(self, sign: bytes) -> None:
        self._sign = sign
        self._before = b""

    def __call__(self, piece: bytes) -> int:
        whole = self._before + piece
        self._before = whole[len(whole) - len(self._sign) + 1 :] if len(self._sign) > 1 else b""
        return whole.count(self._sign)


class _CsvLines:
    """Lines that end outside quotes."""

    def __init__(self) -> None:
        self._quoted = False

    def __call__(self, piece: bytes) -> int:
        found = 0
        for part in piece.split(b'"'):
            found += 0 if self._quoted else part.count(b"\n")
            self._quoted = not self._quoted
        self._quoted = not self._quoted
        return found
