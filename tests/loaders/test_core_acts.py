"""The core tells what parties did from what binds them: signature, instrument and start each mean one thing in every row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import mean

import pytest

from common.dates import bounds
from facts.records import Records
from loaders.deriving.graph_state import GraphState, NodeKey, Properties
from ontology import Model

TABLES = (
    "arms-trade-treaty-2013", "convention-against-torture-1984", "hostages-convention-1979", "migrant-workers-convention-1990",
    "nuclear-terrorism-convention-2005", "palermo-firearms-protocol-2001", "palermo-smuggling-protocol-2000",
    "palermo-trafficking-protocol-2000", "refugee-convention-1951", "refugee-protocol-1967", "statelessness-reduction-1961",
    "terrorist-bombings-convention-1997", "terrorist-financing-convention-1999", "tir-convention-1975",
    "un-drug-trafficking-convention-1988", "uncac-2003", "unclos-1982", "untoc-2000",
)  # fmt: skip
"""Treaties whose parties come from a table of signatures and deposits."""


@pytest.fixture(scope="module")
def core(core_records: Records) -> Records:
    """Everything that ships, with references resolved."""
    return core_records


@pytest.fixture(scope="module")
def graph(core_state: GraphState) -> GraphState:
    """What a load makes of it."""
    return core_state


def parties(graph: GraphState, treaty: str) -> dict[str, Properties]:
    """The preferred relationships of the parties of a treaty; of several of one party the last."""
    found = [(key.start.id, o.properties) for key, o in graph.links.items() if key.end.id == treaty and o.type.endswith("PARTY_TO")]
    return dict(sorted(found, key=lambda pair: (pair[0], str(pair[1]["startEarliest"]))))


def lags(rows: Iterable[Properties]) -> list[int]:
    """From signature to the deposit of the instrument, in days."""
    days = [[date.fromisoformat(str(row[name])) for name in ("signed", "ratified")] for row in rows if {"signed", "ratified"} <= row.keys()]
    return [(then - first).days for first, then in days]


def test_the_mean_lag_of_a_convention_is_that_of_its_table(graph: GraphState) -> None:
    found = parties(graph, "untoc-2000")
    states = [row for name, row in found.items() if "State" in graph.nodes[NodeKey("Entity", name)].labels]
    assert (len(lags(states)), round(mean(lags(states)))) == (140, 1627)
    assert lags([found["european-union"]]) == [1256]


BOUND = {
    ("china", "untoc-2000"): "2003-10-23",
    ("norway", "untoc-2000"): "2003-10-23",
    ("albania", "untoc-2000"): "2003-09-29",
    ("united-states", "untoc-2000"): "2005-12-03",
    ("japan", "untoc-2000"): "2000-12-12",
    ("united-kingdom", "refugee-convention-1951"): "1954-06-09",
    ("denmark", "refugee-convention-1951"): "1954-04-22",
    ("mali", "migrant-workers-convention-1990"): "2003-10-01",
    ("namibia", "unclos-1982"): "1994-11-16",
    ("france", "tir-convention-1975"): "1978-03-20",
    ("united-states", "tir-convention-1975"): "1982-03-18",
    ("iceland", "arms-trade-treaty-2013"): "2014-12-24",
    ("poland", "warsaw-pact-1955"): "1955-06-05",
    ("australia", "anzus-treaty"): "1952-04-29",
    ("thailand", "tac-1976"): "1976-06-21",
    ("guatemala", "un-charter-1945"): "1945-11-21",
}


@pytest.mark.parametrize(("party", "treaty"), BOUND)
def test_a_rule_makes_a_day_of_an_act(graph: GraphState, party: str, treaty: str) -> None:
    found = parties(graph, treaty)[party]
    assert (found["start"], found["startEarliest"], found["startLatest"]) == (BOUND[party, treaty],) * 3
    assert found["startDerived"] is True


def test_what_is_not_known_is_bounded(graph: GraphState) -> None:
    successor = parties(graph, "convention-against-torture-1984")["czechia"]
    assert (successor["startEarliest"], successor["startLatest"], successor["instrument"]) == ("1993-01-01", "1993-02-22", "succession")
    signed = parties(graph, "rio-treaty-1947")["panama"]
    assert (signed["signed"], signed.get("start"), signed["startEarliest"]) == ("1947-09-02", None, "1948-12-03")
    assert str(signed["startLatest"]) >= "2026-11-01"


@pytest.mark.parametrize("treaty", TABLES)
def test_every_row_of_a_table_says_what_was_done(graph: GraphState, treaty: str) -> None:
    for name, row in parties(graph, treaty).items():
        if row["role"] == "signatory":
            assert "signed" in row or row["startEvent"] == "continuation", name
        else:
            told = {"ratified", "instrument"} <= row.keys() or row["startEvent"] == "continuation"
            assert told or (row["startEvent"] == "entry into force" and not row["startDerived"]), name  # a list that has these days alone


def test_nobody_is_bound_before_a_treaty_is_in_force(graph: GraphState, model: Model) -> None:
    relation = model.relations["partyTo"]
    counted = 0
    for key, link in graph.links.items():
        treaty = graph.nodes[key.end].properties
        if link.type in (relation.type, relation.claim_type) and "inForce" in treaty and not relation.is_early(link.properties):
            counted += 1
            assert str(link.properties["startLatest"]) >= bounds(str(treaty["inForce"])).earliest, link.properties["id"]
            assert str(link.properties["startEarliest"]) >= bounds(str(treaty["inForce"])).earliest, link.properties["id"]
    assert counted > 3700


def test_members_and_parties_differ_where_a_body_began_before_its_agreement_was_in_force(graph: GraphState) -> None:
    founded = {(key.end.id, key.start.id) for key, o in graph.links.items() if o.type.endswith("ESTABLISHES")}
    found = {pair for pair in founded if NodeKey("Record", f"{pair[0]}/members/{pair[1]}") in graph.nodes}
    assert found == {("pccc-kehl", "mondorf-agreement-1997"), ("eurogendfor", "velsen-treaty-2007")}
