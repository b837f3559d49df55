"""Vocabularies of the ontology's own names: what a claim is about, what a dataset says that it has a complete list of.

Their concept schemes say f:termsFrom in place of f:terms, so that a class, property or relation is named once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ontology.model import Class, Kind
from ontology.terms import Term, Vocabulary, constant_of

ENTITY_CLASS = "EntityClass"
"""The vocabulary of the classes of entities."""
CLASS = "class"
"""The topic of a claim that says what an entity is."""


def with_own_names(classes: Mapping[str, Class], sources: Mapping[Vocabulary, str]) -> dict[str, Class]:
    """Classes whose properties have the terms of their vocabularies. `sources`: what those are made from that have none of their own."""
    filled = {vocabulary: replace(vocabulary, terms=tuple(TERMS_FROM[source](classes))) for vocabulary, source in sources.items()}
    return {name: _filled(cls, filled) for name, cls in classes.items()}


def _filled(cls: Class, filled: Mapping[Vocabulary, Vocabulary]) -> Class:
    found = {n: replace(p, vocabulary=filled[v]) for n, p in cls.properties.items() if (v := p.vocabulary) and v in filled}
    return replace(cls, properties={**cls.properties, **found}) if found else cls


def _entities(classes: Mapping[str, Class]) -> list[Class]:
    return [cls for cls in classes.values() if cls.kind is Kind.ENTITY]


def _classes(classes: Mapping[str, Class]) -> Iterable[Term]:
    return [Term(cls.name, cls.comment, constant=cls.name) for cls in _entities(classes)]


def _relations(classes: Mapping[str, Class]) -> Iterable[Term]:
    found = {name: end.comment for cls in _entities(classes) for name, end in cls.ends.items() if end.relation.sourced}
    return [Term(name, found[name], constant=constant_of(name)) for name in sorted(found)]


def _topics(classes: Mapping[str, Class]) -> Iterable[Term]:
    found = {name: prop.comment for cls in _entities(classes) for name, prop in cls.properties.items() if not prop.derived}
    properties = [Term(name, found[name], constant=constant_of(name)) for name in sorted(found)]
    relations = [term for term in _relations(classes) if term.value not in found]
    return [Term(CLASS, "What it is: its class.", constant=constant_of(CLASS)), *properties, *relations]


TERMS_FROM: Mapping[str, Callable[[Mapping[str, Class]], Iterable[Term]]] = {
    "classes": _classes,
    "relations": _relations,
    "topics": _topics,
}
"""What f:termsFrom may say."""
