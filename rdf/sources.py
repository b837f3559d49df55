"""Where an export reads from: a store, or a state of the graph in memory. Both say the same of the same graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ontology import Model
from rdf.mapping import Stored


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A relationship of the graph: its ends, its type and its properties."""

    subject: str
    object: str
    type: str
    stored: Stored


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict: the entity, those involved, the claims that differ and the relationships of which they are made."""

    over: str
    stored: Stored
    involves: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class Source(Protocol):
    """The graph, read in pieces. Ids come in any order."""

    def entities(self) -> Mapping[str, str]:
        """The class of every entity, by id."""

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """The names of some entities."""

    def claims(self, ids: Collection[str]) -> Iterable[tuple[str, Stored]]:
        """The claims about some entities, each with its entity."""

    def links(self, ids: Collection[str]) -> Iterable[LinkRow]:
        """The relationships that lead from some entities to others."""

    def back(self, ids: Collection[str], *, symmetric: bool = False) -> Iterable[LinkRow]:
        """The relationships that lead from others to some entities; `symmetric`: only those that hold both ways."""

    def conflicts(self) -> Iterable[ConflictRow]:
        """All conflicts."""

    def records(self, cls: str) -> Iterable[Stored]:
        """All records of a class."""


def types_of(model: Model, *, symmetric: bool = False) -> list[str]:
    """The types of all relationships between entities; `symmetric`: of those that hold both ways."""
    relations = (r for r in model.relations.values() if r.sourced and (r.symmetric or not symmetric))
    return [type_ for r in relations for type_ in (r.type, r.claim_type)]


def stated_of(topic: str, about: str, link: LinkRow, model: Model) -> bool:
    """Whether a relationship is one of a topic of an entity, by the name that its relation has there."""
    relation = next((r for r in model.relations.values() if link.type in (r.type, r.claim_type)), None)
    if relation is None:
        return False
    return (topic == relation.name and about == link.subject) or (topic == (relation.inverse or relation.name) and about == link.object)


@dataclass(slots=True)
class MemorySource:
    """A state of the graph in memory. `claims_of` by entity; `out` and `into`: relationships by their ends."""

    model: Model
    nodes: dict[str, Stored] = field(default_factory=dict)
    claims_of: dict[str, list[Stored]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, list[LinkRow]] = field(default_factory=lambda: defaultdict(list))
    into: dict[str, list[LinkRow]] = field(default_factory=lambda: defaultdict(list))
    found: list[ConflictRow] = field(default_factory=list)
    recorded: dict[str, list[Stored]] = field(default_factory=lambda: defaultdict(list))

    def add_link(self, row: LinkRow) -> None:
        """Take in a relationship."""
        self.out[row.subject].append(row)
        self.into[row.object].append(row)

    def entities(self) -> Mapping[str, str]:
        """See Source."""
        return {id_: str(stored["class"]) for id_, stored in self.nodes.items()}

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """See Source."""
        return {id_: str(self.nodes[id_].get("name", id_)) for id_ in ids}

    def claims(self, ids: Collection[str]) -> Iterator[tuple[str, Stored]]:
        """See Source."""
        yield from ((id_, stored) for id_ in ids for stored in self.claims_of.get(id_, ()))

    def links(self, ids: Collection[str]) -> Iterator[LinkRow]:
        """See Source."""
        yield from (row for id_ in ids for row in self.out.get(id_, ()))

    def back(self, ids: Collection[str], *, symmetric: bool = False) -> Iterator[LinkRow]:
        """See Source."""
        both_ways = set(types_of(self.model, symmetric=True))
        yield from (row for id_ in ids for row in self.into.get(id_, ()) if not symmetric or row.type in both_ways)

    def conflicts(self) -> Iterable[ConflictRow]:
        """See Source."""
        return self.found

    def records(self, cls: str) -> Iterable[Stored]:
        """See Source."""
        return self.recorded.get(cls, ())
