"""An id that another dataset has given to something else is reported; two descriptions of one thing are not."""

from __future__ import annotations

import pytest

from tests.loaders.checks.conftest import Check


def test_another_thing_under_a_known_id(check: Check) -> None:
    (found,) = check("- {id: office, class: BorderAgency, name: Coast Patrol of Norway}")
    assert (found.rule, found.level, found.value) == ("F703", "warning", "Coast Patrol of Norway")
    assert found.message.startswith("office is called 'Coast Patrol of Norway' here, and 'Border Office of Denmark' in dataset world (see ")
    assert "another id" in found.remedy


def test_a_thing_of_another_kind_under_a_known_id(check: Check) -> None:
    (found,) = check("- {id: office, class: Treaty, name: Treaty of Oslo}")
    assert (found.rule, found.level) == ("F305", "error")


@pytest.mark.parametrize(
    "text",
    [
        "- {id: office, class: BorderAgency, name: Danish Border Office, aliases: [Border office of Denmark]}",
        "- {id: pact, class: Alliance, name: NP}",
        "- {id: denmark, class: State, name: Kingdom of the Danes, iso3: DNK}",
        "- {extends: office, aliases: [Coast Patrol]}",
    ],
)
def test_two_descriptions_of_one_thing(check: Check, text: str) -> None:
    assert check(text) == []
