"""The classes of entities as a tree, each with how many entities there are of it and of those below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology import Class, Kind, Model


@dataclass(frozen=True, slots=True)
class Branch:
    """A class with those below it. `number` is None where nobody counted."""

    cls: Class
    number: int | None
    below: tuple[Branch, ...]


def tree_of(model: Model, counts: Mapping[str, int]) -> tuple[Branch, ...]:
    """The classes right below that of all entities."""
    return _below(Kind.ENTITY.value, model, counts)


def _below(name: str, model: Model, counts: Mapping[str, int]) -> tuple[Branch, ...]:
    own = [cls for cls in model.classes.values() if cls.parents[:1] == (name,)]
    return tuple(Branch(cls, _number(cls, counts), _below(cls.name, model, counts)) for cls in own)


def _number(cls: Class, counts: Mapping[str, int]) -> int | None:
    return sum(counts.get(name, 0) for name in cls.concrete) if counts else None
