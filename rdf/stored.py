"""Reads the graph for an export from a store, in one transaction of the blocking driver."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import neo4j

from common.errors import StoreBusyError
from graph import Store, store_errors
from graph.reading import NOTHING, STATE, State, data_changed, no_data
from graph.sides import Sided
from ontology import Model
from ontology.stored import ENTITY, PLACE, SPAN_DAYS, START_DERIVED, label, link_type
from rdf.mapping import Stored
from rdf.sources import ConflictRow, LinkRow, stated_of, types_of

CLAIM, CONFLICT = label("Claim"), label("Conflict")
ABOUT, OVER, INVOLVES, SIDES = (link_type(name) for name in ("about", "over", "involves", "sides"))
ENTITIES = f"MATCH (n:{ENTITY}) RETURN n.id, n.class"
NAMES = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) RETURN n.id, n.name"
_SAID = "($datasets IS NULL OR {0}.dataset IN $datasets)"
CLAIMS = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{{{id: id}}}})<-[:{ABOUT}]-(c:{CLAIM}) WHERE {_SAID.format('c')} RETURN id, {{columns}}"
_OWN = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{{{id: id}}}})"
LINKS = f"{_OWN}-[r]->(o:{ENTITY}) WHERE type(r) IN $types AND {_SAID.format('r')} RETURN id, o.id, type(r), {{columns}}"
BACK = f"{_OWN}<-[r]-(o:{ENTITY}) WHERE type(r) IN $types AND {_SAID.format('r')} RETURN o.id, id, type(r), {{columns}}"
CONFLICTS = (
    f"MATCH (c:{CONFLICT})-[:{OVER}]->(e) RETURN e.id, properties(c), COLLECT {{{{ MATCH (c)-[:{INVOLVES}]->(x) RETURN x.id }}}}, "
    f"COLLECT {{{{ MATCH (c)-[:{SIDES}]->(k) RETURN k.id }}}}, "
    f"COLLECT {{{{ MATCH (c)-[:{SIDES}]->(k)-[:{ABOUT}]->(s) WHERE k.property IN $topics MATCH (c)-[:{INVOLVES}]->(x)-[r]-(s) "
    "WHERE type(r) IN $types AND r.dataset = k.dataset RETURN [k.property, s.id, startNode(r).id, endNode(r).id, type(r), r.id] }}"
)
RECORDS = "MATCH (n:{label}) RETURN properties(n)"


def link_columns(model: Model) -> tuple[str, ...]:
    """What an export reads of a relationship. Columns come nearly twice as fast as all properties together."""
    known = {p.name for edge in model.edges.values() for p in edge.properties.values()}
    return ("id", *sorted(known | {START_DERIVED, *SPAN_DAYS}))


def claim_columns(model: Model) -> tuple[str, ...]:
    """What an export reads of a claim."""
    return ("id", *model.classes["Claim"].properties, PLACE)


def filled(columns: Iterable[str], values: Iterable[object]) -> dict[str, object]:
    """Columns with their values, without those that are null."""
    return {name: value for name, value in zip(columns, values, strict=True) if value is not None}


class StoreSource:
    """See Source. `datasets`: claims and relationships of these alone are read, which is many times faster than to leave others out."""

    def __init__(self, tx: neo4j.Transaction, model: Model, datasets: Collection[str] = ()) -> None:
        self.model = model
        self._tx = Sided(tx)
        self._datasets = list(datasets) or None
        self._types = types_of(model)
        self._link, self._claim = link_columns(model), claim_columns(model)

    def version(self) -> str:
        """The data version. Raises StoreStateError when nothing was loaded."""
        version = self.state().version
        if version is None:
            raise no_data()
        return version

    def state(self) -> State:
        """The state of the data: the version, and whether a load is being written."""
        row = self._tx.run(STATE).single()
        return State(*row[0]) if row else NOTHING

    def entities(self) -> Mapping[str, str]:
        """See Source."""
        return dict(self._rows(ENTITIES))

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """See Source."""
        return {id_: name or id_ for id_, name in self._rows(NAMES, ids=list(ids))}

    def claims(self, ids: Collection[str]) -> Iterator[tuple[str, Stored]]:
        """See Source."""
        text = CLAIMS.format(columns=", ".join(f"c.{name}" for name in self._claim))
        yield from ((id_, filled(self._claim, values)) for id_, *values in self._rows(text, ids=list(ids), datasets=self._datasets))

    def links(self, ids: Collection[str]) -> Iterator[LinkRow]:
        """See Source."""
        return self._links(LINKS, ids, self._types)

    def back(self, ids: Collection[str], *, symmetric: bool = False) -> Iterator[LinkRow]:
        """See Source."""
        return self._links(BACK, ids, types_of(self.model, symmetric=symmetric))

    def _links(self, text: str, ids: Collection[str], types: list[str]) -> Iterator[LinkRow]:
        text = text.format(columns=", ".join(f"r.{name}" for name in self._link))
        for subject, object_, type_, *values in self._rows(text, ids=list(ids), types=types, datasets=self._datasets):
            yield LinkRow(subject, object_, type_, filled(self._link, values))

    def conflicts(self) -> Iterator[ConflictRow]:
        """See Source."""
        topics = sorted({name for r in self.model.relations.values() if r.sourced for name in (r.name, r.inverse) if name})
        for over, stored, involves, sides, links in self._rows(CONFLICTS.format(), topics=topics, types=self._types):
            rows = ((topic, about, LinkRow(start, end, type_, {"id": id_})) for topic, about, start, end, type_, id_ in links)
            stated = sorted({str(row.stored["id"]) for topic, about, row in rows if stated_of(topic, about, row, self.model)})
            yield ConflictRow(over, stored, tuple(involves), tuple(sides), tuple(stated))

    def records(self, cls: str) -> Iterator[Stored]:
        """See Source."""
        return (row[0] for row in self._rows(RECORDS.format(label=label(cls))))

    def _rows(self, text: str, **parameters: Any) -> Iterator[list[Any]]:
        return (record.values() for record in self._tx.run(text, parameters))


@contextmanager
def reading(store: Store, model: Model, datasets: Collection[str] = ()) -> Iterator[StoreSource]:
    """The graph of a store, or what some datasets say in it.

    Raises StoreBusyError at the end when it was changed meanwhile, and other errors of the store.
    """
    session = store.driver.session(database=store.address.database, default_access_mode=neo4j.READ_ACCESS)
    with store_errors(store.address.uri), session, session.begin_transaction() as tx:
        source = StoreSource(tx, model, datasets)
        before = source.state()
        if not before.settled:
            raise StoreBusyError("a load is being written", "try again in a moment")
        yield source
        if source.state() != before:
            raise data_changed()
