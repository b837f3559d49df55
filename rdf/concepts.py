"""The closed vocabularies of the ontology as SKOS concepts."""

from __future__ import annotations

from collections.abc import Iterator

from ontology import Model, Vocabulary
from ontology.linked_terms import Reference
from rdf import names
from rdf.names import SKOS, TYPE, concept, term


def listed_vocabularies(model: Model) -> list[Vocabulary]:
    """The vocabularies with terms of their own; others consist of names of the ontology itself."""
    refers = {p.vocabulary.name: p for c in (*model.classes.values(), *model.edges.values()) for p in c.properties.values() if p.vocabulary}
    own = model.linked.refers
    return [v for v in model.vocabularies if own.get(refers[v.name].name) is Reference.TERM]


def concept_lines(model: Model) -> Iterator[str]:
    """Every term: its scheme, the text that files and the API have for it, and its meaning."""
    for vocabulary in listed_vocabularies(model):
        for found in vocabulary.terms:
            node = concept(vocabulary.name, found.value)
            yield f"{node} {TYPE} <{SKOS}Concept> ."
            yield f"{node} <{SKOS}inScheme> {term(vocabulary.name)} ."
            yield f"{node} <{SKOS}notation> {names.literal(found.value)} ."
            yield f"{node} <{SKOS}prefLabel> {names.literal(found.value.replace('-', ' '), language='en')} ."
            yield f"{node} <{SKOS}definition> {names.literal(found.comment, language='en')} ."
            for flag in (name for name in ("aside", "contested") if getattr(found, name)):
                yield f"{node} {term(flag)} {names.literal('true', f'{names.XSD}boolean')} ."


def notations(model: Model) -> dict[str, str]:
    """By the address of a term the text that is stored for it."""
    return {concept(v.name, t.value)[1:-1]: t.value for v in listed_vocabularies(model) for t in v.terms}
