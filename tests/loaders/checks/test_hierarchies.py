"""Nothing is a part, a member or a successor of itself, and no hierarchy leads back to where it began."""

from __future__ import annotations

import pytest

from tests.loaders.checks.conftest import Check, told


@pytest.mark.parametrize("relation", ["partOf", "parts", "memberOf", "succeeds", "succeededBy", "cooperatesWith"])
def test_nothing_is_related_to_itself(check: Check, relation: str) -> None:
    (found,) = check(f"- {{id: a-b, class: Alliance, name: A B, {relation}: a-b}}")
    assert (found.rule, found.level, found.value, found.remedy) == ("F308", "error", "a-b", "check the reference")
    assert str(found.message).endswith(" itself")


def test_a_key_may_lead_back_as_well(check: Check) -> None:
    (found,) = check("- {id: a-b, class: Alliance, name: A B, wikidata: Q5, partOf: wikidata:Q5}")
    assert (found.rule, found.remedy) == ("F308", "a-b and wikidata:Q5 are the same; check both")


def alliance(name: str, more: str = "") -> str:
    """An alliance with other words in its name than the rest."""
    return f"- {{id: {name}, class: Alliance, name: {name.title()}{more}}}\n"


def test_a_cycle_is_told_once_with_the_way_it_goes(check: Check) -> None:
    found = check(alliance("one", ", partOf: two") + alliance("two", ", partOf: three") + alliance("three", ", partOf: one"))
    (told_once,) = found
    assert (told_once.rule, told_once.level) == ("F407", "warning")
    assert told_once.message in {
        f"partOf leads back to where it began: {way}"
        for way in ("one → two → three → one", "two → three → one → two", "three → one → two → three")
    }


def test_two_cycles_are_two_mistakes(check: Check) -> None:
    text = alliance("one", ", partOf: two") + alliance("two", ", partOf: one")
    text += alliance("three", ", partOf: four") + alliance("four", ", partOf: three")
    assert [rule for rule, _ in told(check(text))] == ["F407", "F407"]


def test_what_never_holds_together_is_no_cycle(check: Check) -> None:
    early, late = "{ref: two, start: 1950, end: 1960}", "{ref: one, start: 1970, end: ..}"
    assert check(alliance("one", f", partOf: {early}") + alliance("two", f", partOf: {late}")) == []
    late = "{ref: one, start: 1955, end: ..}"
    assert [rule for rule, _ in told(check(alliance("one", f", partOf: {early}") + alliance("two", f", partOf: {late}")))] == ["F407"]


def test_notions_may_have_several_above_them(check: Check) -> None:
    above = {"aa": "[bb, cc]", "bb": "dd", "cc": "dd", "dd": "[]"}
    assert check("".join(f"- {{id: {n}, class: Threat, name: {n * 3}, definition: D., broader: {a}}}\n" for n, a in above.items())) == []


def test_a_long_hierarchy_is_walked_without_recursion(check: Check) -> None:
    words = [f"part{'abcdefghij'[n % 10]}{n}" for n in range(3000)]
    text = "".join(f"- {{id: {w}, class: Alliance, name: {w}, partOf: {o}}}\n" for w, o in zip(words, [*words[1:], words[0]], strict=True))
    found = [p for p in check(text) if p.rule == "F407"]
    assert len(found) == 1
    assert "…" in found[0].message
