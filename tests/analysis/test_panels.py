"""Panels: which rows there are, what is null, and what is counted."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from analysis.dyads import Dyads, dyad_columns
from analysis.panels import NULL, Asked
from analysis.periods import Rule
from analysis.state_years import StateYears, state_columns
from analysis.table import Entity, Table
from tests.analysis.panels import MEASURES, asked, complete, state, world
from tests.analysis.tables import EXAMPLES, spell

COLUMNS = dyad_columns(MEASURES)
Rows = dict[tuple[str, str, int], dict[str, int]]


def dyads(table: Table, question: Asked) -> Rows:
    found: Rows = {}
    for block in Dyads(table, MEASURES, question):
        assert block.b is not None
        year = int(question.periods.names[block.period])
        for number, (a, b) in enumerate(zip(block.a, block.b, strict=True)):
            key = (table.entities[a].id, table.entities[b].id, year)
            found[key] = {name: int(column[number]) for name, column in zip(COLUMNS, block.columns, strict=True)}
    return found


def states(table: Table, question: Asked) -> dict[tuple[str, int], dict[str, int]]:
    found: dict[tuple[str, int], dict[str, int]] = {}
    for block in StateYears(table, MEASURES, question):
        for number, a in enumerate(block.a):
            row = {name: int(column[number]) for name, column in zip(state_columns(MEASURES), block.columns, strict=True)}
            found[table.entities[a].id, int(question.periods.names[block.period])] = row
    return found


def example(*, by_bodies: bool) -> Table:
    """The states of the worked example; covered by the states' own lists, or by that of the alliance."""
    line = complete("members" if by_bodies else "memberOf", "1945-01-01", "2000-12-31")
    spells = [
        state("p", "1900-01-01"),
        state("q", "1950-01-01"),
        state("r", "1900-01-01", "1960-12-31"),
        spell("p", "x", "1949-01-01", ".."),
        spell("q", "x", "1955-05-05", ".."),
    ]
    of_states = [Entity(name, "State", name, coverage=() if by_bodies else (line,)) for name in "pqr"]
    return world(spells, [*of_states, Entity("x", "Alliance", "x", coverage=(line,) if by_bodies else ())])


@pytest.mark.parametrize("by_bodies", [False, True])
def test_the_worked_example(by_bodies: bool) -> None:
    wanted: dict[str, Any] = EXAMPLES["q10"]["expected"]
    table = example(by_bodies=by_bodies)
    bodies = (table.numbers["x"],) if by_bodies else None
    rows = dyads(table, asked(table, 1895, 2005, bodies=bodies))

    def years(*pair: str) -> list[int]:
        return [year for a, b, year in rows if (a, b) == pair]

    assert years("p", "q") == list(range(wanted["rows P-Q from"], 2006))
    assert (years("p", "r")[0], years("p", "r")[-1]) == tuple(wanted["rows P-R"])
    assert (years("q", "r")[0], years("q", "r")[-1]) == tuple(wanted["rows Q-R"])
    for key, value in wanted.items():
        pair, _, year = key.partition(" ")
        if not year.isdigit():
            continue
        a, b = pair.lower().split("-")
        row = rows.get((a, b, int(year)))
        if value == "no row":
            assert row is None, key
        else:
            assert row is not None, key
            assert row["sharedAlliances"] == (NULL if value is None else value), key
    beyond = rows["p", "q", 2001]
    assert (beyond["sharedAlliances"], beyond["attestedAlliances"]) == (NULL, 1)


def test_one_complete_list_is_enough_where_those_of_its_bodies_are_complete() -> None:
    lines = (complete("memberOf"),)
    spells = [state(name, "1900-01-01") for name in "abc"]
    spells += [spell("a", "open", "1950-01-01", ".."), spell("a", "full", "1960-01-01", ".."), spell("b", "full", "1960-01-01", "..")]
    entities = [
        Entity("a", "State", "a", coverage=lines),
        Entity("open", "Alliance", "open"),
        Entity("full", "Alliance", "full", coverage=(complete("members"),)),
    ]
    table = world(spells, entities)
    rows = dyads(table, asked(table, 1949, 1961))
    assert rows["a", "b", 1949]["sharedAlliances"] == 0
    assert rows["a", "b", 1950]["sharedAlliances"] == NULL  # b may have been in it, too
    assert rows["a", "b", 1961]["attestedAlliances"] == 1
    assert rows["b", "c", 1949]["sharedAlliances"] == NULL
    assert rows["a", "b", 1961]["sharedForums"] == 0  # the doubt is about an alliance
    assert rows["a", "b", 1961]["sharedOrganizations"] == NULL


def test_ties_by_obligation() -> None:
    lines = (complete("partyTo", "1950-01-01", "1959-12-31"),)
    spells = [state(name, "1900-01-01") for name in "abc"]
    spells += [
        spell("a", "pact", "1940-01-01", "..", relation="partyTo"),
        spell("b", "pact", "1940-01-01", "1956-06-30", relation="partyTo"),
        spell("a", "vague", "1958-01-01", "..", relation="partyTo"),
        spell("b", "vague", "1958-01-01", "..", relation="partyTo"),
        spell("a", "tax", "1940-01-01", "..", relation="partyTo"),
        spell("c", "tax", "19XX", "..", relation="partyTo"),
    ]
    entities = [Entity(name, "State", name, coverage=lines) for name in "abc"]
    entities += [
        Entity("pact", "AllianceTreaty", "pact", obligations=("defense", "consultation")),
        Entity("vague", "AllianceTreaty", "vague"),
        Entity("tax", "Treaty", "tax", obligations=("defense",)),
    ]
    table = world(spells, entities)
    rows = dyads(table, asked(table, 1945, 1965))
    ties = {year: tuple(rows["a", "b", year][name] for name in ("defense", "consultation", "neutrality")) for year in range(1945, 1966)}
    assert ties[1945] == (1, 1, NULL)  # attested, though nobody says what else there was
    assert ties[1950] == (1, 1, 0)
    assert ties[1956] == (1, 1, 0)
    assert ties[1957] == (0, 0, 0)
    assert ties[1958] == (NULL, NULL, NULL)  # nobody says what that treaty obliges to
    assert ties[1960] == (NULL, NULL, NULL)
    assert rows["a", "c", 1950]["defense"] == 0  # a treaty of another kind makes no allies
    assert (rows["a", "c", 1950]["sharedAgreements"], rows["a", "c", 1950]["attestedAgreements"]) == (NULL, 0)  # day unknown


def test_one_complete_list_of_neighbours_tells_of_both() -> None:
    spells = [state(name, "1900-01-01") for name in "abc"]
    spells += [spell("b", "a", "1900-01-01", "1949-12-31", relation="borders")]
    entities = [Entity("a", "State", "a", coverage=(complete("borders"),)), Entity("b", "State", "b")]
    table = world(spells, entities)
    rows = dyads(table, asked(table, 1949, 1950, Rule.LAST_DAY))
    assert [rows["a", "b", year]["contiguity"] for year in (1949, 1950)] == [1, 0]
    assert rows["a", "c", 1950]["contiguity"] == 0
    assert rows["b", "c", 1950]["contiguity"] == NULL


def test_rows_follow_system_universe_direction_and_certainty() -> None:
    spells = [state("a", "1900-01-01"), state("b", "1900-01-01", "1950"), state("c", "1901~", "..")]
    spells += [spell("d", "other", "1900-01-01", "..", relation="statehood")]
    table = world(spells, [Entity("other", "StateSystem", "other")])
    assert {key[:2] for key in dyads(table, asked(table, 1950, 1950))} == {("a", "b"), ("a", "c"), ("b", "c")}
    last = asked(table, 1950, 1950, Rule.LAST_DAY)
    assert len(dyads(table, last)) == 3
    sure = asked(table, 1950, 1950, Rule.LAST_DAY, certain=True)
    assert {key[:2] for key in dyads(table, sure)} == {("a", "c")}
    some = asked(table, 1950, 1950, universe=(table.numbers["a"], table.numbers["b"]), directed=True)
    assert {key[:2] for key in dyads(table, some)} == {("a", "b"), ("b", "a")}


def test_years_of_states() -> None:
    table = example(by_bodies=False)
    rows = states(table, asked(table, 1944, 2001))
    assert ("q", 1949) not in rows
    assert ("r", 1961) not in rows
    assert (rows["p", 1944]["alliances"], rows["p", 1945]["alliances"], rows["p", 1949]["alliances"]) == (NULL, 0, 1)
    assert (rows["p", 2001]["alliances"], rows["p", 2001]["attestedAlliances"]) == (NULL, 1)
    assert rows["p", 1950]["agreements"] == NULL
    table = example(by_bodies=True)
    assert states(table, asked(table, 1950, 1950))["p", 1950]["alliances"] == NULL  # there may be others
    assert states(table, asked(table, 1950, 1950, bodies=(table.numbers["x"],)))["q", 1950]["alliances"] == 0


def test_pairs_are_what_two_loops_over_days_find() -> None:
    random = np.random.default_rng(7)
    names, bodies = [f"s{n}" for n in range(6)], [f"b{n}" for n in range(4)]
    spells = [state(name, "1900-01-01") for name in names]
    held = []
    for _ in range(40):
        who, what = names[random.integers(6)], bodies[random.integers(4)]
        begin = int(random.integers(1950, 1960))
        end = begin + int(random.integers(0, 5))
        held.append((who, what, begin, end))
        spells.append(spell(who, what, f"{begin}-03-01", f"{end}-02-01" if end > begin else f"{end}-04-01"))
    entities = [Entity(name, "State", name, coverage=(complete("memberOf"),)) for name in names]
    table = world(spells, entities)
    rows = dyads(table, asked(table, 1949, 1966))
    for (a, b, year), row in rows.items():
        inside = [{what for who, what, begin, end in held if who == one and begin <= year <= end} for one in (a, b)]
        assert row["sharedAlliances"] == len(inside[0] & inside[1]), (a, b, year)


def test_a_big_panel_goes_by_years() -> None:
    random = np.random.default_rng(3)
    names = [f"s{n:03}" for n in range(200)]
    spells = [state(name, "1800-01-01") for name in names]
    starts = random.integers(1800, 1990, 4_000)
    spells += [
        spell(names[random.integers(200)], f"b{random.integers(300)}", f"{year}-01-01", f"{year + 20}-12-31") for year in starts.tolist()
    ]
    table = world(spells)
    panel = Dyads(table, MEASURES, asked(table, 1801, 2000))
    assert int(panel.rows.sum()) == 200 * 199 // 2 * 200
    tracemalloc.start()
    rows = sum(len(block) for block in panel)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 3_980_000
    assert peak < 64 * 2**20
