"""The ontology that ships is whole, and what is wrong with another one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, Graph, Literal, URIRef
from rdflib.namespace import DefinedNamespace

from common.errors import OntologyError
from ontology import SOURCES, Datatype, Kind, Model, read_model, stored
from ontology.vocabularies import F

CLOSED: dict[str, type[DefinedNamespace]] = {str(ns._NS): ns for ns in (DCAT, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME)}
# What rdflib does not know (yet); the terms were looked up in their vocabularies' own documents.
OPEN = {"http://data.europa.eu/m8g/": {"PublicOrganisation"}, "https://schema.org/": {"StatisticalVariable"}}


def extended(folder: Path, more: str) -> tuple[Path, Path]:
    """The ontology that ships with some Turtle added."""
    file = folder / "foedera.ttl"
    file.write_text(SOURCES[0].read_text(encoding="utf-8") + more, encoding="utf-8")
    return file, SOURCES[1]


def test_every_class_and_relation_of_the_design_is_there(model: Model) -> None:
    classes = [
        "State",
        "Organization",
        "InternationalOrganization",
        "SupranationalUnion",
        "Alliance",
        "MilitaryCommand",
        "IntelligencePartnership",
        "Forum",
        "Agency",
        "BorderAgency",
        "CustomsAuthority",
        "CoastGuard",
        "ImmigrationAuthority",
        "PoliceService",
        "IntelligenceService",
        "Ministry",
        "ArmedForce",
        "InternationalAgency",
        "AllianceTreaty",
        "Treaty",
        "Protocol",
        "Convention",
        "Declaration",
        "Arrangement",
        "MemorandumOfUnderstanding",
        "LegalAct",
        "Resolution",
        "ActionPlan",
        "TreatyAct",
        "JointOperation",
        "Exercise",
        "Programme",
        "Dialogue",
        "System",
        "Threat",
        "Challenge",
        "Response",
        "Mechanism",
        "Trend",
        "Principle",
        "Sector",
        "Indicator",
        "Border",
        "Route",
        "CrossingPoint",
        "Dataset",
        "Claim",
        "Load",
    ]
    assert set(classes) <= set(model.classes)
    pairs = {r.name: r.inverse for r in model.relations.values()}
    expected = {
        "memberOf": "members", "partyTo": "parties", "partOf": "parts", "agencyOf": "agencies", "succeeds": "succeededBy",
        "establishes": "establishedBy", "supersedes": "supersededBy", "amends": "amendedBy", "protocolTo": "protocols",
        "implements": "implementedBy", "borders": None, "cooperatesWith": None, "participatesIn": "participants", "hosts": "hostedBy",
        "operates": "operatedBy", "uses": "usedBy", "employs": "employedBy", "addresses": "addressedBy", "mitigates": "mitigatedBy",
        "concerns": "concernedBy", "feeds": "fedBy", "broader": "narrower", "measures": "measuredBy",
    }  # fmt: skip
    assert expected.items() <= pairs.items()
    assert model.labels("Alliance") == ("FoederaAlliance", "FoederaOrganization", "FoederaActor", "FoederaEntity")


def test_a_class_is_one_of_entities_records_or_links(model: Model) -> None:
    kinds = {name: model.classes[name].kind for name in ("Alliance", "Claim", "Dataset")}
    assert kinds == {"Alliance": Kind.ENTITY, "Claim": Kind.RECORD, "Dataset": Kind.RECORD}
    edges = {name: (e.kind, e.sourced, e.dated) for name, e in model.edges.items() if name in ("Link", "Statement", "Membership")}
    assert edges == {"Link": (Kind.LINK, False, False), "Statement": (Kind.LINK, True, False), "Membership": (Kind.LINK, True, True)}
    for relation in model.relations.values():
        edge = model.edges[relation.edge]
        assert (relation.sourced, relation.dated) == (edge.sourced, edge.dated)


def test_the_ontology_says_which_properties_are_names(model: Model) -> None:
    assert model.names == {"name", "aliases", "nativeName", "officialName"}
    assert set(model.names) <= set(model.searchable)


def test_what_is_stored_beside_a_value_has_one_spelling(model: Model) -> None:
    founded, name = (model.classes["Alliance"].properties[n] for n in ("founded", "name"))
    assert (founded.earliest, founded.latest, name.folded) == ("foundedEarliest", "foundedLatest", "nameFolded")
    assert stored.SPAN_DAYS == {"startEarliest": "start", "startLatest": "start", "endEarliest": "end", "endLatest": "end"}


def test_what_loads_make_and_who_states_a_fact_is_told_from_what_is_stated(model: Model) -> None:
    assert model.provenance == (
        "dataset",
        "source",
        "furtherSources",
        "page",
        "quote",
        "archived",
        "archivedOn",
        "retrieved",
        "asOf",
        "verification",
        "remark",
    )
    assert {p.name for p in model.stated("Membership")} == {"start", "end", "startEvent", "endEvent", "role", "status"}


@pytest.mark.parametrize(
    ("text", "fine"), [("nato", True), ("a-1", True), ("A", False), ("a-", False), ("a\n", False), ("", False), ("a" * 101, False)]
)
def test_the_form_of_an_id_is_that_of_former_ids(model: Model, text: str, fine: bool) -> None:
    assert model.is_id(text) is fine


def test_everything_has_words(model: Model) -> None:
    for cls in (*model.classes.values(), *model.edges.values()):
        assert cls.label
        assert cls.comment.endswith(".")
        for prop in cls.properties.values():
            assert prop.label
            assert prop.comment.endswith("."), prop.name
    for relation in model.relations.values():
        assert relation.comment.endswith(".")
        assert relation.inverse_comment.endswith(".")


def test_every_aligned_term_exists_in_its_vocabulary() -> None:
    graph = Graph()
    for source in SOURCES:
        graph.parse(source, format="turtle")
    used = {t for triple in graph for t in triple if isinstance(t, URIRef)}
    for term in used:
        for base, namespace in CLOSED.items():
            if str(term).startswith(base) and str(term) != base.rstrip("#/"):
                name = str(term).removeprefix(base)
                assert name in namespace or name in OPEN.get(base, ()), term
        for base, names in OPEN.items():
            if str(term).startswith(base) and base not in CLOSED:
                assert str(term).removeprefix(base) in names, term


def test_a_class_a_property_and_a_relation_are_one_edit(tmp_path: Path) -> None:
    more = """
f:Embassy a owl:Class ; rdfs:subClassOf f:Organization ; f:plural "embassies" ; rdfs:label "Embassy"@en ; rdfs:comment "A mission."@en .
f:flag a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:domain f:Embassy ; rdfs:range xsd:string ;
    rdfs:label "flag"@en ; rdfs:comment "Its flag."@en .
f:accreditedTo a owl:ObjectProperty ; rdfs:domain f:Embassy ; rdfs:range f:State ; f:edge f:Spell ;
    rdfs:label "accredited to"@en ; rdfs:comment "Where it is accredited."@en .
f:embassies a owl:ObjectProperty ; owl:inverseOf f:accreditedTo ; rdfs:label "embassies"@en ; rdfs:comment "Missions to it."@en .
"""
    with pytest.raises(OntologyError, match=r"shares the name|is both"):
        # The plural and the inverse may be alike: they stand on different types. Two classes with one plural may not.
        read_model(extended(tmp_path, more.replace('"embassies" ;', '"states" ;')))
    model = read_model(extended(tmp_path, more))
    assert model.labels("Embassy") == ("FoederaEmbassy", "FoederaOrganization", "FoederaActor", "FoederaEntity")
    assert model.classes["Embassy"].properties["flag"].datatype is Datatype.TEXT
    assert model.classes["State"].ends["embassies"].relation.type == "FOEDERA_ACCREDITED_TO"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("f:Lost a owl:Class ; rdfs:subClassOf f:Nowhere ; rdfs:label 'L' ; rdfs:comment 'C.' .", "f:Nowhere, which is not an owl:Class"),
        ("f:Mute a owl:Class ; rdfs:subClassOf f:Entity .", "needs an rdfs:label and an rdfs:comment"),
        ("f:odd a owl:DatatypeProperty ; rdfs:domain f:State ; rdfs:label 'o' ; rdfs:comment 'O.' .", "needs an rdfs:range"),
        ("f:loose a owl:DatatypeProperty ; rdfs:range xsd:string ; rdfs:label 'o' ; rdfs:comment 'O.' .", "needs an rdfs:domain"),
        ("f:tie a owl:ObjectProperty ; rdfs:domain f:State ; rdfs:range f:State ; rdfs:label 'o' ; rdfs:comment 'O.' .", "needs an f:edge"),
        ("f:Stray a owl:Class ; rdfs:label 'S' ; rdfs:comment 'S.' .", "needs to stand below one of f:Entity, f:Record, f:Link"),
        ("f:S a sh:NodeShape .\n@prefix sh: <http://www.w3.org/ns/shacl#> .", "not Turtle"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message) as caught:
        read_model(extended(tmp_path, "\n" + more))
    assert str(caught.value).startswith("foedera.ttl:")


def test_the_model_cannot_be_changed(model: Model) -> None:
    with pytest.raises(TypeError):
        model.classes["X"] = model.classes["State"]  # type: ignore[index]  # that is what is tested
    with pytest.raises(AttributeError):
        model.classes["State"].name = "X"  # type: ignore[misc]  # that is what is tested


def test_the_version_is_that_of_the_ontology(model: Model) -> None:
    graph = Graph().parse(SOURCES[0], format="turtle")
    assert graph.value(URIRef(str(F).rstrip("#")), OWL.versionInfo) == Literal(model.version)
