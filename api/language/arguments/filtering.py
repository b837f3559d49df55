"""`filter`: conditions on the elements of a list and on what they are related to.

A field of a filter is a Condition: how clients see it and how its value is read stand together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.language.arguments import Args, name_of
from api.language.arguments.comparisons import compared, comparison, counted, define_comparisons, said, sought
from api.language.arguments.scope import claimed_in
from api.language.arguments.unset import FILTER
from api.language.definitions import Arg, Types, many, optional
from api.language.elements import Alike, Elements, elements_of
from api.language.identity import slug_of
from ontology import Class, Datatype, End, Kind, Model, Property
from queries import plans
from queries.filters import conjuncts

ID = Property("id", "id", "", Datatype.TEXT)
CLASS = Property("class", "class", "", Datatype.TEXT)
NAMING = (plans.Op.EQ, plans.Op.IN, plans.Op.HAS, plans.Op.HAS_ANY, plans.Op.HAS_ALL)
"""By these a code names entities, whichever dataset states it."""
QUANTIFIERS = {
    plans.Quantifier.SOME: "At least one is like this.",
    plans.Quantifier.ALL: "Every one is like this (also when there is none).",
    plans.Quantifier.NONE: "None is like this.",
    plans.Quantifier.SINGLE: "Exactly one is like this.",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A field of a filter. `read` takes its value, the elements that the filter is about, and the scope in force."""

    arg: Arg
    read: Callable[[Any, Elements, plans.Scope], plans.Filter]


class Filters:
    """Defines the input types of `filter`, and reads their values."""

    def __init__(self, types: Types, model: Model, alike: Alike, entity_class: Any) -> None:
        self.types = types
        self.model = model
        self.alike = alike
        self.entity_class = entity_class
        self._conditions: dict[str, Mapping[str, Condition]] = {}
        define_comparisons(types, model)

    def argument(self, elements: Elements) -> Arg:
        """The argument `filter` of lists of some elements."""
        return Arg(FILTER, optional(self._type(elements)), "Only those that satisfy this.")

    def read(self, elements: Elements, given: Args | None, scope: plans.Scope) -> plans.Filter:
        """The condition on some elements that a filter asks for in a scope."""
        where = self._read(elements, given, replace(scope, certain=False))
        return plans.surely(where, self.model) if scope.certain else where

    def _read(self, elements: Elements, given: Args | None, scope: plans.Scope) -> plans.Filter:
        conditions = self._conditions[self._name(elements)]
        return plans.every([conditions[name].read(value, elements, scope) for name, value in (given or {}).items() if value is not None])

    def _name(self, elements: Elements) -> str:
        like = elements if elements.edge else Elements(self.alike.of(elements.cls))
        return f"{like.name}Filter"

    def _type(self, elements: Elements) -> Any:
        return self.types[self._name(elements)]

    # -- types

    def define(self, elements: Elements) -> None:
        """Define the types of conditions on some elements."""
        cls, edge = elements.cls, elements.edge
        own, comment = (self._of_edge(cls, edge), "relationships to ") if edge else (self._of_node(cls), "")
        conditions = [*self._logic(elements), *own]
        self._conditions[self._name(elements)] = {condition.arg.name: condition for condition in conditions}
        self.types.input(self._name(elements), f"Which {comment}{cls.plural} to keep.", [condition.arg for condition in conditions])
        if edge:
            self._define_quantifier(elements)

    def _logic(self, elements: Elements) -> list[Condition]:
        me = self._type(elements)
        return [
            Condition(
                Arg("and", optional(many(me)), "All of these hold."), lambda parts, of, scope: plans.every(self._all(parts, of, scope))
            ),
            Condition(
                Arg("or", optional(many(me)), "At least one of these holds."),
                lambda parts, of, scope: plans.Either(tuple(self._all(parts, of, scope))),
            ),
            Condition(
                Arg("not", optional(me), "This does not hold; a missing value counts as not holding."),
                lambda part, of, scope: plans.Not(self._read(of, part, scope)),
            ),
        ]

    def _all(self, parts: Sequence[Args], of: Elements, scope: plans.Scope) -> list[plans.Filter]:
        return [self._read(of, part, scope) for part in parts]

    def _of_node(self, cls: Class) -> list[Condition]:
        found = [
            Condition(
                Arg("id", optional(self.types["IDFilter"])),
                lambda value, of, scope: compared(plans.On.NODE, ID, _slugs(value)),
            ),
            Condition(Arg("slug", optional(self.types["SlugFilter"])), lambda value, of, scope: compared(plans.On.NODE, ID, value)),
        ]
        if cls.abstract and cls.kind is Kind.ENTITY:
            found.append(
                Condition(Arg("class", optional(many(self.entity_class)), "Its class is one of these or below one."), self._of_class)
            )
        found += [self._comparison(plans.On.NODE, prop) for prop in cls.properties.values() if prop.datatype is not Datatype.LABELS]
        return [*found, *map(self._relation, cls.ends.values())]

    def _of_edge(self, cls: Class, edge: Class) -> list[Condition]:
        node = Condition(
            Arg("node", optional(self._type(Elements(cls))), "What is at the other end."),
            lambda given, of, scope: self._read(Elements(of.cls), given, scope),
        )
        return [node, *(self._comparison(plans.On.EDGE, prop) for prop in edge.properties.values())]

    def _comparison(self, on: plans.On, prop: Property) -> Condition:
        def read(value: Args, of: Elements, scope: plans.Scope) -> plans.Filter:
            if on is plans.On.EDGE:
                return compared(on, prop, value)
            mine = of.cls.properties[prop.name]
            claimed = claimed_in(scope, of.cls, mine)
            return compared(on, mine, value, claimed, NAMING if _is_key(of.cls, mine) else ())

        return Condition(comparison(self.types, prop), read)

    def _of_class(self, names: Sequence[object], _of: Elements, _scope: plans.Scope) -> plans.Filter:
        wanted = {concrete for name in names for concrete in self.model.classes[name_of(name)].concrete}
        return plans.Compare(plans.On.NODE, CLASS, plans.Op.IN, tuple(sorted(wanted)))

    # -- relations

    def _relation(self, end: End) -> Condition:
        elements = elements_of(self.model, end)

        def read(given: Args, _of: Elements, scope: plans.Scope) -> plans.Filter:
            return plans.every(
                [self._related(end, elements, plans.Quantifier(word), inner, scope) for word, inner in said(end.name, given)]
            )

        return Condition(Arg(end.name, optional(self.types[self._quantifier(elements)])), read)

    @staticmethod
    def _quantifier(elements: Elements) -> str:
        return f"{elements.name}Quantifier"

    def _define_quantifier(self, elements: Elements) -> None:
        related = optional(self._type(elements))
        self.types.input(
            self._quantifier(elements),
            "Conditions on relationships; all must hold. Those outside the time and sources in force do not count.",
            [
                *(Arg(quantifier.value, related, comment) for quantifier, comment in QUANTIFIERS.items()),
                Arg(plans.Quantifier.COUNT.value, optional(self.types["CountFilter"]), "Their number."),
            ],
        )

    def _related(self, end: End, elements: Elements, quantifier: plans.Quantifier, given: Args, scope: plans.Scope) -> plans.Filter:
        if quantifier is plans.Quantifier.COUNT:
            return plans.Related(end, scope, quantifier, plans.EVERYTHING, counted(end.name, given))
        where = self._read(elements, given, scope)
        anchor = self._anchor(elements.cls, where) if quantifier in (plans.Quantifier.SOME, plans.Quantifier.NONE) else None
        return plans.Related(end, scope, quantifier, where, anchor=anchor)

    def _anchor(self, cls: Class, where: plans.Filter) -> str | None:
        """The label under which an index finds the few nodes of `cls` that a filter names by a key."""
        for part in conjuncts(where):
            match part:
                case plans.Compare(plans.On.NODE, prop, plans.Op.EQ | plans.Op.IN) if label := self.model.key_label(cls, prop.name):
                    return label
        return None


def _slugs(given: Args) -> Args:
    """A condition on ids as one on slugs."""
    return {op: [slug_of(one) for one in value] if isinstance(value, list) else value and slug_of(value) for op, value in given.items()}


def _is_key(cls: Class, prop: Property) -> bool:
    return prop.name in cls.keys or prop.name in cls.shared_keys


def presumed(model: Model, cls: Class, order: Sequence[plans.Key]) -> tuple[plans.Key, ...]:
    """The order, whose first key has its indexes where they are of use only if every element has a value."""
    first, *others = order
    if first.given or first.count or first.claimed:
        return tuple(order)
    return (replace(first, indexed=tuple(label for label in cls.lineage if (label, first.stored) in model.indexes)), *others)


def indexed(model: Model, cls: Class, where: plans.Filter, order: Sequence[plans.Key]) -> tuple[str, ...]:
    """The classes above `cls` that have an index for a condition of the filter or for the order."""
    stored = _compared(where)
    if order and order[0].given and not (order[0].count or order[0].claimed):
        stored.append(order[0].stored)
    return tuple(dict.fromkeys(label for name in stored for label in cls.lineage if label != cls.name and (label, name) in model.indexes))


def walks(model: Model, cls: Class, where: plans.Filter) -> bool:
    """Whether the entities of a class that a filter leaves are best found by going through all of it in the order of a list.

    It ends where the page is full. An index for a condition of the filter leaves fewer, and one for the order serves a single class.
    """
    found = ((label, name) in model.indexes for name in _compared(where) for label in cls.lineage)
    return cls.kind is Kind.ENTITY and cls.concrete == (cls.name,) and not any(found)


def _compared(where: plans.Filter) -> list[str]:
    """The stored properties by whose values an index would find what a filter leaves."""
    return [name for part in conjuncts(where) if isinstance(part, plans.Compare) and not part.claimed for name in sought(part)]
