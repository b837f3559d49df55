"""Closed vocabularies: the values that a property may have, each with its meaning, as concept schemes of the ontology say them.

A shape that names one (f:vocabulary) allows its values alone: `spell_out` writes that into the graph as SHACL has it (sh:in and a message),
so that a validator of SHACL and the reader of the Model see the same.
"""

from __future__ import annotations

from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from ontology.linked_terms import term_address
from ontology.terms import Term, Vocabulary

F = Namespace("https://w3id.org/foedera/ontology#")


def vocabulary(graph: Graph, scheme: Node) -> Vocabulary:
    """One vocabulary."""
    label, comment = graph.value(scheme, RDFS.label), graph.value(scheme, RDFS.comment)
    listed = graph.value(scheme, F.terms)
    terms = tuple(_term(graph, node) for node in Collection(graph, listed)) if listed else ()
    return Vocabulary(str(scheme).removeprefix(str(F)), str(label or ""), str(comment or ""), terms)


def terms_from(graph: Graph, scheme: Node) -> str | None:
    """What the terms of a vocabulary are made from that lists none of its own."""
    found = graph.value(scheme, F.termsFrom)
    return None if found is None else str(found)


def _term(graph: Graph, node: Node) -> Term:
    aside, contested = ((node, flag, Literal(True)) in graph for flag in (F.aside, F.contested))
    level = graph.value(node, F.level)
    value, comment, manner = (str(graph.value(node, found) or "") for found in (SKOS.notation, SKOS.definition, F.manner))
    return Term(value, comment, aside, contested, int(level) if isinstance(level, Literal) else None, manner)


def problem(found: Vocabulary) -> str | None:
    """What is wrong with a vocabulary; None when nothing is."""
    names = [term.name for term in found.terms]
    if not (found.label and found.comment and names):
        return "a vocabulary needs an rdfs:label, an rdfs:comment and f:terms"
    if any(not (term.name and term.comment) for term in found.terms):
        return "every term needs a skos:notation of letters, digits, spaces and hyphens that begins with a letter, and a skos:definition"
    twice = next((name for name in names if names.count(name) > 1), None)
    return twice and f"has the term {twice} twice"


def spell_out(graph: Graph) -> None:
    """Give every shape that names a vocabulary the values and the message that follow from it."""
    for part, scheme in list(graph.subject_objects(F.vocabulary)):
        if (scheme, RDF.type, SKOS.ConceptScheme) not in graph or terms_from(graph, scheme) is not None:
            continue
        found, head = vocabulary(graph, scheme), BNode()
        by_id = (graph.value(part, SH.path), F.byId, Literal(True)) in graph
        Collection(graph, head, [URIRef(term_address(found.name, t.value)) if by_id else Literal(t.value) for t in found.terms])
        graph.add((part, SH["in"], head))
        if graph.value(part, SH.message) is None:
            graph.add((part, SH.message, Literal(f"the {found.label} is one of {', '.join(term.value for term in found.terms)}")))
