"""What is to be read from the graph, as immutable values. Nothing here knows of GraphQL, and nothing here knows of Cypher's syntax.

A Statement asks for some Blocks. A Block finds nodes (by key, by class, along a relation, by full-text search), narrows and orders
them, takes one page, and says which Columns it wants of each. A Column may be a Block again. Its answer is a list of rows, each a list
of columns.

Invariant: everything a caller can choose freely (values, limits, cursors, days) stands in a field named `value`, `values` or is part of a
Window or a Page; those become parameters. The rest decides the text of the statement.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ontology import Class, End, Property

Scalar = str | int | float | bool | None


class Mode(enum.Enum):
    """How a Window asks about time."""

    AT = "at"  # throughout the window
    DURING = "during"  # at some time within the window
    EVER = "ever"  # whenever


@dataclass(frozen=True, slots=True)
class Window:
    """A question about time. `lo` and `hi` are its first and last day as ISO dates."""

    mode: Mode
    lo: str = "0001-01-01"
    hi: str = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements count: those that hold in `window`, of `datasets` (None: of any).

    `certain`: only those that hold for certain; else also those that possibly hold.
    `all_claims`: also what lower-ranked datasets say.
    """

    window: Window
    datasets: tuple[str, ...] | None = None
    certain: bool = False
    all_claims: bool = False


# --- Filters


class Op(enum.Enum):
    """A comparison. For dates LT means: ends before the other begins; DURING: lies within."""

    EQ = "eq"
    IN = "in"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    CONTAINS = "contains"
    STARTS = "startsWith"
    ENDS = "endsWith"
    NULL = "isNull"
    DURING = "during"
    HAS = "has"
    HAS_ANY = "hasAny"
    HAS_ALL = "hasAll"


class On(enum.Enum):
    """Whether a property is the node's or the relationship's."""

    NODE = "node"
    EDGE = "edge"


@dataclass(frozen=True, slots=True)
class Compare:
    """A property against a value. Dates come as (first day, last day)."""

    on: On
    property: Property
    op: Op
    value: Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds (none: true)."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds (none: false)."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. A missing value makes a comparison false, and so its negation true."""

    part: Filter


class Quantifier(enum.Enum):
    """How many of the related must satisfy the inner filter."""

    SOME = "some"
    ALL = "all"
    NONE = "none"
    SINGLE = "single"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Related:
    """A condition on what a node is related to along `end` within `scope`. COUNT compares the number by `ops`.

    `anchor`: the label under which an index finds the few related nodes that `where` leaves, when it names some by a key.
    """

    end: End
    scope: Scope
    quantifier: Quantifier
    where: Filter
    ops: tuple[tuple[Op, int | tuple[int, ...]], ...] = ()
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Exists:
    """The node itself exists within the window: by its life span, or by a relationship along one of `by`, where anybody states one."""

    scope: Scope
    by: tuple[End, ...] = ()


Filter = Compare | All | Either | Not | Related | Exists
EVERYTHING = All(())


# --- Where nodes come from


@dataclass(frozen=True, slots=True)
class ByKey:
    """The node of class `cls` whose key (unique within `owner`) has this value."""

    cls: Class
    owner: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class OfClass:
    """All nodes of a class. `indexed`: labels of classes above it whose indexes help with the block's filter, position or order."""

    cls: Class
    indexed: tuple[str, ...] = ()

    @property
    def labels(self) -> str:
        """What to match, as labels in Cypher."""
        return ":".join(dict.fromkeys((self.cls.name, *self.indexed)))


@dataclass(frozen=True, slots=True)
class Along:
    """What the enclosing node is related to along `end`, or along a chain of up to `depth` of them: each relationship of it once.

    `root` is the label under which the ids of what it leads to are unique.
    """

    end: End
    root: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Matching:
    """Entities that the full-text search finds.

    `value` is a Lucene query, `least` the score that an answer has at least, `classes` the concrete classes wanted (None: any).
    """

    value: str
    least: float
    classes: tuple[str, ...] | None


Source = ByKey | OfClass | Along | Matching


# --- Order and page


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order: a stored property of node or edge (`score` for a search), or the number of related along `count`.

    `given`: no element lacks a value.
    """

    on: On
    stored: str
    descending: bool = False
    count: End | None = None
    scope: Scope | None = None
    given: bool = False

    def reversed(self) -> Key:
        """The same key in the other direction."""
        return replace(self, descending=not self.descending)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an ordered list: `size` elements after (or, backward, before) a position.

    A position holds a value for each key of the order. With `beyond` one element more is fetched, to know whether there are more.
    """

    size: int
    after: tuple[Scalar, ...] | None = None
    before: tuple[Scalar, ...] | None = None
    backward: bool = False
    beyond: bool = False


# --- Aggregates


@dataclass(frozen=True, slots=True)
class Dimension:
    """What to group by or to take the range of: a stored property, or the year of a date. `latest`: where a date's latest day stands."""

    on: On
    stored: str
    year: bool = False
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """How many there are of each combination of values, most first. The answer is a list of [values…, number]."""

    by: tuple[Dimension, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Ranges:
    """The smallest and the largest value of each dimension. The answer is [smallest, largest, smallest, …]."""

    of: tuple[Dimension, ...]


Aggregate = Groups | Ranges


# --- Columns and blocks


@dataclass(frozen=True, slots=True)
class Value:
    """A stored property of node or edge; a list when `many`."""

    on: On
    stored: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Certain:
    """Whether the relationship certainly holds within the block's scope."""


@dataclass(frozen=True, slots=True)
class KeyValue:
    """The value of the order's key with this index, for a cursor."""

    index: int


@dataclass(frozen=True, slots=True)
class Nested:
    """The answer of a block that starts at this node."""

    block: Block


Column = Value | Certain | KeyValue | Nested


@dataclass(frozen=True, slots=True)
class Block:
    """Nodes to find, and what to read of them. The answer is [rows or None, total or None, answers of the aggregates…]."""

    source: Source
    scope: Scope
    where: Filter
    order: tuple[Key, ...]
    page: Page
    columns: tuple[Column, ...]
    rows: bool = True
    total: bool = False
    aggregates: tuple[Aggregate, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything one operation asks for, to be read in one go."""

    blocks: tuple[Block, ...] = ()


@dataclass(slots=True)
class Columns:
    """Gathers the columns of a block; equal ones are fetched once."""

    found: dict[Column, int] = field(default_factory=dict)

    def index(self, column: Column) -> int:
        """The place of `column` in a row."""
        return self.found.setdefault(column, len(self.found))

    def done(self) -> tuple[Column, ...]:
        """All columns in their places."""
        return tuple(self.found)


def every(parts: Sequence[Filter]) -> Filter:
    """The conjunction of `parts`, as flat as it can be."""
    kept = tuple(p for p in parts if p != EVERYTHING)
    return kept[0] if len(kept) == 1 else All(kept)


def rows_in(block: Block, answers: Iterable[Sequence[Any]]) -> int:
    """How many rows answers of a block hold, those of nested blocks included."""
    rows = [row for answer in answers for row in answer[0] or ()]
    inner = [(i, column.block) for i, column in enumerate(block.columns) if isinstance(column, Nested)]
    return len(rows) + sum(rows_in(nested, [row[i] for row in rows]) for i, nested in inner)
