"""The statements that read all entities and all dated relationships, column by column: one record for each entity and relation.

Read relationship by relationship they take ten times the processor time of the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ontology import Model, Relation
from ontology.stored import ENTITY, NO_BOUND, SPAN_DAYS, SPELL_START_EARLIEST, SPELL_START_LATEST, START_EARLIEST, START_LATEST

WORDS = ("dataset", "role", "status", "startEvent", "endEvent")
DAYS = {
    **{name: (name, NO_BOUND[name]) for name in SPAN_DAYS},
    SPELL_START_EARLIEST: (START_EARLIEST, NO_BOUND[START_EARLIEST]),
    SPELL_START_LATEST: (START_LATEST, NO_BOUND[START_LATEST]),
}
"""Each day with what stands for it where it is not stored, and the bound where neither is."""
COLUMNS = ("subject", "object", *DAYS, *WORDS, "started", "ended", "key")
"""What a record of a relation holds: the id of the subject, then a list for each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement that reads the relationships of one relation."""

    relation: Relation
    text: str


def entities(codes: Iterable[str]) -> str:
    """The statement that reads all entities: id, class, name, coverage, obligations, the four days of their lives, and codes."""
    read = ", ".join(f"n.{code}" for code in codes)
    days = ", ".join(f"coalesce(n.{name}, '{NO_BOUND[name]}')" for name in SPAN_DAYS)
    lists = "coalesce(n.coverage, []), coalesce(n.obligations, [])"
    return f"MATCH (n:{ENTITY}) RETURN [n.id, n.class, n.name, {lists}, [{days}], [{read}]] AS answer"


def relationships(model: Model, *, claims: bool) -> list[Reading]:
    """For each dated relation the statement that reads its preferred relationships, or (`claims`) those of every dataset."""
    return [Reading(relation, _text(relation, claims=claims)) for relation in model.relations.values() if relation.dated]


def _text(relation: Relation, *, claims: bool) -> str:
    types = f"{relation.type}|{relation.claim_type}" if claims else relation.type
    days = [f"coalesce(r.{name}, r.{other}, '{bound}')" for name, (other, bound) in DAYS.items()]
    words = [f"coalesce(r.{name}, '')" for name in WORDS]
    read = ["b.id", *days, *words, "r.start IS NOT NULL", "r.end IS NOT NULL", "r.tiebreak"]
    return f"MATCH (a:{ENTITY})-[r:{types}]->(b) WITH a.id AS subject, {_named(read)} RETURN [subject, {_collected(len(read))}] AS answer"


def _named(read: Sequence[str]) -> str:
    return ", ".join(f"collect({expression}) AS c{number}" for number, expression in enumerate(read))


def _collected(number: int) -> str:
    return ", ".join(f"c{i}" for i in range(number))


def columns_of(record: Sequence[Any]) -> tuple[str, dict[str, Sequence[Any]]]:
    """The subject of a record, and its columns by name."""
    subject, *lists = record
    return subject, dict(zip(COLUMNS[1:], lists, strict=True))
