"""The statements that read all entities and all dated relationships, column by column.

Read relationship by relationship they take ten times the processor time of the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

DATE = "date"
"""The property of relationships that are an event of a day, and do not last: it stands for their start."""
WORDS = {
    "dataset": "r.dataset",
    "role": "r.role, r.kind",
    "status": "r.status",
    "start": f"r.start, r.{DATE}",
    "end": "r.end",
    "startEvent": "r.startEvent",
    "endEvent": "r.endEvent",
    "signed": "r.signed",
    "ratified": "r.ratified",
    "instrument": "r.instrument",
}
"""Each word with where it is read: the first of these that is there."""
START_DAYS = {START_EARLIEST: earliest(DATE), START_LATEST: latest(DATE)}
DAYS = {
    **{name: f"r.{name}" + (f", r.{START_DAYS[name]}" if name in START_DAYS else "") for name in SPAN_DAYS},
    SPELL_START_EARLIEST: f"r.{SPELL_START_EARLIEST}, r.{START_EARLIEST}, r.{earliest(DATE)}",
    SPELL_START_LATEST: f"r.{SPELL_START_LATEST}, r.{START_LATEST}, r.{latest(DATE)}",
}
"""Each day with where it is read."""
BOUNDS = {**NO_BOUND, SPELL_START_EARLIEST: NO_BOUND[START_EARLIEST], SPELL_START_LATEST: NO_BOUND[START_LATEST]}
COLUMNS = ("subject", "object", *DAYS, *WORDS, "started", "ended", "key")
"""What a record holds after the type: a list for each."""


def entities(codes: Iterable[str], dates: Iterable[str]) -> str:
    """The statement that reads all entities: id, class, name, coverage, obligations, the four days of their lives, codes and dates."""
    read, dated = (", ".join(f"n.{name}" for name in names) for names in (codes, dates))
    days = ", ".join(f"coalesce(n.{name}, '{NO_BOUND[name]}')" for name in SPAN_DAYS)
    lists = "coalesce(n.coverage, []), coalesce(n.obligations, [])"
    return f"MATCH (n:{ENTITY}) RETURN [n.id, n.class, n.name, {lists}, [{days}], [{read}], [{dated}]] AS answer"


def in_table(model: Model) -> list[Relation]:
    """The relations whose relationships are read: those that hold for a time, and those that are an event of some day."""
    return [r for r in model.relations.values() if r.dated or DATE in model.edges[r.edge].properties]


def relationships(model: Model, *, claims: bool) -> str:
    """The statement that reads the preferred relationships, or (`claims`) those of every dataset: records of a type, column by column.

    There is one for all relations, because Neo4j takes longer to plan one for each than to run them. The first letter of the subject cuts
    the records into handy pieces: the driver spends more on a record than on a hundred relationships in it.
    """
    types = [t for r in in_table(model) for t in ((r.type, r.claim_type) if claims else (r.type,))]
    read = [
        "a.id",
        "b.id",
        *(f"coalesce({where}, '{BOUNDS[name]}')" for name, where in DAYS.items()),
        *(f"coalesce({where}, '')" for where in WORDS.values()),
        f"coalesce(r.start, r.{DATE}) IS NOT NULL",
        "r.end IS NOT NULL",
        "r.tiebreak",
    ]
    named = ", ".join(f"collect({expression}) AS c{number}" for number, expression in enumerate(read))
    collected = ", ".join(f"c{number}" for number in range(len(read)))
    match = f"MATCH (a:{ENTITY})-[r:{'|'.join(types)}]->(b) WITH left(a.id, 1) AS piece, type(r) AS type, {named}"
    return f"{match} RETURN [type, {collected}] AS answer"


def numbers_of_types(model: Model) -> dict[str, int]:
    """The number of its relation, for each type of relationships."""
    return {t: number for number, r in enumerate(in_table(model)) for t in (r.type, r.claim_type)}


def columns_of(record: Sequence[Any]) -> tuple[str, dict[str, Sequence[Any]]]:
    """The type of a record, and its columns by name."""
    type_, *lists = record
    return type_, dict(zip(COLUMNS, lists, strict=True))
