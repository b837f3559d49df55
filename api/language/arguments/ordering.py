"""The order of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.language.arguments import Args, name_of
from api.language.definitions import Arg, Types, capital, enumeration, many, optional
from ontology import Class, End, Model
from queries import plan as p
from queries.cypher import stored_for_order


class Sorts:
    """The input types of `sort`."""

    def __init__(self, types: Types, model: Model) -> None:
        self.types = types
        self.model = model
        self.order = enumeration("Order", "Which way to order.", {"ASC": "Smallest first.", "DESC": "Largest first."})
        self.count = types.input("CountSort", "By a number of relationships.", [Arg("count", self.order, "Which way.")])

    def of_class(self, cls: Class) -> Any:
        """The type of orders of nodes."""
        return self.types[f"{cls.name}Sort"]

    def of_end(self, end: End) -> Any:
        """The type of orders of relationships."""
        return self.types[f"{capital(end.name)}Sort"]

    def define_class(self, cls: Class) -> None:
        """Define the type of orders of nodes."""
        orders = [Arg("id", optional(self.order))]
        orders += [Arg(p.name, optional(self.order)) for p in cls.properties.values() if not p.many]
        orders += [Arg(e.name, optional(self.count)) for e in cls.ends.values()]
        self.types.input(self.of_class(cls).__name__, f"How to order {cls.plural}: by one of these.", orders, one_of=True)

    def define_end(self, end: End) -> None:
        """Define the type of orders of relationships."""
        orders = [Arg("node", optional(self.of_class(self.model.classes[end.target])), "By what is at the other end.")]
        orders += [Arg(p.name, optional(self.order)) for p in self.model.edges[end.relation.edge].properties.values() if not p.many]
        self.types.input(self.of_end(end).__name__, "How to order: by one of these.", orders, one_of=True)

    def argument(self, type_: Any) -> Arg:
        """The argument `sort`."""
        return Arg("sort", optional(many(type_)))


EDGE_TIEBREAK = p.Key(p.On.EDGE, "tiebreak", given=True)


def order_of(cls: Class, edge: Class | None, given: Sequence[Args] | None, scope: p.Scope) -> tuple[p.Key, ...]:
    """The keys of an order, ended by what tells elements apart so that no two are alike."""
    keys: list[p.Key] = []
    for choice in given or ():
        keys += _edge_key(cls, edge, choice, scope) if edge else [_node_key(cls, choice, scope)]
    ends = [p.Key(p.On.NODE, "id", given=True)]
    if edge and edge.sourced:
        ends.append(EDGE_TIEBREAK)
    stored = {(k.on, k.stored) for k in keys if not k.count}
    return (*keys, *(e for e in ends if (e.on, e.stored) not in stored))


def needed_order(order: tuple[p.Key, ...], columns: Sequence[p.Column], page: p.Page) -> tuple[p.Key, ...]:
    """The order without the tiebreak when only nodes are read: the order of two spells of one node is then invisible."""
    seen = any(isinstance(c, p.Certain | p.KeyValue) or (isinstance(c, p.Value) and c.on is p.On.EDGE) for c in columns)
    return order if seen or page.after or page.before else tuple(k for k in order if k != EDGE_TIEBREAK)


def _edge_key(cls: Class, edge: Class, choice: Args, scope: p.Scope) -> list[p.Key]:
    ((name, value),) = choice.items()
    if name == "node":
        return [_node_key(cls, value, scope)]
    return [p.Key(p.On.EDGE, stored_for_order(edge.properties[name]), _descending(value))]


def _node_key(cls: Class, choice: Args, scope: p.Scope) -> p.Key:
    ((name, value),) = choice.items()
    if name == "id":
        return p.Key(p.On.NODE, "id", _descending(value), given=True)
    if name in cls.ends:
        return p.Key(p.On.NODE, name, _descending(value["count"]), cls.ends[name], scope)
    prop = cls.properties[name]
    stored = prop.name if name in cls.keys else stored_for_order(prop)
    return p.Key(p.On.NODE, stored, _descending(value), given=prop.required and not prop.many)


def _descending(order: object) -> bool:
    return name_of(order) == "DESC"
