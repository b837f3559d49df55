"""With certainty CERTAIN a filter keeps what satisfies it whatever the unknown dates are; else what may hold counts as if it did.

A made-up world on 1950-06-01. Of the League Arcadia is a member, Borduria may be one since it joined in that year, and that Estovia is one
is disputed; of the Union Carpania is a member, and Arcadia may be. Drackland is a member of nothing.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.conftest import MINE, Ask, AskOf

FACTS = (
    MINE
    + """- {id: arcadia, class: State, name: Arcadia, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: borduria, class: State, name: Borduria, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: carpania, class: State, name: Carpania, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: drackland, class: State, name: Drackland, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: estovia, class: State, name: Estovia, statehood: {ref: world, start: 1900-01-01, end: ..}}
- id: league
  class: Alliance
  name: League
  founded: 1940-01-01
  members:
  - {ref: arcadia, start: 1945-01-01, end: ..}
  - {ref: borduria, start: 1950, end: ..}
  - {ref: estovia, start: 1945-01-01, end: .., status: disputed}
- id: union
  class: Alliance
  name: Union
  founded: 1942-01-01
  members:
  - {ref: arcadia, start: 1950, end: ..}
  - {ref: carpania, start: 1945-01-01, end: ..}
- {id: circle, class: Alliance, name: Circle, founded: 1940~}
- id: guild
  class: Alliance
  name: Guild
  members:
  - {ref: circle, end: .., asOf: 1960}
"""
)
NAMES = {name[0]: name for name in ("arcadia", "borduria", "carpania", "drackland", "estovia")}
AT, EVER = 'time: {at: "1950-06-01"}', "time: {ever: true}"

# A filter on states, and the first letters of those that it keeps: where what may hold counts, and where only what is certain does.
Case = tuple[str, str, str]
ON_THE_DAY: list[Case] = [
    ("{memberOf: {some: {}}}", "abce", "ac"),
    ("{memberOf: {some: LEAGUE}}", "abe", "a"),
    ("{memberOf: {none: LEAGUE}}", "cd", "cd"),
    ("{memberOf: {none: {}}}", "d", "d"),
    ("{memberOf: {all: LEAGUE}}", "bde", "bde"),
    ("{memberOf: {single: LEAGUE}}", "abe", "a"),
    ("{memberOf: {single: {}}}", "bce", "c"),
    ("{memberOf: {count: {eq: 1}}}", "bce", "c"),
    ("{memberOf: {count: {eq: 2}}}", "a", ""),
    ("{memberOf: {count: {eq: 0}}}", "d", "d"),
    ("{memberOf: {count: {gte: 1}}}", "abce", "ac"),
    ("{memberOf: {count: {gt: 1}}}", "a", ""),
    ("{memberOf: {count: {lte: 1}}}", "bcde", "bcde"),
    ("{memberOf: {count: {lt: 1}}}", "d", "d"),
    ("{memberOf: {count: {gte: 1, lte: 1}}}", "bce", "c"),
    ("{not: {memberOf: {some: LEAGUE}}}", "cd", "cd"),
    ("{not: {memberOf: {none: LEAGUE}}}", "abe", "a"),
    ("{not: {memberOf: {all: LEAGUE}}}", "ac", "c"),
    ("{not: {memberOf: {single: {}}}}", "ad", "d"),
    ("{not: {memberOf: {count: {eq: 1}}}}", "ad", "d"),
    ("{not: {memberOf: {count: {lt: 2}}}}", "a", ""),
    ("{not: {memberOf: {count: {gte: 2}}}}", "bcde", "bcde"),
    ("{not: {not: {memberOf: {some: LEAGUE}}}}", "abe", "a"),
    # Two deep: the Union certainly lacks Borduria, the League may; the League certainly has Arcadia, the Union may.
    ("{memberOf: {some: {node: {members: {none: BORDURIA}}}}}", "ac", "c"),
    ("{memberOf: {none: {node: {members: {none: ARCADIA}}}}}", "abcde", "bde"),
    ("{memberOf: {none: {node: {members: {some: CARPANIA}}}}}", "bde", "bde"),
    ("{memberOf: {all: {node: {members: {some: ARCADIA}}}}}", "abcde", "bde"),
    ("{not: {memberOf: {all: {node: {members: {none: BORDURIA}}}}}}", "abe", ""),
    ("{not: {memberOf: {some: {node: {members: {count: {gt: 2}}}}}}}", "cd", "cd"),
    ("{memberOf: {some: {node: {members: {count: {lte: 2}}}}}}", "ac", "c"),
    ("{memberOf: {some: {node: {members: {single: ARCADIA}}}}}", "abce", "a"),
    ("{memberOf: {single: {node: {members: {single: ARCADIA}}}}}", "bce", ""),
    # Logic goes part by part: that Borduria is in the League or is not is no fact of which either part is certain.
    ("{or: [{memberOf: {some: LEAGUE}}, {memberOf: {some: UNION}}]}", "abce", "ac"),
    ("{and: [{memberOf: {some: LEAGUE}}, {memberOf: {none: UNION}}]}", "be", ""),
    ("{or: [{memberOf: {some: LEAGUE}}, {memberOf: {none: LEAGUE}}]}", "abcde", "acd"),
    ("{not: {or: [{memberOf: {some: LEAGUE}}, {memberOf: {none: UNION}}]}}", "c", "c"),
    ("{not: {and: [{memberOf: {some: LEAGUE}}, {memberOf: {some: UNION}}]}}", "bcde", "bcde"),
    # A membership that began in 1950 may have done so before March.
    ('{and: [FOUR, {memberOf: {some: {start: {lt: "1950-03"}}}}]}', "ac", "ac"),
    ('{and: [FOUR, {memberOf: {none: {start: {lt: "1950-03"}}}}]}', "bd", "d"),
    ('{and: [FOUR, {memberOf: {none: {start: {lte: "1950-03"}}}}]}', "bd", "d"),
    ('{and: [FOUR, {memberOf: {none: {start: {gt: "1950-03"}}}}]}', "abcd", "cd"),
    ('{and: [FOUR, {memberOf: {none: {start: {gte: "1950-03"}}}}]}', "abcd", "cd"),
    ('{and: [FOUR, {memberOf: {none: {start: {during: "1950-03"}}}}]}', "abcd", "cd"),
    ('{and: [FOUR, {memberOf: {none: {start: {during: "1949"}}}}]}', "abcd", "abcd"),
    ('{and: [FOUR, {memberOf: {all: {start: {lt: "1950-03"}}}}]}', "cd", "cd"),
    ('{and: [FOUR, {memberOf: {none: {start: {eq: "1950"}}}}]}', "cd", "cd"),
]
# Of all time no days are asked: nothing but a dispute is uncertain.
AT_ALL_TIMES: list[Case] = [
    ("{memberOf: {some: LEAGUE}}", "abe", "ab"),
    ("{memberOf: {none: LEAGUE}}", "cd", "cd"),
    ("{not: {memberOf: {none: LEAGUE}}}", "abe", "ab"),
    ("{not: {memberOf: {all: UNION}}}", "abe", "ab"),
    ("{memberOf: {all: LEAGUE}}", "bde", "bde"),
    ("{memberOf: {single: {}}}", "bce", "bc"),
    ("{memberOf: {count: {gte: 1}}}", "abce", "abc"),
    ("{memberOf: {count: {eq: 2}}}", "a", "a"),
    ("{memberOf: {count: {eq: 0}}}", "d", "d"),
    ("{memberOf: {some: {node: {members: {count: {gte: 3}}}}}}", "abe", ""),
    ("{memberOf: {some: {node: {members: {count: {lte: 2}}}}}}", "ac", "ac"),
]


def spelled(filter_: str) -> str:
    """A filter with what its words in capitals stand for."""
    for name in ("league", "union", *NAMES.values()):
        filter_ = filter_.replace(name.upper(), f'{{node: {{slug: {{eq: "{name}"}}}}}}')
    return filter_.replace("FOUR", '{slug: {in: ["arcadia", "borduria", "carpania", "drackland"]}}')


@pytest.fixture(scope="module")
def own(ask_of: AskOf) -> Ask:
    return ask_of(FACTS)


def listed(own: Ask, field: str, arguments: str, certainty: str) -> Any:
    """The whole list under a certainty."""
    answer = own(f"{{ found: {field}({arguments}, sources: {{certainty: {certainty}}}) {{ totalCount certainCount nodes {{ slug }} }} }}")
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["found"]


def slugs(found: Any) -> list[str]:
    return [node["slug"] for node in found["nodes"]]


@pytest.mark.parametrize(
    ("time", "filter_", "possible", "certain"), [*((AT, *case) for case in ON_THE_DAY), *((EVER, *case) for case in AT_ALL_TIMES)]
)
def test_a_filter_keeps_what_certainly_satisfies_it(own: Ask, time: str, filter_: str, possible: str, certain: str) -> None:
    loose, strict = (listed(own, "states", f"{time}, filter: {spelled(filter_)}", word) for word in ("POSSIBLE", "CERTAIN"))
    assert slugs(loose) == [NAMES[letter] for letter in possible]
    assert slugs(strict) == [NAMES[letter] for letter in certain]
    assert (loose["totalCount"], loose["certainCount"]) == (len(possible), len(certain))
    assert (strict["totalCount"], strict["certainCount"]) == (len(certain), len(certain))


@pytest.mark.parametrize(
    ("filter_", "possible", "certain"),
    [
        # The Circle was founded between 1939 and 1941; when the Guild was, no source says: a missing value is none.
        ('{not: {founded: {lt: "1940-06"}}}', ["circle", "guild", "union"], ["guild", "union"]),
        ('{founded: {lt: "1940-06"}}', ["league"], ["league"]),
        ("{not: {founded: {isNull: true}}}", ["circle", "league", "union"], ["circle", "league", "union"]),
        # When the Circle joined the Guild no source says, either; but it had by 1960.
        ('{memberOf: {none: {start: {lt: "1950"}}}}', ["circle", "guild", "league", "union"], ["guild", "league", "union"]),
        ('{memberOf: {none: {start: {gte: "1961"}}}}', ["circle", "guild", "league", "union"], ["circle", "guild", "league", "union"]),
        ('{memberOf: {some: {start: {lt: "1961"}}}}', [], []),
        # It still was one then.
        ('{memberOf: {some: {not: {end: {lt: "1960"}}}}}', ["circle"], ["circle"]),
        ('{memberOf: {some: {not: {end: {lt: "1970"}}}}}', ["circle"], []),
    ],
)
def test_an_uncertain_date_is_no_certain_no(own: Ask, filter_: str, possible: list[str], certain: list[str]) -> None:
    loose, strict = (listed(own, "alliances", f"{EVER}, filter: {filter_}", word) for word in ("POSSIBLE", "CERTAIN"))
    assert (slugs(loose), slugs(strict)) == (possible, certain)
    assert loose["certainCount"] == len(certain)


def test_the_order_by_a_number_counts_what_is_certain(own: Ask) -> None:
    arguments = f"{EVER}, sort: [{{memberOf: {{count: DESC}}}}]"
    loose, strict = (listed(own, "states", arguments, word) for word in ("POSSIBLE", "CERTAIN"))
    assert ["".join(slug[0] for slug in slugs(found)) for found in (loose, strict)] == ["abced", "abcde"]


def test_a_disputed_spell_is_not_certain_at_any_time(own: Ask) -> None:
    text = f"{{ spells({EVER}, relations: [MEMBER_OF], sources: {{certainty: %s}}) {{ totalCount certainCount edges {{ certain }} }} }}"
    loose, strict = (own(text % word)["data"]["spells"] for word in ("POSSIBLE", "CERTAIN"))
    assert (loose["totalCount"], loose["certainCount"], strict["totalCount"], strict["certainCount"]) == (6, 5, 5, 5)
    assert sorted(edge["certain"] for edge in loose["edges"]) == [False, *[True] * 5]


def test_a_number_between_bounds_is_not_said_to_be_presumed_none(own: Ask) -> None:
    for condition, warned in (("count: {gte: 1, lte: 5}", False), ("single: {}", False), ("count: {lte: 5}", True)):
        answer = own(f"{{ states(sources: {{certainty: CERTAIN}}, filter: {{memberOf: {{{condition}}}}}) {{ totalCount }} }}")
        codes = {warning["code"] for warning in answer["extensions"].get("warnings", ())}
        assert ("PRESUMED_NONE" in codes) is warned, condition
