"""Properties of entities and of relationships."""

from __future__ import annotations

from typing import Any

import strawberry

from api.language.compiling.call import Plan
from api.language.definitions import many, optional
from api.language.scalars import EDTF
from api.language.units.field import Field
from ontology import Datatype, Property
from queries import plan as p

SCALARS: dict[Datatype, Any] = {
    Datatype.TEXT: str,
    Datatype.URI: str,
    Datatype.EDTF: EDTF,
    Datatype.INTEGER: int,
    Datatype.DECIMAL: float,
    Datatype.BOOLEAN: bool,
}


def column(column: p.Column) -> Plan:
    """Plans a field whose value is read as it is."""
    return lambda call: call.draft.column(column)


def property_field(prop: Property, on: p.On) -> Field:
    """The field of a property."""
    scalar = SCALARS[prop.datatype]
    type_ = many(scalar) if prop.many else scalar if prop.required else optional(scalar)
    return Field(prop.name, type_, prop.comment, column(p.Value(on, prop.name, prop.many)))


def id_field(comment: str, on: p.On) -> Field:
    """The field `id`."""
    return Field("id", strawberry.ID, comment, column(p.Value(on, "id")))
