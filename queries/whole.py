"""One entity whole, by one statement: its values, what sources say of each, its relations a page at a time, disputes and coverage.

The text depends on the ontology alone. Relations are grouped and cut in the database, so that an entity of thousands costs no more to
send than one of a few dozens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.dates import FOREVER, judged_until
from ontology import Model
from ontology.model import SPELL, STATEMENT
from ontology.stored import (
    DATA_VERSION,
    END_EARLIEST,
    END_LATEST,
    ENTITY,
    LINK_DAYS,
    RECORD,
    SPELL_START_EARLIEST,
    SPELL_START_LATEST,
    START_EARLIEST,
    START_LATEST,
    STILL,
    label,
    link_type,
)
from queries.references import FORMER

CLAIM = ("property", "value", "preferred", "place")
DATASET = ("id", "title", "licence", "homepage", "citeAs", "rank")
MOST_SIDES = 50
"""So many disputes over others in which an entity is named are read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What of an entity is wanted: of each relation `size` statements from number `skip` on.

    `days`: only what may hold throughout these, from the first to the last. `relation`: only statements of this Neo4j type, and in this
    direction (True: away from the entity; None: in either). `datasets`: only what these say, preferred or not. `known`: the last day of
    which anything is certain.
    """

    id: str
    size: int
    skip: int = 0
    days: tuple[str, str] | None = None
    relation: str | None = None
    outward: bool | None = None
    datasets: tuple[str, ...] | None = None
    known: str = FOREVER

    def parameters(self, model: Model) -> dict[str, Any]:
        """What is sent beside the text."""
        first, last = self.days or (None, None)
        wanted = [r for r in model.relations.values() if r.sourced and self.relation in (None, r.type)]
        claimed = {r.claim_type: r.type for r in wanted} if self.datasets is not None else {}
        types = [*(r.type for r in wanted), *claimed]
        days = {"first": first, "last": last, "judged": self.days and judged_until(*self.days, self.known)}
        window = {"skip": self.skip, "until": self.skip + self.size, "outward": self.outward, **days}
        symmetric = [type_ for r in model.relations.values() if r.symmetric for type_ in (r.type, r.claim_type)]
        of = {"types": types, "claimed": claimed, "symmetric": symmetric, "datasets": self.datasets and list(self.datasets)}
        return {"id": self.id, "former": FORMER + self.id, **of, **window}


@dataclass(frozen=True, slots=True)
class Tied:
    """A statement of a relation, with the entity at its other end. `certain`: it holds then, whatever its dates may mean."""

    id: str
    name: str
    cls: str
    certain: bool
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ties:
    """Statements of one relation, read in one direction: how many there are, how many of those certain, and a page of them."""

    type: str
    outward: bool
    total: int
    certain: int
    rows: tuple[Tied, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A topic on which sources disagree, and what each says."""

    topic: str
    explanation: str | None
    sides: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Whole:
    """All that was read of an entity. `properties` are empty where there is none; `leads_to` is its id of today then, where it has one."""

    version: str
    properties: Mapping[str, Any]
    leads_to: str | None
    claims: Sequence[Mapping[str, Any]]
    ties: tuple[Ties, ...]
    disputes: tuple[Disputed, ...]
    involved: Sequence[Sequence[str]]
    coverages: Sequence[Mapping[str, Any]]
    datasets: Sequence[Mapping[str, Any]]
    neighbours: Sequence[tuple[str, int]]


def statement(model: Model) -> str:
    """The text, for whatever entity."""
    said = _projection((*CLAIM, *model.provenance))
    tie = ", ".join(f"one[0].{name}" for name in names_of_ties(model))
    held = _lasting("$last", START_EARLIEST, END_LATEST, SPELL_START_EARLIEST)
    sure = _lasting("$judged", START_LATEST, END_EARLIEST, SPELL_START_LATEST)
    outward = "(startNode(r) = n OR type(r) IN $symmetric)"
    order = f"coalesce(r.{END_LATEST} = '{FOREVER}', true) DESC, r.{START_LATEST}, r.{START_EARLIEST}, m.nameFolded, m.id, r.tiebreak"
    parts = (
        "properties(n)",
        f"COLLECT {{ MATCH (x:{RECORD} {{id: $former}}) RETURN x.leadsTo }}",
        f"COLLECT {{ MATCH (n)<-[:{link_type('about')}]-(c:{RECORD}) RETURN c{said} }}",
        f"COLLECT {{ MATCH (n)-[r]-(m:{ENTITY}) WHERE type(r) IN $types AND {held} "
        f"AND ($outward IS NULL OR {outward} = $outward) AND ($datasets IS NULL OR r.dataset IN $datasets) "
        f"WITH coalesce($claimed[type(r)], type(r)) AS kind, {outward} AS outward, r, m, {sure} AS sure ORDER BY {order} "
        f"WITH kind, outward, count(*) AS total, count(CASE WHEN sure THEN 1 END) AS certain, collect([r, m, sure])[$skip..$until] AS page "
        f"RETURN [kind, outward, total, certain, [one IN page | [one[1].id, one[1].name, one[1].class, one[2], {tie}]]] }}",
        f"COLLECT {{ MATCH (n)<-[:{link_type('over')}]-(k:{RECORD}) RETURN [k.topic, k.explanation, "
        f"COLLECT {{ MATCH (k)-[:{link_type('sides')}]->(c:{RECORD}) RETURN c{said} }}] }}",
        f"COLLECT {{ MATCH (n)<-[:{link_type('involves')}]-(k:{RECORD})-[:{link_type('over')}]->(m:{ENTITY}) "
        f"RETURN DISTINCT [m.id, m.name, k.topic] LIMIT {MOST_SIDES} }}",
        f"COLLECT {{ MATCH (n)<-[:{link_type('coverageOf')}]-(k:{RECORD}) RETURN properties(k) }}",
        f"COLLECT {{ MATCH (d:{label('Dataset')}) RETURN d{_projection(DATASET)} }}",
        f"COLLECT {{ MATCH (n)-[r]-(m:{ENTITY}) WHERE type(r) IN $types WITH m.class AS kind, count(DISTINCT m) AS number "
        "RETURN [kind, number] }",
    )
    return f"MATCH (v:{DATA_VERSION}) OPTIONAL MATCH (n:{ENTITY} {{id: $id}}) RETURN [{', '.join(parts)}, v.version, v.turn] AS answer"


def _lasting(last: str, start: str, end: str, spell: str) -> str:
    """That a relationship holds throughout the days, by some of its own: as the last of those that follow each other without a gap."""
    return f"($first IS NULL OR r.{start} IS NULL OR (r.{start} <= {last} AND r.{end} >= {last} AND r.{spell} <= $first))"


def read(row: Sequence[Any], model: Model) -> Whole:
    """What the one row of the statement says."""
    properties, former, claims, ties, disputes, involved, coverages, datasets, neighbours, version, _turn = row
    names = names_of_ties(model)
    return Whole(
        version,
        properties or {},
        former[0] if former else None,
        [_present(claim) for claim in claims],
        tuple(_ties(group, names) for group in ties),
        tuple(sorted((Disputed(topic, why, [_present(s) for s in sides]) for topic, why, sides in disputes), key=lambda d: d.topic)),
        sorted(involved),
        coverages,
        sorted((_present(d) for d in datasets), key=lambda d: (d.get("rank", 0), d["id"])),
        sorted(((cls, number) for cls, number in neighbours), key=lambda pair: (-pair[1], pair[0])),
    )


def _ties(group: Sequence[Any], names: Sequence[str]) -> Ties:
    kind, outward, total, certain, page = group
    rows = (Tied(id_, name, cls, sure, _present(dict(zip(names, said, strict=True)))) for id_, name, cls, sure, *said in page)
    return Ties(kind, outward, total, certain, tuple(rows))


def names_of_ties(model: Model) -> tuple[str, ...]:
    """What is read of a statement, in that order: as a list, because a map would repeat all names in each."""
    own = [p.name for edge in model.edges.values() for p in model.stated(edge.name)] if model.edges else []
    spell = model.edges[SPELL].properties
    known = [*model.edges[STATEMENT].properties, *own, STILL, *(day for day in LINK_DAYS if day in spell)]
    return tuple(dict.fromkeys((*known, "startDerived")))


def _projection(names: Sequence[str]) -> str:
    return "{" + ", ".join(f".{name}" for name in names) + "}"


def _present(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}
