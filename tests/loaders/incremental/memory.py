"""A derived state as that which a store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from loaders.deriving.graph_state import GraphState, Link, LinkKey, Node, NodeKey, Properties
from loaders.deriving.incremental.held import days_needed, types_of
from loaders.deriving.scope import Scope
from ontology import Model


@dataclass(frozen=True)
class Memory:
    """The parts of a state, as loaders.writing.held reads them from a store."""

    state: GraphState
    model: Model

    def days(self, entities: Collection[str]) -> Mapping[str, Properties]:
        names = {"class", *days_needed(self.model)}
        return {key.id: {n: v for n, v in node.properties.items() if n in names} for key, node in self.entities(entities).items()}

    def entities(self, ids: Collection[str]) -> dict[NodeKey, Node]:
        keys = (NodeKey("Entity", id_) for id_ in ids)
        return {key: Node(node.labels, dict(node.properties)) for key in keys if (node := self.state.nodes.get(key))}

    def parts(self, scope: Scope) -> GraphState:
        found = GraphState(self.entities(scope.entities))
        over = {self.model.relations[name].type for name in ("about", "over")}
        told = {key.start for key, link in self.state.links.items() if link.type in over and key.end.id in scope.entities}
        told |= {key for key in self.state.nodes if key.root == "Record" and key.id in scope.records}
        found.nodes |= {key: self.state.nodes[key] for key in told}
        types = types_of(scope.pairs, self.model)
        ends = {(NodeKey("Entity", one), NodeKey("Entity", other)) for _, one, other in scope.pairs}
        found.links = {
            key: link
            for key, link in self.state.links.items()
            if key.start in told or ((key.start, key.end) in ends and link.type in types and self._in(key, link, scope))
        }
        return found

    def _in(self, key: LinkKey, link: Link, scope: Scope) -> bool:
        names = {r.name for r in self.model.relations.values() if link.type in (r.type, r.claim_type)}
        return any((name, key.start.id, key.end.id) in scope.pairs for name in names)

    def links_at(self, entities: Collection[str], types: Collection[str]) -> dict[LinkKey, Link]:
        asked = set(entities)
        return {k: o for k, o in self.state.links.items() if o.type in types and not asked.isdisjoint((k.start.id, k.end.id))}

    def ties(self, entities: Collection[str]) -> Counter[str]:
        ends = Counter(end.id for key in self.state.links for end in (key.start, key.end) if end.root == "Entity")
        return Counter({name: ends[name] for name in entities})
