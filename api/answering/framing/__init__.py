"""How the rows of a list become bytes. JSON is one way; another needs a module here and a media type.

json    the response of GraphQL over HTTP
table   a table of text
"""

from __future__ import annotations

from typing import Protocol

from api.answering.extensions import Extensions
from api.answering.rows import Page
from api.language.compiling.shaping import Row


class Framing(Protocol):
    """Writes one list. The data is what begin, row, end and rest give, in this order; opening and closing stand around it.

    `fetched`: how many rows are asked of the store at once.
    """

    opening: bytes
    fetched: int

    def begin(self, numbers: Row) -> bytes:
        """What comes before the rows. `numbers` are the totals and aggregates of the whole list."""

    def row(self, row: Row, number: int) -> bytes:
        """One row; the first has number 1."""

    def end(self, page: Page, numbers: Row) -> bytes:
        """What comes after the rows of `page`."""

    def rest(self, extensions: Extensions) -> bytes:
        """What of the data waits until all that is to be said of the answer is known. It may take long."""

    def closing(self, extensions: Extensions) -> bytes:
        """What comes after the data."""
