"""The state that a store holds, read in parts (loaders.deriving.incremental.held.Held)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.sides import Sided
from loaders.deriving.graph_state import GraphState, Link, LinkKey, Node, NodeKey, Properties
from loaders.deriving.incremental.held import days_needed, types_of
from loaders.deriving.scope import Scope
from loaders.writing.graph_io import link_of, node_of
from ontology import Kind, Model
from ontology.stored import ENTITY, RECORD, link_type

_ENTITIES = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}})"
_PAIRS = f"UNWIND $pairs AS pair MATCH (a:{ENTITY} {{id: pair[0]}}) MATCH (b:{ENTITY} {{id: pair[1]}})"
_RECORDS = f"UNWIND $ids AS id MATCH (a:{RECORD} {{id: id}})"
_NODE = "n.id, labels(n), properties(n)"
_LINK = f"a.id, a:{RECORD}, b.id, b:{RECORD}, type(r), properties(r)"
# Those who write Cypher themselves may have relationships of their own at what is ours.
_OWN = "type(r) STARTS WITH $own"
DAYS = f"{_ENTITIES} RETURN n.id, n.class, [name IN $names | n[name]]"
NODES = {
    Kind.ENTITY: f"{_ENTITIES} RETURN {_NODE}",
    Kind.RECORD: f"UNWIND $ids AS id MATCH (n:{RECORD} {{id: id}}) RETURN {_NODE}",
}
LEADING = f"{_RECORDS} MATCH (a)-[r]->(b) WHERE {_OWN} RETURN {_LINK}"
TIES = f"{_ENTITIES} MATCH (n)-[r]-() WHERE {_OWN} RETURN n.id, sum(CASE WHEN startNode(r) = endNode(r) THEN 2 ELSE 1 END)"


def _told(types: str) -> str:
    """The records that are about some entities. Types stand in the text, so that only their relationships are gone through."""
    return f"{_ENTITIES} MATCH (a:{RECORD})-[r:{types}]->(n) RETURN DISTINCT a.id"


def _between(types: str) -> str:
    return f"{_PAIRS} MATCH (a)-[r:{types}]->(b) RETURN {_LINK}"


def _at(types: str) -> str:
    return f"{_ENTITIES} MATCH (n)-[r:{types}]-(:{ENTITY}) WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b RETURN {_LINK}"


@dataclass(frozen=True)
class HeldGraph:
    """What a transaction sees."""

    tx: Sided
    model: Model

    def days(self, entities: Collection[str]) -> Mapping[str, Properties]:
        """See Held."""
        found: dict[str, Properties] = {}
        names = days_needed(self.model)
        for id_, cls, values in self._run(DAYS, ids=list(entities), names=names):
            found[id_] = {"class": cls, **{n: v for n, v in zip(names, values, strict=True) if v is not None}}
        return found

    def entities(self, ids: Collection[str]) -> dict[NodeKey, Node]:
        """See Held."""
        return self._nodes(Kind.ENTITY, ids)

    def parts(self, scope: Scope) -> GraphState:
        """See Held."""
        about = _joined(self.model.relations[name].type for name in ("about", "over"))
        told = {id_ for (id_,) in self._run(_told(about), ids=list(scope.entities))} | scope.records
        nodes = self.entities(scope.entities) | self._nodes(Kind.RECORD, told)
        links = self._links(LEADING, ids=list(told), own=link_type(""))
        for relation in sorted({name for name, _, _ in scope.pairs}):
            pairs = [pair for pair in scope.pairs if pair[0] == relation]
            links |= self._links(_between(_joined(types_of(pairs, self.model))), pairs=[ends for _, *ends in pairs])
        return GraphState(nodes, links)

    def links_at(self, entities: Collection[str], types: Collection[str]) -> dict[LinkKey, Link]:
        """See Held."""
        return self._links(_at(_joined(types)), ids=list(entities)) if entities and types else {}

    def ties(self, entities: Collection[str]) -> Counter[str]:
        """See Held."""
        return Counter(dict(self._run(TIES, ids=list(entities), own=link_type(""))))

    def _nodes(self, kind: Kind, ids: Iterable[str]) -> dict[NodeKey, Node]:
        rows = self._run(NODES[kind], ids=list(ids))
        return {NodeKey(kind.value, id_): node_of(labels, properties, self.model) for id_, labels, properties in rows}

    def _links(self, text: str, **values: object) -> dict[LinkKey, Link]:
        rows = self._run(text, **values)
        return dict(link_of((a, mine), (b, theirs), type_, properties) for a, mine, b, theirs, type_, properties in rows)

    def _run(self, text: str, **values: object) -> list[Any]:
        return [row.values() for row in self.tx.run(text, values)]


def _joined(types: Iterable[str]) -> str:
    return "|".join(sorted(types))
