"""The shapes as a document are whole, and enough to find what is wrong."""

from __future__ import annotations

import pyshacl
from rdflib import SH, Graph, URIRef

from ontology import SOURCES
from ontology.shapes_text import shapes_text

WRONG = """
@prefix f: <https://w3id.org/foedera/ontology#> .
@prefix id: <https://w3id.org/foedera/id/> .
@prefix term: <https://w3id.org/foedera/term/> .
id:a a f:State ; f:name "A"@en ; f:iso2 "long" ; f:recognition term:StateRecognition.NEVER .
id:b a f:State ; f:name "B"@en ; f:iso2 "BB" ; f:recognition term:StateRecognition.UN_MEMBER .
"""


def test_every_shape_is_printed_and_finds_what_is_wrong() -> None:
    shapes = Graph().parse(data=shapes_text(), format="turtle")
    assert set(shapes.subjects(SH.targetClass)) == set(Graph().parse(SOURCES[1]).subjects(SH.targetClass))
    _, report, _ = pyshacl.validate(Graph().parse(data=WRONG), shacl_graph=shapes, ont_graph=Graph().parse(SOURCES[0]))
    found = {
        (report.value(r, SH.focusNode), str(report.value(r, SH.resultPath)).partition("#")[2]) for r in report.objects(None, SH.result)
    }
    assert found == {(URIRef("https://w3id.org/foedera/id/a"), path) for path in ("iso2", "recognition")}
