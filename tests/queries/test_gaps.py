"""Members of a body over time, one of them a state that was none for fifty years: before, within and after the gap, in lists and counts."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Ask, AskOf

FACTS = """datasets:
- {id: mine, title: Mine, rank: 10, licence: CC0-1.0}
dataset: mine
source: A book
entities:
- {id: world, class: StateSystem, name: World}
- id: estonia
  class: State
  name: Estonia
  statehood: [{ref: world, start: 1918-02-24, end: 1940-08-06}, {ref: world, start: 1991-08-20, end: ..}]
- {id: fund, class: Forum, name: Fund, founded: 1945-12-27, members: [estonia],
   covers: {relation: members, complete: true, maintained: true}}
- {id: union, class: Forum, name: Union, founded: 1865-05-17, members: [{ref: estonia, end: .., retrieved: 2020-05-06,
   verification: CHECKED}]}
- {id: bureau, class: Forum, name: Bureau, founded: 1875-05-20, members: [{ref: estonia, start: 1922-03-04}]}
- {id: court, class: Forum, name: Court, founded: 1899, members: [{ref: estonia, end: 1995-01-31}]}
- {id: office, class: Forum, name: Office, founded: 1883, members: [{ref: estonia, start: 1960-01-01, end: 1965-12-31}]}
- {id: centre, class: Forum, name: Centre, founded: 1900, members: [{ref: estonia, start: 1930-01-01, end: ..,
   retrieved: 2020-05-06, verification: CHECKED}]}
"""
BODIES = """query ($day: EDTF!, $certainty: Certainty!) {
  state(key: {id: "estonia"}, time: {at: $day}, sources: {certainty: $certainty}) {
    memberOf(first: 20) { totalCount certainCount nodes { slug } edges { certain node { slug } } } } }"""
SERIES = """query ($day: EDTF!) {
  series(of: ["fund"], list: MEMBERS, from: $day, to: $day, step: DAY) { nodes { certain possible } } }"""


@pytest.fixture(scope="module")
def own(ask_of: AskOf) -> Ask:
    return ask_of(FACTS)


@pytest.mark.parametrize(
    ("day", "possible", "certain"),
    [
        ("1922-03-04", {"bureau"}, {"bureau"}),
        ("1935-01-01", {"bureau", "centre"}, {"centre"}),
        ("1941-01-01", {"centre"}, {"centre"}),
        ("1965-06-01", {"centre", "office"}, {"centre", "office"}),
        ("1991-08-19", {"centre"}, {"centre"}),
        ("1991-08-20", {"centre", "court", "fund", "union"}, {"centre"}),
        ("1995-01-31", {"centre", "court", "fund", "union"}, {"centre", "court"}),
        ("2020-05-06", {"centre", "fund", "union"}, {"centre", "union"}),
        ("2026-01-01", {"centre", "fund", "union"}, set()),
    ],
)
def test_what_a_state_belongs_to_before_within_and_after_a_gap(own: Ask, day: str, possible: set[str], certain: set[str]) -> None:
    for certainty, expected in (("POSSIBLE", possible), ("CERTAIN", certain)):
        answer = own(BODIES, {"day": day, "certainty": certainty})
        assert "errors" not in answer, answer["errors"]
        found = answer["data"]["state"]["memberOf"]
        assert {node["slug"] for node in found["nodes"]} == expected
        assert {edge["node"]["slug"] for edge in found["edges"] if edge["certain"]} == certain
        assert (found["totalCount"], found["certainCount"]) == (len(expected), len(certain))


@pytest.mark.parametrize(("day", "number"), [("1965-06-01", 0), ("1991-08-19", 0), ("1991-08-20", 1), ("2026-01-01", 1)])
def test_what_is_computed_has_no_member_in_the_gap(own: Ask, day: str, number: int) -> None:
    answer = own(SERIES, {"day": day})
    assert "errors" not in answer, answer["errors"]
    assert answer["data"]["series"]["nodes"] == [{"certain": 0, "possible": number}]
