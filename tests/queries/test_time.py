"""Time in answers over the core: what nothing known allows is not claimed, what was seen is certain, and a year asks the spell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.conftest import Ask

MEMBERS = """query ($id: ID!, $time: TimeInput, $sources: SourcesInput) {
    organization(key: {id: $id}, time: $time, sources: $sources) {
        members { totalCount certainCount nodeCount coverage { complete from until maintained datasets } nodes { slug } } } }"""


def members(ask: Ask, id_: str, time: dict[str, Any] | None = None, certainty: str = "POSSIBLE") -> Any:
    """The list of members of an organization."""
    answer = ask(MEMBERS, {"id": id_, "time": time, "sources": {"certainty": certainty}})
    assert "errors" not in answer, answer
    return answer["data"]["organization"]["members"]


@pytest.mark.parametrize("day", ["2010", "2011", "2011-11", "2011-11-11", "2012"])
def test_who_was_suspended_for_a_part_of_the_year_was_a_member_throughout(ask: Ask, day: str) -> None:
    for certainty in ("POSSIBLE", "CERTAIN"):
        found = members(ask, "league-of-arab-states", {"at": day}, certainty)
        assert (found["totalCount"], found["nodeCount"], len({n["slug"] for n in found["nodes"]})) == (22, 22, 22)


def test_a_year_in_which_statements_change_shows_all_of_them_and_counts_nodes_apart(ask: Ask) -> None:
    found = members(ask, "league-of-arab-states", {"during": "2011"})
    assert (found["totalCount"], found["nodeCount"], found["certainCount"]) == (25, 22, 25)


@pytest.mark.parametrize(
    ("organization", "state", "year"),
    [("anzus", "new-zealand", "1986"), ("cis", "turkmenistan", "2005"), ("pif", "fiji", "2009"), ("oas", "honduras", "2009")],
)
def test_other_changes_within_a_year_lose_nobody(ask: Ask, organization: str, state: str, year: str) -> None:
    assert state in {n["slug"] for n in members(ask, organization, {"at": year})["nodes"]}


def test_of_a_spell_the_statement_of_the_last_day_is_shown(ask: Ask) -> None:
    text = """{ organization(key: {id: "league-of-arab-states"}, time: {at: "2011"}) {
        members(filter: {node: {id: {eq: "syria"}}}) { edges { status start certain } } } }"""
    [edge] = ask(text)["data"]["organization"]["members"]["edges"]
    assert (edge["status"], edge["start"][:4], edge["certain"]) == ("SUSPENDED", "2011", True)


def test_an_undated_list_is_certain_on_the_day_of_which_it_speaks_and_possible_after(ask: Ask) -> None:
    found = members(ask, "interpol", {"at": "2026-11-26"})
    assert (found["totalCount"], found["certainCount"]) == (208, 208)
    later = members(ask, "interpol", {"at": "2027-03-01"})
    assert (later["totalCount"], later["certainCount"]) == (208, 0)
    assert members(ask, "interpol", {"at": "2027-03-01"}, "CERTAIN")["totalCount"] == 0


def test_nobody_is_a_member_before_it_exists(ask: Ask) -> None:
    found = members(ask, "interpol", {"at": "1930"})
    names = {n["slug"] for n in found["nodes"]}
    assert found["certainCount"] == 0
    assert "france" in names
    assert names & {"south-sudan", "croatia", "east-germany"} == set()
    assert len(names) < 100


def test_what_nothing_known_allows_does_not_exist(ask: Ask) -> None:
    text = """query ($day: EDTF!) { agreements(time: {at: $day}) { totalCount nodes { slug } }
        organizations(time: {at: $day}) { totalCount }
        systems(time: {at: $day}) { totalCount } }"""
    found = ask(text, {"day": "1600-01-01"})["data"]
    assert [n["slug"] for n in found["agreements"]["nodes"]] == ["windsor-treaty-1386"]
    assert found["organizations"]["totalCount"] < 45  # of some bodies, joint centres among them, nobody says when they were founded
    assert found["systems"]["totalCount"] == 0


UNTOC = """query ($time: TimeInput) { convention(key: {id: "untoc-2000"}, time: $time) {
    parties { totalCount certainCount coverage { complete from until maintained datasets } } } }"""


def test_a_table_that_was_read_to_a_day_says_nothing_after_it(ask: Ask) -> None:
    then = ask(UNTOC, {"time": {"at": "2013-06-01"}})["data"]["convention"]["parties"]
    assert then["totalCount"] == then["certainCount"] > 170
    assert then["coverage"] == {"complete": True, "from": None, "until": "2013-10-17", "maintained": False, "datasets": ["core"]}
    later = ask(UNTOC, {"time": {"at": "2026-11-26"}})["data"]["convention"]["parties"]
    assert (later["certainCount"], later["coverage"]["complete"], later["coverage"]["until"]) == (0, False, "2013-10-17")
    assert later["totalCount"] > 170


def test_coverage_tells_complete_from_unknown_and_unwritten(ask: Ask) -> None:
    nato = members(ask, "nato", {"at": "1982"})["coverage"]
    assert nato == {"complete": True, "from": None, "until": None, "maintained": True, "datasets": ["core", "atop", "press"]}
    text = (
        '{ agency(key: {id: "frontex"}) { participatesIn { totalCount coverage { complete } } members { coverage { complete until } } } }'
    )
    frontex = ask(text)["data"]["agency"]
    assert frontex["members"]["coverage"] == {"complete": False, "until": "2026-11-30"}
    # Nobody has written down what an alliance guards.
    text = '{ organization(key: {id: "nato"}) { guards { totalCount coverage { complete } } } }'
    unwritten = ask(text)["data"]["organization"]["guards"]
    assert unwritten == {"totalCount": None, "coverage": None}


@pytest.mark.parametrize("time", [{"at": "2999-01-01"}, {"at": "2999"}, {"during": "2990/2999"}, {"during": "2990/.."}])
def test_of_days_to_come_no_list_is_known(ask: Ask, time: dict[str, str]) -> None:
    assert members(ask, "nato", time)["coverage"]["complete"] is False
    assert members(ask, "nato", {"during": "1982/.."})["coverage"]["complete"] is True, "what lasts is asked about until today"
    told = ask(MEMBERS, {"id": "nato", "time": time})["extensions"]["warnings"]
    assert "OUTDATED" in [one["code"] for one in told]


def test_whose_word_counts_is_whose_coverage_counts(ask: Ask) -> None:
    text = '{ organization(key: {id: "nato"}, sources: {datasets: ["atop"]}) { members { totalCount coverage { complete datasets } } } }'
    found = ask(text)["data"]["organization"]["members"]
    assert found["coverage"] == {"complete": False, "datasets": ["atop"]}
    assert found["totalCount"] > 0


def test_counts_of_lists_of_entities(ask: Ask) -> None:
    counts = "totalCount certainCount nodeCount"
    text = f'{{ states(time: {{at: "1960"}}) {{ {counts} coverage {{ complete }} }} concepts {{ {counts} }} }}'
    found = ask(text)["data"]
    assert found["states"]["coverage"] is None
    assert found["states"]["nodeCount"] == found["states"]["totalCount"] >= found["states"]["certainCount"] > 90
    assert len(set(found["concepts"].values())) == 1
