"""Foedera as a subgraph: composed with another schema by Apollo's composition, and asked through Apollo's gateway."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from graph import Store
from tests.api.conftest import serving, until
from tests.apps.tools import node, node_packages

HERE = Path(__file__).parent / "gateway"
ASK = "query ($known: [_Any!]!) { _entities(representations: $known) { __typename ... on Alliance { id name } ... on State { name } } }"


def entities(client: httpx.Client, *known: object) -> Any:
    return client.post("/graphql", json={"query": ASK, "variables": {"known": known}}).json()


@pytest.mark.slow
def test_a_subgraph(core_store: Store, tmp_path: Path) -> None:  # noqa: ARG001  # its data is what the server shows
    with serving(Settings(subgraph=True)) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        _answers_by_keys(client)
        _has_the_union_of_the_specification(client)
        _leaves_to_the_gateway_what_is_its_own(client)
        _is_asked_through_a_gateway(f"{client.base_url}/graphql", tmp_path)


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
    assert answer["data"]["alliance"] == {"founded": "1949-04-04"}
