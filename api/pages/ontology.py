"""The reference of the ontology as values for a page: classes, properties, relations, vocabularies, and what they are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.pages.classes import tree_of
from ontology import Class, Kind, Model, Property, Relation
from ontology.alignments import PREFIXES, Alignments


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A term of another vocabulary: with its prefix, and its address."""

    short: str
    url: str


@dataclass(frozen=True, slots=True)
class Described:
    """A class with the properties that it does not have from a class above, and what to ask in the playground to see some of it."""

    cls: Class
    properties: tuple[Property, ...]
    operation: str


def ontology_values(model: Model, alignments: Alignments) -> dict[str, Any]:
    """All that the template shows."""
    classes = [_described(cls, model) for cls in model.classes.values()]
    kinds = {kind.value: [one for one in classes if one.cls.kind is kind] for kind in (Kind.ENTITY, Kind.RECORD)}
    relations: list[Relation] = [relation for relation in model.relations.values() if relation.sourced]
    return {
        "tree": tree_of(model, {}),
        "kinds": kinds,
        "edges": [_described(edge, model) for edge in model.edges.values()],
        "relations": relations,
        "vocabularies": model.vocabularies,
        "elsewhere": {name: tuple(map(_elsewhere, terms)) for name, terms in alignments.items()},
        "version": model.version,
    }


def _described(cls: Class, model: Model) -> Described:
    everything: Mapping[str, Class] = {**model.classes, **model.edges}
    own = tuple(p for p in cls.properties.values() if all(everything[above].properties.get(p.name) != p for above in cls.parents))
    listed = cls.kind is Kind.ENTITY
    return Described(cls, own, f"{{ {cls.plural}(first: 10) {{ totalCount nodes {{ slug name description }} }} }}" if listed else "")


def _elsewhere(short: str) -> Elsewhere:
    bases = {prefix: base for base, prefix in PREFIXES.items()}
    prefix, _, name = short.partition(":")
    return Elsewhere(short, bases[prefix] + name if prefix in bases else short)
