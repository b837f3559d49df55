"""Tables of spells for tests: from a few rows, and from the core's own records without a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.table import DAY_COLUMNS, WORD_COLUMNS, Entity, Table, TableBuilder, day_number
from common.dates import BEGINNING, FOREVER, OPEN, bounds

EXAMPLES: dict[str, dict[str, Any]] = {e["id"]: e for e in json.loads((Path(__file__).parent / "examples.json").read_text())["examples"]}
"""Worked examples, with what must come back."""
RELATION = "memberOf"


def spell(subject: str, object_: str, start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    """A spell from EDTF dates; None where a date is not known, `..` where it goes on."""
    begins = bounds(start) if start else None
    ends = None if end in (None, OPEN) else bounds(end)
    days = (
        begins.earliest if begins else BEGINNING,
        begins.latest if begins else FOREVER,
        ends.earliest if ends else FOREVER if end == OPEN else BEGINNING,
        ends.latest if ends else FOREVER,
    )
    given = {"start": start or "", "end": (end or "") if ends else "", "started": start is not None, "ended": ends is not None}
    return {"subject": subject, "object": object_, "days": days, **given, **more}


def table_of(spells: Iterable[Mapping[str, Any]], entities: Iterable[Entity] = (), relations: tuple[str, ...] = (RELATION,)) -> Table:
    """A table of these spells; entities that are not described are of class State or Alliance."""
    builder, listed = TableBuilder(relations, ("disputed",)), list(spells)
    for one in listed:
        builder.entity(Entity(one["subject"], "State", one["subject"]))
        builder.entity(Entity(one["object"], "Alliance", one["object"]))
    for entity in entities:
        builder.entity(entity)
    for number, one in enumerate(listed):
        days = (*one["days"], *one.get("spell", one["days"][:2]))
        columns: dict[str, list[Any]] = {"subject": [one["subject"]], "object": [one["object"]], "key": [number]}
        columns |= {name: [value] for name, value in zip(DAY_COLUMNS, days, strict=True)}
        columns |= {name: [one.get(name, "")] for name in WORD_COLUMNS}
        columns |= {name: [one.get(name, True)] for name in ("started", "ended")}
        builder.spells(relations.index(one.get("relation", relations[0])), columns)
    return builder.build("test")


def day(text: str) -> int:
    """The number of a day."""
    return day_number(text)
