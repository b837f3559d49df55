"""The elements of a list: each a node, with the relationship that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.nodes import node
from api.language.definitions import Types
from api.language.elements import Elements
from api.language.units.field import Field, define
from api.language.units.property import property_fields, statement_id_field
from ontology import Class
from queries import plans

CURSOR = Field("cursor", str, "Its place in the list, to go on from.", lambda call: call.draft.cursor())


def define_interface(types: Types, edge: Class) -> None:
    """Define the interface of all relationships of a class."""
    define(types, edge.name, edge.comment, [CURSOR, *of_relationship(types, edge)], above=edge.lineage[1:], abstract=True)


def define_edge(types: Types, name: str, elements: Elements, extra: Sequence[Field]) -> Any:
    """Define the type of the elements of a list, with `extra` fields of each."""
    cls, edge = elements.cls, elements.edge
    which = "What is at the other end." if edge else "The element."
    at_end = Field("node", types[cls.name], which, lambda call: node(call, call.draft))
    fields = [CURSOR, at_end, *(of_relationship(types, edge) if edge else ()), *extra]
    comment = edge.comment if edge else f"One of a list of {cls.plural}."
    return define(types, f"{name}Edge", comment, fields, above=edge.lineage if edge else ())


def of_relationship(types: Types, edge: Class) -> list[Field]:
    """The fields of a relationship of a class by itself."""
    fields = [field for prop in edge.properties.values() for field in property_fields(types, prop, plans.On.EDGE)]
    if edge.sourced:
        fields.insert(0, statement_id_field())
    if edge.dated:
        certain = "Whether it holds within the time asked for whatever its unknown dates are; else it only may."
        fields.append(Field("certain", bool, certain, _certain(edge)))
    return fields


def _certain(edge: Class) -> Plan:
    """Plans whether a relationship certainly holds."""

    def plan(call: Call) -> shaping.Resolver:
        where = plans.certain_ever(call.draft.scope, call.compilation.model, edge)
        return call.draft.column(plans.Certain() if where == plans.EVERYTHING else plans.Satisfies(where))

    return plan
