"""The schema with which editors complete and check: up to date, true of all that ships, false of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from loaders.loading import CORE_FOLDER
from loaders.sources import yaml_reading as reading
from loaders.sources.yaml_tree import Entries, Items, Tree, parse_yaml
from ontology import Model
from ontology.json_schema import FILE, json_schema, text

FILES = sorted(CORE_FOLDER.rglob("*.yaml"))


@pytest.fixture(scope="module")
def validator(model: Model) -> Draft202012Validator:
    schema = json_schema(model)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(tree: Tree | None) -> Any:
    """A file as an editor reads it: YAML 1.2 with its numbers."""
    if isinstance(tree, Entries):
        return {k: plain(v) for k, v in tree.entries.items()}
    if isinstance(tree, Items):
        return [plain(v) for v in tree.items]
    if tree is None or tree.is_null:
        return None
    if tree.plain and tree.boolean is not None:
        return tree.boolean
    return tree.number if tree.plain and tree.number is not None else tree.text


def wrong(validator: Draft202012Validator, source: str) -> list[str]:
    """What is wrong with a file, in the words of the validator."""
    return [e.message for e in validator.iter_errors(plain(parse_yaml(source.encode(), "test.yaml")))]


def test_the_committed_file_is_up_to_date(model: Model) -> None:
    assert FILE.read_text(encoding="utf-8") == text(model), "run python -m ontology.json_schema"
    assert json.loads(text(model)) == json_schema(model)


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(CORE_FOLDER)))
def test_the_core_is_valid(validator: Draft202012Validator, file: Path) -> None:
    found = plain(parse_yaml(file.read_bytes(), file.name))
    assert not [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(found)]


def test_it_knows_the_keys_that_are_read(model: Model) -> None:
    schema = json_schema(model)
    assert set(schema["properties"]) == {*reading.FILE_KEYS, *model.provenance} - {*model.alone}
    assert {*reading.ENTITY_KEYS, *model.provenance} <= set(schema["$defs"]["extension"]["properties"])
    assert set(schema["$defs"]["claim"]["properties"]) == {*reading.CLAIM_KEYS, *model.provenance}
    assert set(schema["$defs"]["conflict"]["properties"]) == set(reading.NOTE_KEYS)


def test_every_word_is_explained(model: Model) -> None:
    schema = json_schema(model)
    for name, definition in schema["$defs"].items():
        if name.startswith(("property.", "relation.", "class.", "link.", "provenance.")):
            assert definition["description"], name


ENTITY = "{id: watch, class: BorderAgency, name: Watch}"
WRONG = {
    "unknown key of the file": "entitys: []",
    "unknown class": "entities: [{id: watch, class: BorderAgencies, name: Watch}]",
    "abstract class": "entities: [{id: watch, class: Agency, name: Watch}]",
    "no class": "entities: [{id: watch, name: Watch}]",
    "neither id nor extends": "entities: [{name: Watch}]",
    "no name": "entities: [{id: watch, class: BorderAgency}]",
    "no name, and an unchecked fact": "entities: [{id: watch, class: BorderAgency, source: A book, retrieved: 2026-11-28}]",
    "not an id": "entities: [{id: Border Watch, class: BorderAgency, name: Watch}]",
    "a property of another class": "entities: [{id: watch, class: BorderAgency, name: Watch, depositary: Rome}]",
    "a relation of another class": "entities: [{id: watch, class: BorderAgency, name: Watch, parties: iso3:POL}]",
    "unknown property of an extension": "entities: [{extends: watch, nmae: Watch}]",
    "not a date": "entities: [{extends: watch, founded: May 1991}]",
    "not one of the values": "entities: [{extends: watch, functions: [land-border, sea]}]",
    "not a key": "entities: [{extends: watch, agencyOf: iso4:POL}]",
    "a link without ref": "entities: [{extends: watch, memberOf: [{start: 1991}]}]",
    "a property that the link has not": "entities: [{extends: watch, memberOf: [{ref: nato, ratified: 1991}]}]",
    "not one of the roles": "entities: [{extends: watch, memberOf: [{ref: nato, role: friend}]}]",
    "made by the loader": "entities: [{extends: watch, memberOf: [{ref: nato, preferred: true}]}]",
    "not one of the verifications": "verification: MAYBE",
    "a claim without value": "entities: [{extends: watch, claims: [{property: founded}]}]",
    "a claim of an unknown property": "entities: [{extends: watch, claims: [{property: foundd, value: 1991}]}]",
    "a claim that is no date": "entities: [{extends: watch, claims: [{property: founded, value: long ago}]}]",
    "a source without a value": "entities: [{extends: watch, founded: {source: A law}}]",
    "a sourced value that is no date": "entities: [{extends: watch, founded: {value: long ago, source: A law}}]",
    "a conflict over nothing": "entities: [{extends: watch, conflicts: [{explanation: so}]}]",
    "a dataset without licence": "datasets: [{id: mine, title: Mine, rank: 1}]",
    "a rank out of bounds": "datasets: [{id: mine, title: Mine, rank: 0, licence: CC0-1.0}]",
}
RIGHT = {
    "a year is a date": "entities: [{extends: watch, founded: 1991}]",
    "a value or a list": "entities: [{extends: watch, functions: customs, aliases: [BW, 1991]}]",
    "references": "entities: [{extends: 'iso3:POL', memberOf: [nato, {ref: 'wikidata:Q458', end: ..}], borders: 'iso3:DEU'}]",
    "from the other end": "entities: [{extends: nato, members: {ref: 'iso3:POL', start: 1999-03-12, source: here, remark: so}}]",
    "sources of their own": "entities: [{extends: watch, founded: {value: 1991, source: A}, aliases: [B, {value: [W], source: C}]}]",
    "names with a source": "entities: [{extends: watch, labels: {value: {de: Wache}, source: A dictionary}}]",
    "NO is text": "entities: [{extends: 'iso3:NOR', iso2: NO}]",
}


@pytest.mark.parametrize("source", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_not_valid(validator: Draft202012Validator, source: str) -> None:
    assert wrong(validator, source)


@pytest.mark.parametrize("source", [f"entities: [{ENTITY}]", "default_dataset: core", *RIGHT.values()])
def test_what_is_right_is_valid(validator: Draft202012Validator, source: str) -> None:
    assert not wrong(validator, source)
