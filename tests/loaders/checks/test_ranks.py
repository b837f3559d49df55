"""Datasets of one rank that disagree."""

from __future__ import annotations

from facts.records import WARNING
from tests.loaders.checks.conftest import Check, told


def test_what_is_taken_by_name_alone_is_told_once_for_two_datasets(check: Check) -> None:
    text = "- {id: a-b, class: Alliance, name: A B, founded: 1950, headquarters: Bern, members: [{ref: denmark, start: 1950}]}\n"
    text += "- {extends: a-b, dataset: peer, founded: 1951, headquarters: Rome, members: [{ref: denmark, start: 1951}]}"
    (found,) = check(text)
    assert (*told([found])[0], found.level, found.location.column) == ("F802", 2, WARNING, 42)
    words = "datasets mine and peer have the same rank 50 and disagree on founded of a-b and 2 more: mine is taken"
    assert found.message.startswith(words)
    assert found.remedy == "give one of them another rank, or say why they differ in conflicts:"


def test_what_agrees_is_noted_or_has_another_rank_is_not_told(check: Check) -> None:
    first = "- {id: a-b, class: Alliance, name: A B, aliases: [AB], founded: 1950}\n"
    vaguer = "- {extends: a-b, dataset: peer, name: The A B, aliases: [A-B], founded: 195X}"
    other = "- {extends: a-b, dataset: peer, founded: 1951}"
    assert check(first + vaguer) == []
    assert check(first + other.replace("peer", "best")) == []
    assert check(first.replace("}", ", conflicts: {topic: founded, explanation: Two counts.}}") + other) == []


def test_a_dataset_of_better_rank_decides(check: Check) -> None:
    text = "- {id: a-b, class: Alliance, name: A B, founded: 1950}\n- {extends: a-b, dataset: peer, founded: 1951}\n"
    assert check(text + "- {extends: a-b, dataset: best, founded: 1949}") == []
