"""All lines about one entity, read with one statement: itself, what is claimed of it, its relationships from both ends, and its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import neo4j

from common.errors import NotFoundError
from graph import Store, store_errors
from graph.sides import Sided
from ontology import Model
from ontology.stored import DATA_VERSION, ENTITY, SPELL_START_EARLIEST, SPELL_START_LATEST, label, link_type
from rdf.export import conflict_lines, coverage_lines, note_lines, redirect_lines
from rdf.mapping import Writer
from rdf.sources import ConflictRow, LinkRow, stated_of, types_of
from rdf.stored import ABOUT, CLAIM, CONFLICT, INVOLVES, OVER, SIDES, claim_columns, filled, link_columns

_TEXT = f"""MATCH (v:{DATA_VERSION}) OPTIONAL MATCH (e:{ENTITY} {{{{id: $id}}}})
RETURN [
  e.class,
  COLLECT {{{{ MATCH (e)<-[:{ABOUT}]-(c:{CLAIM}) RETURN [{{claim}}] }}}},
  COLLECT {{{{ MATCH (e)-[r]->(o:{ENTITY}) WHERE type(r) IN $types RETURN [e.id, o.id, type(r), o.id, o.class, o.name, {{link}}] }}}},
  COLLECT {{{{ MATCH (e)<-[r]-(o:{ENTITY}) WHERE type(r) IN $types RETURN [o.id, e.id, type(r), o.id, o.class, o.name, {{link}}] }}}},
  COLLECT {{{{ MATCH (e)<-[:{OVER}]-(c:{CONFLICT}) RETURN [
    properties(c), COLLECT {{{{ MATCH (c)-[:{INVOLVES}]->(x) RETURN x.id }}}},
    COLLECT {{{{ MATCH (c)-[:{SIDES}]->(k)-[:{ABOUT}]->(s) RETURN [k.id, k.property, k.dataset, s.id] }}}}] }}}},
  COLLECT {{{{ MATCH (e)<-[:{link_type("coverageOf")}]-(c) RETURN properties(c) }}}},
  COLLECT {{{{ MATCH (n:{label("Note")} {{{{noteOn: $id}}}}) RETURN properties(n) }}}},
  [old IN coalesce(e.formerIds, []) | old],
  v.version, v.turn
] AS answer"""


def statement(model: Model) -> str:
    """The statement that reads an entity and, last, the state of the data; its parameters are `id` and `types` (see parameters)."""
    return _TEXT.format(
        claim=", ".join(f"c.{name}" for name in claim_columns(model)), link=", ".join(f"r.{name}" for name in _columns(model))
    )


def _columns(model: Model) -> tuple[str, ...]:
    """What is read of a relationship, with what tells whether it lasted throughout a year."""
    return (*link_columns(model), SPELL_START_EARLIEST, SPELL_START_LATEST)


def parameters(model: Model, slug: str) -> dict[str, object]:
    """The parameters of that statement."""
    return {"id": slug, "types": types_of(model)}


def entity_lines(store: Store, model: Model, slug: str, *, graphs: bool = False, at: str = "") -> list[bytes]:
    """The sorted lines of N-Triples (or N-Quads) about one entity. `at`: relationships alone that may hold throughout it.

    Raises NotFoundError when there is none of that id, and StoreError.
    """
    with store_errors(store.address.uri), store.driver.session(database=store.address.database, default_access_mode=neo4j.READ_ACCESS) as s:
        row = s.execute_read(lambda tx: Sided(tx).run(statement(model), parameters(model, slug)).single())
    return lines_of(slug, row[0] if row else None, model, graphs=graphs, at=at)


def lines_of(slug: str, row: Sequence[Any] | None, model: Model, *, graphs: bool = False, at: str = "") -> list[bytes]:
    """The lines that follow from what the statement answered. Raises NotFoundError where there is no such entity."""
    if row is None or row[0] is None:
        raise NotFoundError(f"there is no entity with the id {slug}")
    write = Writer(model, graphs=graphs, at=at)
    return [f"{line}\n".encode() for line in sorted(set(_Entity(slug, row, write).lines()))]


class _Entity:
    def __init__(self, slug: str, row: Sequence[Any], write: Writer) -> None:
        self.slug, self.write = slug, write
        self.cls, claims, out, into, self.conflicts, self.coverages, self.notes, self.former, *_state = row
        columns = claim_columns(write.model)
        self.claims = [filled(columns, values) for values in claims]
        self.others: dict[str, tuple[str, str]] = {}
        self.links = [row for part in (out, into) for row in self._rows(part)]

    def _rows(self, part: Iterable[Sequence[Any]]) -> Iterator[LinkRow]:
        columns = _columns(self.write.model)
        for subject, object_, type_, other, cls, name, *values in part:
            row = LinkRow(subject, object_, type_, filled(columns, values))
            if self.write.may_hold(self.write.relations[type_], row.stored):
                self.others[other] = cls, name or other
                yield row

    def lines(self) -> Iterator[str]:
        """All lines, in no order."""
        for stored in self.claims:
            yield from self.write.claim(self.slug, stored)
            yield from self.write.entity_claim(self.slug, self.cls, stored)
        for row in self.links:
            relation = self.write.relations[row.type]
            yield self.write.entity_link(row.subject, relation, row.stored)
            yield from self.write.statement(row.subject, row.object, relation, row.stored)
            yield from (line for _, line in self.write.direct(row.subject, row.object, relation, row.stored))
        for other, (cls, name) in self.others.items():
            yield from self.write.named(other, cls, name)
        yield from self._records()

    def _records(self) -> Iterator[str]:
        for stored, involves, sides in self.conflicts:
            stated = tuple(str(row.stored["id"]) for row in self.links if self._is_side(row, involves, sides))
            yield from conflict_lines(self.write, ConflictRow(self.slug, stored, tuple(involves), tuple(s[0] for s in sides), stated))
        for stored in self.coverages:
            yield from coverage_lines(self.write, stored)
        for stored in self.notes:
            yield from note_lines(self.write, stored)
        for old in self.former:
            redirect: Mapping[str, object] = {"id": f"redirect/{old}", "class": "Redirect", "leadsTo": self.slug}
            yield from redirect_lines(self.write, old, redirect)

    def _is_side(self, row: LinkRow, involves: Sequence[str], sides: Sequence[Sequence[str]]) -> bool:
        """Whether a relationship of the entity is one on which a conflict is."""
        other = row.object if row.subject == self.slug else row.subject
        model = self.write.model
        return other in involves and any(
            row.stored.get("dataset") == dataset and about == self.slug and stated_of(topic, about, row, model)
            for _, topic, dataset, about in sides
        )
