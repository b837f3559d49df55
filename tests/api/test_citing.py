"""An answer says how to cite it when that is asked for: Foedera at a version, the datasets of its statements, the works of its methods."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.answering.citing import citations

LISTS = '{ alliance(key: {id: "nato"}) { members(first: 2, time: {at: "1982"}) { nodes { slug } } } }'
COMPUTED = '{ similarity(at: "1985", method: S, a: "france", bodies: ["north-atlantic-treaty"]) { totalCount } }'


def cited(http: httpx.Client, query: str) -> list[dict[str, Any]]:
    answer = http.post("/graphql", json={"query": query, "extensions": {"citations": True}}).json()
    found: list[dict[str, Any]] = answer["extensions"]["citations"]
    return found


def test_a_list_cites_the_datasets_of_its_statements(http: httpx.Client) -> None:
    for _ in range(2):  # computed, then from the cache
        found = cited(http, LISTS)
        assert [c["csl"]["id"] for c in found] == ["foedera", "core"]
        assert all(c["csl"]["type"] == "dataset" and c["text"] and c["bibtex"].startswith("@misc{") for c in found)
    answer = http.post("/graphql", json={"query": LISTS}).json()
    assert found[0]["csl"]["version"] == answer["extensions"]["dataVersion"]
    assert "citations" not in answer["extensions"]


def test_an_address_may_ask_for_them(http: httpx.Client) -> None:
    answer = http.get("/graphql", params={"query": LISTS, "citations": "true"}).json()
    assert [c["csl"]["id"] for c in answer["extensions"]["citations"]] == ["foedera", "core"]


def test_a_parameter_that_is_neither_true_nor_false_is_refused(http: httpx.Client) -> None:
    answer = http.get("/graphql", params={"query": LISTS, "citations": "yes"})
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (400, "citations has to be true or false.")


def test_what_has_no_list_cites_all(http: httpx.Client) -> None:
    assert {"foedera", "core", "cldr"} <= {c["csl"]["id"] for c in cited(http, '{ state(key: {iso3: "POL"}) { name } }')}


def test_works_of_methods_come_last(http: httpx.Client) -> None:
    found = cited(http, COMPUTED)
    assert found[0]["csl"]["id"] == "foedera"
    assert found[-1]["csl"]["type"] != "dataset"


@pytest.mark.parametrize(
    ("query", "datasets"),
    [
        ('{ series(of: ["nato"], list: MEMBERS, from: "1949", to: "1950") { totalCount } }', {"core"}),
        ('{ timeline(id: "france", relations: [BORDERS]) { totalCount } }', {"geonames"}),
        ('{ network(relations: [MEMBER_OF], bodies: Alliance, time: {at: "1960"}) { bodies } }', {"core"}),
    ],
)
def test_what_is_computed_cites_only_the_datasets_of_its_spells(http: httpx.Client, query: str, datasets: set[str]) -> None:
    assert {c["csl"]["id"] for c in cited(http, query) if c["csl"]["type"] == "dataset"} == {"foedera", *datasets}


@pytest.mark.parametrize("title", ["A & B", "100 %", "A {b} $c$ #d_e", "~^"])
def test_titles_are_written_for_tex(title: str) -> None:
    known = [{"id": "x", "title": title, "homepage": None, "licence": "CC0-1.0"}]
    text = citations(known, ["x"], "1", {})[1]["bibtex"]
    line = text.splitlines()[1].removeprefix("  title = {").removesuffix("},")
    assert all(line[i - 1] == "\\" for i, c in enumerate(line) if c in "&%{}$#_")
    assert not set("~^") & set(line)
