"""When what is said of an entity last changed, by the load that changed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.definitions import Types, optional
from api.language.scalars import EDTF
from api.language.units.field import Field, define, objects, part
from ontology.stored import UPDATED_IN
from queries import plans

MEANING = (
    "The load that last changed what any dataset says of it: its properties, claims, relationships from either end, conflicts or lists. "
    "null where that is not known: an earlier version of Foedera loaded it, which did not note that, or `foedera verify` brought it back."
)
NUMBER = (
    "Its place among all loads of this store: of two, the later has the higher one. "
    "null where a new version of Foedera only derived anew what was loaded before."
)


def define_update(types: Types) -> Any:
    """Define the type of such a load. Made of what is stored: data version, time, number if there is one."""
    fields = [
        Field("dataVersion", str, "The data version to which it led: from there, `dataChanges` tells what came later.", part(0)),
        Field("started", EDTF, "When it began.", part(1)),
        Field("number", optional(int), NUMBER, lambda call: _number),
    ]
    return define(types, "DataUpdate", "A load that changed what is said of an entity.", fields)


def update_field(update: Any) -> Field:
    """The field `updatedIn` of entities."""

    def plan(call: Call) -> shaping.Resolver:
        # The same data version may be led to again, by another load.
        call.compilation.lasting = False
        read, make = call.draft.column(plans.Value(plans.On.NODE, UPDATED_IN)), objects(call)
        return lambda row: make(stored) if (stored := read(row)) else None

    return Field("updatedIn", optional(update), MEANING, plan)


def _number(stored: Sequence[str]) -> int | None:
    return int(stored[2]) if len(stored) > 2 else None
