"""A derived state as the source of an export, without a store."""

from __future__ import annotations

from collections import defaultdict

from loaders.deriving.graph_state import GraphState, Properties
from ontology import Kind, Model
from rdf.sources import ConflictRow, LinkRow, MemorySource, stated_of

ENTITY = Kind.ENTITY.value


def source_of(state: GraphState, model: Model) -> MemorySource:
    """The state in the form in which an export reads it."""
    found = MemorySource(model)
    ties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, node in state.nodes.items():
        if key.root == ENTITY:
            found.nodes[key.id] = node.properties
        else:
            found.recorded[str(node.properties["class"])].append(node.properties)
    bare = {relation.type: relation.name for relation in model.relations.values() if not relation.sourced}
    for place, link in state.links.items():
        if place.start.root == ENTITY and place.end.root == ENTITY:
            found.add_link(LinkRow(place.start.id, place.end.id, link.type, link.properties))
        else:
            ties[place.start.id][bare[link.type]].append(place.end.id)
    records = {key.id: node.properties for key, node in state.nodes.items() if key.root != ENTITY}
    for id_, ends in ties.items():
        for entity in ends["about"]:
            found.claims_of[entity].append(records[id_])
        for entity in ends["over"]:
            found.found.append(_conflict(found, entity, id_, records, ties))
    return found


Ties = dict[str, dict[str, list[str]]]


def _conflict(source: MemorySource, over: str, id_: str, records: dict[str, Properties], ties: Ties) -> ConflictRow:
    involved, sides = ties[id_]["involves"], ties[id_]["sides"]
    statements = set()
    for side in sides:
        claim = records[side]
        for about in ties[side]["about"]:
            for row in (*source.out.get(about, ()), *source.into.get(about, ())):
                other = row.object if row.subject == about else row.subject
                mine = row.stored.get("dataset") == claim["dataset"] and other in involved
                if mine and stated_of(str(claim["property"]), about, row, source.model):
                    statements.add(str(row.stored["id"]))
    return ConflictRow(over, records[id_], tuple(involved), tuple(sides), tuple(sorted(statements)))
