"""Values of properties, as the datasets in force give them."""

from __future__ import annotations

from dataclasses import replace

from api.language.arguments.scope import claimed_in
from api.language.compiling import shaping
from api.language.compiling.call import Call
from ontology import Property
from queries import plans


def column_of(call: Call, prop: Property, value: plans.Value) -> shaping.Column:
    """Have a property read: that of an entity as the datasets in force give it."""
    draft = call.draft
    if value.on is plans.On.NODE:
        value = replace(value, claimed=claimed_in(draft.scope, draft.cls, prop))
    return draft.column(value)
