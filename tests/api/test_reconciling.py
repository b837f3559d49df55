"""/reconcile: the Reconciliation Service API 0.2, over real HTTP. SHAPES say in JSON Schema what its specification asks of answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from api.app import Settings
from api.reconciliation.asked import MOST_LETTERS, MOST_QUERIES
from graph import Store
from tests.api.conftest import Serve, serving, until

FACTS = """\
datasets:
- {id: d, title: D, rank: 1, licence: CC0-1.0}
- {id: e, title: E, rank: 2, licence: CC0-1.0}
dataset: d
source: a book
entities:
- {id: freedonia, class: State, name: Freedonia, iso3: FRE, aliases: [Land of the Free], description: "A <u>brave</u> land."}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- id: freedonia-watch
  class: BorderAgency
  name: Border Watch
  founded: 1933-11-04
  agencyOf: freedonia
  aliases: [FBW, Watch of Freedonia]
- {id: sylvania-watch, class: BorderAgency, name: Border Watch, founded: 1951, agencyOf: sylvania}
- id: pact
  class: Alliance
  name: Pact of Two
  founded: 1950
  members:
  - {ref: freedonia, start: 1950, end: 1960}
  - {ref: sylvania, start: 1950, end: ..}
- {extends: pact, dataset: e, aliases: [Two-Power Pact]}
"""
TEXT = {"type": "string", "minLength": 1}
NAMED = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT, "description": {"type": "string"}}}
FEATURE = {"type": "object", "required": ["id", "value"], "properties": {"id": TEXT, "value": {"type": ["number", "boolean"]}}}
CANDIDATE = {
    "allOf": [NAMED],
    "required": ["score", "match", "type"],
    "properties": {
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": NAMED, "minItems": 1},
        "features": {"type": "array", "items": FEATURE},
    },
}
CELL = {
    "oneOf": [
        {"type": "object", "required": [key], "properties": {key: kind}, "additionalProperties": False}
        for key, kind in (("str", {"type": "string"}), ("int", {"type": "integer"}), ("float", {"type": "number"}))
    ]
    + [{**NAMED, "additionalProperties": False}]
}
SERVICE = {"type": "object", "required": ["service_url", "service_path"], "properties": {"service_url": TEXT, "service_path": TEXT}}
FLYOUT = {"allOf": [SERVICE], "properties": {"flyout_service_path": {"pattern": r"\$\{id\}"}}}
WITH_ID = {"type": "object", "required": ["url"], "properties": {"url": {"pattern": r"^http.*\{\{id\}\}"}}}
SHAPES: dict[str, Any] = {
    "manifest": {
        "type": "object",
        "required": ["versions", "name", "identifierSpace", "schemaSpace"],
        "properties": {
            "versions": {"type": "array", "contains": {"const": "0.2"}},
            "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
            "view": WITH_ID,
            "preview": {"allOf": [WITH_ID], "required": ["width", "height"]},
            "suggest": {"type": "object", "properties": dict.fromkeys(("entity", "type", "property"), FLYOUT)},
            "extend": {"type": "object", "properties": {"propose_properties": SERVICE, "property_settings": {"type": "array"}}},
        },
    },
    "results": {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "required": ["result"],
            "properties": {"result": {"type": "array", "items": CANDIDATE}},
            "additionalProperties": False,
        },
    },
    "suggested": {"type": "object", "required": ["result"], "properties": {"result": {"type": "array", "items": NAMED}}},
    "proposed": {"type": "object", "required": ["properties"], "properties": {"properties": {"type": "array", "items": NAMED}}},
    "extended": {
        "type": "object",
        "required": ["meta", "rows"],
        "properties": {
            "meta": {"type": "array", "items": NAMED},
            "rows": {"additionalProperties": {"additionalProperties": {"type": "array", "items": CELL}}},
        },
    },
    "flyout": {"type": "object", "required": ["id", "html"], "properties": {"id": TEXT, "html": TEXT}, "additionalProperties": False},
}


@pytest.fixture(scope="module")
def served(store: Store, _scratch: tuple[Store, Path]) -> Iterator[Serve]:  # noqa: ARG001  # the facts of this module are in it
    """Starts servers over the facts of this module, that answer already."""

    @contextmanager
    def ready(settings: Settings) -> Iterator[httpx.Client]:
        with serving(settings) as client:
            until(lambda: client.get("/health/ready").status_code == 200)
            yield client

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDERA_HOME", str(_scratch[1]))
        yield ready


@pytest.fixture(scope="module")
def client(served: Serve) -> Iterator[httpx.Client]:
    """A client of one with the default settings."""
    with served(Settings()) as found:
        yield found


def shaped(shape: str, answer: httpx.Response) -> Any:
    """The content of an answer, which has the shape that the specification asks for."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    content = answer.json()
    jsonschema.validate(content, SHAPES[shape])
    return content


def asked(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    found = shaped("results", client.post("/reconcile", data={"queries": json.dumps({"q0": query})}))
    return list(found["q0"]["result"])


def ids(candidates: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in candidates]


def matched(candidates: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in candidates if one["match"]]


def test_the_manifest_leads_to_addresses_that_answer(client: httpx.Client) -> None:
    manifest = shaped("manifest", client.get("/reconcile"))
    assert manifest["identifierSpace"] == "https://w3id.org/foedera/id/"
    types = {one["id"]: one for one in manifest["defaultTypes"]}
    assert [one["id"] for one in types["BorderAgency"]["broader"]] == ["Agency"]
    for what, prefix in (("entity", "free"), ("type", "border"), ("property", "foun")):
        service = manifest["suggest"][what]
        listed = shaped("suggested", client.get(service["service_url"] + service["service_path"], params={"prefix": prefix}))["result"]
        assert listed
        path = service["flyout_service_path"].replace("${id}", listed[0]["id"])
        shaped("flyout", client.get(service["service_url"] + path))
    for template in (manifest["preview"]["url"], manifest["view"]["url"]):
        page = client.get(template.replace("{{id}}", "freedonia"), follow_redirects=True, headers={"accept": "text/html"})
        assert page.status_code == 200
        assert "Freedonia" in page.text
    proposing = manifest["extend"]["propose_properties"]
    proposed = shaped("proposed", client.get(proposing["service_url"] + proposing["service_path"], params={"type": "State", "limit": "3"}))
    assert len(proposed["properties"]) == 3


def test_a_batch_comes_in_a_form_or_in_the_address(client: httpx.Client) -> None:
    batch = json.dumps({"a": {"query": "Freedonia"}, "b": {"query": "Two-Power Pact"}, "c": {"query": "Atlantis"}})
    posted = shaped("results", client.post("/reconcile", data={"queries": batch}))
    assert posted == shaped("results", client.get("/reconcile", params={"queries": batch, "callback": "jsonp"}))
    assert [matched(posted[key]["result"]) for key in "abc"] == [["freedonia"], ["pact"], []]
    assert asked(client, query=" ") == []
    assert posted["b"]["result"][0]["description"] == "Alliance; Two-Power Pact"


@pytest.mark.parametrize("text", ["freedonia", "FRE", "iso3:FRE", "fredonia", "Free, Land of the"])
def test_ids_codes_and_slips_are_found(client: httpx.Client, text: str) -> None:
    assert ids(asked(client, query=text))[0] == "freedonia"


def test_types_and_limits(client: httpx.Client) -> None:
    assert set(ids(asked(client, query="Watch of Freedonia"))) >= {"freedonia-watch"}
    assert ids(asked(client, query="Freedonia", type="BorderAgency")) == []
    assert ids(asked(client, query="Freedonia", type=["Actor", "Alliance"], limit=1)) == ["freedonia"]
    assert len(asked(client, query="Border Watch", limit=1)) == 1


def test_values_tell_namesakes_apart(client: httpx.Client) -> None:
    both = asked(client, query="Border Watch")
    assert sorted(ids(both)) == ["freedonia-watch", "sylvania-watch"]
    assert matched(both) == []
    for value in ("Freedonia", {"id": "freedonia", "name": "x"}, ["Nowhere", "Land of the Free"]):
        assert matched(asked(client, query="Border Watch", properties=[{"pid": "agencyOf", "v": value}])) == ["freedonia-watch"]
    first, second = asked(client, query="Border Watch", properties=[{"pid": "founded", "v": 1951}])
    assert (first["id"], first["match"]) == ("sylvania-watch", True)
    assert {"id": "founded", "value": False} in second["features"]
    assert second["score"] < first["score"]
    assert matched(asked(client, query="Border Watch", properties=[{"pid": "founded", "v": "1933"}])) == ["freedonia-watch"]
    assert matched(asked(client, properties=[{"pid": "iso3", "v": "SYL"}])) == ["sylvania"]
    at = asked(client, query="Pact of Two", properties=[{"pid": "at", "v": "1900"}])
    assert (ids(at), matched(at)) == (["pact"], [])


def test_suggestions_begin_so_and_go_on(client: httpx.Client) -> None:
    def listed(prefix: str, **more: str) -> list[str]:
        return ids(shaped("suggested", client.get("/reconcile/suggest/entity", params={"prefix": prefix, **more}))["result"])

    assert listed("border w") == ["freedonia-watch", "sylvania-watch"]
    assert listed("border w", cursor="1") == ["sylvania-watch"]
    assert listed("pact")[0] == "pact"
    assert listed("") == []
    assert "freedonia" in listed("Fredonia")


def test_values_are_added_to_a_table(client: httpx.Client) -> None:
    properties = [{"id": "founded"}, {"id": "aliases", "settings": {"limit": "1"}}, {"id": "members", "settings": {"at": "1965"}}]
    properties.append({"id": "agencyOf"})
    wish = {"ids": ["pact", "freedonia-watch", "nobody"], "properties": properties}
    found = shaped("extended", client.post("/reconcile", data={"extend": json.dumps(wish)}))
    assert [one["id"] for one in found["meta"]] == ["founded", "aliases", "members", "agencyOf"]
    assert found["rows"]["pact"] == {
        "founded": [{"str": "1950"}],
        "aliases": [{"str": "Two-Power Pact"}],
        "members": [{"id": "sylvania", "name": "Sylvania"}],
        "agencyOf": [],
    }
    assert found["rows"]["freedonia-watch"]["aliases"] == [{"str": "FBW"}]
    assert found["rows"]["freedonia-watch"]["agencyOf"] == [{"id": "freedonia", "name": "Freedonia"}]
    assert found["rows"]["nobody"] == {"founded": [], "aliases": [], "members": [], "agencyOf": []}


def test_pages_are_for_frames_and_escaped(client: httpx.Client) -> None:
    page = client.get("/reconcile/preview", params={"id": "freedonia"})
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert "A &lt;u&gt;brave&lt;/u&gt; land." in page.text
    assert client.get("/reconcile/preview", params={"id": "nobody"}).status_code == 404
    assert client.get("/reconcile/flyout/entity", params={"id": "nobody"}).status_code == 404


QUERY = '{"q": {"query": "%s"}}'


@pytest.mark.parametrize(
    ("queries", "words"),
    [
        ("{", "not JSON"),
        ("[]", "an object of queries"),
        ("{}", ""),
        ('{"q": {}}', "q: query has to be text"),
        ('{"q": {"query": 3}}', "q: query has to be text"),
        (QUERY % ("a" * (MOST_LETTERS + 1)), "the most"),
        (json.dumps({str(n): {"query": "a"} for n in range(MOST_QUERIES + 1)}), "send at most"),
        ('{"q": {"query": "a", "type": "Stat"}}', "did you mean State"),
        ('{"q": {"query": "a", "properties": [{"pid": "foundet", "v": 1}]}}', "did you mean founded"),
        ('{"q": {"query": "a", "properties": 3}}', "a list"),
    ],
)
def test_what_cannot_be_read_is_refused(client: httpx.Client, queries: str, words: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == (400 if words else 200)
    assert words in answer.text


def test_other_forms_and_addresses_are_refused(client: httpx.Client) -> None:
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415
    assert client.post("/reconcile", data={"extend": "[]"}).status_code == 400
    assert client.get("/reconcile", params={"query": "Burma"}).status_code == 400
    assert client.put("/reconcile").status_code == 405
    assert client.get("/reconcile/suggest/nothing").status_code == 404
    assert client.get("/reconcile/properties", params={"type": "Stat"}).status_code == 404
    big = client.post("/reconcile", data={"queries": "x" * (Settings().limits.bytes + 1)})
    assert big.status_code == 413


def test_pages_of_this_machine_may_ask_one_of_this_machine(client: httpx.Client) -> None:
    def allowed(origin: str, **headers: str) -> str | None:
        answer = client.get("/reconcile/suggest/type", params={"prefix": "state"}, headers={"origin": origin, **headers})
        found: str | None = answer.headers.get("access-control-allow-origin")
        return found

    assert allowed("http://127.0.0.1:3333") == "http://127.0.0.1:3333"
    assert allowed("https://elsewhere.example") is None
    assert allowed("https://elsewhere.example", host="192.0.2.1") == "*"
    preflight = {"origin": "http://localhost:3333", "access-control-request-method": "POST"}
    assert client.options("/reconcile", headers=preflight).status_code == 200
    assert (
        client.get("/graphql?query={__typename}", headers={"origin": "http://127.0.0.1:3333"}).headers.get("access-control-allow-origin")
        is None
    )


def test_behind_tokens_the_manifest_says_how(served: Serve) -> None:
    with served(Settings(tokens=("secret",), base="https://data.example.org")) as client:
        manifest = shaped("manifest", client.get("/reconcile"))
        assert manifest["authentication"]["name"] == "Authorization"
        assert manifest["view"]["url"] == "https://data.example.org/id/{{id}}"
        batch = {"queries": QUERY % "Freedonia"}
        assert client.post("/reconcile", data=batch).status_code == 401
        assert client.get("/reconcile", params=batch).status_code == 401
        assert client.post("/reconcile", data=batch, headers={"authorization": "Bearer secret"}).status_code == 200
