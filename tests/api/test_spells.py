"""Spells of all dated relations: who, how, of what, for how long, and whether the ends are known."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx

from api.answering.engine import run_query
from graph import Store
from tests.api.conftest import TWO_DATASETS

FACTS = (
    TWO_DATASETS
    + """entities:
- {id: freedonia, class: State, name: Freedonia, iso3: FRE}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- id: league
  class: Alliance
  name: League
  members:
  - {ref: freedonia, start: 1950-01-01, end: 1950-01-31, role: observer}
  - {ref: sylvania, start: 1960, end: ..}
- {id: treaty, class: Treaty, name: Treaty, parties: [{ref: sylvania}, {ref: freedonia, start: 1970-05-01}]}
- {id: early, class: Alliance, name: Early, members: [{ref: freedonia, start: ../1960, end: 1970-01-01}]}
- {id: late, class: Alliance, name: Late, members: [{ref: freedonia, start: 1970-01-01, end: 1970-02-28/..}]}
- {extends: league, dataset: theirs, source: Hearsay, members: [{ref: freedonia, start: 1951-01-01, end: 1951-12-31}]}
"""
)
ENDS = "relation from { slug ... on State { iso3 } } node { slug } role"
WANTED = f"{ENDS} start end leftCensored rightCensored daysAtLeast daysAtMost dataset"


def spells(store: Store, arguments: str = "time: {ever: true}") -> dict[tuple[str, str, str], Any]:
    """The spells by ends and start."""
    found: dict[str, Any] = run_query(store, f"{{ spells({arguments}) {{ totalCount edges {{ {WANTED} }} }} }}")
    assert "errors" not in found, found
    edges = found["data"]["spells"]["edges"]
    assert len(edges) == found["data"]["spells"]["totalCount"]
    return {(e["from"]["slug"], e["node"]["slug"], e["start"] or ""): e for e in edges}


def test_lengths_and_what_is_censored(store: Store) -> None:
    found = spells(store)
    assert len(found) == 6
    month = found["freedonia", "league", "1950-01-01"]
    assert month == {
        "relation": "MEMBER_OF", "from": {"slug": "freedonia", "iso3": "FRE"}, "node": {"slug": "league"}, "role": "OBSERVER",
        "start": "1950-01-01", "end": "1950-01-31", "leftCensored": False, "rightCensored": False,
        "daysAtLeast": 31, "daysAtMost": 31, "dataset": "mine",
    }  # fmt: skip
    goes_on = found["sylvania", "league", "1960"]
    assert (goes_on["leftCensored"], goes_on["rightCensored"], goes_on["daysAtMost"]) == (False, True, None)
    undated = found["sylvania", "treaty", ""]
    assert (undated["relation"], undated["leftCensored"], undated["rightCensored"]) == ("PARTY_TO", True, True)


def test_a_spell_that_goes_on_counts_until_today(store: Store) -> None:
    goes_on = spells(store)["sylvania", "league", "1960"]
    assert goes_on["daysAtLeast"] == date.today().toordinal() - date(1960, 12, 31).toordinal() + 1


def test_ends_with_one_bound_are_censored(store: Store) -> None:
    found = {e["node"]["slug"]: e for e in spells(store).values()}
    assert (found["early"]["leftCensored"], found["early"]["rightCensored"]) == (True, False)
    assert (found["late"]["leftCensored"], found["late"]["rightCensored"]) == (False, True)
    assert (found["early"]["daysAtMost"], found["late"]["daysAtMost"]) == (None, None)
    assert found["late"]["daysAtLeast"] == 31 + 28


def test_they_are_chosen_by_relation_time_and_dataset(store: Store) -> None:
    assert {e["relation"] for e in spells(store, "time: {ever: true}, relations: [PARTY_TO]").values()} == {"PARTY_TO"}
    at = spells(store, 'time: {at: "1950-01-15"}, sources: {certainty: CERTAIN}')
    assert list(at) == [("freedonia", "league", "1950-01-01")]
    theirs = spells(store, 'time: {ever: true}, sources: {datasets: ["theirs"]}')
    assert list(theirs) == [("freedonia", "league", "1951-01-01")]
    assert len(spells(store, "time: {ever: true}, sources: {claims: ALL}")) == 7
    assert list(spells(store, 'time: {ever: true}, filter: {node: {id: {eq: "treaty"}}, start: {isNull: false}}')) == [
        ("freedonia", "treaty", "1970-05-01")
    ]


def test_a_relation_without_spells_is_refused(store: Store) -> None:
    found: dict[str, Any] = run_query(store, "{ spells(relations: [SUCCEEDS]) { totalCount } }")
    assert found["errors"][0]["message"] == "SUCCEEDS has no spells: it happens on a day"
    assert "MEMBER_OF" in found["errors"][0]["extensions"]["hint"]


def test_the_table_at_its_address(http: httpx.Client) -> None:
    rows = http.get("/tables/spells.csv", params={"relation": "memberOf", "at": "1982-06-01"}).text.splitlines()
    head = rows[0].split(",")
    assert {"relation", "from.id", "node.id", "leftCensored", "rightCensored", "daysAtLeast", "daysAtMost"} <= set(head)
    nato = [dict(zip(head, row.split(","), strict=False)) for row in rows[1:] if ",nato," in row]
    full = [row for row in nato if row["node.id"] == "nato"]
    assert len(full) == 16
    assert {row["relation"] for row in full} == {"MEMBER_OF"}
    assert http.get("/tables/spells.csv", params={"relation": "memberof"}).status_code == 400
    assert http.get("/tables/states.csv", params={"relation": "memberOf"}).status_code == 400
