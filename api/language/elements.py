"""What lists are made of. Lists of the same elements have the same types: a schema with types for each relation is three times as large."""

from __future__ import annotations

from dataclasses import dataclass

from ontology import Class, End, Model


@dataclass(frozen=True, slots=True)
class Elements:
    """Nodes of a class, reached over relationships of a class if there are any."""

    cls: Class
    edge: Class | None = None

    @property
    def name(self) -> str:
        """Begins the names of their types: Actor, ActorMembership."""
        return self.cls.name + (self.edge.name if self.edge else "")


def elements_of(model: Model, end: End) -> Elements:
    """What the lists of a relation are made of."""
    return Elements(model.classes[end.target], model.edges[end.relation.edge])


class Alike:
    """Classes of which the same can be asked: they share the topmost one's input types."""

    def __init__(self, model: Model) -> None:
        self._classes = model.classes
        self._traits = {cls.name: _traits(cls) for cls in model.classes.values()}

    def of(self, cls: Class) -> Class:
        """The topmost class with the same properties and relations as `cls`."""
        return next(self._classes[name] for name in reversed(cls.lineage) if self._traits[name] == self._traits[cls.name])

    def keyed(self, cls: Class) -> Class:
        """The topmost class with the same keys as `cls`."""
        return next(above for name in reversed(cls.lineage) if _keys(above := self._classes[name]) == _keys(cls))


def _keys(cls: Class) -> set[str]:
    return {*cls.keys, *cls.shared_keys}


def _traits(cls: Class) -> tuple[object, ...]:
    return (*((prop.name, prop.datatype, prop.many, prop.vocabulary) for prop in cls.properties.values()), *cls.ends)
