"""What becomes of an operation. An answer is one of four things, and readers match on which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.answering.extensions import Extensions
from api.answering.panel_stream import PanelStream
from api.answering.streaming import Stream
from api.answering.tables.formats import Format


@dataclass(frozen=True, slots=True)
class Whole:
    """All of the data as JSON. `rows`: how many the store gave for it; none when the answer was `cached`."""

    data: bytes
    extensions: Extensions
    rows: int = 0
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Tabular:
    """All of the data as a table in a format."""

    table: bytes
    form: Format
    extensions: Extensions
    rows: int = 0
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Streamed:
    """Data on its way, to be read to its end: JSON, or a table in a `form`."""

    stream: Stream | PanelStream
    form: Format | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """No data: the operation cannot be run as it stands, or something failed.

    `status` is the HTTP status that says which; `retry_after` (seconds) is set when trying again helps.
    """

    errors: Sequence[Mapping[str, Any]]
    status: int
    retry_after: int | None = None

    @property
    def failed(self) -> bool:
        """Whether the fault is on this side."""
        return self.status >= 500


Answer = Whole | Tabular | Streamed | Refusal


def encoded(answer: Whole | Refusal) -> bytes:
    """The answer as GraphQL over HTTP wants it: without `data` when there was a request error."""
    match answer:
        case Whole(data, extensions):
            return orjson.dumps({"data": orjson.Fragment(data), "extensions": extensions.shown()})
        case Refusal(errors):
            return orjson.dumps({"errors": errors})


async def collected(answer: Answer) -> bytes:
    """The answer in one piece, whether it is streamed or not. Raises StoreError when a stream breaks off."""
    match answer:
        case Tabular(table):
            return table
        case Streamed(stream):
            return b"".join([piece async for piece in stream])
        case _:
            return encoded(answer)
