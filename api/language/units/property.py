"""Properties of entities and of relationships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry

from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.watches import Checked
from api.language.definitions import Types, many, optional
from api.language.identity import suffix
from api.language.scalars import EDTF
from api.language.units.citations import parts_field
from api.language.units.field import Field
from api.language.units.values import column_of
from api.language.vocabularies import enumeration_of, naming
from ontology import Datatype, Kind, Property
from ontology.stored import NO_BOUND, UNCHECKED_PROPERTIES
from queries import plans
from rdf.names import address

SCALARS: dict[Datatype, Any] = {
    Datatype.TEXT: str,
    Datatype.URI: str,
    Datatype.EDTF: EDTF,
    Datatype.DAY: EDTF,
    Datatype.INTEGER: int,
    Datatype.DECIMAL: float,
    Datatype.BOOLEAN: bool,
}

STORED_ID = plans.Value(plans.On.NODE, "id")


def column(column: plans.Column) -> Plan:
    """Plans a field whose value is read as it is."""
    return lambda call: call.draft.column(column)


def property_fields(types: Types, prop: Property, on: plans.On) -> list[Field]:
    """The field of a property; of one that names sources also that of its parts."""
    value = plans.Value(on, prop.name, prop.many)
    return [_property(prop, value), *([parts_field(types, prop, value)] if prop.cites else [])]


def _property(prop: Property, value: plans.Value) -> Field:
    scalar = enumeration_of(prop.vocabulary) if prop.vocabulary else SCALARS[prop.datatype]
    type_ = many(scalar) if prop.many else scalar if prop.required else optional(scalar)
    return Field(prop.name, type_, prop.comment, _value(prop, value))


def _value(prop: Property, value: plans.Value) -> Plan:
    """Plans a field of a property: a term of a vocabulary is shown by its name, a day where it is known."""
    name = naming(prop) if prop.datatype is not Datatype.DAY else _known(prop)

    def plan(call: Call) -> shaping.Resolver:
        read = column_of(call, prop, value)
        if prop.factual and value.on is plans.On.NODE and call.draft.cls.kind is Kind.ENTITY and call.draft.scope.datasets is None:
            unchecked = call.draft.column(plans.Value(plans.On.NODE, UNCHECKED_PROPERTIES))
            call.draft.checked.append((call.path[:-1], Checked(prop.name, read.index, unchecked.index)))
        if name is None:
            return read
        if prop.many:
            return lambda row: [name(term) for term in read(row)]
        return lambda row: name(read(row))

    return plan


def _known(prop: Property) -> Callable[[str | None], str | None]:
    """Gives a day where something sets a bound."""
    unbounded = NO_BOUND[prop.name]
    return lambda stored: None if stored == unbounded else stored


def iri_field() -> Field:
    """The field `iri`, which follows from the id."""

    def plan(call: Call) -> shaping.Resolver:
        read = call.draft.column(STORED_ID)
        return lambda row: address("id", read(row))

    return Field("iri", str, "Its address in RDF, which leads to its page and to documents on it.", plan)


def id_field() -> Field:
    """The field `id` of entities and records, which says also under which time and sources they are seen."""

    def plan(call: Call) -> shaping.Resolver:
        read, scope = call.draft.column(STORED_ID), suffix(call.draft.scope)
        return shaping.Suffixed(read.index, scope) if scope else read

    return Field("id", strawberry.ID, "What caches hold it by: its slug, then, behind an @, under which time and sources it is seen.", plan)


def slug_field() -> Field:
    """The field `slug` of entities and records."""
    meaning = "A readable identifier that never changes, whatever the time and the sources: to join, to cite, to filter by."
    return Field("slug", str, meaning, column(STORED_ID))


def statement_id_field() -> Field:
    """The field `statementId` of relationships."""
    meaning = "The id of the statement behind it: the same from both ends, and under every time and sources."
    return Field("statementId", strawberry.ID, meaning, column(plans.Value(plans.On.EDGE, "id")))
