"""A property may have a source of its own, written with its value."""

from __future__ import annotations

from pathlib import Path

from loaders.sources.yaml_reading import read_paths
from ontology import Model
from tests.loaders.deriving import HEAD, derived

SOURCED = """
- id: watch
  class: BorderAgency
  name: {value: Watch, source: "A letter, p. 2", verification: CHECKED}
  aliases: [BW, {value: [Border Watch, Wache], source: A plate, retrieved: 2026-01-05}]
  founded: {value: 1991, source: A law}
  labels: {value: {de: Wache, fr: [Garde, La Garde]}, source: A dictionary}
"""


def test_a_value_has_the_source_that_stands_with_it(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, SOURCED)
    said = {(c.property, c.value): (c.provenance.source, c.provenance.verification, c.provenance.retrieved) for c in found.records.claims}
    assert said["name", "Watch"] == ("A letter, p. 2", "CHECKED", "")
    assert said["aliases", "BW"] == ("A book, p. 1", "UNCHECKED", "")
    assert said["aliases", "Wache"] == ("A plate", "UNCHECKED", "2026-01-05")
    assert said["founded", "1991"] == ("A law", "UNCHECKED", "")
    assert found.node("watch")["labels"] == ["Wache@de", "Garde@fr", "La Garde@fr"]
    assert {source for (name, _), (source, *_) in said.items() if name == "labels"} == {"A dictionary"}


def test_what_else_stands_there_is_named(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("entities:\n- {extends: watch, founded: {value: 1991, sources: A law}, website: {source: A law}}\n", encoding="utf-8")
    problems = [str(p) for p in read_paths([file], model)[1]]
    assert [p.partition(": ")[2] for p in problems] == [
        "unknown key 'sources'; did you mean source?",
        "website must be a value; write the value behind the key, or {value: …, source: …}",
    ]


def test_text_that_a_comma_cuts_is_to_be_quoted(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "cut.yaml"
    file.write_text("entities:\n- {extends: watch, founded: {value: 1991, source: A law, p. 3}}\n", encoding="utf-8")
    [problem] = read_paths([file], model)[1]
    assert str(problem).partition(": ")[2] == "unknown key 'p. 3'; put text that holds a comma into quotes"


SEVERAL = """
- id: watch
  class: BorderAgency
  name: Watch
  source: [B, A, B]
  founded: 1991
  website: {value: "https://example.org", source: C}
  aliases: {value: BW, furtherSources: D}
  claims: [{property: founded, value: 1992, source: [E, F], remark: both count otherwise}]
- {id: freedonia, class: State, name: Freedonia, cooperatesWith: {ref: watch, remark: at sea}}
"""


def test_several_sources_hold_until_another_is_named(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, SEVERAL, HEAD.replace("source: A book, p. 1", "source: [A book, A map]"))
    said = {(c.property, c.value): (c.provenance.source, c.provenance.further) for c in found.records.claims}
    assert said["founded", "1991"] == ("B", ("A",))
    assert said["website", "https://example.org"] == ("C", ())
    assert said["aliases", "BW"] == ("B", ("D",))
    assert said["founded", "1992"] == ("E", ("F",))
    assert said["name", "Freedonia"] == ("A book", ("A map",))
    assert [(o.provenance.source, o.provenance.further, o.provenance.remark) for o in found.records.links] == [
        ("A book", ("A map",), "at sea")
    ]


def test_a_source_that_is_no_text_is_named(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("source: [A, {b: c}]\nretrieved: [2020]\nentities:\n- {extends: watch, founded: 1991}\n", encoding="utf-8")
    assert [str(p).partition(": ")[2] for p in read_paths([file], model)[1]] == [
        "source must be a text or a list of texts; write each source as one text",
        "retrieved must be text; write a single value",
    ]


ALONE = """
- id: watch
  class: BorderAgency
  name: Watch
  archived: https://archive.example.org/1
  page: p. 1
  quote: It was made.
  founded: {value: 1991, remark: others say 1992}
  website: {value: "https://example.org", source: C}
  cooperatesWith: {ref: freedonia, start: 1992}
- {id: freedonia, class: State, name: Freedonia}
"""


def test_a_page_is_of_one_fact_and_a_copy_of_a_source(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, ALONE)
    said = {
        c.property: (c.provenance.page, c.provenance.quote, c.provenance.archived) for c in found.records.claims if c.subject == "watch"
    }
    assert said["name"] == ("p. 1", "It was made.", "https://archive.example.org/1")
    assert said["founded"] == ("", "", "https://archive.example.org/1")
    assert said["website"] == ("", "", "")
    assert [(o.provenance.page, o.provenance.archived) for o in found.records.links] == [("", "https://archive.example.org/1")]


def test_the_top_of_a_file_has_no_page(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("quote: Q\npage: 1\nsource: A\nentities:\n- {extends: watch, founded: 1991}\n", encoding="utf-8")
    assert [str(p).partition(": ")[2].partition(";")[0] for p in read_paths([file], model)[1]] == [
        "unknown key 'quote'",
        "unknown key 'page'",
    ]


def test_a_relation_is_disputed_by_rows(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    claims = "[{property: members, value: norway, source: A}, {property: parties, value: norway, source: A}]"
    file.write_text(f"entities:\n- {{extends: league, source: S, claims: {claims}}}\n", encoding="utf-8")
    rows = "with source: of its own"
    assert [str(p).partition(": ")[2] for p in read_paths([file], model)[1]] == [
        "members is a relation, and a claim is of a property; "
        f"write a row below members: for each source, {rows}, and status: disputed where it is contested",
        f"parties is a relation, and a claim is of a property; write a row below parties: for each source, {rows}",
    ]
