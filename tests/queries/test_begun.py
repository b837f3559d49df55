"""What is found from the other end of its relationships is what a check of each would have kept."""

from __future__ import annotations

from typing import Any

from tests.queries.conftest import Ask

BRITISH = 'parties: {some: {node: {iso3: {eq: "GBR"}}}}'
OTHERS = 'parties: {some: {node: {iso3: {in: ["POL", "PRT"]}}}}'
NOT_OTHERS = OTHERS.replace("some", "none")
SIGNED = 'parties: {some: {signed: {during: "1945/1960"}, node: {name: {in: ["Poland", "United Kingdom"]}}}}'
# The same, but for each name on its own and without a period: nothing is found from that.
CHECKED = [
    f'{{parties: {{some: {{signed: {{gte: "1945", lte: "1960"}}, node: {{name: {{eq: "{name}"}}}}}}}}}}'
    for name in ("Poland", "United Kingdom")
]


def listed(ask: Ask, *conditions: str) -> tuple[set[str], int]:
    """The treaties that satisfy all conditions, and the number of them that is told when nothing else is asked for."""
    arguments = f"time: {{ever: true}}, filter: {{and: [{', '.join(f'{{{condition}}}' for condition in conditions)}]}}"
    found: dict[str, Any] = ask(f"{{ treaties(first: 1000, {arguments}) {{ nodes {{ slug }} }} }}")["data"]["treaties"]
    number: int = ask(f"{{ treaties({arguments}) {{ totalCount }} }}")["data"]["treaties"]["totalCount"]
    return {node["slug"] for node in found["nodes"]}, number


def test_treaties_of_one_state_without_others(ask: Ask) -> None:
    of_one, _ = listed(ask, BRITISH)
    with_others, _ = listed(ask, BRITISH, OTHERS)
    without, number = listed(ask, BRITISH, NOT_OTHERS)
    assert without == of_one - with_others
    assert 0 < number == len(without) < len(of_one)


def test_treaties_by_who_signed_them_when(ask: Ask) -> None:
    found, number = listed(ask, SIGNED)
    checked, _ = listed(ask, f"or: [{', '.join(CHECKED)}]")
    assert found == checked
    assert number == len(found) > 0
