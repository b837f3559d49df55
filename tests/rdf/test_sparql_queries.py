"""The saved queries over the core, with the values that most of them have to give; three were traced to the files of loaders/core."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pyoxigraph as ox
import pytest

from loaders.deriving.graph_state import GraphState
from loaders.deriving.linked import source_of
from ontology import Model
from queries.sparql import load_sparql
from rdf.export import lines
from rdf.names import BASE
from rdf.sparql import Children, Query
from rdf.sparql.building import building, fill

Rows = list[dict[str, str]]
UNCLOS_SIGNED = (
    "Afghanistan, Bhutan, Burundi, Cambodia, Central African Republic, Colombia, El Salvador, Ethiopia, Iran, Libya, Liechtenstein, "
    "North Korea, Rwanda, United Arab Emirates"
)


@pytest.fixture(scope="module")
def asked(core_state: GraphState, model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Rows]]:
    """The rows of every query; of a graph, its triples; of a question, yes or no."""
    folder = tmp_path_factory.mktemp("sparql") / "core"
    with building(folder) as made:
        fill(made, lines(source_of(core_state, model), model, graphs=True))
    children = Children(folder, most=1)
    yield {example.name: _rows(children.ask(Query(example.text)).body) for example in load_sparql()}
    children.stop()


def _rows(body: bytes) -> Rows:
    if body.startswith(b"@prefix"):
        return [{"triple": str(quad.triple)} for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)]
    found = orjson.loads(body)
    if "boolean" in found:
        return [{"boolean": str(found["boolean"])}]
    return [{name: cell["value"].removeprefix(BASE) for name, cell in row.items()} for row in found["results"]["bindings"]]


def test_there_are_twenty_queries_and_each_finds_something(asked: dict[str, Rows]) -> None:
    assert len(asked) == 20
    assert [name for name, rows in asked.items() if not rows] == []


def test_who_left_which_alliance_and_when(asked: dict[str, Rows]) -> None:
    left = {(row["member"], row["alliance"], row["left"]) for row in asked["exits"]}
    # western-european-union.yaml, alliances.yaml, csto-cis.yaml
    union = ("belgium", "france", "luxembourg", "netherlands", "united-kingdom")
    assert {(f"id/{one}", "Western Union", "1955-05-06") for one in union} <= left
    assert ("id/pakistan", "1972-11-08") in {(member, day) for member, _, day in left}
    assert ("id/armenia", "Collective Security Treaty Organization", "2024-01") in left
    assert next(row["event"] for row in asked["exits"] if row["left"] == "2024-01") == "term/EndEvent.suspension"
    assert ("id/uzbekistan", "Collective Security Treaty Organization", "2012-06-28") in left
    assert "id/greece" not in {member for member, alliance, _ in left if "Atlantic" in alliance}


def test_nato_on_a_day_of_1982(asked: dict[str, Rows]) -> None:
    assert " ".join(row["name"] for row in asked["nato-1982"]).startswith("Belgium Canada Denmark France Germany Greece Iceland Italy")
    assert {row["name"]: row["start"] for row in asked["nato-1982"]}["Spain"] == "1982-05-30"
    assert len(asked["nato-1982"]) == 16
    assert {row["dataset"] for row in asked["nato-1982"]} == {"dataset/core"}
    assert asked["was-spain-in-nato"] == [{"boolean": "False"}]


def test_the_five_eyes(asked: dict[str, Rows]) -> None:
    assert [row["member"] for row in asked["members-today"]] == [
        f"id/{one}" for one in ("australia", "canada", "new-zealand", "united-kingdom", "united-states")
    ]


def test_what_france_and_germany_shared_in_1990(asked: dict[str, Rows]) -> None:
    found = {row["body"] for row in asked["common-bodies-1990"]}
    assert {"id/nato", "id/weu", "id/council-of-europe", "id/european-economic-community", "id/ecsc", "id/united-nations"} <= found
    assert not {"id/warsaw-pact", "id/european-union", "id/five-eyes"} & found


def test_atop_has_nato_by_signature(asked: dict[str, Rows]) -> None:
    starts = {row["member"]: row["start"] for row in asked["what-one-dataset-says"]}
    assert {one: starts[f"id/{one}"] for one in ("greece", "turkiye", "germany", "spain")} == {
        "greece": "1951-10-22", "turkiye": "1951-10-22", "germany": "1954-10-23", "spain": "1981-12-10",
    }  # fmt: skip


def test_disputes_have_both_values(asked: dict[str, Rows]) -> None:
    au = {row["dataset"]: row["value"] for row in asked["disputes-about-founding"] if row["name"] == "African Union"}
    assert au == {"dataset/core": "2002-07-09", "dataset/supraverden": "1999", "dataset/wikipedia": "2001"}


def test_parts_predecessors_and_neighbours(asked: dict[str, Rows]) -> None:
    assert {"id/frontex", "id/europol", "id/eu-lisa", "id/cepol"} <= {row["part"] for row in asked["parts-of-the-eu"]}
    assert {"predecessor": "id/european-economic-community", "name": "European Economic Community", "founded": "1958-01-01",
            "dissolved": "2009-12-01"} in asked["predecessors-of-the-eu"]  # fmt: skip
    neighbours = {row["neighbour"]: row.get("alliances", "") for row in asked["neighbours-in-different-alliances"]}
    assert set(neighbours) == {
        "Austria", "Belgium", "Czechia", "Denmark", "France", "Luxembourg", "Netherlands", "Poland", "Switzerland",
    }  # fmt: skip
    assert neighbours["Switzerland"] == ""
    assert "NORDEFCO" in neighbours["Denmark"]


def test_who_signed_and_is_not_bound(asked: dict[str, Rows]) -> None:
    assert ", ".join(row["name"] for row in asked["signed-but-not-bound"]) == UNCLOS_SIGNED


def test_counts_and_codes(asked: dict[str, Rows]) -> None:
    assert asked["treaties-with-most-parties"][0] == {"agreement": "id/un-charter-1945", "name": "UN Charter", "parties": "193"}
    assert {row["body"] for row in asked["largest-bodies"][:3]} == {"id/united-nations", "id/interpol", "id/icao"}
    france = next(row for row in asked["wikidata"] if row["iso3"] == "FRA")
    assert (france["state"], france["item"]) == ("id/france", "http://www.wikidata.org/entity/Q142")
    assert asked["datasets"][0]["dataset"] == "dataset/core"


def test_a_graph_and_claims(asked: dict[str, Rows]) -> None:
    triples = {row["triple"].replace(BASE, "") for row in asked["what-is-around-nato"]}
    assert "<id/france> <ontology#memberOf> <id/nato>" in triples
    claims = [row for row in asked["every-claim-about-nato"] if row["property"] == "ontology#founded"]
    founded = {(row["dataset"], row["value"], row["preferred"]) for row in claims}
    assert founded == {("dataset/core", "1949-04-04", "true"), ("dataset/cia-factbook", "1949-09-17", "false")}
