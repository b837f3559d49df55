"""Every saved example with its answer out of the core data. Numbers of past days do not change; others are held loosely."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from common.errors import NotFoundError
from queries.examples import find_example, load_examples
from tests.queries.conftest import Ask

Example = Callable[..., Any]


@pytest.fixture(scope="module")
def example(ask: Ask) -> Example:
    """A function that answers a saved example, with other variables if given."""

    def run(name: str, **variables: Any) -> Any:
        found = find_example(name)
        answer = ask(found.text, {**found.variables, **variables})
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return run


def nodes(connection: Any) -> list[Any]:
    """The nodes of a connection's edges."""
    return [edge["node"] for edge in connection["edges"]]


def test_every_example_has_words_and_answers(example: Example) -> None:
    examples = load_examples()
    assert len(examples) >= 10
    for saved in examples:
        assert saved.title
        assert saved.description.endswith(".")
        assert all(example(saved.name).values()), saved.name


def test_names_may_leave_out_their_number() -> None:
    assert find_example("nato-members-1982") == find_example("01-nato-members-1982")
    with pytest.raises(NotFoundError, match="examples: nato-members-1982"):
        find_example("none")


def test_members_of_nato(example: Example) -> None:
    then = example("nato-members-1982")["alliance"]["members"]
    assert then["totalCount"] == 16
    states = {n["iso3"] for n in nodes(then)}
    assert states == {"BEL", "CAN", "DEU", "DNK", "ESP", "FRA", "GBR", "GRC", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "TUR", "USA"}
    assert all(e["source"] and e["dataset"] == "core" for e in then["edges"])
    assert example("nato-members-1982", day="1982-05-29")["alliance"]["members"]["totalCount"] == 15
    assert example("nato-members-1982", day="2026-11-24")["alliance"]["members"]["totalCount"] == 32


def test_shared_agreements(example: Example) -> None:
    found = {n["slug"] for n in example("shared-agreements")["agreements"]["nodes"]}
    assert {"north-atlantic-treaty", "un-charter-1945", "chicago-convention-1944"} <= found
    assert "schengen-convention-1990" not in found


def test_who_left_and_came_back(example: Example) -> None:
    found = {n["slug"]: {m["slug"] for m in nodes(n["memberOf"])} for n in example("left-and-came-back")["actors"]["nodes"]}
    assert "council-of-europe" in found["greece"]
    assert "schengen-area" not in found.get("bulgaria", set()), "from partial to full is no return"


def test_border_agencies_and_their_ministry(example: Example) -> None:
    agencies = {n["slug"]: n for n in example("border-agencies")["state"]["agencies"]["nodes"]}
    assert [m["slug"] for m in nodes(agencies["pl-border-guard"]["partOf"])] == ["pl-mswia"]
    assert nodes(agencies["pl-border-guard"]["partOf"])[0]["__typename"] == "Ministry"
    assert example("border-agencies", state="GBR")["state"]["agencies"]["totalCount"] >= 1


def test_what_frontex_is_founded_on(example: Example) -> None:
    acts = {n["slug"]: n for n in example("frontex-founding")["internationalAgency"]["establishedBy"]["nodes"]}
    first = acts["frontex-regulation-2004"]
    assert first["signed"] == "2004-10-26"
    assert [n["slug"] for n in nodes(first["supersededBy"])] == ["ebcg-regulation-2016"]


def test_alliances_of_the_united_kingdom(example: Example) -> None:
    state = example("alliances-of-the-united-kingdom")["state"]
    assert {"nato", "cento", "seato", "weu"} <= {n["slug"] for n in nodes(state["memberOf"])}
    assert "north-atlantic-treaty" in {n["slug"] for n in nodes(state["partyTo"])}
    later = example("alliances-of-the-united-kingdom", year="1990")["state"]
    assert "seato" not in {n["slug"] for n in nodes(later["memberOf"])}


def test_challenges_and_what_mitigates_them(example: Example) -> None:
    found = {
        n["slug"]: {m["slug"] for m in nodes(n["mitigatedBy"])}
        for n in example("challenges-and-what-mitigates-them")["challenges"]["nodes"]
    }
    assert {"interoperable-technologies", "joint-research-initiatives"} <= found["technological-integration-complexity"]
    for challenge in ("lack-of-standardization", "resource-allocation-disparities", "legal-jurisdictional-obstacles"):
        assert found[challenge], challenge


def test_information_sharing(example: Example) -> None:
    found = {n["slug"] for n in example("information-sharing-agreements")["agreements"]["nodes"]}
    assert {"smart-border-declaration", "shanghai-convention-2001"} <= found
    assert len(found) >= 10


def test_conflicts(example: Example) -> None:
    connection = example("conflicts")["conflicts"]
    assert connection["totalCount"] >= 60
    found = {(c["over"]["nodes"][0]["slug"], c["topic"]): c for c in connection["nodes"]}
    nato = found["nato", "FOUNDED"]
    assert {s["value"] for s in nato["sides"]["nodes"]} == {"1949-04-04", "1949-09-17"}
    assert [s["dataset"] for s in nato["sides"]["nodes"] if s["preferred"]] == ["core"]


def test_organizations_founded_by_early_treaties(example: Example) -> None:
    found = {n["slug"] for n in example("founded-by-early-treaties")["organizations"]["nodes"]}
    assert {"nato", "league-of-arab-states", "icao", "united-nations"} <= found
    assert "european-union" not in found


def test_the_trilateral_dialogue_told_twice(example: Example) -> None:
    forum = example("trilateral-dialogue-two-tellings")["forum"]
    told = {(e["dataset"], e["node"]["name"], e["preferred"]) for e in forum["members"]["edges"]}
    assert ("core", "Australia", True) in told
    assert ("founding-guide", "South Korea", False) in told
    assert ("founding-guide", "Australia", False) not in told
    assert "MEMBERS" in {c["topic"] for c in forum["conflicts"]["nodes"]}


def test_accessions_come_in_order(example: Example) -> None:
    edges = example("accessions-to-nato")["alliance"]["members"]["edges"]
    days = [e["start"] for e in edges]
    assert days == sorted(days)
    assert (len(edges), edges[-1]["node"]["name"]) == (16, "Sweden")


def test_search_folds_and_forgives(example: Example) -> None:
    assert nodes(example("search")["search"])[0]["slug"] == "tr-coast-guard"
    assert example("search", text="straz graniczna")["search"]["edges"][0]["node"]["slug"] == "pl-border-guard"


def test_the_smart_border_declaration(example: Example) -> None:
    found = example("smart-border-declaration")["declaration"]
    assert (found["signed"], {n["name"] for n in nodes(found["parties"])}) == ("2001-12-12", {"Canada", "United States"})
    assert {"information-sharing", "joint-training-exercise", "technological-integration"} <= {
        n["slug"] for n in nodes(found["implements"])
    }
    assert found["claims"]["nodes"][0]["verification"] in ("CHECKED", "UNCHECKED")
