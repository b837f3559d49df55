"""What changed since a version of the data, and the feeds of loads, over three loads of a small file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx

from api.settings import Settings
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from ontology.stored import LOAD, LOAD_CONTENT
from tests.api.conftest import TWO_DATASETS, serving, until

FIRST = """entities:
- {id: freedonia, class: State, name: Freedonia}
- {id: sylvania, class: State, name: Sylvania}
- {id: league, class: Alliance, name: League, members: [{ref: freedonia, start: 1950}, {ref: sylvania, start: 1960}]}
"""
SECOND = """entities:
- {id: freedonia, class: State, name: Free Freedonia}
- {id: ruritania, class: State, name: Ruritania}
- {id: league, class: Alliance, name: League, members: [{ref: freedonia, start: 1950, end: 1980}, {ref: ruritania, start: 1970}]}
"""


def write(store: Store, model: Model, file: Path, facts: str) -> None:
    file.write_text(TWO_DATASETS + facts, encoding="utf-8")
    load(store, model, [str(file)], LoadOptions(replace=True))


def asked(http: httpx.Client, text: str) -> Any:
    return http.post("/graphql", json={"query": text}).json()["data"]


def test_what_changed_since_a_version(scratch: Store, model: Model, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    write(scratch, model, file, FIRST)
    with serving(Settings(base="https://data.example")) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        first = asked(http, "{ dataVersion }")["dataVersion"]
        assert http.get("/changes", params={"since": first}).json() == {"since": first, "dataVersion": first, "datasets": {}}
        write(scratch, model, file, SECOND)
        second = asked(http, "{ dataVersion }")["dataVersion"]
        _tells_what_changed(http, first, second)
        _tells_it_in_graphql(http, first, second)
        _says_that_a_version_is_unknown(http)
        _feeds_the_loads(http, first, second)
        write(scratch, model, file, FIRST)
        back = http.get("/changes", params={"since": first}).json()
        assert (back["dataVersion"], back["datasets"]) == (first, {}), "the data is again what it was"


def test_a_version_whose_contents_are_gone_is_unknown(scratch: Store, model: Model, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    write(scratch, model, file, FIRST)
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        first = asked(http, "{ dataVersion }")["dataVersion"]
        write(scratch, model, file, SECOND)
        of = f"MATCH (l:{LOAD} {{dataVersion: $version}}) MATCH (c:{LOAD_CONTENT} {{id: l.contentHash}})"
        scratch.driver.execute_query(f"{of} DETACH DELETE c", version=first, database_="neo4j")
        for name in ("dataChanges", "again: dataChanges"):
            told = http.post("/graphql", json={"query": f'{{ {name}(since: "{first}") {{ totalCount }} }}'}).json()
            [error] = told["errors"]
            assert (error["message"], error["extensions"]["code"]) == (
                "what 1 loads wrote since is not there any more",
                "UNKNOWN_VERSION",
            )
            assert "read everything anew" in error["extensions"]["hint"]
        refused = http.get("/changes", params={"since": first})
        assert (refused.status_code, refused.json()["code"]) == (404, "UNKNOWN_VERSION")
        assert asked(http, "{ states { totalCount } }") == {"states": {"totalCount": 2}}, "what is there now is not touched"


def _tells_what_changed(http: httpx.Client, first: str, second: str) -> None:
    response = http.get("/changes", params={"since": first})
    found = response.json()
    assert (found["since"], found["dataVersion"], list(found["datasets"])) == (first, second, ["mine"])
    entities, ties = found["datasets"]["mine"]["entities"], found["datasets"]["mine"]["relationships"]
    assert (entities["added"], entities["changed"], entities["removed"]) == (["ruritania"], ["freedonia"], ["sylvania"])
    named = {kind: [(one["relation"], one["from"], one["to"]) for one in ties[kind]] for kind in ("added", "changed", "removed")}
    assert named == {
        "added": [("memberOf", "ruritania", "league")],
        "changed": [("memberOf", "freedonia", "league")],
        "removed": [("memberOf", "sylvania", "league")],
    }
    assert ties["counts"] == {"added": 1, "changed": 1, "removed": 1}
    edges = asked(http, '{ alliance(key: {id: "league"}) { members(time: {ever: true}) { edges { statementId node { slug } } } } }')
    statements = {edge["node"]["slug"]: edge["statementId"] for edge in edges["alliance"]["members"]["edges"]}
    assert statements == {"ruritania": ties["added"][0]["statementId"], "freedonia": ties["changed"][0]["statementId"]}
    assert http.get("/changes", params={"since": first}, headers={"if-none-match": response.headers["etag"]}).status_code == 304


def _tells_it_in_graphql(http: httpx.Client, first: str, second: str) -> None:
    parts = "totalCount dataVersion pageInfo { hasNextPage } nodes { dataset kind change slug to entity { name } }"
    found = asked(http, f'{{ dataChanges(since: "{first}") {{ {parts} }} }}')["dataChanges"]
    assert (found["totalCount"], found["dataVersion"], found["pageInfo"]["hasNextPage"]) == (6, second, False)
    assert {(one["kind"], one["change"], one["slug"], one["to"]) for one in found["nodes"]} == {
        ("ENTITY", "ADDED", "ruritania", None),
        ("ENTITY", "CHANGED", "freedonia", None),
        ("ENTITY", "REMOVED", "sylvania", None),
        ("RELATIONSHIP", "ADDED", "ruritania", "league"),
        ("RELATIONSHIP", "CHANGED", "freedonia", "league"),
        ("RELATIONSHIP", "REMOVED", "sylvania", "league"),
    }
    names = {one["slug"]: one["entity"] for one in found["nodes"]}
    assert names == {"ruritania": {"name": "Ruritania"}, "freedonia": {"name": "Free Freedonia"}, "sylvania": None}
    one = asked(http, f'{{ dataChanges(since: "{first}", first: 1, sources: {{datasets: ["theirs"]}}) {{ totalCount }} }}')
    assert one["dataChanges"]["totalCount"] == 0
    unknown = http.post("/graphql", json={"query": '{ dataChanges(since: "0123456789abcdef") { totalCount } }'}).json()
    assert unknown["errors"][0]["extensions"]["code"] == "UNKNOWN_VERSION"


def _says_that_a_version_is_unknown(http: httpx.Client) -> None:
    unknown = http.get("/changes", params={"since": "0123456789abcdef"})
    assert unknown.status_code == 404
    assert unknown.json()["code"] == "UNKNOWN_VERSION"
    assert unknown.json()["detail"].startswith('no load led to the data version "0123456789abcdef"')
    assert http.get("/changes").status_code == 400


def _feeds_the_loads(http: httpx.Client, first: str, second: str) -> None:
    response = http.get("/changes.json")
    assert response.headers["content-type"] == "application/feed+json"
    newest, oldest = response.json()["items"]
    assert (newest["_foedera"]["dataVersion"], oldest["_foedera"]["dataVersion"]) == (second, first)
    assert newest["url"] == f"https://data.example/changes?since={first}"
    assert "mine: " in newest["content_text"]
    feed = ET.fromstring(http.get("/changes.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}id") for entry in feed.findall(f"{atom}entry")] == [newest["id"], oldest["id"]]
    assert all(entry.findtext(f"{atom}updated") for entry in feed.findall(f"{atom}entry"))
    assert http.get("/changes.rss").status_code == 404
