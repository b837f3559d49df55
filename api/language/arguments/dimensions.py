"""What to count by: properties of elements and of relationships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from strawberry.types.arguments import StrawberryArgument

from api.language.arguments import Args, name_of
from api.language.arguments.scope import claimed_in
from api.language.definitions import Arg, arguments, enumeration, many, optional
from api.language.elements import Alike, Elements
from common.errors import QueryError
from ontology import Class, Datatype, Model, stored
from queries import plans

MAX_DIMENSIONS = 6
CLASS = "class"
"""The dimension that is no property: the class of an element."""
YEAR = "Year"
"""Ends the names of dimensions that are the year of a date."""


class Dimensions:
    """The enumerations of what can be grouped by."""

    def __init__(self, model: Model, alike: Alike) -> None:
        self.alike = alike
        classes = dict.fromkeys(map(alike.of, model.classes.values()))
        self._classes = {c.name: _enumeration(c, f"What {c.plural} can be counted by.", {CLASS: "Its class."}) for c in classes}
        self._edges = {e.name: _enumeration(e, f"What relationships ({e.label}) can be counted by.", {}) for e in model.edges.values()}

    def arguments(self, elements: Elements) -> tuple[StrawberryArgument, ...]:
        """The arguments `by` and, where relationships have properties, `byEdge`."""
        found = [Arg("by", optional(many(self._classes[self.alike.of(elements.cls).name])), "Properties of the elements.")]
        if elements.edge and (of_edge := self._edges[elements.edge.name]):
            found.append(Arg("byEdge", optional(many(of_edge)), "Properties of the relationships."))
        return arguments(found)


def _enumeration(of: Class, comment: str, found: dict[str, str]) -> Any:
    """Properties with one value, and the years of dates."""
    for prop in of.properties.values():
        if not prop.many and prop.datatype is not Datatype.DAY:
            found[prop.name] = prop.comment
            if prop.datatype is Datatype.EDTF:
                found[f"{prop.name}{YEAR}"] = f"The year of: {prop.comment}"
    return enumeration(f"{of.name}Dimension", comment, found) if found else None


def dimension_names(args: Args) -> list[str]:
    """The names of what is grouped by, in order."""
    return [name_of(v) for word in ("by", "byEdge") for v in args.get(word) or ()]


def names_of(cls: Class, edge: Class | None, args: Args) -> list[Mapping[str, str]]:
    """For each of what is grouped by the names of its values, where they are of a vocabulary."""
    asked = [(cls, args.get("by")), *([(edge, args.get("byEdge"))] if edge else [])]
    found = [of.properties.get(name_of(v)) for of, names in asked for v in names or ()]
    return [prop.vocabulary.names if prop and prop.vocabulary else {} for prop in found]


def dimensions_of(cls: Class, edge: Class | None, args: Args, scope: plans.Scope) -> tuple[plans.Dimension, ...]:
    """What to group by: properties of the elements, then of the relationships."""
    found = [_claimed(cls, _dimension(plans.On.NODE, cls, name_of(v)), name_of(v), scope) for v in args.get("by") or ()]
    if edge:
        found += [_dimension(plans.On.EDGE, edge, name_of(v)) for v in args.get("byEdge") or ()]
    if not 1 <= len(found) <= MAX_DIMENSIONS:
        raise QueryError(f"{len(found)} properties to count by", f"name 1 to {MAX_DIMENSIONS} in by and byEdge")
    return tuple(found)


def _dimension(on: plans.On, cls: Class, name: str) -> plans.Dimension:
    if name == CLASS:
        return plans.Dimension(on, name)
    if prop := cls.properties.get(name):
        return plans.Dimension(on, name, latest=prop.latest if prop.datatype is Datatype.EDTF else None)
    return plans.Dimension(on, stored.earliest(name.removesuffix(YEAR)), year=True)


def _claimed(cls: Class, dimension: plans.Dimension, name: str, scope: plans.Scope) -> plans.Dimension:
    """The dimension as the datasets in force give it."""
    prop = cls.properties.get(name) or cls.properties.get(name.removesuffix(YEAR))
    return replace(dimension, claimed=claimed_in(scope, cls, prop)) if prop else dimension


def for_range(dimension: plans.Dimension) -> plans.Dimension:
    """A dimension whose smallest and largest values are wanted: of a date, its earliest and its latest day."""
    if dimension.latest is None:
        return dimension
    return replace(dimension, stored=stored.earliest(dimension.stored))
