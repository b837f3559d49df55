"""A membership that is disputed is never certain, whatever time is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from api.answering.engine import run_query
from graph import Store
from tests.api.conftest import TWO_DATASETS

FACTS = (
    TWO_DATASETS
    + """entities:
- {id: freedonia, class: State, name: Freedonia}
- {id: sylvania, class: State, name: Sylvania}
- id: league
  class: Alliance
  name: League
  members:
  - {ref: freedonia, start: 1950-01-01, end: 1960-12-31, status: disputed}
  - {ref: sylvania, start: 1950-01-01, end: 1960-12-31}
"""
)
FIELDS = "totalCount certainCount edges { node { slug } certain }"


def lists(store: Store, scope: str) -> list[dict[str, Any]]:
    """All memberships, and the members of the league."""
    one = f'alliance(key: {{id: "league"}}, {scope}) {{ members {{ {FIELDS} }} }}'
    found: dict[str, Any] = run_query(store, f"{{ memberships({scope}) {{ {FIELDS} }} {one} }}")
    assert "errors" not in found, found
    return [found["data"]["memberships"], found["data"]["alliance"]["members"]]


@pytest.mark.parametrize("time", ["{ever: true}", '{at: "1955"}', '{during: "1940/1970"}'])
def test_it_is_never_certain(store: Store, time: str) -> None:
    for found in lists(store, f"time: {time}"):
        assert (found["totalCount"], found["certainCount"]) == (2, 1)
        assert {edge["node"]["slug"]: edge["certain"] for edge in found["edges"]} == {"freedonia": False, "sylvania": True}


@pytest.mark.parametrize("time", ["{ever: true}", '{at: "1955"}', '{during: "1940/1970"}'])
def test_certainty_leaves_it_out(store: Store, time: str) -> None:
    for found in lists(store, f"time: {time}, sources: {{certainty: CERTAIN}}"):
        assert (found["totalCount"], found["certainCount"], [edge["node"]["slug"] for edge in found["edges"]]) == (1, 1, ["sylvania"])
