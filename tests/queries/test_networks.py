"""Networks out of the core data. Who was in which alliance in June 1985 is counted out by hand."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from queries.examples import find_example
from tests.queries.conftest import Ask

ALLIES = 'relations: [MEMBER_OF], bodies: Alliance, system: "independent-states", time: {at: "1985-06-01"}'
WARSAW = {"bulgaria", "czechoslovakia", "east-germany", "hungary", "poland", "romania", "soviet-union"}


def answered(ask: Ask, text: str) -> Any:
    answer = ask(text)
    assert "errors" not in answer, answer["errors"]
    return answer


def test_allies_of_1985(ask: Ask) -> None:
    text = f"""{{ network({ALLIES}) {{ bodies nodes(first: 1000) {{ totalCount nodes {{ entity {{ slug }} degree strength }} }}
        edges(first: 1000) {{ totalCount nodes {{ from {{ slug }} to {{ slug }} weight certain through {{ slug }} }} }} }} }}"""
    answer = answered(ask, text)
    found = answer["data"]["network"]
    nodes = {node["entity"]["slug"]: node for node in found["nodes"]["nodes"]}
    assert found["nodes"]["totalCount"] == len(nodes)
    # 15 others in NATO, 21 of the Rio Treaty, 2 of ANZUS; 15 in NATO and 4 of the Five Power Defence Arrangements, and 6 of WEU again.
    assert nodes["united-states"] == {"entity": {"slug": "united-states"}, "degree": 38, "strength": 38}
    assert nodes["united-kingdom"] == {"entity": {"slug": "united-kingdom"}, "degree": 19, "strength": 25}
    assert {name: node["degree"] for name, node in nodes.items() if name in WARSAW} == dict.fromkeys(WARSAW, 6)
    assert nodes["india"]["degree"] == nodes["sweden"]["strength"] == 0
    edges = {(edge["from"]["slug"], edge["to"]["slug"]): edge for edge in found["edges"]["nodes"]}
    assert found["edges"]["totalCount"] == len(edges)
    both = edges["belgium", "united-kingdom"]
    assert (both["weight"], [body["slug"] for body in both["through"]]) == (2, ["nato", "weu"])
    assert all(first < second and edge["certain"] <= edge["weight"] for (first, second), edge in edges.items())
    # Grenada's membership of the Regional Security System has no day: its ties to the six others are possible.
    assert {pair for pair, edge in edges.items() if edge["certain"] == 0} == {pair for pair in edges if "grenada" in pair}
    method = answer["extensions"]["methods"]["network"]
    assert method["parameters"] | {"nodes": len(nodes), "edges": len(edges), "system": "independent-states"} == method["parameters"]


def test_pages_of_edges_go_on_where_the_last_ended(ask: Ask) -> None:
    def page(after: str) -> Any:
        wanted = "pageInfo { hasNextPage endCursor } nodes { from { slug } to { slug } }"
        text = f"{{ network({ALLIES}) {{ edges(first: 300{after}) {{ {wanted} }} }} }}"
        return answered(ask, text)["data"]["network"]["edges"]

    first = page("")
    assert first["pageInfo"]["hasNextPage"]
    second = page(f', after: "{first["pageInfo"]["endCursor"]}"')
    pairs = [(edge["from"]["slug"], edge["to"]["slug"]) for edge in (*first["nodes"], *second["nodes"])]
    assert pairs == sorted(set(pairs))


def test_central_states(ask: Ask) -> None:
    saved = find_example("central-states")
    top = ask(saved.text, saved.variables)["data"]["centrality"]["nodes"][0]
    assert (top["entity"]["slug"], top["rank"]) == ("united-states", 1)
    degrees = ask(saved.text, {**saved.variables, "measure": "DEGREE"})["data"]["centrality"]
    assert [(n["entity"]["slug"], n["value"], n["rank"]) for n in degrees["nodes"][:2]] == [("united-states", 38, 1), ("argentina", 21, 2)]


def test_blocs(ask: Ask) -> None:
    saved = find_example("blocs")
    found = ask(saved.text, saved.variables)["data"]["components"]
    groups: dict[int, set[str]] = {}
    for node in found["nodes"]:
        groups.setdefault(node["component"], set()).add(node["entity"]["slug"])
    assert {"united-states", "united-kingdom", "singapore", "brazil"} <= groups[1]
    assert groups[3] == WARSAW
    assert len(groups[2]) == 7


def test_communities(ask: Ask) -> None:
    text = f"{{ communities({ALLIES}, first: 1000) {{ number modularity nodes {{ community entity {{ slug }} }} }} }}"
    if find_spec("graspologic_native") is None:
        [error] = ask(text)["errors"]
        assert "foedera[communities]" in error["extensions"]["hint"]
        return
    found = answered(ask, text)
    nodes = found["data"]["communities"]["nodes"]
    groups = {node["entity"]["slug"]: node["community"] for node in nodes}
    assert {name for name, group in groups.items() if group == groups["poland"]} == WARSAW
    assert groups["france"] == groups["norway"] != groups["brazil"]
    assert found["extensions"]["methods"]["communities"]["parameters"]["seed"] == 0


def test_a_network_among_given_entities_and_of_agreements(ask: Ask) -> None:
    text = """{ network(relations: [PARTY_TO], among: ["france", "germany", "japan"], time: {ever: true}) {
        coveredBodies nodes { nodes { entity { slug } } } } }"""
    found = answered(ask, text)["data"]["network"]
    assert [node["entity"]["slug"] for node in found["nodes"]["nodes"]] == ["france", "germany", "japan"]
    assert found["coveredBodies"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("relations: []", "relations names none"),
        ("relations: [MEMBER_OF], among: []", "among names nobody"),
        ('relations: [MEMBER_OF], among: ["nowhere"]', "there is no entity"),
        ('relations: [MEMBER_OF], system: "nato"', "lists nobody at that time"),
    ],
)
def test_what_makes_no_network_is_refused(ask: Ask, arguments: str, words: str) -> None:
    [error] = ask(f"{{ components({arguments}) {{ totalCount }} }}")["errors"]
    assert words in error["message"]
    assert error["extensions"]["hint"]


def test_weights_of_measures_that_have_none_are_refused(ask: Ask) -> None:
    [error] = ask(f"{{ centrality(measure: CLOSENESS, weighted: true, {ALLIES}) {{ totalCount }} }}")["errors"]
    assert error["extensions"]["hint"] == "leave weighted out"
