"""Every saved example with its answer out of the core data. Numbers of past days do not change; others are held loosely."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from api.execution import Engine
from api.reading import Reader
from api.schema import build_schema
from graph import Store
from ontology import Model
from ontology.errors import NotFoundError
from queries.examples import find_example, load_examples

Ask = Any


@pytest.fixture(scope="module")
def ask(core_store: Store, model: Model) -> Iterator[Ask]:
    """A function that answers a saved example, with other variables if given."""
    schema = build_schema(model)
    with asyncio.Runner() as runner:
        driver = core_store.async_driver()
        engine = Engine(model, schema, Reader(driver, core_store.address.database, 60))

        def run(name: str, **variables: Any) -> Any:
            example = find_example(name)
            answer = runner.run(engine.execute(example.text, {**example.variables, **variables}))
            found = orjson.loads(answer.json())
            assert "errors" not in found, found["errors"]
            return found["data"]

        yield run
        runner.run(driver.close())


def nodes(connection: Any) -> list[Any]:
    """The nodes of a connection's edges."""
    return [edge["node"] for edge in connection["edges"]]


def test_every_example_has_words_and_answers(ask: Ask) -> None:
    examples = load_examples()
    assert len(examples) >= 10
    for example in examples:
        assert example.title
        assert example.description.endswith(".")
        assert all(ask(example.name).values()), example.name


def test_names_may_leave_out_their_number() -> None:
    assert find_example("nato-members-1982") == find_example("01-nato-members-1982")
    with pytest.raises(NotFoundError, match="examples: nato-members-1982"):
        find_example("none")


def test_members_of_nato(ask: Ask) -> None:
    then = ask("nato-members-1982")["alliance"]["members"]
    assert then["totalCount"] == 16
    states = {n["iso3"] for n in nodes(then)}
    assert states == {"BEL", "CAN", "DEU", "DNK", "ESP", "FRA", "GBR", "GRC", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "TUR", "USA"}
    assert all(e["source"] and e["dataset"] == "core" for e in then["edges"])
    assert ask("nato-members-1982", day="1982-05-29")["alliance"]["members"]["totalCount"] == 15
    assert ask("nato-members-1982", day="2026-11-24")["alliance"]["members"]["totalCount"] == 32


def test_shared_agreements(ask: Ask) -> None:
    found = {n["id"] for n in ask("shared-agreements")["agreements"]["nodes"]}
    assert {"north-atlantic-treaty", "un-charter-1945", "chicago-convention-1944"} <= found
    assert "schengen-convention-1990" not in found


def test_who_left_and_came_back(ask: Ask) -> None:
    found = {n["id"]: {m["id"] for m in nodes(n["memberOf"])} for n in ask("left-and-came-back")["actors"]["nodes"]}
    assert "council-of-europe" in found["greece"]
    assert "schengen-area" not in found.get("bulgaria", set()), "from partial to full is no return"


def test_border_agencies_and_their_ministry(ask: Ask) -> None:
    agencies = {n["id"]: n for n in ask("border-agencies")["state"]["agencies"]["nodes"]}
    assert [m["id"] for m in nodes(agencies["pl-border-guard"]["partOf"])] == ["pl-mswia"]
    assert nodes(agencies["pl-border-guard"]["partOf"])[0]["__typename"] == "Ministry"
    assert ask("border-agencies", state="GBR")["state"]["agencies"]["totalCount"] >= 1


def test_what_frontex_is_founded_on(ask: Ask) -> None:
    acts = {n["id"]: n for n in ask("frontex-founding")["internationalAgency"]["establishedBy"]["nodes"]}
    first = acts["frontex-regulation-2004"]
    assert first["signed"] == "2004-10-26"
    assert [n["id"] for n in nodes(first["supersededBy"])] == ["ebcg-regulation-2016"]


def test_alliances_of_the_united_kingdom(ask: Ask) -> None:
    state = ask("alliances-of-the-united-kingdom")["state"]
    assert {"nato", "cento", "seato", "weu"} <= {n["id"] for n in nodes(state["memberOf"])}
    assert "north-atlantic-treaty" in {n["id"] for n in nodes(state["partyTo"])}
    later = ask("alliances-of-the-united-kingdom", year="1990")["state"]
    assert "seato" not in {n["id"] for n in nodes(later["memberOf"])}


def test_challenges_and_what_mitigates_them(ask: Ask) -> None:
    found = {n["id"]: {m["id"] for m in nodes(n["mitigatedBy"])} for n in ask("challenges-and-what-mitigates-them")["challenges"]["nodes"]}
    assert {"interoperable-technologies", "joint-research-initiatives"} <= found["technological-integration-complexity"]
    for challenge in ("lack-of-standardization", "resource-allocation-disparities", "legal-jurisdictional-obstacles"):
        assert found[challenge], challenge


def test_information_sharing(ask: Ask) -> None:
    found = {n["id"] for n in ask("information-sharing-agreements")["agreements"]["nodes"]}
    assert {"smart-border-declaration", "shanghai-convention-2001"} <= found
    assert len(found) >= 10


def test_conflicts(ask: Ask) -> None:
    connection = ask("conflicts")["conflicts"]
    assert connection["totalCount"] >= 60
    found = {(c["over"]["nodes"][0]["id"], c["topic"]): c for c in connection["nodes"]}
    nato = found["nato", "founded"]
    assert {s["value"] for s in nato["sides"]["nodes"]} == {"1949-04-04", "1949-09-17"}
    assert [s["dataset"] for s in nato["sides"]["nodes"] if s["preferred"]] == ["core"]


def test_organizations_founded_by_early_treaties(ask: Ask) -> None:
    found = {n["id"] for n in ask("founded-by-early-treaties")["organizations"]["nodes"]}
    assert {"nato", "league-of-arab-states", "icao", "united-nations"} <= found
    assert "european-union" not in found


def test_the_trilateral_dialogue_told_twice(ask: Ask) -> None:
    forum = ask("trilateral-dialogue-two-tellings")["forum"]
    told = {(e["dataset"], e["node"]["name"], e["preferred"]) for e in forum["members"]["edges"]}
    assert ("core", "Australia", True) in told
    assert ("founding-guide", "South Korea", False) in told
    assert ("founding-guide", "Australia", False) not in told
    assert "members" in {c["topic"] for c in forum["conflicts"]["nodes"]}


def test_accessions_come_in_order(ask: Ask) -> None:
    edges = ask("accessions-to-nato")["alliance"]["members"]["edges"]
    days = [e["start"] for e in edges]
    assert days == sorted(days)
    assert (len(edges), edges[-1]["node"]["name"]) == (16, "Sweden")


def test_search_folds_and_forgives(ask: Ask) -> None:
    assert nodes(ask("search")["search"])[0]["id"] == "tr-coast-guard"
    assert ask("search", text="straz graniczna")["search"]["edges"][0]["node"]["id"] == "pl-border-guard"


def test_the_smart_border_declaration(ask: Ask) -> None:
    found = ask("smart-border-declaration")["declaration"]
    assert (found["signed"], {n["name"] for n in nodes(found["parties"])}) == ("2001-12-12", {"Canada", "United States"})
    assert {"information-sharing", "joint-training-exercise", "technological-integration"} <= {n["id"] for n in nodes(found["implements"])}
    assert found["claims"]["nodes"][0]["verification"] in ("CHECKED", "UNCHECKED")
