"""Two datasets of the core beside each other, counted out by hand from its files."""

from __future__ import annotations

import pytest

from queries.examples import find_example
from tests.queries.conftest import Ask


def test_where_a_table_of_member_states_differs(ask: Ask) -> None:
    saved = find_example("two-datasets")
    found = ask(saved.text, saved.variables)["data"]["compare"]
    # In 71 years: six states in the European Union since 1952 (core: 1993), Italy in Schengen since 1990 (1997), Greece 1992 (2000).
    assert (found["pairs"], found["undecided"]) == (8, 0)
    both, alone = 6 * 28 + 24 + 21, 6 * 41 + 7 + 8
    assert found["cells"] == {"both": both, "onlyFirst": 0, "onlySecond": alone, "neither": 8 * 71 - both - alone}
    # eums declares no list complete, so nothing is known to be a no.
    assert (found["covered"]["both"], found["agreement"], found["kappa"]) == (0, None, None)
    assert found["totalCount"] == 8
    shown = {(d["from"]["slug"], d["to"]["slug"]): (d["firstYear"], d["lastYear"], d["saidBy"]) for d in found["nodes"]}
    assert shown["italy", "schengen-area"] == ("1990", "1996", "eums")
    assert shown["belgium", "european-union"] == ("1952", "1992", "eums")
    facts = next(d for d in found["nodes"] if d["from"]["slug"] == "belgium")
    assert [fact["start"] for fact in facts["firstFacts"]] == ["1993-11-01"]
    assert [fact["start"] for fact in facts["secondFacts"]] == ["1952-07-23"]
    assert "eums" in facts["secondFacts"][0]["source"]


def test_the_other_way_round_first_and_second_change_places(ask: Ask) -> None:
    saved = find_example("two-datasets")
    one, other = (ask(saved.text, {"datasets": names})["data"]["compare"]["cells"] for names in (["core", "eums"], ["eums", "core"]))
    assert (one["onlyFirst"], one["onlySecond"]) == (other["onlySecond"], other["onlyFirst"])
    assert (one["both"], one["neither"]) == (other["both"], other["neither"])


@pytest.mark.parametrize("datasets", [["core"], ["core", "core"], ["core", "eums", "atop"]])
def test_two_datasets_are_compared(ask: Ask, datasets: list[str]) -> None:
    [error] = ask(find_example("two-datasets").text, {"datasets": datasets})["errors"]
    assert "two different ones" in error["extensions"]["hint"]
