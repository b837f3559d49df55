"""The shapes as a document: with the values of vocabularies spelled out, as a validator of SHACL needs them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import SH, Graph
from rdflib.term import BNode, Node

from ontology.reading import read_graph
from ontology.sources import SOURCES


def shapes_text(sources: Iterable[Path] = SOURCES) -> str:
    """All shapes of the ontology in Turtle. Raises OntologyError."""
    whole, found = read_graph(sources), Graph(bind_namespaces="none")
    for prefix, address in whole.namespaces():
        found.bind(prefix, address)
    for shape in whole.subjects(SH.targetClass):
        _copy(whole, shape, found)
    return found.serialize(format="longturtle")


def _copy(whole: Graph, subject: Node, found: Graph) -> None:
    for _, predicate, value in whole.triples((subject, None, None)):
        found.add((subject, predicate, value))
        if isinstance(value, BNode):
            _copy(whole, value, found)
