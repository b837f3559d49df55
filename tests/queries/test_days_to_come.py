"""Nothing is certain on a day after today, as no list is complete then. A longer time is judged until today.

The League's list of members is maintained, so that an open membership goes on until the dataset says otherwise. Carpania's has an end
that is still to come.
"""

from __future__ import annotations

from typing import Any

import pytest

from analysis.table import day_number, day_text
from common.dates import today
from tests.queries.conftest import MINE, Ask, AskOf

TODAY = today()
# Two days ahead: it is still to come when midnight lies between the collection of the tests and their run.
COMING, NEXT_YEAR = day_text(day_number(TODAY) + 2), str(int(TODAY[:4]) + 1)
END = day_text(day_number(TODAY) + 10)
FACTS = f"""{MINE}- {{id: arcadia, class: State, name: Arcadia, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- {{id: borduria, class: State, name: Borduria, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- {{id: carpania, class: State, name: Carpania, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- id: league
  class: Alliance
  name: League
  founded: 1940-01-01
  covers: {{relation: members, complete: true, maintained: true}}
  members:
  - {{ref: arcadia, start: 1945-01-01, end: ..}}
  - {{ref: borduria, start: 1945-01-01, end: ..}}
  - {{ref: carpania, start: 1945-01-01, end: {END}}}
- id: pact
  class: AllianceTreaty
  name: Pact
  signed: 1944-01-01
  inForce: 1945-01-01
  covers: {{relation: parties, complete: true, maintained: true}}
  parties:
  - {{ref: arcadia, signed: 1944-01-01, ratified: 1944-06-01, instrument: ratification, start: 1945-01-01, end: ..}}
"""


@pytest.fixture(scope="module")
def own(ask_of: AskOf) -> Ask:
    return ask_of(FACTS)


def asked(own: Ask, text: str) -> Any:
    """The data of an answer."""
    answer = own(text)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


# How many members may be there, and how many certainly are.
@pytest.mark.parametrize(
    ("time", "possible", "certain"),
    [
        ('{at: "2000"}', 3, 3),
        (f'{{at: "{TODAY}"}}', 3, 3),
        (f'{{at: "{COMING}"}}', 3, 0),
        (f'{{at: "{NEXT_YEAR}"}}', 2, 0),
        (f'{{during: "{COMING}/{NEXT_YEAR}"}}', 3, 0),
        # Until today they were; and Carpania will not be one throughout.
        (f'{{at: "2000/{NEXT_YEAR}"}}', 2, 2),
        (f'{{at: "2000/{COMING}"}}', 3, 3),
        (f'{{during: "2000/{NEXT_YEAR}"}}', 3, 3),
        ("{ever: true}", 3, 3),
    ],
)
def test_lists(own: Ask, time: str, possible: int, certain: int) -> None:
    listed = "members { totalCount certainCount coverage { complete } edges { certain } }"
    loose, strict = (
        asked(own, f'{{ alliance(key: {{slug: "league"}}, time: {time}, sources: {{certainty: {word}}}) {{ {listed} }} }}')["alliance"][
            "members"
        ]
        for word in ("POSSIBLE", "CERTAIN")
    )
    assert (loose["totalCount"], loose["certainCount"]) == (possible, certain)
    assert sum(edge["certain"] for edge in loose["edges"]) == certain
    assert (strict["totalCount"], strict["certainCount"]) == (certain, certain)
    assert certain or not loose["coverage"]["complete"]


@pytest.mark.parametrize(("day", "certain"), [(TODAY, ["arcadia", "borduria", "carpania"]), (COMING, [])])
def test_filters_and_what_exists(own: Ask, day: str, certain: list[str]) -> None:
    some = 'filter: {memberOf: {some: {node: {slug: {eq: "league"}}}}}'
    for where in ("", f", {some}"):
        text = f'states(time: {{at: "{day}"}}{where}, sources: {{certainty: %s}}) {{ totalCount certainCount nodes {{ slug }} }}'
        loose, strict = (asked(own, f"{{ {text % word} }}")["states"] for word in ("POSSIBLE", "CERTAIN"))
        assert (loose["totalCount"], loose["certainCount"]) == (3, len(certain))
        assert [node["slug"] for node in strict["nodes"]] == certain
    none = some.replace("some", "none")
    assert asked(own, f'{{ states(time: {{at: "{day}"}}, sources: {{certainty: CERTAIN}}, {none}) {{ totalCount }} }}')["states"] == {
        "totalCount": 0
    }


@pytest.mark.parametrize("day", [TODAY, COMING])
def test_what_is_computed(own: Ask, day: str) -> None:
    known = day == TODAY
    data = asked(
        own,
        f"""{{
        series(of: ["league"], list: MEMBERS, from: "{day}", to: "{day}", step: DAY) {{ nodes {{ certain attested }} }}
        network(relations: [MEMBER_OF], time: {{at: "{day}"}}) {{ edges {{ nodes {{ weight certain }} }} }}
        shared(actors: ["arcadia", "borduria"], relations: [MEMBER_OF], time: {{at: "{day}"}}) {{ nodes {{ certain }} }}
        paths(from: "arcadia", to: "borduria", time: {{at: "{day}"}}) {{ nodes {{ certain }} }}
        ratifications(agreement: "pact", at: "{day}") {{ nodes {{ actor {{ slug }} standing certain }} }}
        memberships(time: {{at: "{day}"}}) {{ totalCount certainCount }}
        spells(relations: [MEMBER_OF], time: {{at: "{day}"}}) {{ totalCount certainCount }} }}""",
    )
    assert data["series"]["nodes"] == [{"certain": 3 if known else None, "attested": 3 if known else 0}]
    assert {(edge["weight"], edge["certain"]) for edge in data["network"]["edges"]["nodes"]} == {(1, int(known))}
    assert data["shared"]["nodes"] == data["paths"]["nodes"] == [{"certain": known}]
    bound = next(node for node in data["ratifications"]["nodes"] if node["actor"]["slug"] == "arcadia")
    assert (bound["standing"], bound["certain"]) == ("BOUND", known)
    for name in ("memberships", "spells"):
        assert data[name] == {"totalCount": 3, "certainCount": 3 if known else 0}


def test_panels_attest_nothing_of_years_to_come(own: Ask) -> None:
    years = f'from: "{int(NEXT_YEAR) - 2}", to: "{NEXT_YEAR}", rule: FIRST_DAY'
    for word, number in (("POSSIBLE", 9), ("CERTAIN", 6)):
        text = f"{{ stateYears({years}, sources: {{certainty: {word}}}) {{ nodes {{ state {{ slug }} }} }} }}"
        assert len(asked(own, text)["stateYears"]["nodes"]) == number
    told = asked(own, f'{{ changes(from: "{TODAY}", to: "{NEXT_YEAR}", of: ["league"]) {{ nodes {{ event certain }} }} }}')
    assert told["changes"]["nodes"] == [{"event": "LEFT", "certain": False}]


LATER = f"""{MINE}- {{id: arcadia, class: State, name: Arcadia, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- {{id: borduria, class: State, name: Borduria, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- {{id: carpania, class: State, name: Carpania, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- {{id: dolonia, class: State, name: Dolonia, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- {{id: elbonia, class: State, name: Elbonia, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}
- id: club
  class: Alliance
  name: Club
  founded: 1940-01-01
  members:
  - {{ref: arcadia, start: 1945-01-01, end: 1950-01-01}}
  - {{ref: borduria, start: {COMING}}}
  - {{ref: carpania, start: 2000/{NEXT_YEAR}}}
  - {{ref: dolonia}}
  - {{ref: elbonia, start: 1945-01-01, status: disputed}}
"""


@pytest.fixture(scope="module")
def later(ask_of: AskOf) -> Ask:
    return ask_of(LATER)


def test_what_begins_after_today_is_certain_at_no_time(later: Ask) -> None:
    """What is without a date was there at some time, as somebody says so; what may begin tomorrow may never do so."""
    ever, sure = "time: {ever: true}", ["arcadia", "dolonia"]
    listed = "members { totalCount certainCount edges { certain node { slug } } }"
    loose, strict = (
        asked(later, f'{{ alliance(key: {{slug: "club"}}, {ever}, sources: {{certainty: {word}}}) {{ {listed} }} }}')["alliance"]["members"]
        for word in ("POSSIBLE", "CERTAIN")
    )
    assert (loose["totalCount"], loose["certainCount"], strict["totalCount"]) == (5, 2, 2)
    assert sorted(e["node"]["slug"] for e in loose["edges"] if e["certain"]) == sure
    assert sorted(e["node"]["slug"] for e in strict["edges"]) == sure
    member = 'filter: {memberOf: {%s: {node: {slug: {eq: "club"}}}}}'
    text = f"states({ever}, {member}, sources: {{certainty: CERTAIN}}) {{ nodes {{ slug }} }}"
    some, none = (asked(later, "{ " + text % word + " }")["states"]["nodes"] for word in ("some", "none"))
    assert (sorted(node["slug"] for node in some), none) == (sure, [])
    for name in ("memberships", "spells(relations: [MEMBER_OF], "):
        field = f"{name}{ever})" if "(" in name else f"{name}({ever})"
        assert asked(later, f"{{ found: {field} {{ totalCount certainCount }} }}")["found"] == {"totalCount": 5, "certainCount": 2}
    tied = "edges { nodes { from { slug } to { slug } certain } }"
    edges = asked(later, f"{{ network(relations: [MEMBER_OF], bipartite: true, {ever}) {{ {tied} }} }}")["network"]["edges"]["nodes"]
    ends = {e[end]["slug"] for e in edges if e["certain"] for end in ("from", "to")}
    assert sorted(ends - {"club"}) == sure


FOUNDED = f"""{MINE}- {{id: old, class: Alliance, name: Old Pact, founded: 1940-01-01, dissolved: 1950-01-01}}
- {{id: undated, class: Alliance, name: Undated Pact}}
- {{id: planned, class: Alliance, name: Planned Pact, founded: {COMING}}}
- {{id: perhaps, class: Alliance, name: Perhaps Pact, founded: 2000/{NEXT_YEAR}}}
"""


def test_entities_that_begin_after_today_are_certain_at_no_time(ask_of: AskOf) -> None:
    own = ask_of(FOUNDED)
    for field in ("alliances(%s)", 'search(text: "pact", %s)'):
        text = field % "time: {ever: true}, sources: {certainty: %s}"
        loose, strict = (
            asked(own, f"{{ found: {text % word} {{ totalCount certainCount }} }}")["found"] for word in ("POSSIBLE", "CERTAIN")
        )
        assert loose == {"totalCount": 4, "certainCount": 2}
        assert strict == {"totalCount": 2, "certainCount": 2}
    named = asked(
        own, '{ alliances(sources: {certainty: CERTAIN}) { totalCount } alliance(key: {id: "planned"}, time: {ever: true}) { slug } }'
    )
    assert named == {"alliances": {"totalCount": 4}, "alliance": {"slug": "planned"}}
