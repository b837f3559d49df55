"""The core and the reference data do not contradict themselves: dates, references, parties and members, both ends of every relation.

What is odd but right is explained where it stands, by a remark or a note; what is not explained makes a test fail.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set

import pytest

from common.dates import bounds
from common.text import fold
from facts.records import LinkRecord, Records
from loaders.checks.duplicates import check_duplicates
from loaders.checks.lives import check_lives
from loaders.checks.provenance import check_provenance
from ontology import Direction, Model

CORE = "core"

OTHER_FOUNDERS = {
    ("european-union", "maastricht-treaty-1992"): "the six that founded the Communities count as founders, not all twelve that signed",
    (
        "icao",
        "chicago-convention-1944",
    ): "founders are those that it entered into force for on the first day, original parties those that signed",
    ("fatf", "fatf-mandate-1989"): "seven called for it, and eight more and the Commission were asked to take part from the first meeting",
    ("international-joint-commission", "boundary-waters-treaty-1909"): "the United Kingdom signed for Canada",
    (
        "african-union",
        "au-constitutive-act-2000",
    ): "founders are all members of its first day, original parties those that it was first in force for",
    ("wco", "ccc-convention-1950"): "the list of parties was read as far as Germany; its note says so",
}


@pytest.fixture(scope="module")
def core(core_records: Records) -> Records:
    """Everything that ships, with references resolved."""
    return core_records


@pytest.fixture(scope="module")
def classes(core: Records) -> Mapping[str, str]:
    """The class of every entity."""
    return {c.subject: c.value for c in core.claims if c.property == "class"}


def values(core: Records, path: str) -> dict[str, str]:
    """One property of the entities, as the core says it."""
    return {c.subject: c.value for c in core.claims if c.property == path and c.provenance.dataset == CORE}


def linked(core: Records, relation: str) -> dict[str, list[LinkRecord]]:
    """The core's relationships of a kind, by the entity they lead to."""
    found: dict[str, list[LinkRecord]] = defaultdict(list)
    for link in core.links:
        if link.relation == relation and link.provenance.dataset == CORE:
            found[link.object].append(link)
    return found


# --- References and relations


def test_nothing_refers_to_what_is_not_there(core: Records, classes: Mapping[str, str]) -> None:
    named = {c.subject for c in core.claims} | {n.subject for n in core.notes}
    named |= {end for link in core.links for end in (link.subject, link.object)}
    named |= {str(link.properties["under"]) for link in core.links if "under" in link.properties}
    assert named - classes.keys() == set()


def test_every_relation_can_be_read_from_both_ends(model: Model) -> None:
    for relation in model.relations.values():
        there, back = (model.classes[c].ends for c in (relation.domain, relation.range))
        assert there[relation.name].relation is relation
        name = relation.inverse or relation.name
        assert back[name].relation is relation
        expected = (Direction.OUT, Direction.IN) if relation.inverse else (Direction.BOTH, Direction.BOTH)
        assert (there[relation.name].direction, back[name].direction) == expected


def test_every_relationship_can_be_read_from_both_ends(core: Records, classes: Mapping[str, str], model: Model) -> None:
    for link in core.links:
        relation = model.relations[link.relation]
        assert relation.name in model.classes[classes[link.subject]].ends, link
        assert (relation.inverse or relation.name) in model.classes[classes[link.object]].ends, link


def test_nothing_is_related_to_itself(core: Records) -> None:
    assert [(o.subject, o.relation, str(o.location)) for o in core.links if o.subject == o.object] == []


@pytest.mark.parametrize("relation", ["partOf", "succeeds", "supersedes", "broader", "agencyOf"])
def test_no_chain_leads_back_to_where_it_began(core: Records, relation: str) -> None:
    above: dict[str, set[str]] = defaultdict(set)
    for link in core.links:
        # A state may be taken in by another and leave it again: that is no circle, but one day after the other.
        if link.relation == relation and not link.properties.get("date"):
            above[link.subject].add(link.object)
    for start in list(above):
        seen: set[str] = set()
        waiting = set(above[start])
        while waiting:
            found = waiting.pop()
            assert found != start, f"{start} {relation} … {start}"
            waiting |= above.get(found, set()) - seen
            seen.add(found)


# --- Dates


def test_nothing_is_outside_the_lives_of_its_ends(core: Records, model: Model) -> None:
    assert [str(p) for p in check_lives(core, core.links, model)] == []


@pytest.mark.parametrize(("first", "then"), [("signed", "inForce"), ("signed", "terminated"), ("inForce", "terminated")])
def test_agreements_are_signed_before_they_hold_and_hold_before_they_end(core: Records, first: str, then: str) -> None:
    earlier, later = values(core, first), values(core, then)
    wrong = [a for a in earlier.keys() & later.keys() if bounds(earlier[a]).earliest > bounds(later[a]).latest]
    assert wrong == []


@pytest.mark.parametrize(("first", "then"), [("signed", "ratified"), ("signed", "start"), ("ratified", "start")])
def test_parties_sign_ratify_and_are_bound_in_this_order(core: Records, first: str, then: str) -> None:
    for parties in linked(core, "partyTo").values():
        for link in parties:
            days = link.properties
            if first in days and then in days:
                assert bounds(str(days[first])).earliest <= bounds(str(days[then])).latest, f"{link.location}: {link}"


def test_nobody_signs_before_there_is_a_text(core: Records) -> None:
    opened = values(core, "signed")
    for agreement, parties in linked(core, "partyTo").items():
        for link in parties:
            if "signed" in link.properties and agreement in opened:
                assert bounds(str(link.properties["signed"])).latest >= bounds(opened[agreement]).earliest, f"{link.location}: {link}"


def test_sources_were_read_in_the_past_and_facts_read_in_them_are_marked(core: Records, model: Model) -> None:
    assert [str(p) for p in check_provenance(core, model)] == []


# --- Parties and members


def states(core: Records, classes: Mapping[str, str], model: Model) -> dict[str, str]:
    """Folded names of states and territories, the longest first."""
    names = {"name", "aliases", "officialName"}
    actors = {c for c in model.classes if {"State", "Territory"} & set(model.classes[c].lineage)}
    found = {fold(c.value): c.subject for c in core.claims if c.property in names and classes[c.subject] in actors and len(c.value) > 3}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def named_in(text: str, known: Mapping[str, str]) -> Set[str]:
    """The states that a text names."""
    rest, found = fold(text), set()
    for name, state in known.items():
        if name not in rest:
            continue
        shorter = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        if shorter != rest:
            found.add(state)
            rest = shorter
    return found


def with_later(states: Set[str], after: Mapping[str, list[LinkRecord]]) -> Set[str]:
    """States and those that came after them, at any remove."""
    found, waiting = set[str](), set(states)
    while waiting:
        here = waiting.pop()
        found.add(here)
        waiting |= {link.subject for link in after.get(here, ())} - found
    return found


def test_states_named_in_a_title_are_parties(core: Records, classes: Mapping[str, str], model: Model) -> None:
    parties, after, known = linked(core, "partyTo"), linked(core, "succeeds"), states(core, classes, model)
    owners: dict[str, set[str]] = defaultdict(set)
    for link in core.links:
        if link.relation == "agencyOf":
            owners[link.subject].add(link.object)
    compared = 0
    for agreement, title in values(core, "name").items():
        named = named_in(title, known) if parties.get(agreement) else set()
        if len(named) > 1:
            compared += 1
            # Titles name states as they are called today: Austria, where the Empire is the party.
            bound = with_later({p.subject for p in parties[agreement]}, after)
            assert named <= bound | {o for p in bound for o in owners[p]}, f"{agreement}: {title}"
    assert compared > 3


def test_founders_are_the_original_parties_of_the_founding_text(core: Records) -> None:
    members, parties = linked(core, "memberOf"), linked(core, "partyTo")
    compared = 0
    for links in linked(core, "establishes").values():
        for link in links:
            founders = {m.subject for m in members.get(link.object, ()) if m.properties.get("role") == "founding-member"}
            original = {p.subject for p in parties.get(link.subject, ()) if p.properties.get("role") == "original-party"}
            if founders and original and (link.object, link.subject) not in OTHER_FOUNDERS:
                compared += 1
                assert founders == original, f"{link.object} and {link.subject}: {sorted(founders ^ original)}"
    assert compared > 20


@pytest.mark.parametrize(("organization", "agreement"), OTHER_FOUNDERS)
def test_other_founders_than_original_parties_are_still_so(core: Records, organization: str, agreement: str) -> None:
    founders = {m.subject for m in linked(core, "memberOf")[organization] if m.properties.get("role") == "founding-member"}
    original = {p.subject for p in linked(core, "partyTo")[agreement] if p.properties.get("role") == "original-party"}
    assert founders != original, "was put right: take it off the list"


# --- Names


def test_no_two_entities_are_likely_the_same(core: Records, model: Model) -> None:
    assert [str(p) for p in check_duplicates(core, model, {*core.files, ""})] == []
