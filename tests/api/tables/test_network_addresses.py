"""Networks at addresses of their own, out of the core data."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import networkx as nx
import pytest

from api.http import networks

ALLIES = {"at": "1985-06-01", "bodies": "Alliance", "system": "independent-states"}


def test_edges_and_nodes_are_tables(http: httpx.Client) -> None:
    found = http.get("/tables/edges.csv", params=ALLIES)
    assert found.status_code == 200, found.text
    rows = list(csv.DictReader(io.StringIO(found.text, newline="")))
    of_states = {(row["from.iso3"], row["to.iso3"]): (row["weight"], row["certain"]) for row in rows}
    assert of_states["BEL", "GBR"] == ("2", "2")
    nodes = list(csv.DictReader(io.StringIO(http.get("/tables/nodes.csv", params=ALLIES).text, newline="")))
    assert {row["entity.id"]: row["degree"] for row in nodes}["united-states"] == "38"
    assert sum(int(row["degree"]) for row in nodes) == 2 * len(rows)


def test_the_same_network_as_graphml_and_gexf(http: httpx.Client) -> None:
    found = {form: http.get(f"/tables/edges.{form}", params=ALLIES) for form in ("graphml", "gexf")}
    assert {form: response.status_code for form, response in found.items()} == {"graphml": 200, "gexf": 200}
    assert found["gexf"].headers["content-disposition"] == 'attachment; filename="edges.gexf"'
    first: Any = nx.read_graphml(io.BytesIO(found["graphml"].content))
    second: Any = nx.read_gexf(io.BytesIO(found["gexf"].content))
    assert set(first.nodes) == set(second.nodes) >= {"united-states", "india"}
    assert {frozenset(edge) for edge in first.edges} == {frozenset(edge) for edge in second.edges}
    assert first.degree["united-states"] == first.nodes["united-states"]["degree"] == 38
    assert first.degree["india"] == 0


def test_a_graph_is_tagged_by_data_version_and_parameters(http: httpx.Client) -> None:
    found = http.get("/tables/edges.gexf", params=ALLIES)
    tag = {"if-none-match": found.headers["etag"]}
    assert found.headers["foedera-data-version"]
    assert http.get("/tables/edges.gexf", params=ALLIES, headers=tag).status_code == 304
    assert http.get("/tables/edges.gexf", params={**ALLIES, "at": "1955"}, headers=tag).status_code == 200


def test_what_cannot_be_had_is_refused(http: httpx.Client) -> None:
    for address, status, words in (
        ("/tables/nodes.gexf", 404, "There is no table nodes.gexf"),
        ("/tables/edges.graphml?relation=memberOff", 400, "MEMBER_OFF"),
        ("/tables/edges.gexf?bodies=Alliances", 400, "Alliances"),
    ):
        response = http.get(address)
        assert (response.status_code, words in response.text) == (status, True), response.text


def test_a_network_with_too_many_edges_is_refused_whole(http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "MOST_EDGES", 100)
    for form in ("csv", "graphml"):
        response = http.get(f"/tables/edges.{form}", params=ALLIES)
        assert (response.status_code, "100 is the limit" in response.text) == (400, True), response.text
    monkeypatch.setattr(networks, "MOST_EDGES", 200_000)
    assert http.get("/tables/edges.csv", params=ALLIES).status_code == 200


def test_a_graph_is_counted_among_the_operations(http: httpx.Client) -> None:
    def counted() -> float:
        lines = http.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("foedera_operation_seconds_count"))

    before = counted()
    http.get("/tables/edges.gexf", params=ALLIES | {"at": "1986"})
    assert counted() == before + 1
