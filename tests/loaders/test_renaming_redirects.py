"""Former ids lead to the entity, in files and in datasets that were loaded before it was renamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.records import Records
from graph import Store
from loaders.checks.conforming import check_records
from loaders.loading import load
from loaders.sources.yaml_reading import read_paths
from ontology import Model

ORGANIZATION = """
default_dataset: one
datasets:
- {{id: one, title: One, rank: 1, licence: CC0-1.0}}
source: https://example.org
entities:
- {{id: {id}, class: Alliance, name: League{former}}}
- {{id: here, class: State, name: Here}}
"""
OTHERS = """
default_dataset: two
datasets:
- {id: two, title: Two, rank: 2, licence: CC0-1.0}
source: https://example.org
entities:
- {extends: here, memberOf: {ref: league, start: 1950}}
- {extends: league, description: A league}
"""


def records(tmp_path: Path, model: Model, *texts: str) -> tuple[Records, list[str]]:
    """What the checks make of some files."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.yaml")
        paths[-1].write_text(text)
    read, problems = read_paths(paths, model)
    checked, more = check_records(read, model)
    return checked, [str(p) for p in (*problems, *more)]


def organization(id_: str, *former: str) -> str:
    """A file with one organization and one state."""
    return ORGANIZATION.format(id=id_, former=f", formerIds: [{', '.join(former)}]" if former else "")


def test_references_by_a_former_id_resolve(tmp_path: Path, model: Model) -> None:
    found, problems = records(tmp_path, model, organization("great-league", "league"), OTHERS)
    assert not problems
    assert [link.object for link in found.links] == ["great-league"]
    assert {c.subject for c in found.claims if c.property == "description"} == {"great-league"}


def test_a_former_id_cannot_be_given_again(tmp_path: Path, model: Model) -> None:
    again = "source: x\nentities:\n- {id: league, class: Forum, name: Another}\n"
    _, problems = records(tmp_path, model, organization("great-league", "league"), again)
    assert len(problems) == 1
    assert "league is a former id of great-league" in problems[0]


def test_a_former_id_leads_to_one_entity(tmp_path: Path, model: Model) -> None:
    again = "source: x\nentities:\n- {id: forum, class: Forum, name: Another, formerIds: league}\n"
    _, problems = records(tmp_path, model, organization("great-league", "league"), again)
    assert len(problems) == 1
    assert "league is already a former id of great-league" in problems[0]


@pytest.mark.parametrize("bad", ["League", "a_b", "-a"])
def test_a_former_id_is_an_id(tmp_path: Path, model: Model, bad: str) -> None:
    _, problems = records(tmp_path, model, organization("great-league", bad))
    assert "a former id is made of lower-case letters" in problems[0]


def test_a_dataset_loaded_before_the_renaming_follows(tmp_path: Path, model: Model, scratch: Store) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(organization("league"))
    two.write_text(OTHERS)
    load(scratch, model, [str(one)])
    load(scratch, model, [str(two)])
    one.write_text(organization("great-league", "league"))
    load(scratch, model, [str(one)])
    with scratch.driver.session(database=scratch.address.database) as session:
        row = session.run(
            "MATCH (:FoederaEntity {id: 'here'})-[:FOEDERA_MEMBER_OF]->(o:FoederaEntity) "
            "RETURN o.id AS id, o.description AS about, o.formerIds AS former"
        ).data()
        gone = session.run("MATCH (o:FoederaEntity {id: 'league'}) RETURN count(o) AS n").single(strict=True)["n"]
    assert row == [{"id": "great-league", "about": "A league", "former": ["league"]}]
    assert gone == 0
    load(scratch, model, [str(two)])
