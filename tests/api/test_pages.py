"""What stands around the endpoint: health, schema, start page, playground."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest
from graphql import build_schema
from starlette.applications import Starlette
from starlette.routing import Mount

from api.http.pages import NOT_BUILT, Playground
from api.pages.happened import year_until
from api.settings import Settings
from graph import Store
from queries.examples import load_examples
from tests.api.conftest import serving, until


def test_ready_tells_what_answers(http: httpx.Client, core_store: Store) -> None:
    answer = http.get("/health/ready").json()
    assert answer["status"] == "ready"
    assert answer["neo4j"] == core_store.version
    asked = http.post("/graphql", json={"query": "{ dataVersion }"}).json()
    assert answer["dataVersion"] == asked["data"]["dataVersion"]


def test_not_ready_without_data(scratch: Store) -> None:  # noqa: ARG001  # the server attaches to it
    with serving(Settings()) as http:
        until(lambda: "no data" in http.get("/health/ready").text)
        response = http.get("/health/ready")
        assert response.status_code == 503
        assert response.json() == {"status": "unavailable", "reason": "the store holds no data yet"}
        asked = http.post("/graphql", json={"query": "{ dataVersion }"})
        assert (asked.status_code, asked.headers["retry-after"]) == (503, "5")
        assert asked.json()["errors"][0]["message"] == "the store holds no data yet"
        table = http.get("/export/facts.nt")
        assert (table.status_code, table.headers["retry-after"]) == (503, "5")


def test_alive_but_not_ready_without_a_store() -> None:
    secret = "neo4j://someone:hidden-password@127.0.0.1:1"
    with serving(Settings(store=secret)) as http:
        assert http.get("/health/live").status_code == 200
        ready = http.get("/health/ready")
        assert (ready.status_code, ready.headers["retry-after"]) == (503, "1")
        asked = http.post("/graphql", json={"query": "{ dataVersion }"})
        assert (asked.status_code, asked.headers["retry-after"]) == (503, "1")
        for text in (ready.text, asked.text):
            assert "the store is not available" in text
            assert "127.0.0.1" not in text
            assert "hidden" not in text
        assert http.post("/graphql", json={"query": "{ __schema { queryType { name } } }"}).status_code == 200


def test_the_schema_as_text(http: httpx.Client) -> None:
    response = http.get("/schema.graphql")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "state" in build_schema(response.text).query_type.fields  # type: ignore[union-attr]  # there is one
    again = http.get("/schema.graphql", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_start_page_leads_on(http: httpx.Client) -> None:
    page = http.get("/")
    links = re.findall(r'href="([^"#]+)"', page.text)
    assert {"/playground/", "/tables", "/codebook", "/schema.graphql", "/health/ready", "/class/Alliance"} <= set(links)
    assert "script-src 'none'" in page.headers["content-security-policy"]
    others = [html.unescape(link) for link in links if not link.startswith("/class/")]
    assert all(http.get(link, follow_redirects=True).status_code in (200, 503) for link in others)


def test_a_class_lists_its_entities_in_pages(http: httpx.Client) -> None:
    start = http.get("/").text
    number = re.search(r'href="/class/State"[^>]*>State</a> <span class="quiet">([0-9]+)', start)
    assert number
    seen, link = list[str](), "/class/State"
    while link:
        page = http.get(link).text
        assert f'<h1>State <span class="quiet">{number[1]}</span></h1>' in page
        seen += re.findall(r'<li><a href="/id/([^".]+)\.html"', page)
        more = re.search(r'href="(/class/State\?after=[^"]+)"', page)
        link = html.unescape(more[1]) if more else ""
    assert len(seen) == len(set(seen)) == int(number[1])
    assert http.get("/class/Nothing").status_code == 404
    assert http.get("/class/Claim").status_code == 404


def test_a_class_on_a_day(http: httpx.Client) -> None:
    page = http.get("/class/State?at=1914").text
    assert 'href="/id/austria-hungary.html?at=1914"' in page
    assert http.get("/class/State?at=never").status_code == 400


def test_the_search_finds_and_says_when_it_does_not(http: httpx.Client) -> None:
    found = http.get("/search", params={"q": "nato"}).text
    assert re.search(r'<li><a href="/id/([^"]+)"', found)[1] == "nato.html"  # type: ignore[index]  # there is one
    assert "Nothing was found" in http.get("/search", params={"q": "qqqqzzzzxxxx"}).text
    assert http.get("/search").status_code == 200
    hostile = http.get("/search", params={"q": "<script>alert(1)</script>"}).text
    assert "<script" not in hostile


def test_what_changed_in_a_year(http: httpx.Client) -> None:
    page = http.get("/changes/year", params={"until": "2024-12-31"})
    assert page.status_code == 200
    joined = page.text.split('<h2 id="Joined">')[1].split("<h2")[0]
    assert '2024-03-07: <a href="/id/sweden.html">Sweden</a>, <a href="/id/nato.html">North Atlantic Treaty Organization</a>' in joined
    assert 'Finland</a>, <a href="/id/nato.html"' not in joined
    assert "between 2024-01-01 and 2024-12-31" in page.text
    refused = http.get("/changes/year", params={"until": "yesterday"})
    assert refused.status_code == 400
    assert "until is 'yesterday'" in refused.text


def test_the_year_until_a_day_of_a_leap_year() -> None:
    assert [year_until(day) for day in ("2026-11-27", "2024-02-29", "2023-12-31")] == ["2025-11-28", "2023-03-01", "2023-01-01"]


def test_the_playground_gets_the_examples(http: httpx.Client) -> None:
    examples = http.get("/playground/examples.json").json()
    assert [e["name"] for e in examples] == [e.name for e in load_examples()]
    assert set(examples[0]) == {"name", "title", "description", "operation", "variables"}


def test_the_playground_keeps_what_a_link_asks(http: httpx.Client) -> None:
    response = http.get("/playground?example=search")
    assert (response.status_code, response.headers["location"]) == (307, "/playground/?example=search")


def test_a_missing_playground_says_how_to_build_it(tmp_path: Path) -> None:
    with serving(Starlette(routes=[Mount("/", Playground(tmp_path))])) as http:
        response = http.get("/")
        assert (response.status_code, response.json()["detail"]) == (503, NOT_BUILT)


def test_the_playgrounds_files(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "assets" / "app-1234.js").write_text("1")
    (tmp_path / "sources.sha256").write_text("x")
    with serving(Starlette(routes=[Mount("/", Playground(tmp_path))])) as http:
        assert http.get("/").headers["cache-control"] == "no-cache"
        assert "immutable" in http.get("/assets/app-1234.js").headers["cache-control"]
        assert http.get("/assets/other.js").status_code == 404


@pytest.mark.parametrize("path", ["/playground/../../pyproject.toml", "/playground/%2e%2e/%2e%2e/app.py", "/playground//etc/passwd"])
def test_nothing_else_is_served(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code in (404, 503)
