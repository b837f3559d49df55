"""What is stored of a statement is made when it is read, and is the same whoever reads it and when."""

from __future__ import annotations

import pickle

from facts.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import PlainLink
from ontology import Model

SAID = Provenance("mine", "A book")
FACTS = Records(
    {"mine": DatasetRecord("mine", 1, {"title": "Mine"})},
    [ClaimRecord("freedonia", "class", "State", SAID), ClaimRecord("league", "class", "Alliance", SAID)],
    [LinkRecord("memberOf", "freedonia", "league", {"start": "1990", "end": ".."}, SAID)],
)


def test_another_process_gets_all_that_is_stored(model: Model) -> None:
    state = derive(FACTS, model)
    [found] = [link for link in state.links.values() if "start" in link.properties]
    assert (found.type, found.properties["start"], found.properties["open"]) == ("FOEDERA_MEMBER_OF", "1990", True)
    assert found.properties == found.properties is not found.properties
    other = pickle.loads(pickle.dumps(state))
    assert other == state
    assert all(isinstance(link, PlainLink) for link in other.links.values())
    assert found != PlainLink("FOEDERA_PARTY_TO", found.properties)
    assert repr(found).startswith("Statement('FOEDERA_MEMBER_OF', {'id': 'freedonia/memberOf/league/mine/")
