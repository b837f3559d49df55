"""What is known of single lists, and what a question makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.dates import BEGINNING, FOREVER
from facts.listing import Listed, Summary, read_lines, summed_up
from ontology import Model
from ontology.stored import COVERAGE
from tests.loaders.deriving import HEAD, derived

FACTS = """
- {id: freedonia, class: State, name: Freedonia, iso3: FRD}
- {id: league, class: Alliance, name: League, covers: COVERS, members: [{ref: freedonia, start: 1950, end: .., asOf: 2020}]}
- {id: void, class: Alliance, name: Void, covers: {relation: members, complete: true, until: 1990}}
- {id: club, class: Forum, name: Club}
- {extends: league, dataset: theirs, members: freedonia}
"""


def lines(model: Model, folder: Path, covers: str, entity: str = "league", relation: str = "members") -> list[Listed]:
    """What is stored of a list."""
    found = derived(model, folder, FACTS.replace("COVERS", covers), HEAD).node(entity).get(COVERAGE, [])
    assert isinstance(found, list)
    return read_lines(found, relation)


@pytest.mark.parametrize(
    ("covers", "mine"),
    [
        ("{relation: members}", Listed("members", "mine", False, False, BEGINNING, "2020-12-31")),
        ("{relation: members, maintained: true}", Listed("members", "mine", False, True, BEGINNING, FOREVER)),
        (
            "{relation: members, complete: true, from: 1949, until: 2013}",
            Listed("members", "mine", True, False, "1949-01-01", "2013-12-31"),
        ),
    ],
)
def test_each_dataset_has_a_line_the_better_first(model: Model, tmp_path: Path, covers: str, mine: Listed) -> None:
    assert lines(model, tmp_path, covers) == [mine, Listed("members", "theirs", False, False, BEGINNING, "")]


def test_the_other_end_has_a_line_of_its_own(model: Model, tmp_path: Path) -> None:
    found = lines(model, tmp_path, "{relation: members, complete: true, maintained: true}", "freedonia", "memberOf")
    assert [(k.dataset, k.complete) for k in found] == [("mine", False), ("theirs", False)]


def test_what_nobody_wrote_down_is_told_from_what_is_empty(model: Model, tmp_path: Path) -> None:
    covers = "{relation: members}"
    assert lines(model, tmp_path, covers, "void") == [Listed("members", "mine", True, False, BEGINNING, "1990-12-31")]
    assert lines(model, tmp_path, covers, "club") == []
    assert summed_up([], "1990-01-01", "1990-01-01", TODAY) is None


TODAY = "2026-11-28"
KNOWN = [
    Listed("members", "best", False, True, last=FOREVER),
    Listed("members", "good", True, False, "1949-04-04", "1990-12-31"),
    Listed("members", "good", True, False, "1995-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(
    ("first", "last", "summary"),
    [
        ("1960-01-01", "1960-12-31", Summary(True, "1949-04-04", "1990-12-31", False, ("best", "good"))),
        ("1996-01-01", "1996-12-31", Summary(True, "1995-01-01", "1999-12-31", False, ("best", "good"))),
        ("1990-01-01", "1991-01-01", Summary(False, None, None, True, ("best", "good"))),
        ("1940-01-01", "1940-01-01", Summary(False, None, None, True, ("best", "good"))),
    ],
)
def test_a_list_is_complete_where_it_is_throughout_the_time_asked_for(first: str, last: str, summary: Summary) -> None:
    assert summed_up(KNOWN, first, last, TODAY) == summary


@pytest.mark.parametrize(
    ("first", "last", "complete"),
    [
        (TODAY, TODAY, True),
        ("2026-01-01", "2026-12-31", True),  # the year that is not over: until today
        (BEGINNING, FOREVER, True),
        ("2026-11-29", "2026-11-29", False),
        ("2027-01-01", FOREVER, False),
    ],
)
@pytest.mark.parametrize("until", [FOREVER, "2030-12-31"])
def test_of_days_to_come_no_list_is_complete(first: str, last: str, complete: bool, until: str) -> None:
    found = summed_up([Listed("members", "best", True, until == FOREVER, last=until)], first, last, TODAY)
    assert found is not None
    assert found.complete is complete


def test_a_beginning_that_follows_from_a_rule_is_known(model: Model, tmp_path: Path) -> None:
    treaty = "{id: treaty, class: Convention, name: Treaty, inForce: 2003-09-29, bindsAfter: 30 days, parties: [PARTIES]}"
    rows = "{ref: freedonia, ratified: 2004-05-14}, {ref: sylvania, signed: 2000-12-12}, {ref: ruritania, start: 2005}"
    states = "".join(f"- {{id: {name}, class: State, name: {name}}}\n" for name in ("freedonia", "sylvania", "ruritania"))
    found = derived(model, tmp_path, f"{states}- {treaty.replace('PARTIES', rows)}\n", HEAD).node("treaty")[COVERAGE]
    assert isinstance(found, list)
    [known] = read_lines(found, "parties")
    assert (known.stated.number, known.stated.undated) == (3, 1)
