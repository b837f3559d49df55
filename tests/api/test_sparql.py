"""SPARQL over HTTP, by the protocol: who asks gets an answer in the format that is wanted, or is told what is wrong."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from api.app import Settings, create_app
from api.http.pages import editor_script
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from rdf.sparql import QueryLimits
from tests.api.conftest import TWO_DATASETS, serving, until

FACTS = f"""{TWO_DATASETS}entities:
- {{id: freedonia, class: State, name: Freedonia, iso2: FD}}
- {{id: sylvania, class: State, name: "Sylvania <script>alert(1)</script>"}}
- id: league
  class: Alliance
  name: League
  members:
  - {{ref: freedonia, start: 1933-04-04, end: 1936-05-01}}
  - {{ref: sylvania, start: 1934, end: ..}}
"""
NAMES = "SELECT ?name { ?s a f:State ; f:name ?name } ORDER BY ?name"
SOON = 60.0


@pytest.fixture(scope="module")
def client(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server whose snapshots lie in a folder of their own."""
    patch = pytest.MonkeyPatch()
    patch.setenv("FOEDERA_CACHE", str(tmp_path_factory.mktemp("cache")))
    settings = Settings(store=None, max_age=60, sparql=QueryLimits(seconds=3.0), sparql_processes=2)
    patch.setenv("FOEDERA_STORE", store.address.uri)
    patch.setenv("FOEDERA_STORE_USER", store.address.user)
    patch.setenv("FOEDERA_STORE_PASSWORD", store.address.password)
    with serving(settings) as found:
        until(lambda: found.get("/health/ready").status_code == 200)
        yield found
    patch.undo()


def asked(client: httpx.Client, text: str, accept: str = "*/*", **more: str) -> httpx.Response:
    """The answer, once the snapshot is there."""
    give_up = time.monotonic() + SOON
    while (response := client.get("/sparql", params={"query": text, **more}, headers={"accept": accept})).status_code == 503:
        if "is being made" not in response.text or time.monotonic() > give_up:
            return response
        assert int(response.headers["retry-after"]) >= 1
        time.sleep(0.3)
    return response


def test_the_first_question_hears_that_the_snapshot_is_being_made(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": NAMES})
    assert first.status_code == 503
    assert "the snapshot of the data for SPARQL is being made" in first.text
    assert int(first.headers["retry-after"]) >= 1
    page = client.get("/sparql", params={"query": NAMES}, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) in {(503, "text/html; charset=utf-8"), (200, "text/html; charset=utf-8")}
    found = asked(client, NAMES)
    assert found.status_code == 200
    assert [row["name"]["value"] for row in found.json()["results"]["bindings"]] == ["Freedonia", "Sylvania <script>alert(1)</script>"]
    assert found.headers["foedera-data-version"]


def test_an_entity_is_of_the_classes_above_its_own(client: httpx.Client) -> None:
    def count(text: str) -> int:
        [row] = asked(client, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {text} }}").json()["results"]["bindings"]
        return int(row["n"]["value"])

    assert count("?s a f:Alliance") == count("?s a f:Organization") == count("?s a/rdfs:subClassOf* f:Organization") == 1
    assert (count("?s a f:State"), count("?s a f:Actor"), count("?s a f:Entity")) == (2, 3, 3)
    assert count("?s a f:Agreement") == 0


@pytest.mark.parametrize("wanted", ["json", "xml", "csv", "tsv"])
def test_results_are_compressed(client: httpx.Client, wanted: str) -> None:
    text = "SELECT * { ?s a ?o } LIMIT 500"
    plain = asked(client, text, format=wanted)
    assert plain.status_code == 200, plain.text
    given = {"query": text, "format": wanted}
    with client.stream("GET", "/sparql", params=given, headers={"accept-encoding": "gzip"}) as response:
        assert response.headers.get("content-encoding") == "gzip"
        assert "Accept-Encoding" in response.headers["vary"]
        found = gzip.decompress(b"".join(response.iter_raw()))
    assert len(found) == len(plain.content) >= 2_048


@pytest.mark.parametrize(
    ("text", "wanted"), [("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", "csv"), (NAMES, "ttl"), ("ASK { }", "nt")]
)
def test_a_format_that_the_answer_cannot_have_is_refused(client: httpx.Client, text: str, wanted: str) -> None:
    refused = asked(client, text, format=wanted)
    assert (refused.status_code, refused.json()["code"]) == (406, "NOT_ACCEPTABLE"), refused.text


def test_caches_keep_answers_to_get(client: httpx.Client) -> None:
    found = asked(client, NAMES)
    assert found.headers["cache-control"] == "public, max-age=60"
    assert "accept" in found.headers["vary"].lower()
    again = client.get("/sparql", params={"query": NAMES}, headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "public, max-age=60")
    other = client.get("/sparql", params={"query": NAMES}, headers={"accept": "text/csv", "if-none-match": found.headers["etag"]})
    assert (other.status_code, other.headers["etag"] != found.headers["etag"]) == (200, True)
    posted = client.post("/sparql", data={"query": NAMES})
    assert (posted.status_code, posted.headers["cache-control"], "etag" in posted.headers) == (200, "no-cache", False)
    wrong = client.get("/sparql", params={"query": "nonsense"})
    assert (wrong.status_code, "max-age" in wrong.headers["cache-control"]) == (400, False)


FORMATS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv; charset=utf-8",
    "text/tab-separated-values": "text/tab-separated-values; charset=utf-8",
    "text/turtle, text/csv;q=0.5": "text/csv; charset=utf-8",
    "": "application/sparql-results+json",
}


@pytest.mark.parametrize("accept", FORMATS)
def test_accept_decides_the_format(accept: str, client: httpx.Client) -> None:
    found = asked(client, NAMES, accept)
    assert (found.status_code, found.headers["content-type"]) == (200, FORMATS[accept])
    assert "Freedonia" in found.text
    assert "Accept" in found.headers["vary"]


def test_the_three_ways_to_ask_and_graphs(client: httpx.Client) -> None:
    asked(client, "ASK {}")
    text = "CONSTRUCT WHERE { ?s f:memberOf id:league }"
    form = client.post("/sparql", data={"query": text}, headers={"accept": "application/n-triples"})
    plain = client.post("/sparql", content=text, headers={"content-type": "application/sparql-query", "accept": "text/turtle"})
    assert form.text == (
        "<https://w3id.org/foedera/id/sylvania> <https://w3id.org/foedera/ontology#memberOf> <https://w3id.org/foedera/id/league> .\n"
    )
    assert len(list(ox.parse(plain.content, format=ox.RdfFormat.TURTLE))) == 1
    mine = {"query": "SELECT ?n { ?s f:name ?n }", "default-graph-uri": "https://w3id.org/foedera/dataset/theirs", "format": "csv"}
    assert client.get("/sparql", params=mine).text.split() == ["n"]


WRONG: list[tuple[dict[str, Any], int, str]] = [
    ({"query": "SELECT * { ?s ?p }"}, 400, "line 1, column 19"),
    ({"query": ["ASK {}", "ASK {}"]}, 400, "exactly one query"),
    ({"query": "ASK {}", "fromat": "csv"}, 400, "did you mean format"),
    ({"query": "ASK {}", "format": "parquet"}, 400, "there is no format"),
    ({"query": "ASK { ?s ?p '" + "x" * 25_000 + "' }"}, 413, "bytes"),
    ({"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}, 422, "SERVICE is not offered"),
    ({"query": "DELETE WHERE { ?s ?p ?o }"}, 422, "only reads"),
    ({"update": "CLEAR ALL"}, 422, "only reads"),
    ({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"}, 503, "was stopped after 3 seconds"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_what_is_wrong_is_said_with_its_status(number: int, client: httpx.Client) -> None:
    given, status, says = WRONG[number]
    asked(client, "ASK {}")
    for found in (client.post("/sparql", data=given), client.post("/sparql", data=given, headers={"accept": "text/html"})):
        assert (found.status_code, says.lower() in found.text.lower()) == (status, True), found.text[:500]
        assert ("retry-after" in found.headers) == (status == 503)
        if status == 503:
            return  # once is enough of three seconds


def test_other_refusals(client: httpx.Client) -> None:
    asked(client, "ASK {}")
    assert client.get("/sparql", params={"query": NAMES}, headers={"accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"query": NAMES}, headers={"accept": "text/turtle"}).status_code == 406
    assert client.get("/sparql", headers={"accept": "text/csv"}).status_code == 400
    assert client.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/sparql", content=b"\xff", headers={"content-type": "application/sparql-query"}).status_code == 400
    assert client.put("/sparql").status_code == 405
    assert client.post("/sparql", content="CLEAR ALL", headers={"content-type": "application/sparql-update"}).status_code == 422


def test_the_service_describes_itself(client: httpx.Client) -> None:
    found = client.get("/sparql", headers={"accept": "text/turtle"})
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {(str(q.predicate.value), str(q.object)) for q in ox.parse(found.content, format=ox.RdfFormat.TURTLE)}
    assert (f"{sd}supportedLanguage", f"<{sd}SPARQL11Query>") in said
    assert (f"{sd}feature", f"<{sd}UnionDefaultGraph>") in said
    named = {value for name, value in said if name == f"{sd}name"}
    assert named == {f"<https://w3id.org/foedera/dataset/{one}>" for one in ("mine", "theirs")}
    for graph in named:
        assert asked(client, f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}", format="json").json()["boolean"] is True


def test_the_page_has_examples_and_runs_no_script_but_its_own(client: httpx.Client) -> None:
    page = client.get("/sparql", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert page.text.count('<li><a href="/sparql?query=') == 20
    policy = page.headers["content-security-policy"]
    assert ("script-src 'self';" if editor_script() else "script-src 'none';") in policy, "the editor is where the playground was built"
    assert "unsafe" not in policy
    assert page.text.count("<script") == bool(editor_script())
    answered = asked(client, NAMES, "text/html")
    assert "<td>Freedonia</td>" in answered.text
    assert "<script>alert" not in answered.text
    linked = asked(client, "SELECT ?s ?no { ?s a f:Alliance } LIMIT 1", format="html")
    assert '<a href="/id/league.html">id:league</a>' in linked.text
    assert "Yes" in asked(client, "ASK {}", "text/html").text


def test_triples_in_json_ld_have_short_names(client: httpx.Client) -> None:
    found = asked(client, "CONSTRUCT { ?s a ?c ; f:name ?n } { ?s a f:Alliance ; a ?c ; f:name ?n }", format="jsonld").json()
    assert {"id", "name", "Alliance"} < set(found["@context"])
    assert "founded" not in found["@context"], "nothing that is not used"
    (node,) = found["@graph"]
    assert (node["@id"], node["name"]) == ("id:league", "League")
    assert "Alliance" in node["@type"]


def test_figures_count_queries(client: httpx.Client) -> None:
    asked(client, "ASK {}")
    figures = client.get("/metrics").text
    assert 'foedera_sparql_seconds_count{outcome="answered"}' in figures
    assert 'route="/sparql"' in figures


def test_a_load_is_followed(client: httpx.Client, store: Store, model: Model, tmp_path: Path) -> None:
    before = asked(client, "ASK {}").headers["foedera-data-version"]
    more = tmp_path / "more.yaml"
    more.write_text(f"{TWO_DATASETS}entities:\n- {{id: osterlich, class: State, name: Osterlich}}\n")
    load(store, model, [str(more)], LoadOptions(replace=True))
    found = asked(client, "ASK { id:osterlich f:name ?name }", format="json")
    assert found.json()["boolean"] is True
    assert found.headers["foedera-data-version"] != before


def test_servers_that_answer_only_what_they_know_offer_no_sparql(store: Store, tmp_path: Path) -> None:
    (tmp_path / "one.graphql").write_text("# One\nquery One { __typename }\n")
    with serving(create_app(Settings(store=store.address.uri, trusted=tmp_path, warm=False))) as client:
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 403
