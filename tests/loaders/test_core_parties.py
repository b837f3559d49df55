"""Parties of treaties that had none: who was bound on which day, by the registers that were read."""

from __future__ import annotations

import pytest

from loaders.deriving.graph_state import GraphState, Properties


@pytest.fixture(scope="module")
def graph(core_state: GraphState) -> GraphState:
    """What a load makes of the core."""
    return core_state


def bound(graph: GraphState, treaty: str, party: str, since: str = "") -> Properties:
    """The one preferred relationship of a party to a treaty, of those that began on a day."""
    links = ((key, o) for key, o in graph.links.items() if o.type.endswith("PARTY_TO"))
    found = [o.properties for key, o in links if (key.start.id, key.end.id) == (party, treaty) and since in ("", o.properties.get("start"))]
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
    ("echr-1950", "russian-federation"): ("1998-05-05", "2022-09-15", "party"),
    ("echr-1950", "serbia"): ("2006-06-05", "..", "party"),
    ("budapest-convention-2001", "united-states"): ("2007-01-01", "..", "party"),
    ("budapest-convention-2001", "cote-d-ivoire"): ("2024-11-01", "..", "acceding"),
    ("coe-extradition-1957", "ireland"): ("1966-07-31", "..", "party"),
    ("convention-108-1981", "uruguay"): ("2013-08-01", "..", "acceding"),
    ("hague-hijacking-convention-1970", "cuba"): ("2001-12-27", "..", "party"),
    ("montreal-convention-1971", "belgium"): ("1976-09-12", "..", "party"),
    ("sua-convention-1988", "united-states"): ("1995-03-06", "..", "party"),
    ("revised-kyoto-convention-1999", "thailand"): ("2015-09-12", "..", "acceding"),
    ("au-constitutive-act-2000", "morocco"): ("2017-01-31", "..", "acceding"),
    ("acct-2007", "singapore"): ("2011-05-27", "..", "original-party"),
    ("ihr-2005", "kenya"): ("2007-06-15", "..", "party"),
    ("partial-test-ban-1963", "sweden"): ("1963-12-09", "..", "party"),
    ("partial-test-ban-1963", "mongolia"): ("1963-11-01", "..", "party"),
    ("rarotonga-treaty-1985", "new-zealand"): ("1986-12-11", "..", "party"),
    ("chemical-weapons-convention-1993", "south-korea"): ("1997-04-29", "..", "party"),
    ("pelindaba-treaty-1996", "ghana"): ("2011-06-27", "..", "party"),
    ("paris-convention-1883", "switzerland"): ("1884-07-07", "..", "original-party"),
    ("berne-convention-1886", "united-states"): ("1989-03-01", "..", "acceding"),
    ("helsinki-final-act-1975", "holy-see"): ("1975-08-01", "..", "original-party"),
}


@pytest.mark.parametrize(("treaty", "party"), PARTIES)
def test_a_party_is_bound_from_its_day_until_its_day(graph: GraphState, treaty: str, party: str) -> None:
    found = bound(graph, treaty, party)
    assert (found["start"], found.get("end", ".."), found["role"]) == PARTIES[treaty, party]


@pytest.mark.parametrize(
    ("treaty", "party"),
    [
        ("open-skies-1992", "kyrgyzstan"),
        ("tokyo-convention-1963", "japan"),
        ("niue-treaty-1992", "tuvalu"),
        ("pelindaba-treaty-1996", "egypt"),
    ],
)
def test_one_that_only_signed_is_no_party(graph: GraphState, treaty: str, party: str) -> None:
    assert bound(graph, treaty, party)["role"] == "signatory"


@pytest.mark.parametrize(
    ("treaty", "number"),
    [
        ("hague-hijacking-convention-1970", 185),
        ("montreal-convention-1971", 188),
        ("echr-1950", 46),
        ("coe-extradition-1957", 51),
        ("enmod-1977", 78),
    ],
)
def test_as_many_are_bound_today_as_the_depositary_counts(graph: GraphState, treaty: str, number: int) -> None:
    links = [(key.start.id, o.properties) for key, o in graph.links.items() if key.end.id == treaty and o.type.endswith("PARTY_TO")]
    today = {party for party, o in links if o["role"] != "signatory" and str(o["endLatest"]) > "2026-11-27"}
    assert len(today) == number


def test_nobody_is_bound_by_the_test_ban_and_178_have_ratified_it(graph: GraphState) -> None:
    links = [(key.start.id, o.properties) for key, o in graph.links.items() if key.end.id == "ctbt-1996" and o.type.endswith("PARTY_TO")]
    assert {o["role"] for _, o in links} == {"signatory"}
    assert (len(links), sum("ratified" in o for _, o in links)) == (187, 178)


def test_at_least_ten_treaties_tell_reservations(graph: GraphState) -> None:
    reserved = {key.end.id for key, o in graph.links.items() if "reservation" in o.properties}
    assert len(reserved) >= 10
    assert "coca leaf" in str(bound(graph, "single-convention-1961", "bolivia", "2013-02-10")["reservation"])
