"""The committed reference of the ontology is what the Turtle makes, and it names everything."""

from __future__ import annotations

import re

import pytest

from ontology import Model
from ontology.reference import FILE, text


@pytest.fixture(scope="module")
def page(model: Model) -> str:
    return text(model)


def test_the_committed_page_is_current(page: str) -> None:
    assert FILE.read_text(encoding="utf-8") == page, "the ontology changed: run `make derived` and commit docs/ontology.md"


def test_it_names_every_class_property_and_relation(page: str, model: Model) -> None:
    classes = {**model.classes, **model.edges}
    vocabularies = {vocabulary.name for vocabulary in model.vocabularies}
    assert set(re.findall(r"^### (\w+)$", page, re.MULTILINE)) == set(classes) | vocabularies
    terms = page.index("## Vocabularies")
    in_tables = set(re.findall(r"^\| (?:\*\*)?`(\w+)`", page[:terms], re.MULTILINE))
    assert {t.value for v in model.vocabularies for t in v.terms} == set(re.findall(r"^\| `([^`]+)`", page[terms:], re.MULTILINE))
    relations = {r.name for r in model.relations.values() if r.sourced}
    assert in_tables == {p for c in classes.values() for p in c.properties} | relations


def test_its_links_lead_to_a_heading(page: str) -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


def test_terms_of_other_vocabularies_stand_beside_ours(page: str) -> None:
    assert re.search(r"^\| `broader` .*`skos:broader` \|$", page, re.MULTILINE)
    assert not re.findall(r"`(https?://[^`]+)` \|$", page, re.MULTILINE), "a vocabulary without a prefix"
