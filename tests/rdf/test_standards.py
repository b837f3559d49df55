"""What leaves Foedera as RDF is read alike by others' libraries, and the ontology is consistent by the rules of OWL 2 RL."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal

import orjson
import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib import OWL, PROV, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection

from loaders.deriving.linked import source_of
from ontology import SOURCES, Model
from ontology.vocabularies import F
from rdf.compacting import NotLinkedJSONError, brief
from rdf.context import context
from rdf.export import lines
from rdf.formats import Format, document
from rdf.names import address
from rdf.sources import MemorySource
from tests.loaders.deriving import derived
from tests.rdf.facts import EVERY_KIND

RDFLIB = {Format.NT: "nt", Format.NQ: "nquads", Format.TTL: "turtle", Format.TRIG: "trig", Format.JSONLD: "json-ld", Format.RDFXML: "xml"}


@pytest.fixture(scope="module")
def source(model: Model, tmp_path_factory: pytest.TempPathFactory) -> MemorySource:
    """The facts, as an export reads them."""
    return source_of(derived(model, tmp_path_factory.mktemp("facts"), EVERY_KIND).state, model)


@pytest.fixture
def as_written() -> Iterator[None]:
    """rdflib leaves literals as they are written, and does not write 1.50 as 1.5."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    yield
    rdflib.NORMALIZE_LITERALS = before


def quads(text: str) -> set[ox.Quad]:
    """Quads of N-Quads. There are no blank nodes, so graphs are isomorphic where their quads are the same.

    rdflib reads 0.00000015 in Turtle as the decimal 1.5E-7, which is the same number.
    """
    text = re.sub(r'"([^"]*E-[^"]*)"(?=\^\^<http://www.w3.org/2001/XMLSchema#decimal>)', lambda m: f'"{Decimal(m[1]):f}"', text)
    found = set(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert not any(isinstance(node, ox.BlankNode) for quad in found for node in (quad.subject, quad.object))
    return found


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.usefixtures("as_written")
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # rdflib of itself
def test_rdflib_reads_what_was_meant(form: Format, source: MemorySource, model: Model) -> None:
    own = list(lines(source, model, graphs=form.graphs))
    read = rdflib.Dataset() if form.graphs else Graph()
    read.parse(io.BytesIO(document(own, form, context(model))), format=RDFLIB[form])
    said = read.serialize(format="nquads" if form.graphs else "nt")
    meant = quads(b"".join(own).decode())
    assert len(meant) > 500
    assert quads(said.replace(" <urn:x-rdflib:default> .", " .")) == meant


def test_pyld_reads_what_was_meant(source: MemorySource, model: Model) -> None:
    def refuse(url: str, _options: object) -> object:
        raise AssertionError(f"{url} was fetched")

    own = list(lines(source, model))
    text = document(own, Format.JSONLD, context(model))
    assert b'"@id":"id:league","@type":"Alliance"' in text
    said = jsonld.to_rdf(orjson.loads(text), {"format": "application/n-quads", "documentLoader": refuse})
    assert quads(said) == quads(b"".join(own).decode())


def test_brief_documents_say_the_same_and_define_only_what_they_use(source: MemorySource, model: Model) -> None:
    own = [line for line in lines(source, model) if line.startswith(b"<https://w3id.org/foedera/id/league>")]
    # Not in order, as an answer of SPARQL may be, and one of them twice.
    triples = [quad.triple for quad in ox.parse(b"".join([*own[::-2], *own[::2], own[0]]), format=ox.RdfFormat.N_TRIPLES)]
    found = orjson.loads(brief(triples, context(model)))
    assert [node["@id"] for node in found["@graph"]] == ["id:league"]
    assert (found["@graph"][0]["@type"], found["@graph"][0]["name"]) == ("Alliance", "League")
    assert len(found["@context"]) < len(context(model)) / 4
    assert found["@context"].items() <= context(model).items()
    assert quads(jsonld.to_rdf(found, {"format": "application/n-quads"})) == quads(b"".join(own).decode())


def test_what_json_ld_cannot_say_is_refused(model: Model) -> None:
    subject, name = ox.NamedNode("urn:a"), ox.NamedNode("urn:n")
    for wrong in (ox.NamedNode("id:nato"), ox.Triple(subject, name, subject)):
        with pytest.raises(NotLinkedJSONError):
            brief([ox.Triple(subject, name, wrong)], context(model))


# --- The ontology

AXIOMS = (RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.members)
"""What decides what a thing is; labels, meanings and lists of terms take most of the time and decide nothing."""
ELSEWHERE = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/foedera/id/> .
@prefix f: <https://w3id.org/foedera/ontology#> .
prov:Activity owl:disjointWith prov:Entity .
skos:ConceptScheme owl:disjointWith skos:Concept .
id:wrong-treaty a f:Treaty ; f:borders id:freedonia .
id:wrong-load a f:Load , f:Claim .
"""
"""What PROV-O and SKOS themselves say is never both, and two things that no reasoner may let pass."""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The ontology that ships."""
    return Graph().parse(SOURCES[0])


def test_branches_are_disjoint(ontology: Graph) -> None:
    listed = [set(Collection(ontology, members)) for members in ontology.objects(None, OWL.members)]
    assert set(ontology.subjects(RDFS.subClassOf, F.Entity)) in listed
    assert {F.Entity, F.Record, F.Link} in listed


def test_the_ontology_and_facts_of_every_kind_are_consistent(ontology: Graph, source: MemorySource, model: Model) -> None:
    said = b"".join(lines(source, model)).splitlines(keepends=True)
    graph = Graph().parse(data=ELSEWHERE).parse(data=b"".join(line for line in said if b'"' not in line), format="nt")
    for axiom in AXIOMS:
        graph += ontology.triples((None, axiom, None))
    for members in ontology.objects(None, OWL.members):
        Collection(graph, members, list(Collection(ontology, members)))
    closure = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False)
    closure.closure()
    assert (URIRef(address("id", "freedonia")), RDF.type, PROV.Agent) in graph, "it reasons"
    wrong = {word.rpartition("/")[2] for message in closure.error_messages for word in message.split() if "/id/" in word}
    assert wrong == {"wrong-treaty", "wrong-load"}, closure.error_messages
