"""`foedera new`: a beginning for every class, which becomes a good file once its blanks are filled."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from common.errors import NotFoundError
from common.text import slug
from loaders.checks.conforming import check_records
from loaders.editing.formatting import format_text
from loaders.editing.skeletons import Wanted, bare_skeleton, find_class, skeleton
from loaders.sources.yaml_reading import read_paths
from ontology import Class, Model, read_model
from ontology.json_schema import FILE

CLASSES = read_model().entities


def fill(text: str, cls: Class) -> str:
    """Write something behind every key that stands blank, one of the values where they are listed."""
    text = re.sub(r"^- id:  #.*$", "- id: new-thing", text, flags=re.MULTILINE)
    for prop in (p for p in cls.properties.values() if p.one_of):
        text = re.sub(rf"^  {prop.name}:  #.*$", f"  {prop.name}: {prop.one_of[0]}", text, flags=re.MULTILINE)
    return re.sub(r"^(  \w+):  #.*$", r"\1: something", text, flags=re.MULTILINE)


def problems(path: Path, text: str, model: Model) -> list[str]:
    """What is wrong with a file."""
    path.write_text(text, encoding="utf-8")
    records, wrong = read_paths([path], model)
    return [str(p) for p in (*wrong, *check_records(records, model)[1])]


@pytest.mark.parametrize("name", CLASSES)
def test_filled_in_it_is_right(tmp_path: Path, model: Model, name: str) -> None:
    text = fill(skeleton(model.classes[name], model, Wanted()), model.classes[name])
    assert problems(tmp_path / "new.yaml", text, model) == []
    format_text(text, model)


@pytest.mark.parametrize("name", CLASSES)
def test_it_names_everything_the_class_has(tmp_path: Path, model: Model, name: str) -> None:
    cls = model.classes[name]
    text = fill(skeleton(cls, model, Wanted()), cls)
    for prop in cls.properties.values():
        assert re.search(rf"^  (# )?{prop.name}:", text, re.MULTILINE)
        assert prop.comment in text or prop.required
        assert all(value in text for value in prop.one_of)
    used = re.sub(r"^  # (?=\w+:|- \{)", "  ", text, flags=re.MULTILINE)
    used = used.replace("{ref: ", "{ref: some-thing").replace("{property: , value: ,", "{property: name, value: x,")
    path = tmp_path / "all.yaml"
    path.write_text(used, encoding="utf-8")
    records, wrong = read_paths([path], model)
    assert not wrong
    ends = {e.relation.name for e in cls.ends.values() if e.relation.sourced}
    assert {link.relation for link in records.links} == ends


def test_what_is_known_is_filled_in(model: Model) -> None:
    wanted = Wanted(name="Ligue: des États", dataset="core", source="A book, p. 1")
    text = skeleton(model.classes["Alliance"], model, wanted)
    assert "- id: ligue-des-etats\n" in text
    assert '  name: "Ligue: des États"\n' in text
    assert "  source: A book, p. 1\n" in text
    assert "dataset: core\n" in text
    assert "datasets:" not in text


def test_filled_in_it_is_valid_for_editors(model: Model) -> None:
    text = skeleton(model.classes["Alliance"], model, Wanted(id="x", name="X", source="y"))
    lines = dict(re.findall(r"^(?:- |  )(id|class|name|source): (\S+)", text, re.MULTILINE))
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    assert Draft202012Validator(schema).is_valid({"entities": [lines]})


def test_an_abstract_class_leaves_the_choice(model: Model) -> None:
    text = bare_skeleton(model.classes["Agency"], model, Wanted(name="Watch"))
    assert text.startswith("- id: watch\n  class:  # one of BorderAgency, ")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("alliance", "Alliance"),
        ("BorderAgency", "BorderAgency"),
        ("border-agency", "BorderAgency"),
        ("Border agency", "BorderAgency"),
        ("agencies", "Agency"),
        ("agency", "Agency"),
        ("mou", "MemorandumOfUnderstanding"),
        ("police", "PoliceService"),
        ("command", "MilitaryCommand"),
        ("treaty", "Treaty"),
        ("kind of actor", "ActorKind"),
    ],
)
def test_short_names_are_understood(model: Model, word: str, name: str) -> None:
    assert find_class(word, model).name == name


def test_a_slip_is_told_what_was_meant(model: Model) -> None:
    with pytest.raises(NotFoundError, match="did you mean Alliance"):
        find_class("alliannce", model)
    with pytest.raises(NotFoundError, match=r"may be .*CustomsAuthority"):
        find_class("authority", model)
    with pytest.raises(NotFoundError, match="lists the classes"):
        find_class("zzzzzz", model)


def test_an_id_is_made_of_a_name() -> None:
    assert slug("Straż Graniczna (Polska) – 1991") == "straz-graniczna-polska-1991"
    assert len(slug("a " * 200)) <= 100
