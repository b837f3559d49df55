"""A check of one file against a world small enough to be made anew for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facts.records import Problem
from loaders.checks.resolving import resolve_records
from loaders.checks.run import examine
from loaders.checks.targets import SHIPPED, Sources
from loaders.sources.yaml_reading import read_paths
from ontology import Model

HEAD = """datasets:
- {id: mine, title: Mine, licence: CC0-1.0, rank: 50}
dataset: mine
source: a book
entities:
"""
HEAD_LINES = 5
WORLD = """datasets:
- {id: world, title: World, licence: CC0-1.0, rank: 10}
- {id: peer, title: Peer, licence: CC0-1.0, rank: 50}
- {id: best, title: Best, licence: CC0-1.0, rank: 5}
dataset: world
source: an atlas
entities:
- {id: denmark, class: State, name: Denmark, iso3: DNK}
- {id: pact, class: Alliance, name: Northern Pact, aliases: [NP]}
- {id: office, class: BorderAgency, name: Border Office of Denmark}
- {id: smuggling, class: Threat, name: Smuggling, definition: Carrying goods across a border in secret.}
- {id: treaty, class: Treaty, name: Treaty of Denmark}
"""
Check = Callable[[str], list[Problem]]


@pytest.fixture
def check(tmp_path: Path, model: Model) -> Check:
    """What a check finds in entities, against WORLD. Lines count from the first entity."""
    world = tmp_path / "world.yaml"
    world.write_text(WORLD)
    background = resolve_records(read_paths([world], model)[0], model)

    def found(text: str) -> list[Problem]:
        file = tmp_path / "x.yaml"
        file.write_text(HEAD + text + "\n", encoding="utf-8")
        records, problems = read_paths([file], model)
        sources = Sources(records, tuple(problems), frozenset({str(file)}), background, SHIPPED)
        return list(examine(sources, model).problems)

    return found


def told(problems: list[Problem]) -> list[tuple[str, int]]:
    """Rule and line of each."""
    return [(p.rule, p.location.line - HEAD_LINES) for p in problems]
