"""Paths: worked examples, order, uncertain and joint validity, and the same lengths as an independent library finds."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import networkx
import pytest

from analysis.choosing import Choice, Mode, chosen, holding
from analysis.paths import Asked, Path, find_paths, graph_of
from analysis.spans import Span
from analysis.table import Table, day_text
from common.errors import QueryError
from tests.analysis.tables import EXAMPLES, day, spell, table_of

Ask = dict[str, Any]


def ask(table: Table, ask: Ask) -> list[Path]:
    """The paths that an example asks for."""
    mode = Mode.DURING if "during" in ask else Mode.AT
    first, _, last = str(ask.get("during") or ask["at"]).partition("/")
    certain = ask.get("certainty") == "CERTAIN"
    choice = Choice(["memberOf"], mode, day(first), day(last or first), certain)
    graph = graph_of(table.spells, chosen(table, choice), len(table.entities))
    within = Span(choice.first, choice.last) if mode is Mode.DURING else None
    ends = table.numbers[ask["from"]], table.numbers[ask["to"]]
    sure = holding(table.spells, choice, certain=True)
    return find_paths(table.spells, graph, sure, ends, Asked(ask["maxLength"], ask["count"], within))


def names(table: Table, path: Path) -> list[str]:
    """The relationships of a path, as examples name them."""
    spells, entities = table.spells, table.entities
    return [f"{entities[spells.subject[n]].id}-{entities[spells.object[n]].id}" for n in path.spells]


def made(ties: list[dict[str, str]]) -> Table:
    return table_of(
        {
            "subject": t["actor"],
            "object": t["body"],
            "days": tuple(t[k] for k in ("startEarliest", "startLatest", "endEarliest", "endLatest")),
        }
        if "startEarliest" in t
        else spell(t["actor"], t["body"], t["start"], t["end"])
        for t in ties
    )


@pytest.mark.parametrize(("case", "number"), [(name, n) for name in ("q06", "q07") for n in range(len(EXAMPLES[name]["asks"]))])
def test_worked_examples(case: str, number: int) -> None:
    table, asked = made(EXAMPLES[case]["ties"]), EXAMPLES[case]["asks"][number]
    found = ask(table, asked)
    assert [names(table, p) for p in found] == [p["through"] for p in asked["expected"]]
    assert [p.certain for p in found] == [p["certain"] for p in asked["expected"]]
    for path, wanted in zip(found, asked["expected"], strict=True):
        if "heldTogether" in wanted:
            assert f"{day_text(path.together.first)}/{day_text(path.together.last)}" == wanted["heldTogether"]


@pytest.mark.parametrize("seed", range(20))
def test_the_same_paths_as_networkx(seed: int) -> None:
    chance = random.Random(seed)
    pairs = sorted({(f"a{chance.randrange(8)}", f"b{chance.randrange(6)}") for _ in range(18)})
    table = table_of([spell(a, b, "1950", "..") for a, b in pairs])
    start, goal = pairs[0][0], pairs[-1][0]
    found = ask(table, {"from": start, "to": goal, "at": "1990-01-01", "maxLength": 6, "count": 10_000})
    simple = networkx.all_simple_paths(networkx.Graph(pairs), start, goal, cutoff=6) if start != goal else []
    wanted = sorted([tuple(p) for p in simple], key=lambda p: (len(p), p))
    assert [tuple(table.entities[n].id for n in p.nodes) for p in found] == wanted
    assert all(a != b for p in found for a, b in pairwise(p.nodes))


def test_parallel_spells_are_different_paths_and_nothing_leads_from_one_to_itself() -> None:
    table = table_of([spell("a", "x", "1950", ".."), spell("a", "x", "1960", ".."), spell("b", "x", "1950", "..")])
    assert len(ask(table, {"from": "a", "to": "b", "at": "1970-01-01", "maxLength": 2, "count": 9})) == 2
    assert ask(table, {"from": "a", "to": "a", "at": "1970-01-01", "maxLength": 2, "count": 9}) == []


def test_endless_searches_are_refused() -> None:
    dense = [spell(f"s{a:02}", f"o{b:02}", "1950", "..") for a in range(40) for b in range(40)]
    table = table_of([*dense, spell("z1", "z2", "1950", "..")])
    with pytest.raises(QueryError, match="too many ways"):
        ask(table, {"from": "s00", "to": "s01", "at": "1970-01-01", "maxLength": 8, "count": 10_000_000})
    assert ask(table, {"from": "s00", "to": "z1", "at": "1970-01-01", "maxLength": 8, "count": 1}) == []
