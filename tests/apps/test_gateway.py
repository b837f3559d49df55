"""Foedera as a subgraph: composed with another schema by Apollo's composition, and asked through Apollo's gateway."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph import Store
from tests.apps.conftest import serving
from tests.apps.tools import node, node_packages

HERE = Path(__file__).parent / "gateway"
ASK = "query ($known: [_Any!]!) { _entities(representations: $known) { __typename ... on Alliance { id name } ... on State { name } } }"


def entities(client: httpx.Client, *known: object) -> Any:
    return client.post("/graphql", json={"query": ASK, "variables": {"known": known}}).json()


@pytest.mark.slow
def test_a_subgraph(core_store: Store, tmp_path: Path) -> None:  # noqa: ARG001  # its data is what the server shows
    with serving("--federation") as served, httpx.Client(base_url=served.url, timeout=60) as client:
        _answers_by_keys(client)
        _has_the_union_of_the_specification(client)
        _leaves_to_the_gateway_what_is_its_own(client)
        _is_asked_through_a_gateway(f"{served.url}/graphql", tmp_path)


@pytest.mark.slow
def test_no_subgraph_unless_asked_for(server_url: str) -> None:
    for field in ("_service { sdl }", "_entities(representations: []) { __typename }"):
        refused = httpx.post(f"{server_url}/graphql", json={"query": f"{{ {field} }}"}).json()
        assert refused["errors"][0]["extensions"]["code"] == "VALIDATION_FAILED"


def _answers_by_keys(client: httpx.Client) -> None:
    nato = {"__typename": "Alliance", "slug": "nato"}
    then = {"__typename": "Alliance", "id": "nato@1982-06-01"}
    found = entities(client, nato, {"__typename": "State", "slug": "nato"}, then, {"__typename": "State", "slug": "no-such-state"}, nato)
    name = "North Atlantic Treaty Organization"
    now, before = ({"__typename": "Alliance", "id": id_, "name": name} for id_ in ("nato", "nato@1982-06-01"))
    assert found["data"]["_entities"] == [now, None, before, None, now]
    for wrong in ({"slug": "nato"}, {"__typename": "Nothing", "slug": "nato"}, {"__typename": "State"}, "nato"):
        assert entities(client, wrong)["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert entities(client, *[nato] * 1001)["errors"][0]["extensions"]["code"] == "OPERATION_REFUSED"


def _has_the_union_of_the_specification(client: httpx.Client) -> None:
    text = '{ __type(name: "_Entity") { kind possibleTypes { name } } }'
    found = client.post("/graphql", json={"query": text}).json()["data"]["__type"]
    assert found["kind"] == "UNION"
    assert {"Alliance", "State", "Treaty", "Conflict"} <= {one["name"] for one in found["possibleTypes"]}


def _leaves_to_the_gateway_what_is_its_own(client: httpx.Client) -> None:
    refused = client.post("/graphql", json={"query": '{ node(id: "nato") { id } }'}).json()
    assert refused["errors"][0]["extensions"]["code"] == "VALIDATION_FAILED"


def _is_asked_through_a_gateway(url: str, folder: Path) -> None:
    shutil.copy(HERE / "gateway.mjs", folder)
    (folder / "node_modules").symlink_to(node_packages(HERE / "package-lock.json"))
    answer = json.loads(node(folder / "gateway.mjs", url, folder=folder))
    nato = {"slug": "nato", "name": "North Atlantic Treaty Organization", "members": {"totalCount": 16}}
    assert answer["errors"] == []
    assert [(one["text"], one["about"]) for one in answer["data"]["remarks"]] == [
        ("On nato", nato),
        ("On no-such-alliance", None),
    ]
    then = {"id": "nato@1982-06-01", "slug": "nato", "members": {"totalCount": 16}}
    assert [(one["of"], one["about"]) for one in answer["data"]["ratings"]] == [
        ("nato", {**then, "id": "nato", "members": {"totalCount": 32}}),
        ("nato@1982-06-01", then),
        ("no-such-alliance", None),
    ]
    # What Foedera gives is extended by another subgraph, which is told the id and so the day.
    assert answer["data"]["alliance"] == {"founded": "1949-04-04", "rating": "rated as nato"}
    assert answer["data"]["then"] == {"rating": "rated as nato@1982-06-01"}
