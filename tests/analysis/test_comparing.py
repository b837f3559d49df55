"""Two datasets beside each other: against counting day by day, and an example of kappa from a book."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from analysis.comparing import Asked, Cells, compare
from analysis.periods import Rule, Step, periods
from analysis.table import Entity
from tests.analysis.tables import RELATION, day, spell, table_of

YEARS = periods(day("1950-01-01"), day("1959-12-31"), Step.YEAR, Rule.LAST_DAY)
TODAY = day("2026-11-26")


def asked() -> Asked:
    return Asked(RELATION, "members", ("one", "two"), YEARS, {}, TODAY)


def covering(dataset: str, first: str, last: str) -> str:
    return f"members {dataset} 1 0 {first} {last} 3 0 0 3 0 0"


def test_kappa_of_a_table_counted_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreement 0.7, by chance 0.5.
    cells = Cells(20, 5, 10, 15)
    assert (cells.agreement, cells.kappa) == (0.7, 0.4)
    assert (Cells(0, 0, 0, 0).agreement, Cells(0, 0, 0, 0).kappa) == (None, None)
    assert (Cells(5, 0, 0, 0).agreement, Cells(5, 0, 0, 0).kappa) == (1.0, None), "both constant: chance alone makes them agree"
    assert Cells(0, 3, 3, 0).kappa == -1.0


def test_where_two_datasets_differ() -> None:
    body = Entity("x", "Alliance", "x", coverage=(covering("one", "1950-01-01", "1959-12-31"), covering("two", "1950-01-01", "1955-12-31")))
    table = table_of(
        [
            spell("a", "x", "1951-03-01", "1957-03-01", dataset="one"),
            spell("a", "x", "1953-03-01", "1957-03-01", dataset="two"),
            spell("b", "x", "1950-01-01", "1950-12-31", dataset="two"),
            spell("c", "x", "1950-01-01", "1959-12-31", dataset="three"),
        ],
        [body],
    )
    found = compare(table, asked())
    assert [tuple(table.entities[n].id for n in pair) for pair in found.pairs] == [("a", "x"), ("b", "x")]
    # a: one says 1951 to 1956, two 1953 to 1956. b: two says 1950.
    assert found.cells(known=False) == Cells(4, 2, 1, 13)
    # Both lists are complete from 1950 to 1955: a 3 both, 2 one alone, 1 neither; b 1 two alone, 5 neither.
    assert found.cells(known=True) == Cells(3, 2, 1, 6)
    assert found.cells(known=True).kappa == pytest.approx((9 / 12 - (5 * 4 + 7 * 8) / 144) / (1 - (5 * 4 + 7 * 8) / 144))
    shown = [(table.entities[d.subject].id, YEARS.names[d.first], YEARS.names[d.last], d.dataset, d.covered) for d in found.differences()]
    assert shown == [("a", "1951", "1952", 0, True), ("b", "1950", "1950", 1, True)]
    [of_a, of_b] = found.differences()
    assert [[table.text(int(table.spells.dataset[n])) for n in facts] for facts in of_a.facts] == [["one"], ["two"]]
    assert (of_b.facts[0], len(of_b.facts[1])) == ((), 1)


def test_what_hangs_on_unknown_dates_is_undecided() -> None:
    table = table_of(
        [
            spell("a", "x", "1950-01-01", None, dataset="one"),  # nobody says until when
            spell("a", "x", "1950-01-01", "1954-06-01", dataset="two"),
        ]
    )
    found = compare(table, asked())
    assert found.undecided == 10
    assert found.cells(known=False) == Cells(0, 0, 0, 0)
    assert found.differences() == []


def test_a_difference_is_parted_where_the_coverage_of_the_other_ends() -> None:
    body = Entity("x", "Alliance", "x", coverage=(covering("two", "1950-01-01", "1952-12-31"),))
    table = table_of([spell("a", "x", "1950-01-01", "1955-06-01", dataset="one"), spell("b", "x", "1940", "1941", dataset="two")], [body])
    shown = [(YEARS.names[d.first], YEARS.names[d.last], d.covered) for d in compare(table, asked()).differences()]
    assert shown == [("1950", "1952", True), ("1953", "1954", False)]


@pytest.mark.parametrize("seed", range(3))
def test_cells_are_those_of_going_through_all_days(seed: int) -> None:
    lots = random.Random(seed)
    spells = []
    for dataset, actor, body in product(("one", "two"), "abcd", "xy"):
        if lots.random() < 0.7:
            first = lots.randrange(1945, 1960)
            spells.append(spell(actor, body, f"{first}-05-01", f"{first + lots.randrange(6)}-09-01", dataset=dataset))
    found = compare(table_of(spells), asked())
    pairs = {(s["subject"], s["object"]) for s in spells}

    def says(dataset: str, pair: tuple[str, str], last: str) -> bool:
        ours = [s["days"] for s in spells if (s["dataset"], s["subject"], s["object"]) == (dataset, *pair)]
        return any(days[1] <= last <= days[2] for days in ours)

    wanted = [(says("one", p, f"{y}-12-31"), says("two", p, f"{y}-12-31")) for p in pairs for y in range(1950, 1960)]
    cells = [wanted.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))]
    assert found.cells(known=False) == Cells(*cells)
    both = {pair for pair in pairs if {s["dataset"] for s in spells if (s["subject"], s["object"]) == pair} == {"one", "two"}}
    mutual = compare(table_of(spells), replace(asked(), mutual=True))
    assert len(mutual.pairs) == len(both)
    assert mutual.cells(known=False).both == cells[0]
    assert sum(d.last - d.first + 1 for d in found.differences()) == cells[1] + cells[2]
