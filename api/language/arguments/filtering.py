"""Conditions on the elements of a list and on what they are related to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.language.arguments import Args, name_of
from api.language.arguments.comparisons import compared, comparison, counted, define_comparisons, sought
from api.language.definitions import Arg, Types, many, optional
from api.language.elements import Alike, Elements, elements_of
from ontology import Class, Datatype, End, Kind, Model, Property
from queries import plan as p
from queries.anchors import conjuncts


class FilterTypes:
    """The input types of `filter`."""

    def __init__(self, types: Types, alike: Alike, entity_class: Any) -> None:
        self.types = types
        self.alike = alike
        self.entity_class = entity_class
        define_comparisons(types)

    def of(self, elements: Elements) -> Any:
        """The type of conditions on some elements."""
        like = elements if elements.edge else Elements(self.alike.of(elements.cls))
        return self.types[f"{like.name}Filter"]

    def quantifier(self, elements: Elements) -> Any:
        """The type of conditions on all that a node is related to."""
        return self.types[f"{elements.name}Quantifier"]

    def define(self, elements: Elements, model: Model) -> None:
        """Define the types of conditions on some elements."""
        if elements.edge:
            self._define_relationships(elements, elements.edge)
        else:
            self._define_nodes(elements, model)

    def _define_nodes(self, elements: Elements, model: Model) -> None:
        cls = elements.cls
        fields = [Arg("id", optional(self.types["IDFilter"]))]
        if cls.abstract and cls.kind is Kind.ENTITY:
            fields.append(Arg("class", optional(many(self.entity_class)), "Its class is one of these or below one."))
        fields += [comparison(self.types, p) for p in cls.properties.values()]
        fields += [Arg(e.name, optional(self.quantifier(elements_of(model, e)))) for e in cls.ends.values()]
        self._filter(self.of(elements), f"Which {cls.plural} to keep.", fields)

    def _define_relationships(self, elements: Elements, edge: Class) -> None:
        node = Arg("node", optional(self.of(Elements(elements.cls))), "What is at the other end.")
        fields = [node, *(comparison(self.types, prop) for prop in edge.properties.values())]
        self._filter(self.of(elements), f"Which relationships to {elements.cls.plural} to keep.", fields)
        mine = optional(self.of(elements))
        self.types.input(
            self.quantifier(elements).__name__,
            "Conditions on relationships; all must hold. Those outside the time and sources in force do not count.",
            [
                Arg("some", mine, "At least one is like this."),
                Arg("all", mine, "Every one is like this (also when there is none)."),
                Arg("none", mine, "None is like this."),
                Arg("single", mine, "Exactly one is like this."),
                Arg("count", optional(self.types["CountFilter"]), "Their number."),
            ],
        )

    def _filter(self, me: Any, comment: str, fields: Sequence[Arg]) -> None:
        logic = [
            Arg("and", optional(many(me)), "All of these hold."),
            Arg("or", optional(many(me)), "At least one of these holds."),
            Arg("not", optional(me), "This does not hold; a missing value counts as not holding."),
        ]
        self.types.input(me.__name__, comment, [*logic, *fields])

    def argument(self, elements: Elements) -> Arg:
        """The argument `filter`."""
        return Arg("filter", optional(self.of(elements)), "Only those that satisfy this.")


ID = Property("id", "id", "", Datatype.TEXT)
CLASS = Property("class", "class", "", Datatype.TEXT)


class Filters:
    """Reads filters of one operation; `scope` is the one in force where the filter stands."""

    def __init__(self, model: Model, scope: p.Scope) -> None:
        self.model = model
        self.scope = scope

    def of_class(self, cls: Class, given: Args | None) -> p.Filter:
        """The condition on a node of class `cls`."""
        return p.every([self._part(cls, None, name, value) for name, value in (given or {}).items()])

    def of_end(self, end: End, given: Args | None) -> p.Filter:
        """The condition on a relationship along `end` and the node it leads to."""
        edge, target = self.model.edges[end.relation.edge], self.model.classes[end.target]
        return p.every([self._part(target, edge, name, value, end) for name, value in (given or {}).items()])

    def _part(self, cls: Class, edge: Class | None, name: str, value: Any, end: End | None = None) -> p.Filter:
        def again(inner: Args | None) -> p.Filter:
            return self.of_end(end, inner) if end else self.of_class(cls, inner)

        if value is None:
            return p.EVERYTHING
        if name == "and":
            return p.every([again(v) for v in value])
        if name == "or":
            return p.Either(tuple(again(v) for v in value))
        if name == "not":
            return p.Not(again(value))
        if edge is not None:
            if name == "node":
                return self.of_class(cls, value)
            return compared(p.On.EDGE, edge.properties[name], value)
        return self._node_part(cls, name, value)

    def _node_part(self, cls: Class, name: str, value: Any) -> p.Filter:
        if name == "id":
            return compared(p.On.NODE, ID, value)
        if name == "class":
            wanted = {c for v in value for c in self.model.classes[name_of(v)].concrete}
            return p.Compare(p.On.NODE, CLASS, p.Op.IN, tuple(sorted(wanted)))
        if name in cls.ends:
            return p.every([self._related(cls.ends[name], word, inner) for word, inner in value.items()])
        return compared(p.On.NODE, cls.properties[name], value)

    def _related(self, end: End, word: str, inner: Any) -> p.Filter:
        if inner is None:
            return p.EVERYTHING
        quantifier = p.Quantifier(word)
        if quantifier is p.Quantifier.COUNT:
            return p.Related(end, self.scope, quantifier, p.EVERYTHING, counted(inner))
        where = self.of_end(end, inner)
        anchor = self._anchor(self.model.classes[end.target], where) if quantifier is p.Quantifier.SOME else None
        return p.Related(end, self.scope, quantifier, where, anchor=anchor)

    def _anchor(self, cls: Class, where: p.Filter) -> str | None:
        """The label under which an index finds the few nodes of `cls` that a filter names by a key."""
        for part in conjuncts(where):
            match part:
                case p.Compare(p.On.NODE, prop, p.Op.EQ | p.Op.IN) if label := self.model.key_label(cls, prop.name):
                    return label
        return None


def indexed(model: Model, cls: Class, where: p.Filter, order: Sequence[p.Key]) -> tuple[str, ...]:
    """The classes above `cls` that have an index for a condition of the filter or for the order."""
    stored = [name for part in conjuncts(where) if isinstance(part, p.Compare) for name in sought(part)]
    if order and order[0].given and not order[0].count:
        stored.append(order[0].stored)
    return tuple(dict.fromkeys(label for name in stored for label in cls.lineage if label != cls.name and (label, name) in model.indexes))
