"""Filters, as plain functions on nodes and relationships."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from graphql import GraphQLError

from ontology import Class, Datatype, End, Model, Property
from tests.reference.identity import read
from tests.reference.meaning import UNBOUND, Days, days, folded, meant
from tests.reference.scoping import Scope, is_certain, related
from tests.reference.telling import NAMING, told
from tests.reference.world import Link, Node

Given = Mapping[str, Any]
# What stands below these is a filter; below other names it is a condition.
LOGIC = ("and", "or", "not", "node", "some", "all", "none", "single")
BY_DAY = ("lt", "lte", "gt", "gte", "during")


class Truth(NamedTuple):
    """Whether something is so whatever the unknown dates are, and whether it may be."""

    sure: bool
    may: bool


def known(truth: bool) -> Truth:
    return Truth(truth, truth)


def both(parts: Iterable[Truth]) -> Truth:
    """That all parts are so; after one that cannot be so none is looked at."""
    sure = True
    for part in parts:
        if not part.may:
            return known(False)
        sure &= part.sure
    return Truth(sure, True)


def contrary(part: Truth) -> Truth:
    return Truth(not part.may, not part.sure)


def either(parts: Iterable[Truth]) -> Truth:
    return contrary(both(map(contrary, parts)))


class Conditions:
    """Reads filters in the scope of the field on which they stand.

    Where only what is certain counts, a filter has to be true whatever the unknown dates are. Else all that may hold counts as if it did.
    """

    def __init__(self, model: Model, scope: Scope) -> None:
        self.model = model
        self.scope = replace(scope, certain=False)
        self.strict = scope.certain

    def node(self, cls: Class, given: Given | None, node: Node) -> bool:
        """Whether a node of class `cls` is to be kept."""
        return self._node(cls, given, node).sure

    def step(self, end: End, given: Given | None, link: Link, node: Node) -> bool:
        """Whether a relationship along `end` and the node it leads to are to be kept."""
        return self._step(end, given, link, node).sure

    def _node(self, cls: Class, given: Given | None, node: Node) -> Truth:
        return both(self._node_part(cls, name, value, node) for name, value in (given or {}).items() if value is not None)

    def _step(self, end: End, given: Given | None, link: Link, node: Node) -> Truth:
        return both(self._step_part(end, name, value, link, node) for name, value in (given or {}).items() if value is not None)

    def _node_part(self, cls: Class, name: str, value: Any, node: Node) -> Truth:
        if name == "and":
            return both(self._node(cls, part, node) for part in value)
        if name == "or":
            return either(self._node(cls, part, node) for part in value)
        if name == "not":
            return contrary(self._node(cls, value, node))
        if name == "class":
            return known(any(wanted in node.labels for wanted in value))
        if name in cls.ends:
            return both(self._quantified(node, cls.ends[name], word, inner) for word, inner in value.items() if inner is not None)
        if name == "id":
            value = {
                op: [read(one)[0] for one in wanted] if op == "in" else read(wanted)[0]
                for op, wanted in value.items()
                if wanted is not None
            }
        if name in ("id", "slug"):
            return known(compare(node.id, None, value))
        prop = cls.properties[name]
        naming = {op: wanted for op, wanted in value.items() if op in NAMING and name in (*cls.keys, *cls.shared_keys)}
        others = {op: wanted for op, wanted in value.items() if op not in naming}
        values = told(node, self.model, self.scope)
        return both((known(compare(node.values.get(name), prop, naming)), self._compared(values.get(name), prop, others)))

    def _step_part(self, end: End, name: str, value: Any, link: Link, node: Node) -> Truth:
        if name == "and":
            return both(self._step(end, part, link, node) for part in value)
        if name == "or":
            return either(self._step(end, part, link, node) for part in value)
        if name == "not":
            return contrary(self._step(end, value, link, node))
        if name == "node":
            return self._node(self.model.classes[end.target], value, node)
        span = _span(link, name) if name in ("start", "end") else None
        return self._compared(link.values.get(name), self.model.edges[end.relation.edge].properties[name], value, span)

    def _compared(self, value: Any, prop: Property, given: Given, span: Days | None = None) -> Truth:
        """Comparisons of one value; `span`: on which days the date that it is may lie, whether a source gives it or not."""
        sure = compare(value, prop, given, span)
        if not self.strict or prop.datatype is not Datatype.EDTF:
            return known(sure)
        within = span or meant(value)
        written = {op: wanted for op, wanted in given.items() if op not in BY_DAY}
        by_day = [(op, wanted) for op, wanted in given.items() if op in BY_DAY and wanted is not None]
        may = within is not None and all(_may_lie(within, op, meant(wanted)) for op, wanted in by_day)
        return Truth(sure, compare(value, prop, written) and (may or not by_day))

    def _quantified(self, node: Node, end: End, word: str, inner: Given) -> Truth:
        steps = list(related(node, end, self.scope))
        sure = [not self.strict or is_certain(link, end, self.scope) for link, _ in steps]
        kept = [known(True) if word == "count" else self._step(end, inner, *step) for step in steps]
        least = sum(certain and one.sure for certain, one in zip(sure, kept, strict=True))
        most = sum(one.may for one in kept)
        if word == "count":
            return both(Truth(*_number(least, most, op, wanted)) for op, wanted in inner.items() if wanted is not None)
        if word == "all":
            failing = sum(certain and not one.may for certain, one in zip(sure, kept, strict=True))
            return Truth(all(one.sure for one in kept), failing == 0)
        told: dict[str, Truth] = {
            "some": Truth(least > 0, most > 0),
            "none": Truth(most == 0, least == 0),
            "single": Truth(least == most == 1, least <= 1 <= most),
        }
        return told[word]


def _span(link: Link, name: str) -> Days:
    """The days on which a date may lie: of what is contested, should it hold."""
    stored = (f"{name}Earliest", f"{name}Latest")
    first, last = (link.values.get(f"{day}Said", link.values[day]) for day in stored)
    return first, last


def _number(least: int, most: int, op: str, wanted: int) -> Truth:
    """Whether each number from `least` to `most` satisfies a comparison, and whether one does."""
    found = [numbers(number, {op: wanted}) for number in range(least, most + 1)]
    return Truth(all(found), any(found))


def _may_lie(within: Days, op: str, wanted: Days | None) -> bool:
    """Whether one of the days on which a date may lie satisfies a comparison."""
    assert wanted
    (earliest, latest), (first, last) = within, wanted
    tests = {"lt": earliest < first, "lte": earliest <= last, "gt": latest > last, "gte": latest >= first}
    return tests.get(op, first <= latest and earliest <= last)


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


def compare(value: Any, prop: Property | None, given: Given, span: Days | None = None) -> bool:
    """All comparisons of one value. `prop` is None for an id. `span`: on which days a date may lie of which more is known than that."""
    given = {op: wanted for op, wanted in given.items() if wanted is not None}
    empty = value is None or value == [] or (prop is not None and value == UNBOUND.get(prop.name))
    if "isNull" in given and given.pop("isNull") != empty:
        return False
    if prop is None or not prop.many:
        return all(value is not None and _single(value, prop, op, wanted, span) for op, wanted in given.items())
    return all(_listed(value or [], op, wanted) for op, wanted in given.items())


def as_stored(prop: Property | None, wanted: Any) -> Any:
    """A code in the form in which the data has it."""
    if prop is None or not isinstance(wanted, str):
        return wanted
    text = wanted.upper() if prop.any_case else wanted
    return text.rjust(prop.digits, "0") if prop.digits else text


def _single(value: Any, prop: Property | None, op: str, wanted: Any, span: Days | None) -> bool:
    if prop and prop.datatype is Datatype.DAY:
        return _dated(meant(value), op, wanted)
    if op == "eq":
        return bool(value == as_stored(prop, wanted))
    if op == "ne":
        return bool(value != wanted)
    if op == "notIn":
        return value not in wanted
    if op == "in":
        return value in [as_stored(prop, one) for one in wanted]
    if prop and prop.datatype is Datatype.EDTF:
        return _dated(span or meant(value), op, wanted)
    return _worded(value, op, wanted) if isinstance(value, str) else numbers(value, {op: wanted})


def _worded(value: str, op: str, wanted: str) -> bool:
    words, part = folded(value), folded(wanted)
    return {"contains": part in words, "startsWith": words.startswith(part), "endsWith": words.endswith(part)}[op]


def _dated(known: Days | None, op: str, wanted: str) -> bool:
    if known is None:
        return False
    (earliest, latest), (first, last) = known, days(wanted)
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
