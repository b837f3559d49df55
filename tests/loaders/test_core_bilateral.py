"""Agreements of two states on what happens at the border between them: for how many pairs there is one, and what they say."""

from __future__ import annotations

from collections import defaultdict

import pytest

from facts.records import Records

AT_THE_BORDER = {"border-management", "law-enforcement", "customs", "asylum", "maritime-security", "visa-policy"}


@pytest.fixture(scope="module")
def pairs(core_records: Records) -> dict[frozenset[str], set[str]]:
    """The agreements on borders of each two states, of those that two states made alone."""
    states = {c.subject for c in core_records.claims if c.property == "class" and c.value == "State"}
    about = {o.subject for o in core_records.links if o.relation == "concerns" and o.object in AT_THE_BORDER}
    parties: dict[str, set[str]] = defaultdict(set)
    for link in core_records.links:
        if link.relation == "partyTo" and link.object in about:
            parties[link.object].add(link.subject)
    found: dict[frozenset[str], set[str]] = defaultdict(set)
    for agreement, both in parties.items():
        if len(both) == 2 and both <= states:
            found[frozenset(both)].add(agreement)
    return found


def test_many_pairs_of_states_have_an_agreement_on_their_border(pairs: dict[frozenset[str], set[str]]) -> None:
    assert len(pairs) >= 80


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("france", "germany", "mondorf-agreement-1997"),
        ("germany", "netherlands", "enschede-treaty-2005"),
        ("poland", "ukraine", "lbt-poland-ukraine-2008"),
        ("norway", "russian-federation", "lbt-norway-russia-2010"),
        ("peru", "ecuador", "brasilia-presidential-act-1998"),
        ("argentina", "chile", "beagle-treaty-1984"),
        ("china", "vietnam", "china-vietnam-land-border-1999"),
        ("canada", "united-states", "shiprider-framework-2009"),
    ],
)
def test_what_two_neighbours_agreed(pairs: dict[frozenset[str], set[str]], one: str, other: str, agreement: str) -> None:
    assert agreement in pairs[frozenset({one, other})]


def test_every_agreement_of_two_names_where_it_is_to_be_read(core_records: Records, pairs: dict[frozenset[str], set[str]]) -> None:
    named = {c.subject: c.provenance.source for c in core_records.claims if c.property == "name"}
    assert [a for agreements in pairs.values() for a in agreements if not named[a]] == []
