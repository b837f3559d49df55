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


def test_other_classes_exist_by_days_of_their_own(core_store: Store) -> None:
    found = run_query(core_store, '{ alliances(time: {at: "1985"}, first: 1) { nodes { name } } }')
    assert not [w for w in found["extensions"].get("warnings", []) if w["code"] in {"NOT_COVERED", "OUTDATED"}]


def test_rows_of_a_table_have_the_warning(http: httpx.Client) -> None:
    rows = http.get("/tables/states.csv", params={"at": "1700"})
    assert rows.status_code == 200
    assert "NOT_COVERED" in rows.text.splitlines()[1], rows.text[:500]
