"""Other vocabularies are read by a mapping that is a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from facts.records import Records
from loaders.checks.conforming import check_records
from loaders.sources.gathering import gather
from loaders.sources.rdf_aligned import read_alignment
from ontology import Model

DATASET = """@prefix f: <https://w3id.org/foedera/ontology#> .
<https://w3id.org/foedera/dataset/local> f:title "Local" ; f:licence "CC0-1.0" ; f:rank 50 .
"""
ORG = """@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
<https://example.org/League> a org:Organization ; skos:prefLabel "League"@en, "Ligue"@fr ; skos:altLabel "Lg" ;
    schema:foundingDate "1933-04-04" ;
    org:hasMember <https://example.org/Freedonia> .
<https://example.org/Freedonia> a schema:Country ; schema:name "Freedonia" .
<https://example.org/somebody> a schema:Person ; schema:name "Nobody" .
"""
WIKIDATA = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<http://www.wikidata.org/entity/Q7184> <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q1127126> .
<http://www.wikidata.org/entity/Q7184> <http://www.w3.org/2000/01/rdf-schema#label> "NATO"@en .
<http://www.wikidata.org/entity/Q7184> <http://www.w3.org/2000/01/rdf-schema#label> "OTAN"@fr .
<http://www.wikidata.org/entity/Q7184> <http://www.wikidata.org/prop/direct/P571> "1949-04-04T00:00:00Z"^^xsd:dateTime .
"""
ELI = """@prefix eli: <http://data.europa.eu/eli/ontology#> .
<http://data.europa.eu/eli/reg/2019/1896> a eli:LegalResource ; eli:title "Regulation (EU) 2019/1896"@en ; eli:date_document "2019-11-13" .
"""


def read(text: str, ending: str, model: Model, folder: Path) -> Records:
    """What a file in another vocabulary holds; it has to be free of errors."""
    (folder / "head.ttl").write_text(DATASET, encoding="utf-8")
    (folder / f"a.{ending}").write_text(text, encoding="utf-8")
    records, problems = gather([str(folder / "head.ttl"), str(folder / f"a.{ending}")], model)
    checked, more = check_records(records, model)
    assert [str(p) for p in (*problems, *more)] == []
    return checked


def values(records: Records) -> set[tuple[str, str, str]]:
    """All values."""
    return {(c.subject, c.property, c.value) for c in records.claims}


def test_org_skos_and_schema_org(model: Model, tmp_path: Path) -> None:
    found = read(ORG, "ttl", model, tmp_path)
    assert values(found) == {
        ("league", "class", "InternationalOrganization"), ("league", "name", "League"), ("league", "labels", '{"fr":"Ligue"}'),
        ("league", "aliases", "Lg"), ("league", "founded", "1933-04-04"), ("freedonia", "class", "State"),
        ("freedonia", "name", "Freedonia"),
    }  # fmt: skip
    (link,) = found.links
    assert (link.subject, link.relation, link.object, link.provenance.source) == (
        "freedonia",
        "memberOf",
        "league",
        "https://example.org/League",
    )


def test_truthy_triples_of_wikidata(model: Model, tmp_path: Path) -> None:
    assert values(read(WIKIDATA, "ttl", model, tmp_path)) == {
        ("nato", "class", "Alliance"), ("nato", "name", "NATO"), ("nato", "labels", '{"fr":"OTAN"}'), ("nato", "founded", "1949-04-04"),
        ("nato", "wikidata", "Q7184"),
    }  # fmt: skip


def statement(rank: str, kind: str, value: object, datatype: str = "") -> dict[str, object]:
    """A statement, as Wikidata writes it."""
    return {"rank": rank, "mainsnak": {"snaktype": "value", "datatype": datatype, "datavalue": {"type": kind, "value": value}}}


def day(text: str, precision: int, calendar: str = "Q1985727") -> dict[str, object]:
    """A date, as Wikidata writes it."""
    return {"time": f"+{text}T00:00:00Z", "precision": precision, "calendarmodel": f"http://www.wikidata.org/entity/{calendar}"}


def item(id_: str, cls: str, name: str, claims: Mapping[str, object], **more: object) -> dict[str, object]:
    """An entity, as Wikidata writes it; an empty mapping is a list there."""
    kind = [statement("normal", "wikibase-entityid", {"id": cls})]
    labels = {"en": {"language": "en", "value": name}}
    return {"type": "item", "id": id_, "labels": labels, "aliases": [], "descriptions": {}, "claims": {"P31": kind, **claims}, **more}


NATO = item(
    "Q7184", "Q1127126", "NATO",
    {
        "P571": [statement("normal", "time", day("1949-00-00", 9)), statement("preferred", "time", day("1949-04-04", 11)),
                 statement("deprecated", "time", day("1948-01-01", 11))],
        "P576": [{"rank": "normal", "mainsnak": {"snaktype": "somevalue", "property": "P576"}}],
        "P856": [statement("normal", "string", "https://nato.int", "url")],
    },
    aliases={"en": [{"language": "en", "value": "Atlantic Alliance"}], "fr": [{"language": "fr", "value": "OTAN"}]},
)  # fmt: skip
FRANCE = item(
    "Q142", "Q3624078", "France",
    {"P297": [statement("normal", "string", "FR")], "P463": [statement("normal", "wikibase-entityid", {"id": "Q7184"})],
     "P571": [statement("normal", "time", day("0843-08-10", 11, "Q1985786"))]},
)  # fmt: skip


@pytest.mark.parametrize("form", ["document", "dump"])
def test_entities_of_wikidata_as_json(form: str, model: Model, tmp_path: Path) -> None:
    document = json.dumps({"entities": {"Q7184": NATO, "Q142": FRANCE}})
    found = read(document if form == "document" else f"[\n{json.dumps(NATO)},\n{json.dumps(FRANCE)}\n]\n", "json", model, tmp_path)
    assert values(found) == {
        ("nato", "class", "Alliance"), ("nato", "name", "NATO"), ("nato", "aliases", "Atlantic Alliance"),
        ("nato", "founded", "1949-04-04"),
        ("nato", "website", "https://nato.int"), ("nato", "wikidata", "Q7184"), ("france", "class", "State"), ("france", "name", "France"),
        ("france", "iso2", "FR"), ("france", "wikidata", "Q142"),
    }  # fmt: skip
    (link,) = found.links
    assert (link.subject, link.relation, link.object) == ("france", "memberOf", "nato")
    assert {c.location.line for c in found.claims if c.subject == "france"} == {1 if form == "document" else 3}


def snak(kind: str, value: object) -> dict[str, object]:
    """What a statement or a qualifier says."""
    return {"snaktype": "value", "datavalue": {"type": kind, "value": value}}


def membership(number: int, of: str, rank: str = "normal", **qualifiers: object) -> dict[str, object]:
    """A statement with qualifiers."""
    said = {name: [value] for name, value in qualifiers.items()}
    return {"id": f"Q142$0A0B-{number}", "rank": rank, "mainsnak": snak("wikibase-entityid", {"id": of}), "qualifiers": said}


SPELLS = [
    membership(1, "Q7184", P580=snak("time", day("1949-08-24", 11)), P582=snak("time", day("1966-07-00", 10))),
    membership(2, "Q7184", P580=snak("time", day("2009-00-00", 9)), P582={"snaktype": "novalue"}),
    membership(3, "Q7184", rank="deprecated", P580=snak("time", day("1900-01-01", 11))),
    membership(4, "Q7184", P642=snak("string", "nothing that is known here")),
]
QUALIFIED_TTL = (
    WIKIDATA
    + """@prefix wd: <http://www.wikidata.org/entity/> . @prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> . @prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> . @prefix wdno: <http://www.wikidata.org/prop/novalue/> .
@prefix wikibase: <http://wikiba.se/ontology#> . @prefix s: <http://www.wikidata.org/entity/statement/> .
wd:Q142 wdt:P31 wd:Q3624078 ; <http://www.w3.org/2000/01/rdf-schema#label> "France"@en ; wdt:P463 wd:Q7184 ; p:P463 s:a, s:b, s:c .
s:a a wikibase:BestRank ; ps:P463 wd:Q7184 ;
    pq:P580 "1949-08-24T00:00:00Z"^^xsd:dateTime ; pq:P582 "1966-07-01T00:00:00Z"^^xsd:dateTime .
s:b a wikibase:BestRank, wdno:P582 ; ps:P463 wd:Q7184 ; pq:P580 "2009-01-01T00:00:00Z"^^xsd:dateTime .
s:c ps:P463 wd:Q7184 ; pq:P580 "1900-01-01T00:00:00Z"^^xsd:dateTime .
"""
)


@pytest.mark.parametrize("form", ["json", "ttl"])
def test_qualifiers_date_a_relation(form: str, model: Model, tmp_path: Path) -> None:
    """Its RDF writes a month as its first day and a year as the first of January: no more is taken from it."""
    document = json.dumps({"entities": {"Q7184": NATO, "Q142": FRANCE | {"claims": {**FRANCE["claims"], "P463": SPELLS}}}})  # type: ignore[dict-item]  # JSON
    found = read(document if form == "json" else QUALIFIED_TTL, form, model, tmp_path)
    assert {(one.subject, one.relation, one.object) for one in found.links} == {("france", "memberOf", "nato")}
    assert sorted((str(one.properties["start"]), str(one.properties["end"])) for one in found.links) == [
        ("1949-08-24", "1966-07"),
        ("2009", ".."),
    ]
    assert {one.provenance.source for one in found.links} == {"http://www.wikidata.org/entity/Q142"}


def test_a_qualified_relation_has_the_dataset_of_its_entity_and_a_source(model: Model, tmp_path: Path) -> None:
    named = "wd:Q142 <https://w3id.org/foedera/ontology#dataset> <https://w3id.org/foedera/dataset/local> .\n"
    found = read(QUALIFIED_TTL + named, "ttl", model, tmp_path)
    assert {(one.provenance.dataset, one.provenance.source) for one in found.links} == {("local", "http://www.wikidata.org/entity/Q142")}


@pytest.mark.parametrize("text", ['{"entities": []}', "[1]", "{", '{"id": "../../etc"}', "[" * 5_000, '{"id": "Q1", "labels": {"en": 1}}'])
def test_what_is_no_entity_is_refused_with_its_place(text: str, model: Model, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(text)
    _, (problem, *_) = gather([str(file)], model)
    assert (problem.location.file, problem.location.line) == (str(file), 1)


def test_legislation_by_eli(model: Model, tmp_path: Path) -> None:
    found = read(ELI, "ttl", model, tmp_path)
    assert {c.subject for c in found.claims} == {"regulation-eu-2019-1896"}
    assert {(p, v) for _, p, v in values(found)} == {
        ("class", "LegalAct"), ("name", "Regulation (EU) 2019/1896"), ("signed", "2019-11-13"),
    }  # fmt: skip


@pytest.mark.parametrize("part", ["classes", "properties"])
def test_the_mapping_names_what_the_ontology_has(part: str, model: Model) -> None:
    known = {p for c in model.classes.values() for p in (*c.properties, *c.ends)} if part == "properties" else set(model.entities)
    assert set(getattr(read_alignment(), part).values()) <= known
