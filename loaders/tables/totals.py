"""Rows of a table that are of none of its things: totals, and notes below it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.tables.mapping import TableMapping
from loaders.tables.reading import columns_named
from loaders.tables.rows import Row

_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?|sums?|summe|gesamt(?:summe)?|insgesamt|somme|suma|totale|averages?|mean|median|durchschnitt|mittelwert"
    r"|moyenne|promedio",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:sources?|notes?|footnotes?|quellen?|anmerkung(?:en)?|fuentes?)\s*:.*|[*†‡©].*", re.IGNORECASE | re.DOTALL)


def is_total(text: str) -> bool:
    """Whether a cell says that its row is a total or an average."""
    return _TOTAL.fullmatch(text.partition("(")[0].strip(" :.")) is not None


def is_note(text: str) -> bool:
    """Whether a cell says where a table is from, or explains something in it."""
    return _NOTE.fullmatch(text) is not None


def naming(mapping: TableMapping) -> frozenset[str]:
    """The columns that make the ids of new entities."""
    ids = (g.forms["id"] for g in mapping.entities if g.head == "id" and "id" in g.forms)
    return frozenset(column for form in ids for column, _ in columns_named(form))


def odd_column(row: Row, columns: Iterable[str]) -> str:
    """The column of these that says that the row is a total, or the only thing in it, a note; empty for any other row."""
    for column in columns:
        text = row.cells.get(column, "")
        if is_total(text) or (is_note(text) and sum(map(bool, row.cells.values())) == 1):
            return column
    return ""
