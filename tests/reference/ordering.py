"""Orders and pages of plain lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError

from ontology import Class, Datatype, Property
from tests.reference.meaning import folded, meant
from tests.reference.scoping import Scope, related
from tests.reference.world import Link, Node

PAGE, LARGEST, MOST_SORTS = 100, 1000, 8
CURSOR = "reference cursor "


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """An element of a list: a node, the relationship that leads to it, and what the node is told to be within the scope of the list.

    `others` lead to it, too, in a list that has each node once.
    """

    node: Node
    link: Link | None = None
    told: Mapping[str, Any] | None = None
    others: tuple[Link, ...] = ()

    @property
    def statements(self) -> list[Row]:
        """The row of each relationship that leads to the node."""
        return [Row(self.node, link, self.told) for link in (self.link, *self.others)]

    @property
    def cursor(self) -> str:
        """Tells the row apart from all others."""
        return f"{CURSOR}{id(self.node)} {id(self.link)}"


Key = tuple[Callable[[Row], Any], bool]


def keys_of(cls: Class, edge: Class | None, given: Sequence[Mapping[str, Any]] | None, scope: Scope) -> list[Key]:
    """What to order by, and whether the largest comes first.

    The id of the node comes last, and then what tells its relationships apart where it has such. So no two rows are alike.
    """
    if len(given or ()) > MOST_SORTS:
        raise GraphQLError("too many sorts")
    keys: list[Key] = []
    for choice in given or ():
        ((name, value),) = choice.items()
        if edge is None:
            keys.append(_node_key(cls, name, value, scope))
        elif name == "node":
            ((inner, order),) = value.items()
            keys.append(_node_key(cls, inner, order, scope))
        else:
            keys.append((_stored(edge.properties[name], of_link), value == "DESC"))
    keys.append((lambda row: row.node.id, False))
    if edge is not None and "Statement" in edge.lineage:
        keys.append((lambda row: row.link and row.link.values["tiebreak"], False))
    return keys


def of_link(row: Row) -> Mapping[str, Any]:
    """The values of the relationship."""
    return row.link.values if row.link else {}


def of_node(row: Row) -> Mapping[str, Any]:
    """The values of the node."""
    return row.node.values if row.told is None else row.told


def _node_key(cls: Class, name: str, value: Any, scope: Scope) -> Key:
    if name in ("id", "slug"):
        return (lambda row: row.node.id), value == "DESC"
    if name in cls.ends:
        end = cls.ends[name]
        return (lambda row: sum(1 for _ in related(row.node, end, scope))), value["count"] == "DESC"
    if name in cls.keys:
        return (lambda row: of_node(row).get(name)), value == "DESC"
    return _stored(cls.properties[name], of_node), value == "DESC"


def _stored(prop: Property, of: Callable[[Row], Mapping[str, Any]]) -> Callable[[Row], Any]:
    """Words are ordered without case and accents, dates by their earliest day."""

    def key(row: Row) -> Any:
        value = of(row).get(prop.name)
        if prop.datatype is Datatype.EDTF:
            known = meant(value)
            return known and known[0]
        return folded(value) if isinstance(value, str) else value

    return key


def ordered(rows: Sequence[Row], keys: Sequence[Key]) -> list[Row]:
    """The rows in order; a missing value comes last, and first where the largest comes first."""
    found = list(rows)
    for key, descending in reversed(keys):
        found.sort(key=lambda row, key=key: _comparable(key(row)), reverse=descending)  # type: ignore[misc]  # the default binds the key
    return found


def _comparable(value: Any) -> tuple[bool, Any]:
    return (True, 0) if value is None else (False, value)


def each_once(rows: Sequence[Row]) -> list[Row]:
    """One row for each node, where it comes first in a list, with all that lead to it in the order of the list."""
    by_node: dict[Node, list[Row]] = {}
    for row in rows:
        by_node.setdefault(row.node, []).append(row)
    return [replace(first, others=tuple(row.link for row in more if row.link)) for first, *more in by_node.values()]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and whether there is something on either side of it."""

    rows: list[Row]
    before: bool
    after: bool


def page_of(rows: list[Row], keys: Sequence[Key], args: Mapping[str, Any], known: Mapping[str, Row]) -> Page:
    """The page of an ordered list that the arguments ask for. `known`: rows by the cursors given out."""
    first, last = args.get("first"), args.get("last")
    if first is not None and last is not None:
        raise GraphQLError("first and last")
    size = first if first is not None else last if last is not None else PAGE
    if not 0 <= size <= LARGEST:
        raise GraphQLError("page size")
    low = _behind(rows, keys, args.get("after"), known, equal=True) if args.get("after") is not None else 0
    high = _behind(rows, keys, args.get("before"), known, equal=False) if args.get("before") is not None else len(rows)
    if last is not None:
        low = max(low, high - size)
    else:
        high = min(high, low + size)
    return Page(rows[low:high], low > 0, high < len(rows))


def _behind(rows: list[Row], keys: Sequence[Key], cursor: str | None, known: Mapping[str, Row], *, equal: bool) -> int:
    """How many rows come before the place of a cursor (with the one at the place itself, when `equal`)."""
    anchor = known.get(cursor or "")
    if anchor is None:
        raise GraphQLError("no cursor of this list")
    return sum(_compare(row, anchor, keys) < int(equal) for row in rows)


def _compare(one: Row, other: Row, keys: Sequence[Key]) -> int:
    for key, descending in keys:
        mine, its = _comparable(key(one)), _comparable(key(other))
        if mine != its:
            return -1 if (mine < its) != descending else 1
    return 0
