"""With certainty CERTAIN only what certainly holds counts, in every field: a part of what is possible, that which is told to be certain.

Made-up states and bodies, with dates of which the year alone is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from api.language.schema import build_schema
from ontology import Model
from tests.queries.conftest import MINE, Ask, AskOf

FACTS = (
    MINE
    + """- {id: arcadia, class: State, name: Arcadia, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: borduria, class: State, name: Borduria, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: carpania, class: State, name: Carpania, statehood: {ref: world, start: 1900-01-01, end: ..}}
- {id: drackland, class: State, name: Drackland, statehood: {ref: world, start: 1950, end: ..}}
- id: league
  class: Alliance
  name: League
  founded: 1940-01-01
  covers: {relation: members, complete: true, maintained: true}
  members:
  - {ref: arcadia, start: 1945-01-01, end: .., role: member}
  - {ref: borduria, start: 1950, end: .., role: member}
  - {ref: carpania, start: 1945-01-01, end: 1950, role: member}
- id: council
  class: Forum
  name: Council
  founded: 1970-01-01
  covers: {relation: members, complete: true, maintained: true}
  members:
  - {ref: arcadia, start: 1970-01-01, end: 1980, role: member}
  - {ref: arcadia, start: 1980, end: .., role: member, status: suspended}
  - {ref: borduria, start: 1970-01-01, end: .., role: member}
  - {ref: carpania, start: 1970-01-01, end: 1980, role: observer}
  - {ref: carpania, start: 1980, end: .., role: member}
- id: forum
  class: Forum
  name: Forum
  founded: 1940-01-01
  members:
  - {ref: arcadia, start: 1945-01-01, end: .., role: member}
  - {ref: borduria, start: 1945-01-01, end: .., role: member}
- id: pact
  class: AllianceTreaty
  name: Pact
  signed: 1944-01-01
  inForce: 1945-01-01
  obligations: [defense]
  covers: {relation: parties, complete: true, maintained: true}
  parties:
  - {ref: arcadia, signed: 1944-01-01, ratified: 1944-06-01, instrument: ratification, start: 1945-01-01, end: .., role: party}
  - {ref: borduria, signed: 1944-01-01, ratified: 1944-06-01, instrument: ratification, start: 1950, end: .., role: party}
  - {ref: drackland, signed: 1950, end: .., role: signatory}
"""
)
Told = Iterator[tuple[str, bool | None]]
"""What a field names, and whether it says that this is certain; None where it does not say."""


@dataclass(frozen=True, slots=True)
class Case:
    """A field with its arguments and selection, how its answer is read, and what it has to name: possibly, and certainly."""

    name: str
    arguments: str
    selection: str
    told: Callable[[Any], Told]
    possible: set[str]
    certain: set[str]

    def text(self, certainty: str) -> str:
        return f"{{ found: {self.name}({self.arguments}, sources: {{certainty: {certainty}}}) {{ {self.selection} }} }}"


def nodes(label: Callable[[Any], str], certain: Callable[[Any], bool | None] = lambda node: node.get("certain")) -> Callable[[Any], Told]:
    """Reads the nodes of a list."""
    return lambda found: ((label(node), certain(node)) for node in found["nodes"])


def numbered(number: Callable[[Any], int]) -> Callable[[Any], Told]:
    """Reads numbers of nodes: one thing for each that is counted."""
    return lambda found: ((f"{node['entity']['slug']} {n}", None) for node in found["nodes"] for n in range(number(node)))


def standing(found: Any) -> Told:
    for node in found["nodes"]:
        if node["standing"]:
            yield f"{node['actor']['slug']} {node['standing']}", node["certain"]


def points(found: Any) -> Told:
    for point in found["nodes"]:
        for n in range(point["certain"] + point["possible"]):
            yield f"{point['period']} {n}", n < point["certain"]


def edges(found: Any) -> Told:
    for edge in found["edges"]["nodes"]:
        for n in range(edge["weight"]):
            yield f"{edge['from']['slug']} {edge['to']['slug']} {n}", n < edge["certain"]


def pair(node: Any) -> str:
    return f"{node['a']['slug']} {node['b']['slug']}"


def happened(node: Any) -> str:
    return f"{node['event']} {node['entity']['slug']}"


AT, DURING = 'time: {at: "1950-06-01"}', 'time: {during: "1949/1951"}'
NETWORK = f"relations: [MEMBER_OF], {AT}"
EDGES = "edges { nodes { from { slug } to { slug } weight certain } }"
EVENTS = "nodes { event entity { slug } certain }"
A, B, C, D = "arcadia", "borduria", "carpania", "drackland"
GROUPED = {f"{A} 0", f"{B} 0"}
CASES = [
    Case(
        "ratifications",
        'agreement: "pact", at: "1950-06-01"',
        "nodes { actor { slug } standing certain }",
        standing,
        {f"{A} BOUND", f"{B} BOUND", f"{C} NONE", f"{D} SIGNED"},
        {f"{A} BOUND", f"{C} NONE"},
    ),
    Case(
        "shared",
        f'actors: ["{A}", "{B}"], relations: [MEMBER_OF], {AT}',
        "nodes { body { slug } certain }",
        nodes(lambda n: n["body"]["slug"]),
        {"league", "forum"},
        {"forum"},
    ),
    # Each of the two certainly was a member in these years. That both were at once is not certain.
    Case(
        "shared",
        f'actors: ["{B}", "{C}"], {DURING}',
        "nodes { body { slug } certain }",
        nodes(lambda n: n["body"]["slug"]),
        {"league"},
        set(),
    ),
    Case(
        "commonPartners",
        f'actors: ["{A}", "{C}"], relations: [MEMBER_OF], {DURING}',
        "nodes { partner { slug } }",
        nodes(lambda n: n["partner"]["slug"]),
        {B},
        set(),
    ),
    Case(
        "similarity",
        'at: "1950-06-01"',
        "nodes { a { slug } b { slug } }",
        nodes(pair),
        {f"{A} {B}", f"{A} {C}", f"{A} {D}", f"{B} {C}", f"{B} {D}", f"{C} {D}"},
        {f"{A} {B}", f"{A} {C}", f"{B} {C}"},
    ),
    Case(
        "series",
        'of: ["league"], list: MEMBERS, from: "1950-06-01", to: "1950-06-01", step: DAY',
        "nodes { period certain possible }",
        points,
        {"1950-06-01 0", "1950-06-01 1", "1950-06-01 2"},
        {"1950-06-01 0"},
    ),
    Case("network", NETWORK, EDGES, edges, {f"{A} {B} 0", f"{A} {B} 1", f"{A} {C} 0", f"{B} {C} 0"}, {f"{A} {B} 0"}),
    Case(
        "network",
        f"{NETWORK}, bipartite: true",
        EDGES,
        edges,
        {f"{A} forum 0", f"{A} league 0", f"{B} forum 0", f"{B} league 0", f"{C} league 0"},
        {f"{A} forum 0", f"{A} league 0", f"{B} forum 0"},
    ),
    Case(
        "centrality",
        f"measure: DEGREE, {NETWORK}",
        "nodes { entity { slug } value }",
        numbered(lambda n: int(n["value"])),
        {f"{s} {n}" for s in (A, B, C) for n in (0, 1)},
        GROUPED,
    ),
    Case("components", NETWORK, "nodes { entity { slug } size }", numbered(lambda n: n["size"] > 1), {*GROUPED, f"{C} 0"}, GROUPED),
    Case("communities", NETWORK, "nodes { entity { slug } size }", numbered(lambda n: n["size"] > 1), {*GROUPED, f"{C} 0"}, GROUPED),
    Case(
        "paths",
        f'from: "{A}", to: "{B}", {AT}',
        "nodes { ids certain }",
        nodes(lambda n: " ".join(n["ids"])),
        {f"{A} {b} {B}" for b in ("forum", "league", "pact")},
        {f"{A} forum {B}"},
    ),
    Case(
        "paths",
        f'from: "{B}", to: "{C}", maxLength: 2, {DURING}',
        "nodes { ids certain }",
        nodes(lambda n: " ".join(n["ids"])),
        {f"{B} league {C}"},
        set(),
    ),
    Case(
        "stateYears",
        'from: "1950", to: "1950", rule: DAY_OF_YEAR',
        "nodes { state { slug } }",
        nodes(lambda n: n["state"]["slug"]),
        {A, B, C, D},
        {A, B, C},
    ),
    Case(
        "dyadYears",
        f'from: "1950", to: "1950", rule: DAY_OF_YEAR, universe: ["{A}", "{C}", "{D}"]',
        "nodes { a { slug } b { slug } }",
        nodes(pair),
        {f"{A} {C}", f"{A} {D}", f"{C} {D}"},
        {f"{A} {C}"},
    ),
    Case(
        "timeline",
        'id: "league", from: "1940", to: "1950-06-01"',
        EVENTS,
        nodes(happened),
        {"FOUNDED league", f"JOINED {A}", f"JOINED {C}", f"JOINED {B}", f"LEFT {C}"},
        {"FOUNDED league", f"JOINED {A}", f"JOINED {C}"},
    ),
    Case(
        "changes",
        'from: "1945", to: "1950-06-01", of: ["league"]',
        EVENTS,
        nodes(happened),
        {f"JOINED {A}", f"JOINED {C}", f"JOINED {B}", f"LEFT {C}"},
        {f"JOINED {A}", f"JOINED {C}"},
    ),
    Case(
        "spells",
        f"relations: [MEMBER_OF], {AT}",
        "edges { certain from { slug } node { slug } }",
        lambda found: ((f"{e['from']['slug']} {e['node']['slug']}", e["certain"]) for e in found["edges"]),
        {f"{A} forum", f"{A} league", f"{B} forum", f"{B} league", f"{C} league"},
        {f"{A} forum", f"{A} league", f"{B} forum"},
    ),
]


@pytest.fixture(scope="module")
def own(ask_of: AskOf) -> Ask:
    return ask_of(FACTS)


@pytest.mark.parametrize("case", CASES, ids=[f"{number} {case.name}" for number, case in enumerate(CASES)])
def test_what_is_certain_is_a_part_of_what_is_possible(own: Ask, case: Case) -> None:
    told = {}
    for certainty in ("POSSIBLE", "CERTAIN"):
        answer = own(case.text(certainty))
        assert "errors" not in answer, answer["errors"]
        told[certainty] = dict(case.told(answer["data"]["found"]))
    assert set(told["POSSIBLE"]) == case.possible
    assert set(told["CERTAIN"]) == case.certain
    assert case.certain < case.possible
    if None not in told["POSSIBLE"].values():
        assert {name for name, certain in told["POSSIBLE"].items() if certain} == case.certain
        assert all(told["CERTAIN"].values())


def test_every_computed_field_that_chooses_sources_is_asked(model: Model) -> None:
    query = build_schema(model)._schema.query_type
    assert query
    fields = {name: field for name, field in query.fields.items() if "sources" in field.args and "key" not in field.args}
    computed = {name for name, field in fields.items() if not str(field.type).strip("!").endswith("Connection")}
    # What loads have changed has no uncertain days. Of spells there is a list, which is not computed, and the same holds for it.
    assert computed - {"dataChanges"} == {case.name for case in CASES} - {"spells"}


def test_on_which_day_a_membership_was_suspended_does_not_make_it_uncertain(own: Ask) -> None:
    """Arcadia was suspended in 1980, and is a member on every day of it. Carpania, an observer before, became a member in that year."""
    text = f"""{{
        series(of: ["council"], list: MEMBERS, from: "1980-06-01", to: "1980-06-01", step: DAY) {{ nodes {{ certain possible }} }}
        shared(actors: ["{A}", "{B}"], through: [Forum], by: ANY, time: {{at: "1980-06-01"}}) {{ nodes {{ body {{ slug }} certain }} }}
        network(relations: [MEMBER_OF], time: {{at: "1980-06-01"}}, bodies: Forum) {{ {EDGES} }} }}"""
    answer = own(text)
    assert "errors" not in answer, answer["errors"]
    data = answer["data"]
    assert data["series"]["nodes"] == [{"certain": 2, "possible": 1}]
    assert {n["body"]["slug"]: n["certain"] for n in data["shared"]["nodes"]} == {"council": True, "forum": True}
    assert {(e["from"]["slug"], e["to"]["slug"]): (e["weight"], e["certain"]) for e in data["network"]["edges"]["nodes"]} == {
        (A, B): (2, 2),
        (A, C): (1, 0),
        (B, C): (1, 0),
    }
