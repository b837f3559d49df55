"""A load that tells of a gap in the life of a state reaches what the state belongs to, and what it is told of later."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.deriving.graph_state import difference
from loaders.deriving.incremental.finding import find_changes
from ontology import Model
from tests.loaders.deriving import Derived, derived
from tests.loaders.incremental.memory import Memory

FACTS = """
- {{id: list, class: StateSystem, name: A list}}
- {{id: estonia, class: State, name: Estonia, statehood: [{spells}]}}
- {{id: fund, class: Forum, name: Fund, founded: 1945-12-27, members: [estonia]}}
- {{id: union, class: Forum, name: Union, founded: 1865-05-17, members: [{union}]}}
"""
WHOLE = "{ref: list, start: 1918-02-24, end: ..}"
PARTS = "{ref: list, start: 1918-02-24, end: 1940-08-06}, {ref: list, start: 1991-08-20, end: ..}"
VAGUE = "{ref: list, start: 1918-02-24, end: 1940}, {ref: list, start: 1991, end: ..}"
NONE, SEEN = "", "{ref: estonia, end: .., asOf: 2020}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((WHOLE, SEEN), (PARTS, SEEN)),
        ((PARTS, SEEN), (WHOLE, SEEN)),
        ((PARTS, SEEN), (VAGUE, SEEN)),
        ((PARTS, NONE), (PARTS, SEEN)),
    ],
)
def test_a_load_finds_what_the_whole_derivation_finds(model: Model, tmp_path: Path, old: tuple[str, str], new: tuple[str, str]) -> None:
    before, after = (_derived(model, tmp_path, *rows) for rows in (old, new))
    found = find_changes(before.records, after.records, after.records, Memory(before.state, model), model)
    assert found == difference(before.state, after.state)
    assert after.days("estonia", "fund")[0][0] == ("1945-12-27" if new[0] == WHOLE else "1991-01-01" if new[0] == VAGUE else "1991-08-20")


def _derived(model: Model, folder: Path, spells: str, union: str) -> Derived:
    return derived(model, folder, FACTS.format(spells=spells, union=union))
