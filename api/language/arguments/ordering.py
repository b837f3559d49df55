"""`sort`: the order of a list. A field of its types is a Choice: how clients see it and how its value is read stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.language.arguments import Args, name_of
from api.language.arguments.scope import claimed_in
from api.language.definitions import Arg, Types, enumeration, many, optional
from api.language.elements import Alike, Elements
from ontology import Class, Datatype, End, Model, Property
from queries import plans
from queries.ordering import stored_for_order

DESCENDING = "DESC"
IDENTIFIER = plans.Key(plans.On.NODE, "id", given=True)
EDGE_TIEBREAK = plans.Key(plans.On.EDGE, "tiebreak", given=True)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list can be ordered by. `read` takes its value, the elements of the list, and the scope in force."""

    arg: Arg
    read: Callable[[Any, Elements, plans.Scope], plans.Key]


class Sorts:
    """Defines the input types of `sort`, and reads their values."""

    def __init__(self, types: Types, model: Model, alike: Alike) -> None:
        self.types = types
        self.model = model
        self.alike = alike
        self.order = enumeration("Order", "Which way to order.", {"ASC": "Smallest first.", DESCENDING: "Largest first."})
        self.count = types.input("CountSort", "By a number of relationships.", [Arg("count", self.order, "Which way.")])
        self._choices: dict[str, Mapping[str, Choice]] = {}

    def argument(self, elements: Elements) -> Arg:
        """The argument `sort` of lists of some elements."""
        return Arg("sort", optional(many(self.types[self._name(elements)])), "By these keys in turn.")

    def read(self, elements: Elements, given: Sequence[Args] | None, scope: plans.Scope) -> tuple[plans.Key, ...]:
        """The keys of an order, ended by what tells elements apart so that no two are alike."""
        keys = [self._key(elements, choice, scope) for choice in given or ()]
        ends = [IDENTIFIER, EDGE_TIEBREAK] if elements.edge and elements.edge.sourced else [IDENTIFIER]
        stored = {(k.on, k.stored) for k in keys if not k.count}
        return (*keys, *(e for e in ends if (e.on, e.stored) not in stored))

    def _key(self, elements: Elements, choice: Args, scope: plans.Scope) -> plans.Key:
        ((name, value),) = choice.items()
        return self._choices[self._name(elements)][name].read(value, elements, scope)

    def _name(self, elements: Elements) -> str:
        like = elements if elements.edge else Elements(self.alike.of(elements.cls))
        return f"{like.name}Sort"

    def define(self, elements: Elements) -> None:
        """Define the type of orders of some elements."""
        choices = self._of_edge(elements.cls, elements.edge) if elements.edge else self._of_node(elements.cls)
        self._choices[self._name(elements)] = {choice.arg.name: choice for choice in choices}
        self.types.input(self._name(elements), "How to order: by one of these.", [choice.arg for choice in choices], one_of=True)

    def _of_node(self, cls: Class) -> list[Choice]:
        own = [Choice(Arg(name, optional(self.order)), _by_slug) for name in ("id", "slug")]
        own += [Choice(Arg(prop.name, optional(self.order)), _by_property(prop.name)) for prop in _single(cls)]
        return [*own, *(Choice(Arg(end.name, optional(self.count)), self._by_count(end)) for end in cls.ends.values())]

    def _of_edge(self, cls: Class, edge: Class) -> list[Choice]:
        node = Choice(
            Arg("node", optional(self.types[self._name(Elements(cls))]), "By what is at the other end."),
            lambda given, of, scope: self._key(Elements(of.cls), given, scope),
        )
        return [node, *(Choice(Arg(prop.name, optional(self.order)), _by_edge(prop)) for prop in _single(edge))]

    def _by_count(self, end: End) -> Callable[[Any, Elements, plans.Scope], plans.Key]:
        edge = self.model.edges[end.relation.edge]

        def read(given: Any, _of: Elements, scope: plans.Scope) -> plans.Key:
            where = plans.certain_ever(scope, self.model, edge) if scope.certain else plans.EVERYTHING
            return plans.Key(plans.On.NODE, end.name, _descending(given["count"]), end, scope, where=where)

        return read


def _single(of: Class) -> list[Property]:
    return [prop for prop in of.properties.values() if not prop.many and prop.datatype is not Datatype.DAY]


def _by_slug(way: object, _of: Elements, _scope: plans.Scope) -> plans.Key:
    return plans.Key(plans.On.NODE, "id", _descending(way), given=True)


def _by_property(name: str) -> Callable[[Any, Elements, plans.Scope], plans.Key]:
    def read(way: object, of: Elements, scope: plans.Scope) -> plans.Key:
        prop = of.cls.properties[name]
        stored = prop.name if name in of.cls.keys else stored_for_order(prop)
        # Whether there always is a value may differ between classes that share the type.
        return plans.Key(plans.On.NODE, stored, _descending(way), given=prop.required, claimed=claimed_in(scope, of.cls, prop))

    return read


def _by_edge(prop: Property) -> Callable[[Any, Elements, plans.Scope], plans.Key]:
    return lambda way, of, scope: plans.Key(plans.On.EDGE, stored_for_order(prop), _descending(way))


def _descending(way: object) -> bool:
    return name_of(way) == DESCENDING


def needed_order(order: tuple[plans.Key, ...], columns: Sequence[plans.Column], page: plans.Page) -> tuple[plans.Key, ...]:
    """The order without the tiebreak when only nodes are read: the order of two spells of one node is then invisible."""
    seen = any(
        isinstance(c, plans.Certain | plans.KeyValue | plans.Statements) or (isinstance(c, plans.Value) and c.on is plans.On.EDGE)
        for c in columns
    )
    return order if seen or page.after or page.before else tuple(k for k in order if k != EDGE_TIEBREAK)
