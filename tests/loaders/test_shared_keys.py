"""References by keys that pass from one to another: the day of the statement says whom they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.records import LinkRecord, Records
from loaders.checks.conforming import check_records, known
from loaders.sources.yaml_reading import read_paths
from ontology import Model

HEAD = """
datasets: [{id: mine, title: Mine, rank: 5, licence: CC0}]
dataset: mine
source: A book, p. 1
entities:
"""
STATES = """
- {id: world, class: StateSystem, name: World}
- {id: old-empire, class: State, name: Old Empire, cow: 900, statehood: {ref: world, start: 1816, end: 1918-11-11}}
- {id: new-republic, class: State, name: New Republic, cow: [900, 901], statehood: {ref: world, start: 1918-11-12, end: ..}}
"""
TREATY = """
- {{id: pact, class: Treaty, name: Pact, signed: 1850, parties: {{ref: "{ref}", {given}}}}}
"""


def found(folder: Path, model: Model, text: str, background: str = "") -> tuple[list[LinkRecord], list[str]]:
    """The parties in a file, and what is wrong with it; `background` is loaded already."""
    (folder / "a.yaml").write_text(HEAD + text, encoding="utf-8")
    records, problems = read_paths([folder / "a.yaml"], model)
    before = known(checked(folder, model, background), model) if background else None
    resolved, wrong = check_records(records, model, *([before] if before else []))
    return [o for o in resolved.links if o.relation == "partyTo"], [p.message for p in (*problems, *wrong)]


def checked(folder: Path, model: Model, text: str) -> Records:
    """The records of a file of its own."""
    (folder / "b.yaml").write_text(HEAD + text, encoding="utf-8")
    return check_records(read_paths([folder / "b.yaml"], model)[0], model)[0]


@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize(
    ("ref", "given", "state"),
    [
        ("cow:900", "start: 1850", "old-empire"),
        ("cow:900", "start: 1950-05", "new-republic"),
        ("cow:900", "signed: 1851, role: signatory", "old-empire"),
        ("cow:900", "start: 1950, signed: 1900", "new-republic"),
        ("cow:901", "start: 1850", "new-republic"),
        ("cow:901", "role: party", "new-republic"),
    ],
)
def test_the_day_of_a_statement_says_who_has_a_shared_key(
    tmp_path: Path, model: Model, ref: str, given: str, state: str, loaded: bool
) -> None:
    treaty = TREATY.format(ref=ref, given=given)
    parties, problems = found(tmp_path, model, treaty, STATES) if loaded else found(tmp_path, model, STATES + treaty)
    assert problems == []
    assert [p.subject for p in parties] == [state]


@pytest.mark.parametrize(
    ("ref", "given", "words"),
    [
        ("cow:900", "role: party", "cow:900 may be old-empire or new-republic"),
        ("cow:900", "start: 1918", "cow:900 may be old-empire or new-republic"),
        ("cow:900", "start: 1800", "cow:900 was nobody then, but at other times old-empire, new-republic"),
        ("cow:902", "start: 1850", "nothing has the cow '902'"),
    ],
)
def test_a_shared_key_that_means_nobody_or_several_is_a_problem(tmp_path: Path, model: Model, ref: str, given: str, words: str) -> None:
    parties, problems = found(tmp_path, model, STATES + TREATY.format(ref=ref, given=given))
    assert problems == [words]
    assert parties == []
