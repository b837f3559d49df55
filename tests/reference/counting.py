"""Numbers over whole lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from graphql import GraphQLError

from ontology import read_model
from tests.reference.meaning import meant, shouted
from tests.reference.ordering import LARGEST, PAGE, Row, of_link, of_node

MOST_DIMENSIONS = 6
TOPICS = frozenset({"property", "topic", "relation", "ofClass"})
"""Properties whose values are names of properties, relations and classes."""
Dimension = tuple[bool, str]


def dimensions(args: Mapping[str, Any]) -> list[Dimension]:
    """What to count by: whether it is the relationship's, and its name."""
    found = [(False, name) for name in args.get("by") or ()] + [(True, name) for name in args.get("byEdge") or ()]
    if not 1 <= len(found) <= MOST_DIMENSIONS:
        raise GraphQLError("number of dimensions")
    return found


def groups(rows: Iterable[Row], args: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How many there are of each combination of values, most first, then by the values, missing ones last."""
    wanted, first = dimensions(args), args.get("first")
    size = PAGE if first is None else first
    if not 0 <= size <= LARGEST:
        raise GraphQLError("number of groups")
    counts = Counter(tuple(_value(row, dimension) for dimension in wanted) for row in rows)
    found = sorted(counts.items(), key=lambda item: (-item[1], [(v is None, 0 if v is None else v) for v in item[0]]))
    return [{"keys": [_text(v, d) for v, d in zip(values, wanted, strict=True)], "count": number} for values, number in found[:size]]


def ranges(rows: Sequence[Row], args: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The smallest and the largest value of each dimension; of dates the earliest and the latest day."""
    return [_range(rows, dimension) for dimension in dimensions(args)]


def _range(rows: Sequence[Row], dimension: Dimension) -> dict[str, Any]:
    on_edge, name = dimension
    of = of_link if on_edge else of_node
    if any(f"{name}Earliest" in of(row) for row in rows):
        known = [d for d in (meant(of(row).get(name)) for row in rows) if d]
        low, high = [d[0] for d in known], [d[1] for d in known]
    else:
        low = high = [v for v in (_value(row, dimension) for row in rows) if v is not None]
    return {"dimension": name, "min": _text(min(low, default=None), dimension), "max": _text(max(high, default=None), dimension)}


def _value(row: Row, dimension: Dimension) -> Any:
    on_edge, name = dimension
    values = of_link(row) if on_edge else of_node(row)
    if name in values or not name.endswith("Year"):
        return values.get(name)
    known = meant(values.get(name.removesuffix("Year")))
    return known and known[0][:4]


def _text(value: Any, dimension: Dimension) -> str | None:
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return shouted(text) if dimension[1] in _words() else text


@cache
def _words() -> frozenset[str]:
    """The properties whose values the API writes as words of an enumeration."""
    model = read_model()
    classes = (*model.classes.values(), *model.edges.values())
    return TOPICS | {p.name for cls in classes for p in cls.properties.values() if p.vocabulary}
