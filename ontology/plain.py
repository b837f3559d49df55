"""A Model as plain data and back, so that it can be cached: what several parts of it have in common stands once, and is one again."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any

import orjson

from ontology.linked_terms import Linked, Named, Reference
from ontology.model import Binding, Class, Constraint, Datatype, Direction, End, Kind, Model, Property, Relation, Search, Shared, Side
from ontology.terms import Term, Vocabulary

PARTS = (Binding, Class, Constraint, End, Linked, Model, Named, Property, Relation, Term, Vocabulary)
CHOICES = (Datatype, Direction, Kind, Reference, Search, Shared, Side)
_PARTS: Mapping[str, Callable[..., object]] = {cls.__name__: cls for cls in PARTS}
_CHOICES: Mapping[str, type[enum.Enum]] = {cls.__name__: cls for cls in CHOICES}


class _Tag(enum.IntEnum):
    """How what is no text or number is marked."""

    TUPLE = 0
    SET = 1
    MAP = 2
    CHOICE = 3
    PART = 4


def pack(model: Model) -> bytes:
    """A model as bytes."""
    packer = _Packer()
    packer.plain(model)
    return orjson.dumps(packer.parts)


def unpack(data: bytes) -> Model:
    """What pack() packed. Raises ValueError, TypeError or LookupError for anything else."""
    found: list[Any] = []
    for name, values in orjson.loads(data):
        found.append(_PARTS[name](*(_made(value, found) for value in values)))
    if not isinstance(found[-1], Model):
        raise TypeError("not a model")
    return found[-1]


class _Packer:
    """The parts of a model: what a part refers to stands before it."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, list[object]]] = []
        self._places: dict[int, int] = {}

    def plain(self, value: Any) -> object:
        """A value as plain data."""
        if value is None or isinstance(value, (str, int, float)):
            return value
        if isinstance(value, enum.Enum):
            return [_Tag.CHOICE, type(value).__name__, value.value]
        if isinstance(value, tuple):
            return [_Tag.TUPLE, *map(self.plain, value)]
        if isinstance(value, frozenset):
            return [_Tag.SET, *sorted(value)]
        if isinstance(value, Mapping):
            return [_Tag.MAP, *([self.plain(key), self.plain(one)] for key, one in value.items())]
        return [_Tag.PART, self._place(value)]

    def _place(self, part: Any) -> int:
        if id(part) not in self._places:
            if not is_dataclass(part) or type(part).__name__ not in _PARTS:
                raise TypeError(f"{type(part).__name__} is no part of a model")
            values = [self.plain(getattr(part, field.name)) for field in fields(part)]
            self.parts.append((type(part).__name__, values))
            self._places[id(part)] = len(self.parts) - 1
        return self._places[id(part)]


def _made(value: Any, parts: list[Any]) -> object:
    if not isinstance(value, list):
        return value
    kind, *rest = value
    match kind:
        case _Tag.TUPLE:
            return tuple(_made(one, parts) for one in rest)
        case _Tag.SET:
            return frozenset(rest)
        case _Tag.MAP:
            return MappingProxyType({_made(key, parts): _made(one, parts) for key, one in rest})
        case _Tag.CHOICE:
            return _CHOICES[rest[0]](rest[1])
    return parts[rest[0]]
