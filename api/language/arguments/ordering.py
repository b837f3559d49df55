"""The order of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.language.arguments import Args, name_of
from api.language.definitions import Arg, Types, enumeration, many, optional
from api.language.elements import Alike, Elements
from ontology import Class
from queries import plan as p
from queries.cypher import stored_for_order


class Sorts:
    """The input types of `sort`."""

    def __init__(self, types: Types, alike: Alike) -> None:
        self.types = types
        self.alike = alike
        self.order = enumeration("Order", "Which way to order.", {"ASC": "Smallest first.", "DESC": "Largest first."})
        self.count = types.input("CountSort", "By a number of relationships.", [Arg("count", self.order, "Which way.")])

    def of(self, elements: Elements) -> Any:
        """The type of orders of some elements."""
        like = elements if elements.edge else Elements(self.alike.of(elements.cls))
        return self.types[f"{like.name}Sort"]

    def define(self, elements: Elements) -> None:
        """Define the type of orders of some elements."""
        cls, edge = elements.cls, elements.edge
        if edge:
            orders = [Arg("node", optional(self.of(Elements(cls))), "By what is at the other end."), *self._properties(edge)]
        else:
            orders = [Arg("id", optional(self.order)), *self._properties(cls)]
            orders += [Arg(e.name, optional(self.count)) for e in cls.ends.values()]
        self.types.input(self.of(elements).__name__, "How to order: by one of these.", orders, one_of=True)

    def _properties(self, of: Class) -> list[Arg]:
        return [Arg(p.name, optional(self.order)) for p in of.properties.values() if not p.many]

    def argument(self, elements: Elements) -> Arg:
        """The argument `sort`."""
        return Arg("sort", optional(many(self.of(elements))), "The order: the first key decides, then the next.")


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
