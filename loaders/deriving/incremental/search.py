"""The properties for the search of the entities that a load can change there.

They follow from names, and from the numbers of relationships of the entity and of those by whose names it is found. So an alias of a state
reaches its agencies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set

from graph.search_index import DERIVED
from loaders.deriving.graph_state import Changes, GraphState, Link, LinkKey, Node, NodeKey
from loaders.deriving.incremental.held import Held
from loaders.deriving.searching import find_near, search_document
from ontology import Kind, Model

ENTITY = Kind.ENTITY.value
Links = dict[LinkKey, Link]


def add_search_of_parts(before: GraphState, after: GraphState, plain: Changes, held: Held, model: Model) -> None:
    """Give the entities of `after` their properties for the search, and add to both states other entities that get new ones.

    `plain` are the changes of all else.
    """
    types = [relation.type for relation in model.relations.values() if relation.found_by]
    own = {key for key in after.nodes if key.root == ENTITY}
    moved = _moved(plain)
    sources = moved.keys() | {
        key for part in (plain.new_nodes, plain.changed_nodes, plain.gone_nodes) for key in part if key.root == ENTITY
    }
    links = _links_at(own | sources, types, plain, held)
    found_by = _reached(links, sources)
    more = (found_by | moved.keys()) - own - plain.gone_nodes.keys()
    links |= _links_at(more, types, plain, held)
    others = held.entities([key.id for key in more])
    before.nodes |= others
    after.nodes |= {key: without_search(node) for key, node in others.items()}
    searched = own | others.keys()
    near = {key: found for key, found in find_near(links, model).items() if key in searched}
    named = {key for found in near.values() for key in found} - after.nodes.keys() - plain.gone_nodes.keys()
    nodes = held.entities([key.id for key in named]) | {key: after.nodes[key] for key in after.nodes if key.root == ENTITY}
    ties = _ties(searched | named | {o for found in near.values() for o in found}, moved, held)
    for key in searched:
        node, present = after.nodes[key], [o for o in near.get(key, ()) if o in nodes]
        weight = ties[key] + max((ties[o] for o in present), default=0)
        node.properties.update(search_document(node, [nodes[o] for o in present], weight, model))


def _reached(links: Mapping[LinkKey, Link], sources: Set[NodeKey]) -> set[NodeKey]:
    """Those who may be found by the names of `sources`, and some more."""
    ends = ((key.start, key.end) for key in links)
    return {end for pair in ends if not sources.isdisjoint(pair) for end in pair}


def _links_at(entities: Iterable[NodeKey], types: Collection[str], plain: Changes, held: Held) -> Links:
    """The relationships of some types at some entities, after the load."""
    keys = set(entities)
    found = {k: link for k, link in held.links_at([key.id for key in keys], types).items() if k not in plain.gone_links}
    new = {k: link for k, link in plain.new_links.items() if link.type in types and (k.start in keys or k.end in keys)}
    return found | new


def _moved(plain: Changes) -> Counter[NodeKey]:
    """By how many its relationships become more or less, for each entity."""
    found: Counter[NodeKey] = Counter()
    for links, number in ((plain.new_links, 1), (plain.gone_links, -1)):
        for key in links:
            for end in (key.start, key.end):
                if end.root == ENTITY:
                    found[end] += number
    return Counter({key: number for key, number in found.items() if number})


def _ties(entities: Collection[NodeKey], moved: Mapping[NodeKey, int], held: Held) -> Counter[NodeKey]:
    before = held.ties([key.id for key in entities])
    return Counter({key: before[key.id] + moved.get(key, 0) for key in entities})


def without_search(node: Node) -> Node:
    """A node without the properties that are for the search alone."""
    return Node(node.labels, {name: value for name, value in node.properties.items() if name not in DERIVED})
