"""Parties of treaties that had none: who was bound on which day, by the registers that were read."""

from __future__ import annotations

import pytest

from loaders.deriving.graph_state import GraphState, Properties


@pytest.fixture(scope="module")
def graph(core_state: GraphState) -> GraphState:
    """What a load makes of the core."""
    return core_state


def bound(graph: GraphState, treaty: str, party: str) -> Properties:
    """The one preferred relationship of a party to a treaty."""
    found = [
        o.properties for key, o in graph.links.items() if (key.start.id, key.end.id) == (party, treaty) and o.type.endswith("PARTY_TO")
    ]
    assert len(found) == 1
    return found[0]


PARTIES = {
    ("open-skies-1992", "united-states"): ("2002-01-01", "2020-11-22", "original-party"),
    ("open-skies-1992", "russian-federation"): ("2002-01-01", "2021-12-18", "original-party"),
    ("open-skies-1992", "croatia"): ("2005-01-01", "..", "acceding"),
    ("cfe-treaty-1990", "hungary"): ("1992-11-09", "..", "original-party"),
    ("tokyo-convention-1963", "norway"): ("1969-12-04", "..", "original-party"),
    ("tokyo-convention-1963", "germany"): ("1970-03-16", "..", "party"),
    ("paris-protocol-hq-1952", "france"): ("1955-02-19", "1967-03-31", "original-party"),
    ("paris-protocol-hq-1952", "poland"): ("1999-10-21", "..", "acceding"),
    ("naples-ii-convention-1997", "croatia"): ("2016-07-01", "..", "acceding"),
    ("madrid-convention-1980", "switzerland"): ("1982-06-04", "..", "party"),
    ("niue-treaty-1992", "tonga"): ("1993-05-20", "..", "original-party"),
    ("ecowas-revised-treaty-1993", "niger"): ("1995-08-23", "2025-01-29", "original-party"),
    ("asean-charter-2007", "thailand"): ("2008-12-15", "..", "original-party"),
    ("recaap-2004", "sri-lanka"): ("2006-09-04", "..", "original-party"),
    ("single-european-act-1986", "denmark"): ("1987-07-01", "..", "original-party"),
    ("inter-american-convention-terrorism-2002", "united-states"): ("2005-12-15", "..", "original-party"),
    ("coe-trafficking-2005", "france"): ("2008-05-01", "..", "party"),
    ("coe-trafficking-2005", "belgium"): ("2009-08-01", "..", "party"),
    ("pcc-see-2006", "bulgaria"): ("2009-03-01", "..", "acceding"),
}


@pytest.mark.parametrize(("treaty", "party"), PARTIES)
def test_a_party_is_bound_from_its_day_until_its_day(graph: GraphState, treaty: str, party: str) -> None:
    found = bound(graph, treaty, party)
    assert (found["start"], found.get("end", ".."), found["role"]) == PARTIES[treaty, party]


@pytest.mark.parametrize(
    ("treaty", "party"), [("open-skies-1992", "kyrgyzstan"), ("tokyo-convention-1963", "japan"), ("niue-treaty-1992", "tuvalu")]
)
def test_one_that_only_signed_is_no_party(graph: GraphState, treaty: str, party: str) -> None:
    assert bound(graph, treaty, party)["role"] == "signatory"
