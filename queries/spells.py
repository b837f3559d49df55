"""The statements that read all entities and all dated relationships, column by column: one record for each entity and relation.

Read relationship by relationship they take ten times the processor time of the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ontology import Model, Relation
from ontology.stored import (
    ENTITY,
    NO_BOUND,
    SPAN_DAYS,
    SPELL_START_EARLIEST,
    SPELL_START_LATEST,
    START_EARLIEST,
    START_LATEST,
    earliest,
    latest,
)

WORDS = ("dataset", "role", "status", "start", "end", "startEvent", "endEvent", "signed", "ratified", "instrument")
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


DATE = "date"
"""The property of relationships that are an event, and do not last."""


def entities(codes: Iterable[str], dates: Iterable[str]) -> str:
    """The statement that reads all entities: id, class, name, coverage, obligations, the four days of their lives, codes and dates."""
    read, dated = (", ".join(f"n.{name}" for name in names) for names in (codes, dates))
    days = ", ".join(f"coalesce(n.{name}, '{NO_BOUND[name]}')" for name in SPAN_DAYS)
    lists = "coalesce(n.coverage, []), coalesce(n.obligations, [])"
    return f"MATCH (n:{ENTITY}) RETURN [n.id, n.class, n.name, {lists}, [{days}], [{read}], [{dated}]] AS answer"


def in_table(model: Model) -> list[Relation]:
    """The relations whose relationships are read: those that hold for a time, and those that are an event of some day."""
    return [r for r in model.relations.values() if r.dated or DATE in model.edges[r.edge].properties]


def relationships(model: Model, *, claims: bool) -> list[Reading]:
    """For each relation the statement that reads its preferred relationships, or (`claims`) those of every dataset."""
    return [Reading(relation, _text(relation, claims=claims)) for relation in in_table(model)]


def _text(relation: Relation, *, claims: bool) -> str:
    types = f"{relation.type}|{relation.claim_type}" if claims else relation.type
    words = {name: f"r.{name}" for name in WORDS} | ({} if relation.dated else {"start": f"r.{DATE}", "role": "r.kind"})
    days = {name: (f"r.{name}", f"r.{other}", bound) for name, (other, bound) in DAYS.items()}
    if not relation.dated:
        day = {START_EARLIEST: earliest(DATE), START_LATEST: latest(DATE)}
        days |= {name: (f"r.{read}", f"r.{read}", NO_BOUND[name]) for name, read in day.items()}
    read = [
        "b.id",
        *(f"coalesce({own}, {other}, '{bound}')" for own, other, bound in days.values()),
        *(f"coalesce({word}, '')" for word in words.values()),
        f"{words['start']} IS NOT NULL",
        "r.end IS NOT NULL",
        "r.tiebreak",
    ]
    return f"MATCH (a:{ENTITY})-[r:{types}]->(b) WITH a.id AS subject, {_named(read)} RETURN [subject, {_collected(len(read))}] AS answer"


def _named(read: Sequence[str]) -> str:
    return ", ".join(f"collect({expression}) AS c{number}" for number, expression in enumerate(read))


def _collected(number: int) -> str:
    return ", ".join(f"c{i}" for i in range(number))


def columns_of(record: Sequence[Any]) -> tuple[str, dict[str, Sequence[Any]]]:
    """The subject of a record, and its columns by name."""
    subject, *lists = record
    return subject, dict(zip(COLUMNS[1:], lists, strict=True))
