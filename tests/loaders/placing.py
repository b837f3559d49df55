"""Records are put somewhere else than where they were read."""

from __future__ import annotations

from facts.places import Location, laid_out
from facts.records import LinkRecord


def put(record: object, where: Location) -> None:
    """Have a record stand at a place, and all its parts with it."""
    if isinstance(record, LinkRecord):
        layout, row = laid_out(where)
        object.__setattr__(record, "layout", layout)
        object.__setattr__(record, "row", row)
    else:
        object.__setattr__(record, "location", where)
