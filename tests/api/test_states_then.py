"""States exist by the lists of systems: where these do not reach the time asked for, lists of states say so."""

from __future__ import annotations

import httpx
import pytest

from api.answering.engine import run_query
from graph import Store


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ('time: {at: "1700"}', "NOT_COVERED"),
        ('time: {during: "1800/1900"}', "NOT_COVERED"),
        ('time: {at: "1816-01-01"}', None),
        ('time: {at: "1985"}', None),
        ('time: {at: "2100"}', "OUTDATED"),
        ("time: {ever: true}", None),
        ('time: {at: "1700"}, sources: {datasets: ["nobody"]}', None),
    ],
)
def test_a_list_of_states_says_where_it_ends(core_store: Store, time: str, code: str | None) -> None:
    found = run_query(core_store, f"{{ states({time}) {{ totalCount }} }}")
    told = [w for w in found["extensions"].get("warnings", []) if w["code"] in {"NOT_COVERED", "OUTDATED"}]
    assert [(w["path"], w["code"], w["numbers"]) for w in told] == ([(["states"], code, {"lists": 1, "of": 1})] if code else [])
    if code == "NOT_COVERED":
        assert "the list of states is complete only from 1816-01-01 on" in told[0]["message"]
        assert told[0]["hint"] == 'ask for time: {at: "1816-01-01"}', "a list at the root has no coverage to ask for"


ROWS = {
    "dyadYears": '(from: "FIRST", to: "LAST", universe: ["france", "spain"]) { totalCount }',
    "stateYears": '(from: "FIRST", to: "LAST", universe: ["france"]) { totalCount }',
    "similarity": '(from: "FIRST", to: "LAST", a: "france", b: "spain", silence: NONE) { totalCount }',
    "ratifications": '(agreement: "ghent-treaty-1814", at: "FIRST") { totalCount }',
    "network": '(relations: [MEMBER_OF], system: "independent-states", time: {at: "FIRST"}) { nodes { totalCount } }',
    "centrality": '(measure: DEGREE, relations: [MEMBER_OF], system: "independent-states", time: {at: "FIRST"}) { totalCount }',
    "components": '(relations: [MEMBER_OF], system: "independent-states", time: {at: "FIRST"}) { totalCount }',
}
"""What has its rows, or nodes, from the list of a system."""


@pytest.mark.parametrize("field", ROWS)
@pytest.mark.parametrize(("first", "last", "code"), [("1700", "1701", "NOT_COVERED"), ("1960", "1961", None), ("2098", "2099", "OUTDATED")])
def test_what_goes_by_a_list_of_states_says_where_it_ends(core_store: Store, field: str, first: str, last: str, code: str | None) -> None:
    """In 1700 there were more states than the 22 that the core lists, and who is one in 2098 nobody knows."""
    found = run_query(core_store, f"{{ {field}{ROWS[field].replace('FIRST', first).replace('LAST', last)} }}")
    told = [w for w in found["extensions"].get("warnings", []) if "states of independent-states" in w["message"]]
    assert [(w["path"], w["code"], w["numbers"]) for w in told] == ([([field], code, {"lists": 1, "of": 1})] if code else [])


def test_a_panel_that_ends_after_today_says_until_when_states_are_known(core_store: Store) -> None:
    found = run_query(core_store, '{ stateYears(from: "2020", to: "2099", universe: ["france"]) { totalCount } }')
    assert "OUTDATED" in {w["code"] for w in found["extensions"]["warnings"]}


@pytest.mark.parametrize("class_", ["", ", class: State", ", class: TreatyAct"])
def test_what_changed_anywhere_may_be_more(core_store: Store, class_: str) -> None:
    """One event is written down of 1800 and 1801; that nothing else happened nobody says."""
    found = run_query(core_store, f'{{ changes(from: "1800", to: "1801"{class_}) {{ totalCount }} }}')
    assert [(w["path"], w["code"]) for w in found["extensions"]["warnings"]] == [(["changes"], "NOT_COVERED")]


def test_other_classes_exist_by_days_of_their_own(core_store: Store) -> None:
    found = run_query(core_store, '{ alliances(time: {at: "1985"}, first: 1) { nodes { name } } }')
    assert not [w for w in found["extensions"].get("warnings", []) if w["code"] in {"NOT_COVERED", "OUTDATED"}]


def test_rows_of_a_table_have_the_warning(http: httpx.Client) -> None:
    rows = http.get("/tables/states.csv", params={"at": "1700"})
    assert rows.status_code == 200
    assert "NOT_COVERED" in rows.text.splitlines()[1], rows.text[:500]
