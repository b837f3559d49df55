"""The members of a body are the parties of the agreement that founded it, to the same last day; where not, the reason stands here."""

from __future__ import annotations

from collections import defaultdict

import pytest

from loaders.deriving.graph_state import GraphState

BESIDE = {"signatory", "observer", "candidate", "associate", "partner"}
"""Roles of those that stand beside the members or parties."""
OTHER_PARTIES = {
    ("asean", "asean-declaration-1967"): "later members acceded by declarations of their own",
    ("international-joint-commission", "boundary-waters-treaty-1909"): "the United Kingdom signed for Canada",
    ("collective-security-treaty", "cst-1992"): "the treaty goes on under the organization that grew out of it",
    ("wco", "ccc-convention-1950"): "the list of parties was read as far as Germany; its note says so",
    ("western-union", "brussels-treaty-1948"): "the treaty was modified and went on under the Western European Union",
    ("europol", "europol-convention-1995"): "a decision of the Council took the place of the convention in 2010",
    ("fatf", "fatf-mandate-1989"): "members were admitted later by the plenary",
    ("g5-sahel", "g5-sahel-convention-2014"): "no source read says when the convention ceased to bind those that left",
    ("osce", "helsinki-final-act-1975"): "states that joined later adhered to the Charter of Paris, too",
    ("seato", "manila-pact-1954"): "the pact outlived its organization",
    ("schengen-area", "schengen-agreement-1985"): "later states joined by accession agreements and the treaties of the Union",
    ("sco", "sco-declaration-2001"): "later members acceded to the Charter",
    ("sco-rats", "sco-rats-agreement-2002"): "the agreement lists those that signed, and no source read says when each was bound",
    ("selec", "selec-convention-2009"): "Croatia and Slovenia signed and took part without ratifying",
    ("shanghai-five", "shanghai-border-cbm-1996"): "the agreement outlived the forum, which became an organization",
    ("european-economic-community", "treaty-of-rome-1957"): "the treaty goes on, for all members of the Union by their accession",
    ("five-eyes", "ukusa-agreement-1946"): "the three others joined by appendices",
    ("pccc-geneva", "france-switzerland-police-1998"): "the agreement of 2007 took its place and keeps the centre",
    ("un-security-council", "un-charter-1945"): "an organ of fifteen members, set up by the Charter of all",
}

LastDays = dict[str, str]


@pytest.fixture(scope="module")
def lists(core_state: GraphState) -> dict[tuple[str, str], LastDays]:
    """For each body and kind of relationship, the last day on which each of those that belong may have done so."""
    found: dict[tuple[str, str], LastDays] = defaultdict(dict)
    for key, link in core_state.links.items():
        kind = link.type.removeprefix("FOEDERA_")
        if kind in {"MEMBER_OF", "PARTY_TO"} and link.properties.get("role") not in BESIDE:
            last = found[kind, key.end.id]
            last[key.start.id] = max(last.get(key.start.id, ""), str(link.properties["endLatest"]))
    return found


def founded(graph: GraphState) -> set[tuple[str, str]]:
    """Bodies with the agreements that founded them."""
    return {(key.end.id, key.start.id) for key, link in graph.links.items() if link.type == "FOEDERA_ESTABLISHES"}


def test_members_are_the_parties_of_the_founding_agreement(core_state: GraphState, lists: dict[tuple[str, str], LastDays]) -> None:
    compared = 0
    for body, agreement in sorted(founded(core_state) - OTHER_PARTIES.keys()):
        members, parties = lists.get(("MEMBER_OF", body)), lists.get(("PARTY_TO", agreement))
        if members and parties:
            compared += 1
            assert members == parties, f"{body} and {agreement}: {sorted(set(members.items()) ^ set(parties.items()))}"
    assert compared >= 24


def test_reasons_are_given_for_lists_that_do_differ(core_state: GraphState, lists: dict[tuple[str, str], LastDays]) -> None:
    for body, agreement in OTHER_PARTIES:
        assert (body, agreement) in founded(core_state)
        assert lists[("MEMBER_OF", body)] != lists.get(("PARTY_TO", agreement)), f"{body}: was put right, take it off the list"


def test_cambodia_is_in_the_criminal_court_and_singapore_is_not(lists: dict[tuple[str, str], LastDays]) -> None:
    court = lists["MEMBER_OF", "icc"]
    assert court["cambodia"] == "9999-12-31"
    assert "singapore" not in court
    assert sum(last == "9999-12-31" for last in court.values()) == 125
