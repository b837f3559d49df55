"""Lists of one class in the order of an index that begins with the class: a page reads as many entities as it takes to fill it.

The planner knows neither how long a page is, which is a parameter, nor how few of all entities are of the class; so it would rather read
all and sort them. The index is therefore named. Where a store does not have it yet, Neo4j passes that over, and plans as if nothing were
said.
"""

from __future__ import annotations

from collections.abc import Sequence

from ontology.stored import CLASS, ENTITY, WALKS
from queries.cypher.syntax import Binary, Clause, Expression, Literal, Match, Missing, Prop, Var
from queries.element import On
from queries.ordering import Key

Order = tuple[tuple[Expression, bool], ...]


def walkable(order: Sequence[Key]) -> bool:
    """Whether an index has this order."""
    plain = all(key.given and key.on is On.NODE and not (key.count or key.claimed) for key in order)
    return plain and tuple(key.stored for key in order) in WALKS


def in_turn(clauses: tuple[Clause, ...], node: Var, cls: str, order: Order) -> tuple[tuple[Clause, ...], Order]:
    """The clauses that find nodes of a class, and their order, so that both are those of the index."""
    last = clauses[-1]
    assert isinstance(last, Match)
    names = [read.name for read, _ in order if isinstance(read, Prop)]
    there = (Missing(Prop(node, name), negated=True) for name in names[1:])
    where = (Binary(Prop(node, CLASS), "=", Literal(cls)), *last.where, *there)
    return (*clauses[:-1], Match(last.pattern, where, (ENTITY, CLASS, *names))), ((Prop(node, CLASS), order[0][1]), *order)
