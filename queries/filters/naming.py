"""What a filter names by ids and codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ontology import Class, Model
from queries.element import On
from queries.filters import All, Compare, Either, Filter, Not, Op, Related, Scalar
from queries.references import ID, Reference


def named(where: Filter, cls: Class, model: Model) -> Iterator[tuple[Reference, Class]]:
    """The references in a filter on elements of `cls`, each with the class of what it names."""
    match where:
        case Compare(On.NODE, prop, Op.EQ | Op.IN, value):
            if owner := model.key_label(cls, prop.name):
                yield from ((Reference(owner, prop.name, str(one)), cls) for one in (value if isinstance(value, tuple) else (value,)))
        case All(parts) | Either(parts):
            for part in parts:
                yield from named(part, cls, model)
        case Not(part):
            yield from named(part, cls, model)
        case Related(end=end, where=inner):
            yield from named(inner, model.classes[end.target], model)


def renamed(where: Filter, ids: Mapping[str, str]) -> Filter:
    """The filter with other ids of entities in the place of some."""

    def today(value: Scalar) -> Scalar:
        return ids.get(value, value) if isinstance(value, str) else value

    match where:
        case Compare(On.NODE, prop, Op.EQ | Op.IN, value) if prop.name == ID:
            return replace(where, value=tuple(map(today, value)) if isinstance(value, tuple) else today(value))
        case All(parts) | Either(parts):
            return replace(where, parts=tuple(renamed(part, ids) for part in parts))
        case Not(part):
            return Not(renamed(part, ids))
        case Related(where=inner):
            return replace(where, where=renamed(inner, ids))
    return where
