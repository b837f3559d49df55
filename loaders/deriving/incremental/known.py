"""All records after a load, by the entities that they are about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from facts.by_entity import ByEntity
from facts.records import LinkRecord, Records
from ontology import Model

CLASS = "class"


class Known:
    """The records of all datasets, former ids led on: those given, and what `more` knows of the entities that are looked at.

    The classes of all entities, and the rules of agreements, have to be among those given.
    """

    def __init__(self, records: Records, model: Model, more: Callable[[Iterable[str]], Records] = lambda _entities: Records()) -> None:
        self.records = records
        self.more = more
        bindings = [relation.binding for relation in model.relations.values() if relation.binding]
        self.rules = frozenset(name for binding in bindings for name in (binding.lag, binding.together))
        """The properties of an agreement on which the spells of its parties depend."""
        self._said = ByEntity()
        self._said.add(records)
        self._asked: set[str] = set()

    def _ask(self, entities: Iterable[str]) -> None:
        """Have all that is said of some entities."""
        if new := set(entities) - self._asked:
            self._asked |= new
            self._said.add(self.more(new))

    def links_at(self, entities: Iterable[str]) -> list[LinkRecord]:
        """All relationships of some entities, each once."""
        entities = list(entities)
        self._ask(entities)
        found = {id(link): link for entity in entities for link in self._said.of(entity).links}
        return list(found.values())

    def around(self, entities: Collection[str]) -> Records:
        """All that is said of some entities, and of those to whom they are related what their relationships depend on."""
        own, links = set(entities), self.links_at(entities)
        others = {end for link in links for end in (link.subject, link.object)} - own
        needed = {CLASS, *self.rules}
        claims = [c for entity in own for c in self._said.of(entity).claims]
        claims += [c for entity in others for c in self._said.of(entity).claims if c.property in needed]
        notes = [n for n in self.records.notes if n.subject in own]
        return Records(self.records.datasets, claims, links, notes, self.records.coverages)
