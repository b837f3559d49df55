"""What the documentation of @neo4j/graphql (the manual of version 7) says of filters and pages holds here, too, where both can ask.

Every case names the section it follows. All are asked of eight states on 1 March 1952, two weeks after the accession of Greece and Türkiye
to NATO. Monaco was or may have been a member of six bodies then: since when it is, is known of one.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.conftest import Ask, ask  # noqa: F401  # a fixture

DAY = "1952-03-01"
STATES = ["austria", "france", "greece", "iceland", "japan", "monaco", "switzerland", "turkiye"]
NATO = {"node": {"id": {"eq": "nato"}}}
OF_MONACO = ["interpol", "itu", "unesco", "upu", "who", "wmo"]
EQUALITY, WORDS, BOOLEAN = "Filtering: Equality operators", "Filtering: String comparison", "Filtering: Boolean operators"
RELATED, EDGES, COUNTS = "Filtering: Relationship filtering", "Filtering: Relationship properties", "Filtering: Aggregation filters"
FILTERED = """query($filter: StateFilter!, $ids: [ID!], $day: EDTF!, $datasets: [String!]) {
    states(filter: {and: [{id: {in: $ids}}, $filter]}, time: {at: $day}, sources: {datasets: $datasets}) { totalCount nodes { slug } } }"""
# No dataset, no statehood: states are listed without a time.
NOWHERE = FILTERED.replace(", $day: EDTF!", "").replace("time: {at: $day}, ", "")

CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    (EQUALITY, {"name": {"eq": "Japan"}}, ["japan"]),
    (EQUALITY, {"name": {"eq": "japan"}}, []),
    (EQUALITY, {"iso3": {"in": ["JPN", "FRA", "XXX"]}}, ["france", "japan"]),
    (EQUALITY, {"iso3": {"in": []}}, []),
    (EQUALITY, {"not": {"iso3": {"eq": "JPN"}}}, [s for s in STATES if s != "japan"]),
    (WORDS, {"name": {"contains": "land"}}, ["iceland", "switzerland"]),
    (WORDS, {"name": {"startsWith": "Fr"}}, ["france"]),
    (WORDS, {"name": {"endsWith": "ce"}}, ["france", "greece"]),
    (BOOLEAN, {"name": {"contains": "a"}, "iso3": {"in": ["JPN", "GRC"]}}, ["japan"]),
    (BOOLEAN, {"and": [{"name": {"contains": "a"}}, {"iso3": {"in": ["JPN", "GRC"]}}]}, ["japan"]),
    (BOOLEAN, {"or": [{"iso3": {"eq": "JPN"}}, {"name": {"startsWith": "Ice"}}]}, ["iceland", "japan"]),
    (BOOLEAN, {"or": [{"iso3": {"eq": "JPN"}}, {"not": {"name": {"contains": "e"}}}]}, ["austria", "japan", "monaco"]),
    (RELATED, {"memberOf": {"some": NATO}}, ["france", "greece", "iceland", "turkiye"]),
    (RELATED, {"memberOf": {"none": NATO}}, ["austria", "japan", "monaco", "switzerland"]),
    (RELATED, {"not": {"memberOf": {"some": NATO}}}, ["austria", "japan", "monaco", "switzerland"]),
    (RELATED, {"memberOf": {"all": {"node": {"id": {"in": OF_MONACO}}}}}, ["monaco"]),
    (RELATED, {"memberOf": {"single": {"node": {"id": {"in": ["nato", "western-union"]}}}}}, ["greece", "iceland", "turkiye"]),
    (RELATED, {"memberOf": {"some": {"node": {"members": {"some": {"node": {"id": {"eq": "monaco"}}}}}}}}, STATES),
    (EDGES, {"memberOf": {"some": {**NATO, "start": {"eq": "1952-02-18"}}}}, ["greece", "turkiye"]),
    (EDGES, {"memberOf": {"some": {**NATO, "start": {"lt": "1950"}}}}, ["france", "iceland"]),
    (COUNTS, {"memberOf": {"count": {"eq": len(OF_MONACO)}}}, ["monaco"]),
    (COUNTS, {"memberOf": {"count": {"lt": 16}}}, ["japan", "monaco"]),
]
EMPTY: list[tuple[dict[str, Any], list[str]]] = [
    ({"some": {}}, []),
    ({"some": NATO}, []),
    ({"all": NATO}, STATES),
    ({"none": NATO}, STATES),
    ({"single": NATO}, []),
    ({"count": {"eq": 0}}, STATES),
]
PAGED = """query($ids: [ID!], $first: Int, $after: String, $last: Int, $before: String) {
    states(filter: {id: {in: $ids}}, sort: [{name: ASC}], first: $first, after: $after, last: $last, before: $before) {
        totalCount edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def kept(ask: Ask, given: dict[str, Any], datasets: list[str] | None) -> list[str]:  # noqa: F811
    """The ids of the states that a filter keeps."""
    day = {} if datasets else {"day": DAY}
    answer = ask(NOWHERE if datasets else FILTERED, {"filter": given, "ids": STATES, "datasets": datasets, **day})
    found = answer["data"]["states"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["slug"] for node in found["nodes"]]


@pytest.mark.parametrize(("section", "given", "expected"), CASES)
def test_filters(ask: Ask, section: str, given: dict[str, Any], expected: list[str]) -> None:  # noqa: F811
    assert kept(ask, given, None) == expected, section


@pytest.mark.parametrize(("given", "expected"), EMPTY)
def test_filters_on_relations_that_lead_nowhere(ask: Ask, given: dict[str, Any], expected: list[str]) -> None:  # noqa: F811
    """Relationship filtering: `all` and `none` hold where there is nothing, `some` and `single` do not."""
    assert kept(ask, {"memberOf": given}, ["no-such-dataset"]) == expected


def page(ask: Ask, **variables: Any) -> Any:  # noqa: F811
    """One page of the eight states by name."""
    return ask(PAGED, {"ids": STATES, **variables})["data"]["states"]


def test_pages_follow_each_other_until_there_is_no_next(ask: Ask) -> None:  # noqa: F811
    """Pagination: Cursor-based pagination. endCursor goes into after until hasNextPage is false; totalCount is that of the whole list."""
    seen, after = [], None
    for size, more in ((3, True), (3, True), (2, False)):
        found = page(ask, first=3, after=after)
        cursors = [e["cursor"] for e in found["edges"]]
        info = found["pageInfo"]
        assert (found["totalCount"], len(cursors)) == (len(STATES), size)
        assert info == {"hasNextPage": more, "hasPreviousPage": after is not None, "startCursor": cursors[0], "endCursor": cursors[-1]}
        seen += [e["node"]["slug"] for e in found["edges"]]
        after = info["endCursor"]
    assert seen == STATES


def test_pages_go_backward(ask: Ask) -> None:  # noqa: F811
    found = page(ask, last=3)
    assert [e["node"]["slug"] for e in found["edges"]] == STATES[-3:]
    assert (found["pageInfo"]["hasPreviousPage"], found["pageInfo"]["hasNextPage"]) == (True, False)
    before = page(ask, last=9, before=found["pageInfo"]["startCursor"])
    assert [e["node"]["slug"] for e in before["edges"]] == STATES[:-3]
    assert (before["pageInfo"]["hasPreviousPage"], before["pageInfo"]["hasNextPage"]) == (False, True)


def test_an_empty_connection(ask: Ask) -> None:  # noqa: F811
    """Pagination: a list of nothing has no cursors and no pages on either side."""
    nothing = {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}
    assert page(ask, ids=["atlantis"]) == {"totalCount": 0, "edges": [], "pageInfo": nothing}
