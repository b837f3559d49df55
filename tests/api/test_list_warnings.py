"""Lists that nobody wrote down, that end before the time asked for, that are undated or unchecked: answers say so, once for each field."""

from __future__ import annotations

from typing import Any

from api.answering.engine import run_query
from graph import Store
from tests.api.conftest import TWO_DATASETS

FACTS = (
    TWO_DATASETS
    + """entities:
- {id: freedonia, class: State, name: Freedonia, iso3: FRE}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- {id: league, class: Alliance, name: League, members: [{ref: freedonia, start: 1950, end: ..}, {ref: sylvania, start: 1960, end: ..}]}
- {id: circle, class: Alliance, name: Circle, members: [{ref: freedonia, start: 1950, end: ..}, {ref: sylvania, end: ..}]}
- {id: void, class: Alliance, name: Void}
- id: old
  class: Alliance
  name: Old
  covers: {relation: members, complete: true, until: 2007-09-30}
  members: [{ref: freedonia, start: 1950, end: ..}]
- {id: rumour, class: Alliance, name: Rumour}
- id: pact
  class: Treaty
  name: Pact
  signed: 1950
  covers: {relation: parties, complete: true, from: 1986, until: 1999}
  parties: [{ref: freedonia, start: 1950, end: ..}, {ref: sylvania, start: 1987, end: 1999}]
- {id: dated, class: Forum, name: Dated, founded: 1920}
- {id: bare, class: Forum, name: Bare}
- {id: told, class: Forum, name: Told, website: "https://told.example", verification: UNCHECKED, founded: 1950}
- {id: seen, class: Forum, name: Seen, website: "https://seen.example", founded: 1960, verification: UNCHECKED}
- {extends: seen, source: Another book, retrieved: 2026-01-02, founded: 1960}
- extends: rumour
  dataset: theirs
  source: Hearsay
  asOf: 2030
  verification: UNCHECKED
  members: [{ref: freedonia, start: 1950, end: ..}]
"""
)


def warned(store: Store, text: str) -> list[tuple[str, str, dict[str, int]]]:
    """The warnings of an answer: path, code, numbers. Each has a message and a hint."""
    found: dict[str, Any] = run_query(store, text)
    assert "errors" not in found, found
    warnings = found["extensions"].get("warnings", [])
    assert all(w["message"] and w["hint"] for w in warnings)
    return [(".".join(w["path"]), w["code"], w.get("numbers", {})) for w in warnings]


def members(alliance: str, arguments: str = 'time: {at: "2026"}') -> str:
    """Asks for the members of an alliance."""
    return f'{{ alliance(key: {{id: "{alliance}"}}) {{ members({arguments}) {{ totalCount }} }} }}'


def test_each_kind_has_its_warning(store: Store) -> None:
    at = "alliance.members"
    assert warned(store, members("league", 'time: {at: "2025"}')) == []
    assert warned(store, members("circle", 'time: {at: "2025"}')) == [(at, "UNDATED", {"undated": 1, "of": 2})]
    assert warned(store, members("circle", "time: {ever: true}")) == []
    assert warned(store, members("void", "time: {ever: true}")) == [(at, "NOT_COVERED", {"lists": 1, "of": 1})]
    assert warned(store, members("old", 'time: {at: "2006"}')) == []
    assert warned(store, members("old", 'time: {at: "2007-12-01"}')) == [(at, "OUTDATED", {"lists": 1, "of": 1})]
    assert warned(store, members("league", 'time: {at: "1900"}')) == [(at, "NONE_THEN", {"of": 2})]
    named = 'filter: {node: {name: {eq: "NAME"}}}'
    nobody, sylvania = (named.replace("NAME", name) for name in ("Nobody", "Sylvania"))
    missed = [(at, "NOT_COVERED", {"lists": 1, "of": 1})]
    assert warned(store, members("league", f'time: {{at: "1900"}}, {sylvania}')) == missed
    assert warned(store, members("league", f"time: {{ever: true}}, {nobody}")) == missed
    assert warned(store, members("league", f"time: {{ever: true}}, {sylvania}")) == []
    assert warned(store, members("old", f'time: {{at: "2006"}}, {nobody}')) == []
    assert warned(store, members("rumour")) == [(at, "UNCHECKED", {"unchecked": 1, "of": 1})]


def test_a_list_that_is_complete_from_a_later_day_on_may_lack_some_before(store: Store) -> None:
    at, early = "treaty.parties", {"lists": 1, "of": 1}
    for time, told in (
        ('at: "1971-10-24"', "NOT_COVERED"),
        ('during: "1980/1990"', "NOT_COVERED"),
        ('at: "1986-01-01"', None),
        ('during: "1987/1990"', None),
        ('at: "2005"', "OUTDATED"),
        ("ever: true", None),
    ):
        text = f'{{ treaty(key: {{id: "pact"}}) {{ parties(time: {{{time}}}) {{ totalCount }} }} }}'
        assert warned(store, text) == ([(at, told, early)] if told else []), time
    found: dict[str, Any] = run_query(store, '{ treaty(key: {id: "pact"}) { parties(time: {at: "1971"}) { totalCount } } }')
    assert "complete only from 1986-01-01 on" in found["extensions"]["warnings"][0]["message"]


def test_the_datasets_in_force_decide(store: Store) -> None:
    mine, theirs = (f'time: {{at: "2026"}}, sources: {{datasets: ["{name}"]}}' for name in ("mine", "theirs"))
    assert [code for _, code, _ in warned(store, members("rumour", mine))] == ["NOT_COVERED"]
    assert [code for _, code, _ in warned(store, members("rumour", theirs))] == ["UNCHECKED"]


def test_many_lists_have_one_warning(store: Store) -> None:
    inner = 'members(time: {at: "2025"}, first: 9) { nodes { id memberOf { totalCount } } }'
    lists = f"{{ alliances(sort: [{{id: ASC}}], first: 9) {{ nodes {{ id {inner} }} }} }}"
    found = warned(store, lists)
    assert found[:3] == [
        ("alliances.nodes.members", "NOT_COVERED", {"lists": 1, "of": 5}),
        ("alliances.nodes.members", "OUTDATED", {"lists": 1, "of": 5}),
        ("alliances.nodes.members", "UNDATED", {"undated": 1, "of": 6}),
    ]
    assert {path for path, _, _ in found[3:]} == {"alliances.nodes.members.nodes.memberOf"}


def test_what_another_class_cannot_have_is_not_missing(store: Store) -> None:
    text = "{ actors { nodes { id ... on Alliance { members(time: {ever: true}) { totalCount } } ... on State { iso3 } } } }"
    assert warned(store, text) == []


def test_the_page_decides_what_is_looked_at(store: Store) -> None:
    text = (
        "{ alliances(sort: [{id: DESC}], first: 1) { nodes { id members(time: {ever: true}) { totalCount } } pageInfo { hasNextPage } } }"
    )
    assert warned(store, text) == [("alliances.nodes.members", "NOT_COVERED", {"lists": 1, "of": 1})]


def test_that_none_was_found_does_not_say_that_there_is_none(store: Store) -> None:
    both = '{and: [{members: {some: {node: {iso3: {eq: "FRE"}}}}}, {members: {some: {node: {iso3: {eq: "SYL"}}}}}]}'
    then = f'alliances(time: {{at: "YEAR"}}, filter: {both}, PAGE) {{ WANTED }}'
    for page, wanted in (("first: 5", "totalCount"), ("first: 5", "nodes { id }"), ("first: 1000", "edges { node { id } }")):
        text = "{ " + then.replace("PAGE", page).replace("WANTED", wanted) + " }"
        assert warned(store, text.replace("YEAR", "1930")) == [("alliances", "NONE_FOUND", {})]
        assert warned(store, text.replace("YEAR", "1970")) == []
    assert warned(store, '{ alliances(filter: {name: {eq: "Nothing"}}) { totalCount } }') == [("alliances", "NONE_FOUND", {})]
    assert warned(store, "{ alliances(filter: {members: {some: {}}}, first: 0) { nodes { id } } }") == []
    dated = '{ forums(time: {at: "YEAR"}, filter: {id: {eq: "dated"}}) { totalCount } }'
    assert warned(store, dated.replace("YEAR", "1900")) == [("forums", "NONE_FOUND", {})]
    assert warned(store, dated.replace("YEAR", "1920-12-31")) == []
    found: dict[str, Any] = run_query(store, dated.replace("YEAR", "1900"))
    assert found["extensions"]["warnings"][0]["hint"].startswith("time: {ever: true} asks of all times")


def test_of_a_class_of_which_nobody_wrote_down_any(store: Store) -> None:
    """That a file names no act on a treaty does not mean that there was none."""
    for time in ("", "(time: {ever: true})", "(filter: {withdrawnOn: {isNull: false}})"):
        for wanted in ("totalCount", "nodes { id }", "aggregate { count }"):
            assert warned(store, f"{{ treatyActs{time} {{ {wanted} }} }}") == [("treatyActs", "NONE_FOUND", {})], (time, wanted)
    assert warned(store, '{ search(text: "qqqzzzxx") { totalCount } }') == [], "a search looks for words"


NOTHING = (
    'memberships(filter: {node: {id: {eq: "league"}}})',
    'memberships(time: {at: "1930"}, filter: {node: {id: {eq: "freedonia"}}})',
    "spells(relations: [USES])",
)


def test_of_relationships_too_none_found_is_not_none(store: Store) -> None:
    for wanted in ("totalCount", "nodes { id }"):
        for asked in NOTHING:
            assert warned(store, f"{{ {asked} {{ {wanted} }} }}") == [(asked.split("(")[0], "NONE_FOUND", {})], asked
    none = '{ memberships(filter: {node: {id: {eq: "league"}}}, first: 0) { WANTED } }'
    assert warned(store, none.replace("WANTED", "nodes { id }")) == []
    assert warned(store, none.replace("WANTED", "totalCount")) == [("memberships", "NONE_FOUND", {})]


def test_relationships_that_may_hold(store: Store) -> None:
    """Of what is open since 1950 all is certain; Sylvania may have come to Circle on any day."""
    of = 'memberships(time: {at: "1970"}, first: FIRST SOURCES) { WANTED }'
    for first in ("100", "1000"):
        text = f"{{ {of.replace('FIRST', first)} }}"
        for wanted in ("totalCount", "nodes { id }", "totalCount edges { certain }", "totalCount certainCount nodes { id }"):
            assert warned(store, text.replace("WANTED", wanted).replace("SOURCES", "")) == [
                ("memberships", "UNDATED", {"undated": 1, "of": 6})
            ], (first, wanted)
        certain = text.replace("SOURCES", ", sources: {certainty: CERTAIN}").replace("WANTED", "totalCount")
        assert warned(store, certain) == []
    assert warned(store, "{ memberships(time: {ever: true}) { totalCount } }") == []
    assert warned(store, '{ spells(relations: [MEMBER_OF], time: {at: "1970"}) { totalCount } }') == [
        ("spells", "UNDATED", {"undated": 1, "of": 6})
    ]


def test_what_a_filter_keeps_is_certain_if_its_statements_are(store: Store) -> None:
    """Freedonia is in four of them since 1950; of Sylvania, League says since when it is in, and Circle does not."""
    counts = '{ alliances(time: {at: "1970"}, filter: {members: {QUANTIFIER}}) { totalCount certainCount nodes { id } } }'

    def counted(quantifier: str) -> tuple[int, int]:
        found = run_query(store, counts.replace("QUANTIFIER", quantifier))["data"]["alliances"]
        return found["totalCount"], found["certainCount"]

    assert counted('some: {node: {iso3: {eq: "SYL"}}}') == (2, 1)
    assert counted('some: {node: {iso3: {eq: "FRE"}}}') == (4, 4)
    assert counted("count: {gte: 2}") == (2, 1)
    assert counted("count: {eq: 1}")[1] == counted("count: {eq: 1}")[0]


def test_properties_that_nobody_checked(store: Store) -> None:
    one = '{ forum(key: {id: "%s"}) { id name website founded } }'
    assert warned(store, one % "told") == [("forum", "UNCHECKED", {"unchecked": 2, "of": 2})]
    assert warned(store, one % "seen") == [("forum", "UNCHECKED", {"unchecked": 1, "of": 1})]
    assert warned(store, '{ a: forum(key: {id: "told"}) { name } forum(key: {id: "dated"}) { name founded } }') == []
    assert warned(store, '{ forum(key: {id: "told"}, sources: {datasets: ["mine"]}) { website } }') == []


def test_properties_of_a_list_are_looked_at_together(store: Store) -> None:
    text = "{ forums { nodes { founded website } edges { node { headquarters } } } organizations { nodes { founded } } }"
    assert warned(store, text) == [("forums.nodes", "UNCHECKED", {"unchecked": 2, "of": 2})]


def test_lives_that_may_have_begun_later(store: Store) -> None:
    undated = [("forums", "UNDATED", {"undated": 1, "of": 2})]
    assert warned(store, '{ forums(time: {at: "1940"}) { totalCount } }') == undated
    assert warned(store, '{ forums(time: {at: "1940"}) { nodes { id } } }') == undated
    assert warned(store, '{ forums(time: {at: "1940"}, filter: {founded: {eq: "1920"}}) { totalCount nodes { id } } }') == []
    assert warned(store, '{ forums(time: {at: "1940"}, sources: {certainty: CERTAIN}) { totalCount } }') == []
    assert warned(store, "{ forums(time: {ever: true}) { totalCount } }") == []


CONDITIONS = {
    'members: {none: {node: {id: {eq: "x"}}}}': ["members"],
    "members: {all: {start: {isNull: false}}}": ["members"],
    "members: {count: {lt: 3}}": ["members"],
    "members: {count: {gt: 1, lt: 3}}": [],
    "members: {some: {start: {isNull: false}}}": [],
    "not: {members: {some: {start: {isNull: false}}}, partyTo: {count: {gte: 1}}}": ["members", "partyTo"],
    "or: [{members: {count: {eq: 0}}}, {founded: {isNull: true}}]": ["members"],
    "not: {members: {none: {start: {isNull: false}}}}": [],
}


def test_filters_that_take_an_unwritten_list_for_an_empty_one(store: Store) -> None:
    for condition, told in CONDITIONS.items():
        found: dict[str, Any] = run_query(store, f"{{ alliances(filter: {{{condition}}}) {{ totalCount }} }}")
        assert "errors" not in found, found
        warnings = [w for w in found["extensions"].get("warnings", []) if w["code"] == "PRESUMED_NONE"]
        assert [w["message"].split()[3] for w in warnings] == told, condition
