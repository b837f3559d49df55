"""Panels and similarity of states, over the core data: their examples, and what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest

from queries.examples import find_example
from tests.queries.conftest import Ask

FIVE = '["france", "poland", "soviet-union", "united-kingdom", "united-states"]'


def answered(ask: Ask, name: str, **variables: Any) -> Any:
    found = find_example(name)
    answer = ask(found.text, {**found.variables, **variables})
    assert "errors" not in answer, answer["errors"]
    return answer


def test_pairs_by_year(ask: Ask) -> None:
    found = answered(ask, "pairs-of-states-by-year")["data"]["dyadYears"]
    assert found["totalCount"] == 6 * 8
    rows = {(n["a"]["slug"], n["b"]["slug"], n["year"]): n for n in found["nodes"]}
    pairs = [("france", "united-states"), ("france", "soviet-union")]
    assert [[rows[*pair, year]["sharedAlliances"] for year in (1948, 1949, 1955)] for pair in pairs] == [[0, 1, 1], [0, 0, 0]]
    # The North Atlantic Treaty is in force since 1949-08-24.
    assert [[rows[*pair, year]["defense"] for year in (1948, 1949, 1955)] for pair in pairs] == [[0, 1, 1], [0, 0, 0]]
    assert rows["france", "united-states", 1949]["contiguity"] is None


def test_states_by_year(ask: Ask) -> None:
    found = answered(ask, "states-by-year")["data"]["stateYears"]
    years = [n["year"] for n in found["nodes"]]
    assert years == [1936, 1937, *range(1945, 1957)]
    assert found["totalCount"] == len(years)
    last = found["nodes"][-1]
    assert last["organizations"] is None  # nobody declares that its memberships are all known
    assert last["attestedOrganizations"] >= 2  # the United Nations since 1955, the Council of Europe since 1956
    assert last["attestedAlliances"] == 0


def similar(answer: Any) -> dict[tuple[str, str], Any]:
    return {(n["a"]["slug"], n["b"]["slug"]): n for n in answer["data"]["similarity"]["nodes"]}


def test_similar_alliances(ask: Ask) -> None:
    answer = answered(ask, "similar-alliances")
    found = similar(answer)
    assert len(found) == 10
    assert found["france", "united-states"]["value"] == 1
    # Levels with France, Poland, the Soviet Union, the United Kingdom and the United States: 3 0 0 3 3 against 0 0 3 0 0, so 1 - 2·12/15.
    assert found["france", "soviet-union"]["value"] == pytest.approx(-0.6)
    # 0 3 0 0 0 against 0 0 3 0 0: 1 - 2·6/15.
    assert found["poland", "soviet-union"]["value"] == pytest.approx(0.2)
    assert {n["partners"] for n in found.values()} == {5}
    method = answer["extensions"]["methods"]["similarity"]
    assert method["parameters"]["levels"] == {"defense": 3, "neutrality": 2, "nonAggression": 2, "consultation": 1}
    assert "Signorino" in method["citations"][0]["text"]


@pytest.mark.parametrize(
    ("method", "pair", "value", "reason"),
    [
        ("JACCARD", ("poland", "soviet-union"), 0, None),
        ("JACCARD", ("france", "united-states"), 1, None),
        ("KAPPA", ("france", "united-states"), 1, None),
        # D = 36, E = (sum of squared distances of all 25 pairs of levels) / 5: 3 of 5 against 1 of 5 → 9·(3·4 + 2·1)/5 = 25.2.
        ("KAPPA", ("france", "soviet-union"), 1 - 36 / 25.2, None),
        ("TAU_B", ("france", "united-states"), 1, None),
    ],
)
def test_other_measures(ask: Ask, method: str, pair: tuple[str, str], value: float, reason: str | None) -> None:
    node = similar(answered(ask, "similar-alliances", method=method))[pair]
    assert (node["value"], node["reason"]) == (pytest.approx(value), reason)


def one_pair(a: str, b: str) -> str:
    """An operation about one pair, with a place for more arguments."""
    nodes = "nodes { a { slug } b { slug } value reason uncovered }"
    return f'{{ similarity(at: "1985", a: "{a}", b: "{b}", universe: {FIVE}, %s) {{ {nodes} }} }}'


def test_what_is_not_defined_has_its_reason(ask: Ask) -> None:
    text = one_pair("france", "poland")
    [unknown] = similar(ask(text % "self: EXCLUDE")).values()  # without bodies nobody says with whom Poland was not allied
    assert (unknown["value"], unknown["reason"]) == (None, "NO_PARTNERS")
    assert unknown["uncovered"] > 0
    bodies = 'bodies: ["north-atlantic-treaty"], self: EXCLUDE'
    [constant] = similar(ask(text % f"{bodies}, method: TAU_B")).values()
    assert (constant["value"], constant["reason"]) == (None, "CONSTANT")  # Poland has no ally in it
    [silent] = similar(ask(text % "silence: NONE")).values()
    assert silent["value"] is not None


def test_weights_of_partners(ask: Ask) -> None:
    text = one_pair("france", "soviet-union")
    weights = 'bodies: ["north-atlantic-treaty"], weights: [{partner: "united-states", weight: 5}, {partner: "poland", weight: 0}]'
    [found] = similar(ask(text % weights)).values()
    assert found["value"] == pytest.approx(1 - 2 * (3 + 3 + 3 + 15) / (8 * 3))
    refused = ask(text % f"{weights}, method: TAU_B")
    assert "TAU_B has no weights" in refused["errors"][0]["message"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ('at: "1985", b: "france"', "b was given without a"),
        ('at: "1985", a: "soviet-union", universe: ["france"]', "is no state of the universe"),
        ('at: "1999", a: "soviet-union"', "is no state of the universe"),
        ('at: "1985", weights: [{partner: "france", weight: -1}]', "a weight is negative"),
        ('at: "../1985"', "at has to be a known day"),
        ('at: "1985", rule: DAY_OF_YEAR', "is for series"),
        ('a: "france"', "neither at nor from"),
        ('at: "1985", from: "1980"', "both given"),
        ('from: "1500", to: "1985"', "486 years are too many"),
    ],
)
def test_what_cannot_be_asked_of_similarity(ask: Ask, asked: str, words: str) -> None:
    assert words in ask(f"{{ similarity({asked}) {{ totalCount }} }}")["errors"][0]["message"]


def test_similarity_by_year_is_that_of_each_year(ask: Ask) -> None:
    chosen = f'a: "france", universe: {FIVE}, bodies: ["north-atlantic-treaty"]'
    nodes = "totalCount nodes { b { slug } period value }"
    together = ask(f'{{ similarity(from: "1988", to: "1993", {chosen}) {{ {nodes} }} }}')["data"]["similarity"]
    alone = {
        (node["b"]["slug"], year): node["value"]
        for year in range(1988, 1994)
        for node in ask(f'{{ similarity(at: "{year}", {chosen}) {{ {nodes} }} }}')["data"]["similarity"]["nodes"]
    }
    assert {(n["b"]["slug"], int(n["period"])): n["value"] for n in together["nodes"]} == alone
    assert len(alone) == together["totalCount"]
    assert ("soviet-union", 1991) in alone
    assert ("soviet-union", 1992) not in alone  # it was no more: no row, and no zero
    by_year = f'similarity(from: "1988", to: "1993", {chosen}'
    page = ask(f"{{ {by_year}, first: 7) {{ {nodes} pageInfo {{ endCursor }} }} }}")["data"]["similarity"]
    rest = ask(f'{{ {by_year}, after: "{page["pageInfo"]["endCursor"]}") {{ {nodes} }} }}')
    assert page["nodes"] + rest["data"]["similarity"]["nodes"] == together["nodes"]
