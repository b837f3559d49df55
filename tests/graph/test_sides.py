"""Statements are written for the first side of a store, and are right on the second."""

from __future__ import annotations

import pytest

from graph.sides import FIRST, FLIP, SECOND, flipped, name_from, name_on, on_side, side_of


def test_the_first_side_takes_statements_as_they_are() -> None:
    text = "MATCH (n:FoederaEntity)-[r:FOEDERA_MEMBER_OF]->() RETURN type(r)"
    assert on_side(text, FIRST) is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (n:FoederaEntity {id: $id})", "MATCH (n:Foedera2Entity {id: $id})"),
        ("(:FoederaState|FoederaLoaded)", "(:Foedera2State|Foedera2Loaded)"),
        ("[r:FOEDERA_MEMBER_OF|FOEDERA_PARTY_TO_CLAIM]", "[r:FOEDERA2_MEMBER_OF|FOEDERA2_PARTY_TO_CLAIM]"),
        ("WHERE type(r2) IN $types", "WHERE replace(type(r2), 'FOEDERA2_', 'FOEDERA_') IN $types"),
        ("queryNodes('foederaSearch', $x)", "queryNodes('foedera2Search', $x)"),
        ("CREATE INDEX FoederaState_name FOR (n:FoederaState)", "CREATE INDEX Foedera2State_name FOR (n:Foedera2State)"),
    ],
)  # fmt: skip
def test_names_of_data_are_those_of_the_second_side(text: str, expected: str) -> None:
    assert on_side(text, SECOND) == expected


@pytest.mark.parametrize("name", ["FoederaDataVersion", "FoederaLoad", "FoederaLoadContent", "FoederaLoadLock", "FoederaLoad_id", "Entity"])
def test_what_is_of_neither_side_keeps_its_name(name: str) -> None:
    assert on_side(f"MATCH (n:{name})", SECOND) == f"MATCH (n:{name})"
    assert [name_from(name, side) for side in (FIRST, SECOND)] == [name, name]


@pytest.mark.parametrize("name", ["FoederaState", "FOEDERA_MEMBER_OF"])
def test_names_go_there_and_back(name: str) -> None:
    there = name_on(name, SECOND)
    assert name_from(there, SECOND) == name
    assert name_from(there, FIRST) is None
    assert name_from(name, SECOND) is None


def test_turns_tell_the_side_and_only_grow() -> None:
    turn = 2 * 2**40 + 6
    assert [side_of(t) for t in (None, 0, turn, turn + 1)] == [FIRST] * 4
    there = flipped(turn)
    back = flipped(there)
    assert [side_of(there), side_of(there + 2), side_of(back)] == [SECOND, SECOND, FIRST]
    assert turn < there < back < 2**63
    assert (there % FLIP, back % FLIP) == (turn, turn)
