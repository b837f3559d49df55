"""What the arguments of a field mean: scope, page, filter and order. Values come coerced by graphql-core, as plain dicts and lists."""

from __future__ import annotations

import base64
import binascii
import enum
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from common.dates import period
from common.errors import QueryError
from common.text import fold
from ontology import Class, Datatype, End, Model, Property
from queries import plan as p
from queries.anchors import conjuncts
from queries.cypher import stored_for_order

Args = Mapping[str, Any]
DEFAULT_PAGE = 100
BOTTOM, TOP = "0001-01-01", "9999-12-31"


# --- Time and sources


def scope_of(args: Args, inherited: p.Scope) -> p.Scope:
    """The scope in force for a field and all below it."""
    window = _window(args["time"]) if args.get("time") is not None else inherited.window
    sources = args.get("sources")
    if sources is None:
        return p.Scope(window, inherited.datasets, inherited.certain, inherited.all_claims)
    datasets = inherited.datasets
    claims = inherited.all_claims
    if "datasets" in sources:
        datasets = None if sources["datasets"] is None else tuple(sources["datasets"])
        claims = datasets is not None
    if sources.get("claims") is not None:
        claims = name_of(sources["claims"]) == "ALL"
    certainty = sources.get("certainty")
    certain = inherited.certain if certainty is None else name_of(certainty) == "CERTAIN"
    return p.Scope(window, datasets, certain, claims)


def _window(time: Args) -> p.Window:
    if time.get("ever") is not None:
        if not time["ever"]:
            raise QueryError("time: {ever: false} asks for nothing", "leave time out for today, or give at or during")
        return p.Window(p.Mode.EVER)
    mode = p.Mode.AT if time.get("at") is not None else p.Mode.DURING
    asked = period(time["at"] if mode is p.Mode.AT else time["during"])
    return p.Window(mode, asked.earliest, asked.latest)


def name_of(value: object) -> str:
    """The name of an enumeration's value, as it was coerced."""
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


# --- Pages and cursors

EDGE_TIEBREAK = p.Key(p.On.EDGE, "tiebreak", given=True)
# What ends an order, with its type: so that a cursor of other times is refused instead of leading nowhere.
IDENTIFYING = {"id": str, EDGE_TIEBREAK.stored: int}


def page_of(args: Args, order: Sequence[p.Key], limit: int) -> p.Page:
    """The page that first, after, last and before ask for in an order."""
    first, last = args.get("first"), args.get("last")
    if first is not None and last is not None:
        raise QueryError("first and last were both given", "give one of them")
    for name, number in (("first", first), ("last", last)):
        if number is not None and not 0 <= number <= limit:
            raise QueryError(f"{name} is {number}", f"give 0 to {limit}, and go on with the cursors of pageInfo")
    size = first if first is not None else last if last is not None else min(DEFAULT_PAGE, limit)
    after, before = (_position(args.get(name), name, order) for name in ("after", "before"))
    return p.Page(size, after, before, backward=last is not None)


def cursor_of(position: Sequence[p.Scalar]) -> str:
    """A position as opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def _position(cursor: str | None, name: str, order: Sequence[p.Key]) -> tuple[p.Scalar, ...] | None:
    if cursor is None:
        return None
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != len(order) or not all(map(_may_be, values, order)):
        raise QueryError(f"{name} is not a cursor of this list", "take endCursor or startCursor of the same field and sort")
    return tuple(values)


def _may_be(value: object, key: p.Key) -> bool:
    """Whether a value may be that of a key. Neo4j's integers have 64 bits; JSON's have no end."""
    if key.stored in IDENTIFYING:
        return type(value) is IDENTIFYING[key.stored]
    return value is None or isinstance(value, str | float) or (isinstance(value, int) and -(2**63) <= value < 2**63)


# --- Orders


def order_of(cls: Class, edge: Class | None, given: Sequence[Args] | None, scope: p.Scope) -> tuple[p.Key, ...]:
    """The keys of an order, ended by what tells elements apart so that no two are alike."""
    keys: list[p.Key] = []
    for choice in given or ():
        keys += _edge_key(cls, edge, choice, scope) if edge else [_node_key(cls, choice, scope)]
    ends = [p.Key(p.On.NODE, "id", given=True)]
    if edge and "Statement" in edge.lineage:
        ends.append(EDGE_TIEBREAK)
    stored = {(k.on, k.stored) for k in keys if not k.count}
    return (*keys, *(e for e in ends if (e.on, e.stored) not in stored))


def needed_order(order: tuple[p.Key, ...], columns: Sequence[p.Column], page: p.Page) -> tuple[p.Key, ...]:
    """The order without what decides nothing that is seen: when only nodes are listed, which of two spells of a node comes first."""
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


# --- Filters

OPS = {op.value: op for op in p.Op}
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
            return self._comparisons(p.On.EDGE, edge.properties[name], value)
        return self._node_part(cls, name, value)

    def _node_part(self, cls: Class, name: str, value: Any) -> p.Filter:
        if name == "id":
            return self._comparisons(p.On.NODE, ID, value)
        if name == "class":
            wanted = {c for v in value for c in self.model.classes[name_of(v)].concrete}
            return p.Compare(p.On.NODE, CLASS, p.Op.IN, tuple(sorted(wanted)))
        if name in cls.ends:
            return p.every([self._related(cls.ends[name], word, inner) for word, inner in value.items()])
        return self._comparisons(p.On.NODE, cls.properties[name], value)

    def _related(self, end: End, word: str, inner: Any) -> p.Filter:
        if inner is None:
            return p.EVERYTHING
        quantifier = p.Quantifier(word)
        if quantifier is p.Quantifier.COUNT:
            ops = tuple((OPS[op], number) for op, number in inner.items() if number is not None)
            return p.Related(end, self.scope, quantifier, p.EVERYTHING, ops)
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

    @staticmethod
    def _comparisons(on: p.On, prop: Property, given: Args) -> p.Filter:
        return p.every([part for op, value in given.items() if value is not None for part in _compared(on, prop, OPS[op], value)])


def _compared(on: p.On, prop: Property, op: p.Op, value: Any) -> list[p.Filter]:
    """A comparison; for a name also one of folded names, which have an index."""
    found: list[p.Filter] = [compare(on, prop, op, value)]
    if on is p.On.NODE and prop.name == "name" and op is p.Op.EQ:
        found.append(compare(on, prop, p.Op.STARTS, value))
    return found


def compare(on: p.On, prop: Property, op: p.Op, value: Any) -> p.Compare:
    """One comparison with its value in the form in which the graph stores it."""
    if op in (p.Op.CONTAINS, p.Op.STARTS, p.Op.ENDS):
        return p.Compare(on, prop, op, fold(value))
    if op in (p.Op.IN, p.Op.HAS_ANY, p.Op.HAS_ALL):
        return p.Compare(on, prop, op, tuple(value))
    if prop.datatype is Datatype.EDTF and op not in (p.Op.EQ, p.Op.NULL):
        asked = period(value)
        return p.Compare(on, prop, op, (asked.earliest, asked.latest))
    return p.Compare(on, prop, op, value)


def indexed(model: Model, cls: Class, where: p.Filter, order: Sequence[p.Key]) -> tuple[str, ...]:
    """The classes above `cls` that have an index for a condition of the filter or for the order."""
    stored = [name for part in conjuncts(where) if isinstance(part, p.Compare) for name in _sought(part)]
    if order and order[0].given and not order[0].count:
        stored.append(order[0].stored)
    return tuple(dict.fromkeys(label for name in stored for label in cls.lineage if label != cls.name and (label, name) in model.indexes))


def _sought(part: p.Compare) -> list[str]:
    """The stored property by which an index may find what a comparison leaves."""
    if part.on is p.On.EDGE or part.property.many:
        return []
    match part.op:
        case p.Op.STARTS:
            return [f"{part.property.name}Folded"]
        case p.Op.EQ | p.Op.IN:
            return [part.property.name]
        case p.Op.GT | p.Op.GTE | p.Op.DURING:
            return [f"{part.property.name}Earliest"]
    return []


# --- Aggregates and chains

MAX_DIMENSIONS = 6


def depth_of(args: Args, limit: int) -> int:
    """How many steps of a relation to follow."""
    depth = args.get("depth")
    if depth is None:
        return 1
    if not 1 <= depth <= limit:
        raise QueryError(f"depth is {depth}", f"give 1 to {limit}")
    return int(depth)


def dimension_names(args: Args) -> list[str]:
    """The names of what is grouped by, in order."""
    return [name_of(v) for word in ("by", "byEdge") for v in args.get(word) or ()]


def dimensions_of(cls: Class, edge: Class | None, args: Args) -> tuple[p.Dimension, ...]:
    """What to group by: properties of the elements, then of the relationships."""
    found = [_dimension(p.On.NODE, cls, name_of(v)) for v in args.get("by") or ()]
    if edge:
        found += [_dimension(p.On.EDGE, edge, name_of(v)) for v in args.get("byEdge") or ()]
    if not 1 <= len(found) <= MAX_DIMENSIONS:
        raise QueryError(f"{len(found)} properties to count by", f"name 1 to {MAX_DIMENSIONS} in by and byEdge")
    return tuple(found)


def _dimension(on: p.On, cls: Class, name: str) -> p.Dimension:
    if name == "class":
        return p.Dimension(on, "class")
    if name in cls.properties:
        dated = cls.properties[name].datatype is Datatype.EDTF
        return p.Dimension(on, name, latest=f"{name}Latest" if dated else None)
    return p.Dimension(on, f"{name.removesuffix('Year')}Earliest", year=True)


def aggregate_of(field: str, dimensions: tuple[p.Dimension, ...], args: Args, limit: int) -> p.Aggregate:
    """The aggregate that a field asks for."""
    if field == "ranges":
        return p.Ranges(tuple(_for_range(d) for d in dimensions))
    first = args.get("first")
    if first is not None and not 0 <= first <= limit:
        raise QueryError(f"first is {first}", f"give 0 to {limit}")
    return p.Groups(dimensions, DEFAULT_PAGE if first is None else first)


def _for_range(dimension: p.Dimension) -> p.Dimension:
    if dimension.latest is None:
        return dimension
    return p.Dimension(dimension.on, f"{dimension.stored}Earliest", latest=dimension.latest)
