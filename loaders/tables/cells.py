"""One cell, taken apart: what is missing, the items of a list, what stands in brackets behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.tables.mapping import Cell, Template
from loaders.tables.rows import Row

ERRORS = frozenset(
    (
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
        "#ERROR",
        "#ERROR!",
    )
)
"""What a spreadsheet program writes into a cell that it cannot compute."""
_BRACKET = re.compile(r"(?P<value>.*?)\s*\((?P<bracket>[^()]*)\)")
_COLUMN = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One of the values of a cell, and what stood in brackets behind it."""

    text: str
    bracket: str = ""


def items(cell: Cell, text: str) -> Sequence[Item]:
    """The values of a cell."""
    if not cell.split and not cell.bracket and cell.pattern is None:
        text = text.strip()
        return (Item(text),) if text and text not in cell.missing else ()
    return list(_parts(cell, text))


def _parts(cell: Cell, text: str) -> Iterator[Item]:
    parts = text.split(cell.split) if cell.split else [text]
    for part in (p.strip() for p in parts):
        item = Item(part)
        if cell.bracket and (found := _BRACKET.fullmatch(part)):
            item = Item(found["value"], found["bracket"].strip())
        if cell.pattern:
            item = Item(_matched(cell.pattern, item.text), item.bracket)
        if item.text and item.text not in cell.missing:
            yield item


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if not found:
        return ""
    return (found[1] or "") if pattern.groups else found[0]


def filled(template: Template, row: Row, missing: frozenset[str]) -> str:
    """The text that a template makes of a row; empty where a column is empty without which it says nothing."""
    made = ""
    for piece in template.pieces:
        values = {c: row.cells.get(c, "") for c in piece.columns}
        if any(not v or v in missing for v in values.values()):
            if piece.optional:
                continue
            return ""
        made += _COLUMN.sub(lambda m, values=values: values.get(m[1], m[0]), piece.text)  # type: ignore[misc]  # mypy does not see the default
    return made
