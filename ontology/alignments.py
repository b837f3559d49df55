"""With which terms of other vocabularies a term is aligned. The Turtle alone knows; the Model does without."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import OWL, RDFS, SKOS, Graph, URIRef

from ontology.sources import SOURCES
from ontology.vocabularies import F

PREFIXES = {
    "http://www.w3.org/ns/org#": "org",
    "http://www.w3.org/ns/prov#": "prov",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/ns/dcat#": "dcat",
    "http://www.w3.org/2006/time#": "time",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "https://schema.org/": "schema",
    "http://data.europa.eu/m8g/": "cpov",
    "http://www.wikidata.org/entity/": "wd",
    "http://www.wikidata.org/prop/direct/": "wdt",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
}
ALIGNED = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty, SKOS.exactMatch, SKOS.closeMatch)

Alignments = Mapping[str, tuple[str, ...]]
"""For the name of a class, property or relation the terms elsewhere, with their prefixes."""


def read_alignments() -> Alignments:
    """The alignments of the ontology that ships."""
    graph = Graph(bind_namespaces="none")
    graph.parse(SOURCES[0], format="turtle")
    found: dict[str, set[str]] = {}
    for predicate in ALIGNED:
        for subject, term in graph.subject_objects(predicate):
            if isinstance(term, URIRef) and not term.startswith(F):
                found.setdefault(str(subject).removeprefix(F), set()).add(_short(term))
    return {name: tuple(sorted(terms)) for name, terms in found.items()}


def _short(term: URIRef) -> str:
    return next((f"{prefix}:{term.removeprefix(base)}" for base, prefix in PREFIXES.items() if term.startswith(base)), str(term))
