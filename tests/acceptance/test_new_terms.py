"""A class, a property and a relation that stand only in Turtle are there in the graph, in the checks and in the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.language.schema import build_schema, sdl
from common.errors import InputError
from graph import Store
from graph.schema import ensure_schema, schema_statements
from loaders.loading import load
from ontology import SOURCES, read_model

MORE = """
f:Embassy a owl:Class ; rdfs:subClassOf f:Organization ; f:plural "embassies" ; owl:hasKey ( f:plate ) ;
    rdfs:label "Embassy"@en ; rdfs:comment "A mission."@en .
f:plate a owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:domain f:Embassy ; rdfs:range xsd:string ;
    rdfs:label "plate"@en ; rdfs:comment "Its number plate."@en .
f:accreditedTo a owl:ObjectProperty ; rdfs:domain f:Embassy ; rdfs:range f:State ; f:edge f:Spell ;
    rdfs:label "accredited to"@en ; rdfs:comment "Where it is accredited."@en .
f:missions a owl:ObjectProperty ; owl:inverseOf f:accreditedTo ; rdfs:label "missions"@en ; rdfs:comment "Missions to it."@en .
"""
SHAPE = """
f:EmbassyShape a sh:NodeShape ; sh:targetClass f:Embassy ;
    sh:property [ sh:path f:plate ; sh:pattern "^CD [0-9]+$" ; sh:message "a plate is CD and a number" ] .
"""
FACTS = """
datasets: [{id: mine, title: Mine, rank: 1, licence: CC0}]
dataset: mine
source: S
entities:
- {id: freedonia, class: State, name: Freedonia}
- {id: embassy, class: Embassy, name: Embassy, plate: CD 7, accreditedTo: {ref: freedonia, start: 1933}}
"""


def test_new_terms_need_no_python(scratch: Store, tmp_path: Path) -> None:
    sources = tuple(tmp_path / s.name for s in SOURCES)
    for source, copy, more in zip(SOURCES, sources, (MORE, SHAPE), strict=True):
        copy.write_text(source.read_text(encoding="utf-8") + more, encoding="utf-8")
    model = read_model(sources)
    assert "CREATE CONSTRAINT FoederaEmbassy_plate IF NOT EXISTS FOR (n:FoederaEmbassy) REQUIRE n.plate IS UNIQUE" in schema_statements(
        model
    )
    text = sdl(build_schema(model)._schema)
    assert "embassy(" in text
    assert "input EmbassyFilter" in text
    assert "type EmbassySpellEdge implements Spell" in text

    file = tmp_path / "facts.yaml"
    file.write_text(FACTS.replace("CD 7", "X"), encoding="utf-8")
    with pytest.raises(InputError, match="a plate is CD and a number"):
        load(scratch, model, [str(file)])
    file.write_text(FACTS, encoding="utf-8")
    load(scratch, model, [str(file)])
    with scratch.driver.session(database=scratch.address.database) as session:
        row = session.run("MATCH (e:FoederaEmbassy)-[r:FOEDERA_ACCREDITED_TO]->(s) RETURN labels(e), r.startLatest, s.id").single(
            strict=True
        )
        assert (set(row[0]), row[1], row[2]) == (
            {f"Foedera{n}" for n in ("Embassy", "Organization", "Actor", "Entity")},
            "1933-12-31",
            "freedonia",
        )
        session.run("DROP CONSTRAINT FoederaEmbassy_plate").consume()
    ensure_schema(scratch.driver, scratch.address.database, read_model())
