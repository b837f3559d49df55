"""What is asked of the graph: the state before the load, in parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Protocol

from loaders.deriving.graph_state import GraphState, Link, LinkKey, Node, NodeKey, Properties
from loaders.deriving.scope import Pair, Scope
from ontology import Model
from ontology.stored import LIFE_SPELLS, SPAN_DAYS


class Held(Protocol):
    """The state that a store holds. Entities that it does not hold are left out of answers."""

    def days(self, entities: Collection[str]) -> Mapping[str, Properties]:
        """Of each entity `class` and those of days_needed() that it has."""
        ...

    def entities(self, ids: Collection[str]) -> dict[NodeKey, Node]:
        """The nodes of some entities."""
        ...

    def parts(self, scope: Scope) -> GraphState:
        """The parts that derive_parts makes, as they are: entities with the properties for the search."""
        ...

    def links_at(self, entities: Collection[str], types: Collection[str]) -> dict[LinkKey, Link]:
        """The relationships of some types that begin or end at some entities."""
        ...

    def ties(self, entities: Collection[str]) -> Counter[str]:
        """How many relationships each of some entities has."""
        ...


def days_needed(model: Model) -> list[str]:
    """The properties of an entity that say when it lived, and when it was signed."""
    acts = {p.name for cls in model.classes.values() for p in cls.properties.values() if p.precedes}
    return [*SPAN_DAYS, LIFE_SPELLS, *sorted(acts)]


def types_of(pairs: Collection[Pair], model: Model) -> set[str]:
    """The types under which the statements about some pairs are stored, preferred or not."""
    relations = {model.relations[name] for name, _, _ in pairs}
    return {type_ for relation in relations for type_ in (relation.type, relation.claim_type)}
