"""Filters, as plain functions on nodes and relationships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLError

from ontology import Class, Datatype, End, Model, Property
from tests.reference.identity import read
from tests.reference.meaning import UNBOUND, days, folded, meant
from tests.reference.scoping import Scope, related
from tests.reference.telling import NAMING, told
from tests.reference.world import Link, Node

Given = Mapping[str, Any]
# What stands below these is a filter; below other names it is a condition.
LOGIC = ("and", "or", "not", "node", "some", "all", "none", "single")


class Conditions:
    """Reads filters in the scope of the field on which they stand."""

    def __init__(self, model: Model, scope: Scope) -> None:
        self.model = model
        self.scope = scope

    def node(self, cls: Class, given: Given | None, node: Node) -> bool:
        """Whether a node of class `cls` is to be kept."""
        return all(self._node_part(cls, name, value, node) for name, value in (given or {}).items() if value is not None)

    def step(self, end: End, given: Given | None, link: Link, node: Node) -> bool:
        """Whether a relationship along `end` and the node it leads to are to be kept."""
        return all(self._step_part(end, name, value, link, node) for name, value in (given or {}).items() if value is not None)

    def _node_part(self, cls: Class, name: str, value: Any, node: Node) -> bool:
        if name == "and":
            return all(self.node(cls, part, node) for part in value)
        if name == "or":
            return any(self.node(cls, part, node) for part in value)
        if name == "not":
            return not self.node(cls, value, node)
        if name == "class":
            return any(wanted in node.labels for wanted in value)
        if name in cls.ends:
            return all(self._quantified(node, cls.ends[name], word, inner) for word, inner in value.items() if inner is not None)
        if name == "id":
            value = {
                op: [read(one)[0] for one in wanted] if op == "in" else read(wanted)[0]
                for op, wanted in value.items()
                if wanted is not None
            }
        if name in ("id", "slug"):
            return compare(node.id, None, value)
        prop = cls.properties[name]
        naming = {op: wanted for op, wanted in value.items() if op in NAMING and name in (*cls.keys, *cls.shared_keys)}
        others = {op: wanted for op, wanted in value.items() if op not in naming}
        values = told(node, self.model, self.scope)
        return compare(node.values.get(name), prop, naming) and compare(values.get(name), prop, others)

    def _step_part(self, end: End, name: str, value: Any, link: Link, node: Node) -> bool:
        if name == "and":
            return all(self.step(end, part, link, node) for part in value)
        if name == "or":
            return any(self.step(end, part, link, node) for part in value)
        if name == "not":
            return not self.step(end, value, link, node)
        if name == "node":
            return self.node(self.model.classes[end.target], value, node)
        return compare(link.values.get(name), self.model.edges[end.relation.edge].properties[name], value)

    def _quantified(self, node: Node, end: End, word: str, inner: Given) -> bool:
        steps = list(related(node, end, self.scope))
        if word == "count":
            return numbers(len(steps), inner)
        kept = sum(self.step(end, inner, link, other) for link, other in steps)
        return {"some": kept > 0, "all": kept == len(steps), "none": kept == 0, "single": kept == 1}[word]


def refuse_empty(given: Any, *, condition: bool = False) -> None:
    """Refuse a filter with a condition that says nothing."""
    if isinstance(given, Mapping):
        if condition and all(value is None for value in given.values()):
            raise GraphQLError("a condition says nothing")
        for name, value in given.items():
            refuse_empty(value, condition=name not in LOGIC)
    elif isinstance(given, list):
        for part in given:
            refuse_empty(part)


def numbers(value: Any, given: Given) -> bool:
    """Comparisons of a number; a missing one satisfies none."""
    tests: dict[str, Callable[[Any], bool]] = {
        "eq": lambda w: value == w,
        "in": lambda w: value in w,
        "lt": lambda w: value < w,
        "lte": lambda w: value <= w,
        "gt": lambda w: value > w,
        "gte": lambda w: value >= w,
    }
    return all(value is not None and tests[op](wanted) for op, wanted in given.items() if wanted is not None)


def compare(value: Any, prop: Property | None, given: Given) -> bool:
    """All comparisons of one value. `prop` is None for an id."""
    given = {op: wanted for op, wanted in given.items() if wanted is not None}
    empty = value is None or value == [] or (prop is not None and value == UNBOUND.get(prop.name))
    if "isNull" in given and given.pop("isNull") != empty:
        return False
    if prop is None or not prop.many:
        return all(value is not None and _single(value, prop, op, wanted) for op, wanted in given.items())
    return all(_listed(value or [], op, wanted) for op, wanted in given.items())


def as_stored(prop: Property | None, wanted: Any) -> Any:
    """A code in the form in which the data has it."""
    if prop is None or not isinstance(wanted, str):
        return wanted
    text = wanted.upper() if prop.any_case else wanted
    return text.rjust(prop.digits, "0") if prop.digits else text


def _single(value: Any, prop: Property | None, op: str, wanted: Any) -> bool:
    if prop and prop.datatype is Datatype.DAY:
        return _dated(value, op, wanted)
    if op == "eq":
        return bool(value == as_stored(prop, wanted))
    if op == "ne":
        return bool(value != wanted)
    if op == "notIn":
        return value not in wanted
    if op == "in":
        return value in [as_stored(prop, one) for one in wanted]
    if prop and prop.datatype is Datatype.EDTF:
        return _dated(value, op, wanted)
    return _worded(value, op, wanted) if isinstance(value, str) else numbers(value, {op: wanted})


def _worded(value: str, op: str, wanted: str) -> bool:
    words, part = folded(value), folded(wanted)
    return {"contains": part in words, "startsWith": words.startswith(part), "endsWith": words.endswith(part)}[op]


def _dated(value: str, op: str, wanted: str) -> bool:
    known, (first, last) = meant(value), days(wanted)
    if known is None:
        return False
    earliest, latest = known
    return {
        "lt": latest < first,
        "lte": latest <= last,
        "gt": earliest > last,
        "gte": earliest >= first,
        "during": first <= earliest and latest <= last,
    }[op]


def _listed(values: list[str], op: str, wanted: Any) -> bool:
    if op == "has":
        return wanted in values
    if op == "hasAny":
        return any(w in values for w in wanted)
    if op == "hasAll":
        return all(w in values for w in wanted)
    return any(_worded(v, op, wanted) for v in values)
