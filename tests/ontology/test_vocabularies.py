"""Closed vocabularies: every value has its meaning and its name in the API, and what is wrong with one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.errors import OntologyError
from ontology import SOURCES, Model, read_model

CLOSED = {
    "Membership": {"role", "status", "startEvent", "endEvent", "verification"},
    "Adherence": {"role", "startEvent", "endEvent", "verification"},
    "Participation": {"role", "startEvent", "endEvent", "verification"},
    "Succession": {"kind", "verification"},
    "Statehood": {"recognition", "startEvent", "endEvent", "verification"},
    "State": {"recognition"},
    "System": {"kind"},
    "Border": set(),
    "BorderAgency": {"functions"},
    "Treaty": {"obligations"},
    "Claim": {"verification", "property"},
    "Conflict": {"topic"},
    "Coverage": {"verification", "relation", "ofClass"},
}


@pytest.mark.parametrize("name", CLOSED)
def test_properties_of_few_values_are_closed(model: Model, name: str) -> None:
    cls = (model.classes | model.edges)[name]  # type: ignore[operator]  # both are dicts behind their read-only views
    assert {p.name for p in cls.properties.values() if p.vocabulary} >= CLOSED[name]


def test_every_value_has_a_name_of_its_own_and_a_meaning(model: Model) -> None:
    assert len(model.vocabularies) >= 13
    for vocabulary in model.vocabularies:
        names = [term.name for term in vocabulary.terms]
        assert len(names) == len(set(names)) > 1
        assert all(term.comment.endswith(".") for term in vocabulary.terms)
        assert vocabulary.name not in model.classes


def test_a_name_in_the_api_is_made_of_the_stored_value(model: Model) -> None:
    role, event = (model.edges["Membership"].properties[n].vocabulary for n in ("role", "startEvent"))
    assert role
    assert event
    assert role.names["founding-member"] == "FOUNDING_MEMBER"
    assert event.names["entry into force"] == "ENTRY_INTO_FORCE"
    assert model.edges["Membership"].properties["role"].one_of == tuple(role.names)


def test_names_of_the_ontology_itself_are_closed_vocabularies(model: Model) -> None:
    topics, relations, classes = (model.vocabulary(name).names for name in ("Topic", "EntityRelation", "EntityClass"))
    assert (topics["founded"], topics["memberOf"], topics["class"]) == ("FOUNDED", "MEMBER_OF", "CLASS")
    assert set(relations) < set(topics)
    assert "founded" not in relations
    assert (classes["BorderAgency"], "Claim" in classes) == ("BorderAgency", False)


GOOD = 'f:Colour a skos:ConceptScheme ; rdfs:label "colour"@en ; rdfs:comment "A colour."@en ; f:terms ({}) .\n'
SHAPE = "f:ColourShape a sh:NodeShape ; sh:targetClass f:Agreement ; sh:property [ sh:path f:depositary ; f:vocabulary f:Colour ] .\n"
RED = '[ skos:notation "red" ; skos:definition "Red."@en ]'


def extended(folder: Path, more: str) -> Model:
    """The ontology that ships with some Turtle added."""
    file = folder / "foedera.ttl"
    prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    file.write_text(SOURCES[0].read_text(encoding="utf-8") + prefix + more, encoding="utf-8")
    return read_model((file, SOURCES[1]))


def test_a_vocabulary_is_added_in_the_turtle_alone(tmp_path: Path) -> None:
    treaty = extended(tmp_path, GOOD.format(RED) + SHAPE).classes["Treaty"].properties["depositary"]
    assert treaty.one_of == ("red",)
    assert treaty.constraints[0].message == "the colour is one of red"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (GOOD.format(""), "needs an rdfs:label, an rdfs:comment and f:terms"),
        (GOOD.format(RED + RED), "has the term RED twice"),
        (GOOD.format('[ skos:notation "red" ]'), "skos:definition"),
        (GOOD.format('[ skos:notation "2nd" ; skos:definition "Second."@en ]'), "begins with a letter"),
        (SHAPE, "f:vocabulary f:Colour, which is not a skos:ConceptScheme here"),
        (GOOD.format(RED).replace("Colour", "Treaty"), "both an owl:Class and a skos:ConceptScheme"),
        (GOOD.format(RED) + SHAPE.replace("depositary", "obligations"), "is the second vocabulary of f:obligations"),
    ],
)
def test_what_is_wrong_with_a_vocabulary_is_told(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(OntologyError, match=told):
        extended(tmp_path, more)
