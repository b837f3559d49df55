"""Reads from the Turtle what RDF needs to know of its terms."""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Literal, Node

from ontology.linked_terms import Linked, Named, Reference
from ontology.vocabularies import F

EDTF = Namespace("http://id.loc.gov/datatypes/edtf/").EDTF
"""The datatype of dates, of the Library of Congress."""
_REFERENCES: dict[Node, Reference] = {
    SKOS.Concept: Reference.TERM,
    F.Dataset: Reference.DATASET,
    RDF.Property: Reference.NAME,
    OWL.Class: Reference.CLASS,
}


def read_linked(graph: Graph) -> Linked:
    """What a graph of the ontology says."""
    return Linked(
        english=frozenset(_local(term) for term in graph.subjects(RDFS.range, RDF.langString)),
        refers={_local(term): _reference(graph, term) for term in graph.subjects(F.byId, Literal(True))},
        labels=frozenset(_local(term) for term in graph.subjects(RDFS.subPropertyOf, RDFS.label)),
        identifies={_local(term): str(begin) for term, begin in graph.subject_objects(F.identifies)},
        same={_local(term): str(by) for term, by in graph.subject_objects(F.same)},
        arcs={_local(term): tuple(map(str, Collection(graph, arcs))) for term, arcs in graph.subject_objects(F.arcs)},
        named={_local(term): Named(str(arc), _addresses(graph, term)) for term, arc in graph.subject_objects(F.leadsBy)},
    )


def _reference(graph: Graph, term: Node) -> Reference:
    """Anything of the ontology that is no record is an entity."""
    return _REFERENCES.get(graph.value(term, RDFS.range) or term, Reference.ENTITY)


def _addresses(graph: Graph, term: Node) -> dict[str, str]:
    listed = graph.value(term, F.addresses)
    entries = Collection(graph, listed) if listed else ()
    return {str(graph.value(one, SKOS.notation)): str(graph.value(one, SKOS.exactMatch)) for one in entries}


def _local(term: Node) -> str:
    return str(term).removeprefix(str(F))
