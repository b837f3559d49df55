"""What the readers take as it is meant: times of day, years that went through a table, merge keys; and a file that says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.records import Problem, Records
from loaders.sources.yaml_reading import read_paths
from ontology import Model

HEAD = """datasets:
- {id: mine, title: Mine, licence: CC0-1.0, rank: 50}
dataset: mine
source: a book
entities:
"""


def read(text: str, folder: Path, model: Model) -> tuple[Records, list[Problem]]:
    """What a file says."""
    (folder / "x.yaml").write_text(text)
    return read_paths([folder / "x.yaml"], model)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("2001-12-14T23:30:00-05:00", "2001-12-14"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14"),
        ("2001-12-14 21:59:43", "2001-12-14"),
        ("1949-04-04T00:00:00.000Z", "1949-04-04"),
        ("1990.0", "1990"),
        ("1990~", "1990~"),
    ],
)
def test_of_a_time_the_day_is_taken(written: str, taken: str, tmp_path: Path, model: Model) -> None:
    text = f"- id: a-b\n  class: Alliance\n  name: A B\n  founded: {written}\n  retrieved: {written}\n"
    text += f"  members: {{ref: iso3:DNK, start: {written}}}\n  claims: {{property: dissolved, value: {written}}}\n"
    found, problems = read(HEAD + text, tmp_path, model)
    assert problems == []
    assert {c.value for c in found.claims if c.property in ("founded", "dissolved")} == {taken}
    assert found.links[0].properties == {"start": taken}
    assert {c.provenance.retrieved for c in found.claims} == {taken}


def test_names_that_look_like_times_stay(tmp_path: Path, model: Model) -> None:
    found, _ = read(HEAD + "- {id: a-b, class: Alliance, name: '1990.0', aliases: ['2001-12-14 21:59:43']}", tmp_path, model)
    assert {c.value for c in found.claims} >= {"1990.0", "2001-12-14 21:59:43"}


def test_rows_and_entities_may_be_merged(tmp_path: Path, model: Model) -> None:
    text = """- &base
  id: a-b
  class: BorderAgency
  name: A B
  cooperatesWith:
  - &first {ref: frontex, start: 2001, end: ..}
  - {<<: *first, ref: europol}
- {<<: *base, id: a-c, name: A C}
"""
    found, problems = read(HEAD + text, tmp_path, model)
    assert problems == []
    assert {(o.subject, o.object, o.properties["start"]) for o in found.links} == {
        (subject, object_, "2001") for subject in ("a-b", "a-c") for object_ in ("frontex", "europol")
    }
    assert [(c.subject, c.value) for c in found.claims if c.property == "name"] == [("a-b", "A B"), ("a-c", "A C")]


@pytest.mark.parametrize("rest", ["", "entities:\n", "entities: []\n", "entities: []\ndatasets: []\n"])
def test_a_file_that_says_nothing_is_told_what_to_do(rest: str, tmp_path: Path, model: Model) -> None:
    (found,) = read(f"dataset: mine\n{rest}", tmp_path, model)[1]
    assert (found.rule, found.message) == ("F206", "the file describes no entity and no dataset")
    assert found.remedy == "add entities:, or take the dataset away with `foedera drop mine`"


def test_a_dataset_may_be_described_alone(tmp_path: Path, model: Model) -> None:
    assert read(HEAD + "  []", tmp_path, model)[1] == []
