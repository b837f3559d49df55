"""Lists of one class are read in the order of an index, as far as the page goes; other lists as before."""

from __future__ import annotations

import pytest

from api.answering.engine import run_query
from graph import Store
from graph.schema import ensure_schema
from ontology import Model

# Several have the same name, so that ids decide.
NAMES = {f"pact-{i:02}": f"Pact {'cab'[i % 3]}" for i in range(24)}
FACTS = "\n".join(
    [
        "datasets: [{id: mine, title: Mine, rank: 1, licence: CC0}]",
        "dataset: mine\nsource: S\nentities:",
        *(f"- {{id: {id_}, class: Alliance, name: {name}, headquarters: {name[-1].upper()}ville}}" for id_, name in NAMES.items()),
        "- {id: forum, class: Forum, name: Pact of Forums}",
    ]
)
UP = sorted(NAMES, key=lambda id_: (NAMES[id_], id_))
DOWN = sorted(sorted(NAMES), key=lambda id_: NAMES[id_], reverse=True)


def asked(store: Store, arguments: str, root: str = "alliances") -> tuple[list[str], dict[str, str], list[str]]:
    """The slugs of a page, its pageInfo, and the plan."""
    text = f"{{ {root}({arguments}) {{ nodes {{ slug }} pageInfo {{ startCursor endCursor }} }} }}"
    found = run_query(store, text, explain=True)
    page = found["data"][root]
    return [node["slug"] for node in page["nodes"]], page["pageInfo"], found["extensions"]["explain"]["plan"]


def in_turn(plan: list[str]) -> bool:
    """Whether a plan goes through the entities of a class by an index."""
    return any("NodeIndexSeek" in line and "(class, " in line for line in plan)


@pytest.mark.parametrize(
    ("sort", "order"),
    [("", sorted(NAMES)), ("sort: [{id: DESC}]", sorted(NAMES)[::-1]), ("sort: [{name: ASC}]", UP), ("sort: [{name: DESC}]", DOWN)],
)
def test_pages_forwards_and_backwards_are_in_the_order_of_the_list(store: Store, sort: str, order: list[str]) -> None:
    first, info, plan = asked(store, f"{sort} first: 7")
    assert in_turn(plan), [line.strip() for line in plan if "Index" in line]
    second, _, plan = asked(store, f'{sort} first: 7 after: "{info["endCursor"]}"')
    assert in_turn(plan), [line.strip() for line in plan if "Index" in line]
    assert first + second == order[:14]
    last, info, _ = asked(store, f"{sort} last: 7")
    before, _, plan = asked(store, f'{sort} last: 7 before: "{info["startCursor"]}"')
    assert in_turn(plan), [line.strip() for line in plan if "Index" in line]
    assert before + last == order[10:]


@pytest.mark.parametrize(
    ("arguments", "root", "turn"),
    [
        ('filter: {headquarters: {startsWith: "B"}} sort: [{name: ASC}]', "alliances", True),
        ('filter: {not: {name: {contains: "c"}}}', "alliances", True),
        ('filter: {id: {in: ["pact-01", "pact-02"]}}', "alliances", False),
        ('filter: {founded: {gte: "1900"}}', "alliances", False),
        ("sort: [{founded: ASC}]", "alliances", False),
        ("", "organizations", False),
    ],
)
def test_what_an_index_finds_sooner_is_found_by_that(store: Store, arguments: str, root: str, turn: bool) -> None:
    assert in_turn(asked(store, f"{arguments} first: 5", root)[2]) is turn


def test_a_store_without_the_index_answers_as_before(store: Store, model: Model) -> None:
    for name in ("FoederaEntity_class_nameFolded_id", "FoederaEntity_class_id"):
        store.driver.execute_query(f"DROP INDEX {name}")
    for sort, order in (("", sorted(NAMES)), ("sort: [{name: ASC}]", UP)):
        found, _, plan = asked(store, f"{sort} first: 24")
        assert (found, in_turn(plan)) == (order, False)
    ensure_schema(store.driver, store.address.database, model)
    assert in_turn(asked(store, "first: 24")[2]), "as after the next load"
