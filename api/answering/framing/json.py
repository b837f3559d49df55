"""The response of GraphQL over HTTP, with the data first."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from api.answering.extensions import Extensions
from api.answering.rows import Page, StreamableList
from api.language.compiling.shaping import Field, Row
from graph.reading import FETCHED


class JsonFraming:
    """Writes `{"data": {key: {fields of the connection}}, "extensions": {…}}`."""

    opening = b'{"data":'
    fetched = FETCHED

    def __init__(self, source: StreamableList) -> None:
        fields = source.listed.connection.fields
        self._key = source.listed.key
        self._before = fields[: source.at]
        self._rows_key = fields[source.at][0]
        self._shape = source.shape
        self._after = fields[source.at + 1 :]

    def begin(self, numbers: Row) -> bytes:
        """See Framing."""
        before = b"".join(pair + b"," for pair in _pairs(self._before, Page([]), numbers))
        return b"{%b:{%b%b:[" % (orjson.dumps(self._key), before, orjson.dumps(self._rows_key))

    def row(self, row: Row, number: int) -> bytes:
        """See Framing."""
        shaped = orjson.dumps(self._shape(row))
        return shaped if number == 1 else b"," + shaped

    def end(self, page: Page, numbers: Row) -> bytes:
        """See Framing."""
        return b"]" + b"".join(b"," + pair for pair in _pairs(self._after, page, numbers)) + b"}}"

    def rest(self, extensions: Extensions) -> bytes:  # noqa: ARG002
        """See Framing."""
        return b""

    def closing(self, extensions: Extensions) -> bytes:
        """See Framing."""
        return b',"extensions":' + orjson.dumps(extensions.shown()) + b"}"


def _pairs(fields: Iterable[tuple[str, Field]], page: Page, numbers: Row) -> Iterable[bytes]:
    return (orjson.dumps(key) + b":" + orjson.dumps(make(page.ends, page.more, numbers)) for key, make in fields)
