"""Ids made of the cells of a table. Two names that make one id, and one that makes none, are told: their rows would be one entity."""

from __future__ import annotations

import re
from collections.abc import Sequence

from common.text import slug
from facts.records import Location
from loaders.checks import rules
from loaders.tables.codes import Tally

KEYED = re.compile(r"\w+:")
"""How a reference by a key begins, which is no id."""
ALIKE = "write both alike if they are the same; else "
REMEDY = 'make the id of another column, or of more: id: "{iso3}", or id: "{name}-{year}"'


class Ids:
    """The ids that were made, and of what."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.by: dict[str, tuple[tuple[str, ...], Location]] = {}

    def made(self, values: Sequence[str], text: str, where: Location) -> str:
        """The id that a text makes, in which the `values` of columns stand; empty where it would not tell them from others."""
        if gone := [v for v in values if v and not slug(v)]:
            message = f"nothing of {gone[0][:60]!r} is left in an id, which has letters from a to z, digits and hyphens"
            self.tally.wrong[where] = rules.BAD_ID.broken(where, message, REMEDY, value=gone[0][:60])
            return ""
        found = slug(text)
        # Names that differ in blanks and capitals alone are the same one.
        own = tuple(" ".join(v.split()).casefold() for v in values)
        before, first = self.by.setdefault(found, (own, where))
        if before != own:
            message = (
                f"{' and '.join(values)[:60]!r} makes the id {found}, as {' and '.join(before)[:60]!r} does in {first.cell or first.line}"
            )
            self.tally.wrong[where] = rules.BAD_ID.broken(where, message, ALIKE + REMEDY, value=text[:60])
            return ""
        return found
