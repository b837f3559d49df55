"""The addresses of entities: what is the thing, what is a document on it, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping

import httpx
import pyoxigraph
import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
SMALL = "sco-exercise-01"
SLUG, FORMER, TODAY = "nato", "united-arab-republic", "egypt"


def get(http: httpx.Client, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> httpx.Response:
    return http.request(method, path, headers=dict(headers or {}), follow_redirects=False)


def led(http: httpx.Client, accept: str | None) -> tuple[int, str | None, str | None]:
    """Status, place and Vary of what the address of the thing answers."""
    headers = {} if accept is None else {"accept": accept}
    request = http.build_request("GET", f"/id/{SLUG}", headers=headers)
    if accept is None:
        del request.headers["accept"]
    answer = http.send(request, follow_redirects=False)
    return answer.status_code, answer.headers.get("location"), answer.headers.get("vary")


@pytest.mark.parametrize("accept", [None, "*/*", BROWSER, "what is this"])
def test_the_thing_leads_people_to_its_page(http: httpx.Client, accept: str | None) -> None:
    assert led(http, accept) == (303, f"/id/{SLUG}.html", "Accept")


@pytest.mark.parametrize(
    ("id_", "place"),
    [
        ("nato@1982-06-01", "nato?at=1982-06-01"),
        ("nato@1982", "nato?at=1982"),
        ("nato@1982-06.html", "nato.html?at=1982-06"),
        ("nato@1982-06-01?relation=members&at=1990", "nato?at=1990&relation=members"),
        ("nato@1950..1960", "nato"),
        ("nato@in.1950..1960.ttl", "nato.ttl"),
        ("nato@ever_all_from.atop.core", "nato"),
        ("nato%401982-06-01", "nato?at=1982-06-01"),
    ],
)
def test_an_id_with_a_scope_leads_to_the_entity_on_its_day(http: httpx.Client, id_: str, place: str) -> None:
    answer = get(http, f"/id/{id_}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/id/{place}")
    assert http.get(f"/id/{id_}", follow_redirects=True).status_code == 200


def test_an_id_with_what_is_no_scope_is_refused(http: httpx.Client) -> None:
    answer = get(http, "/id/nato@soon")
    assert answer.status_code == 400
    assert "no part of a scope" in answer.json()["detail"]


def test_the_thing_leads_programs_to_what_they_accept(http: httpx.Client) -> None:
    assert led(http, "APPLICATION/JSON; charset=utf-8")[:2] == (303, f"/id/{SLUG}.json")
    assert led(http, "text/turtle")[:2] == (303, f"/id/{SLUG}.ttl")
    assert led(http, "text/turtle;q=0.5, application/ld+json;q=0.9")[:2] == (303, f"/id/{SLUG}.jsonld")
    assert led(http, "text/html;q=0, */*;q=0.1")[:2] == (303, f"/id/{SLUG}.jsonld")
    assert led(http, "text/html;q=0.5, application/json;q=0.9")[:2] == (303, f"/id/{SLUG}.json")


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0"])
def test_what_nobody_accepts_is_listed(http: httpx.Client, accept: str) -> None:
    answer = get(http, f"/id/{SLUG}", {"accept": accept})
    assert (answer.status_code, answer.headers["vary"]) == (406, "Accept")
    formats = answer.json()["formats"]
    assert formats["text/html"] == f"/id/{SLUG}.html"
    for media, path in formats.items():
        assert get(http, path).headers["content-type"].startswith(media)


def test_a_suffix_wins(http: httpx.Client) -> None:
    answer = get(http, f"/id/{SLUG}.html", {"accept": "application/json"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers.get("vary") == "Accept-Encoding"


def test_a_document_says_what_it_is(http: httpx.Client) -> None:
    answer = get(http, f"/id/{SLUG}.json")
    version = http.get("/health/ready").json()["dataVersion"]
    assert answer.headers["etag"].startswith(f'W/"{version}-json-')
    assert f'</id/{SLUG}.html>; rel="alternate"; type="text/html"' in answer.headers["link"]
    assert ".json>; rel=" not in answer.headers["link"]
    assert '<https://w3id.org/foedera/ontology#Alliance>; rel="type"' in answer.headers["link"]
    assert f'<https://w3id.org/foedera/id/{SLUG}>; rel="describes"' in answer.headers["link"]
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in answer.headers["link"]


@pytest.mark.parametrize("tags", ["{tag}", '"other", {tag}', "*"])
def test_a_client_that_has_it_is_told_so(http: httpx.Client, tags: str) -> None:
    whole = get(http, f"/id/{SLUG}.json")
    answer = get(http, f"/id/{SLUG}.json", {"if-none-match": tags.format(tag=whole.headers["etag"])})
    assert (answer.status_code, answer.content) == (304, b"")
    assert all(answer.headers[name] == whole.headers[name] for name in ("etag", "cache-control", "link"))


@pytest.mark.parametrize(("path", "accept"), [(f"/id/{SLUG}", "*/*"), (f"/id/{SLUG}", "image/png"), (f"/id/{SLUG}.html", "*/*")])
def test_head_is_get_without_a_body(http: httpx.Client, path: str, accept: str) -> None:
    whole, head = (get(http, path, {"accept": accept}, method) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (whole.status_code, b"")
    differing = {"date", "x-request-id", "content-length", "content-encoding"}
    assert {k: v for k, v in head.headers.items() if k not in differing} == {k: v for k, v in whole.headers.items() if k not in differing}


@pytest.mark.parametrize("ending", [".ttl", ".html", ""])
def test_a_former_id_leads_to_that_of_today(http: httpx.Client, ending: str) -> None:
    answer = get(http, f"/id/{FORMER}{ending}?at=1982")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/id/{TODAY}{ending}?at=1982")


def test_what_is_not_there_says_what_was_meant(http: httpx.Client) -> None:
    told = get(http, "/id/natto", {"accept": "application/json"})
    assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")
    assert told.json()["didYouMean"] == {"id": "nato", "name": "North Atlantic Treaty Organization"}
    page = get(http, "/id/natto.html", {"accept": BROWSER})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'href="/id/nato.html"' in page.text


def test_a_format_that_is_not_there_says_which_are(http: httpx.Client) -> None:
    answer = get(http, f"/id/{SLUG}.xyz")
    assert answer.status_code == 404
    assert ".html, " in answer.json()["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_addresses_are_only_read(http: httpx.Client, method: str) -> None:
    answer = get(http, f"/id/{SLUG}", method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert get(http, f"/id/{SLUG}", method="OPTIONS").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("query", ["at=1982-13", "at=soon", "skip=-1", "skip=x", "relation=nothing"])
def test_what_cannot_be_read_is_refused(http: httpx.Client, query: str) -> None:
    assert get(http, f"/id/{SLUG}.html?{query}").status_code == 400


def test_a_day_travels_with_the_reader(http: httpx.Client) -> None:
    then, now = get(http, f"/id/{SLUG}.html?at=1982-06-01"), get(http, f"/id/{SLUG}.html")
    assert then.headers["etag"] != now.headers["etag"]
    assert f"</id/{SLUG}.json?at=1982-06-01>" in then.headers["link"]
    entities = re.findall(r'href="(/id/[^"#]+)"', then.text)
    assert len(entities) > 16
    without = [link for link in entities if "at=1982-06-01" not in link]
    assert set(without) == {f"/id/{SLUG}.html"}, "only the link to all time has no day"


def test_the_members_on_a_day_are_those_that_graphql_names(http: httpx.Client) -> None:
    document = get(http, f"/id/{SLUG}.json?at=1982-06-01").json()
    asked = '{ alliance(key: {id: "nato"}) { members(first: 100, time: {at: "1982-06-01"}) { totalCount nodes { slug } } } }'
    members = http.post("/graphql", json={"query": asked}).json()["data"]["alliance"]["members"]
    shown = document["relations"]["members"]
    assert shown["total"] == members["totalCount"] == 16
    assert {row["id"] for row in shown["statements"]} == {node["slug"] for node in members["nodes"]}
    assert "poland" not in {row["id"] for row in shown["statements"]}


CERTAIN = """{ agreement(key: {id: "SLUG"}, time: {at: "DAY"}) { parties(first: 1000) {
  totalCount certainCount edges { certain node { slug } } } } }"""


@pytest.mark.parametrize(("slug", "day"), [("biological-weapons-convention-1972", "1990-06-01"), ("arab-league-pact-1945", "2011")])
def test_a_document_says_what_is_certain_as_graphql_does(http: httpx.Client, slug: str, day: str) -> None:
    shown = get(http, f"/id/{slug}.json?at={day}").json()["relations"]["parties"]
    asked = {"query": CERTAIN.replace("SLUG", slug).replace("DAY", day)}
    listed = http.post("/graphql", json=asked).json()["data"]["agreement"]["parties"]
    assert (shown["total"], shown["certainTotal"]) == (listed["totalCount"], listed["certainCount"])
    assert 0 < shown["certainTotal"] < shown["total"]
    told = sorted((edge["node"]["slug"], edge["certain"]) for edge in listed["edges"])
    assert sorted((row["id"], row["certain"]) for row in shown["statements"]) == told


def test_what_nobody_wrote_down_is_not_known(http: httpx.Client) -> None:
    document = get(http, f"/id/{SLUG}.json").json()
    assert "succeeds" not in document["relations"]
    assert "succeeds" in document["notKnown"]
    assert document["relations"]["members"]["complete"] is True


def test_a_long_list_comes_in_pages(http: httpx.Client) -> None:
    members = get(http, "/id/united-nations.json").json()["relations"]["members"]
    assert members["total"] == len(members["statements"]) > 190
    first = get(http, "/id/united-nations.html").text
    next_page = re.search(r'href="(/id/united-nations\.html\?relation=members&amp;skip=50)"', first)
    assert next_page
    second = get(http, next_page[1].replace("&amp;", "&")).text
    assert f"Shown: 51 to 100 of {members['total']}" in second
    assert len(re.findall('<th scope="row">', second)) == 50
    listed = [row["id"] for row in members["statements"][50:100]]
    assert re.findall(r'<th scope="row"><a href="/id/([^".]+)', second) == listed


def test_all_formats_of_rdf_say_the_same(http: httpx.Client) -> None:
    files = {suffix: get(http, f"/id/{SMALL}.{suffix}") for suffix in ("ttl", "jsonld", "nt", "rdf", "nq", "trig")}
    graphs = {
        suffix: set(pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.from_extension(suffix))) for suffix, answer in files.items()
    }
    triples = {suffix: {quad.triple for quad in quads} for suffix, quads in graphs.items()}
    assert len(triples["ttl"]) > 50
    assert all(found == triples["ttl"] for found in triples.values())
    assert graphs["nq"] == graphs["trig"]
    for suffix, answer in files.items():
        assert f"</id/{SMALL}.{suffix}>" not in answer.headers["link"]
        assert f'<https://w3id.org/foedera/id/{SMALL}>; rel="describes"' in answer.headers["link"]


def test_rdf_on_a_year_has_what_plain_json_has(http: httpx.Client) -> None:
    """Syria was a member throughout 2011, but suspended on its last day."""
    about, base = "league-of-arab-states", "https://w3id.org/foedera"
    triples = get(http, f"/id/{about}.nt?at=2011").text
    shown = get(http, f"/id/{about}.json?at=2011").json()["relations"]["members"]["statements"]
    stated = set(re.findall(rf"^<{base}/id/([^>]+)> <{base}/p/memberOf> <{base}/statement/[^>]+\.{about}\.core", triples, re.MULTILINE))
    assert stated == {row["id"] for row in shown if row["dataset"] == "core"}
    direct = set(re.findall(rf"^<{base}/id/([^>]+)> <{base}/ontology#memberOf> <{base}/id/{about}> ", triples, re.MULTILINE))
    assert direct == {row["id"] for row in shown if row["certain"] and row.get("status") is None and row["role"] != "observer"}
    assert "syria" in stated - direct


LESSER = {"OBSERVER", "ASSOCIATE", "PARTNER", "SIGNATORY", "SUSPENDED", "DISPUTED"}
BODIES = ("un-security-council", "unesco", "european-union", "african-union", "mercosur", "non-aligned-movement", "interpol")
TREATIES = ("untoc-2000", "biological-weapons-convention-1972", "north-atlantic-treaty", "traffic-in-persons-convention-1949")
LISTED = """{ entity(key: {id: "SLUG"}) {
  ... on Organization { members(first: 1000) { edges { role status endLatest node { slug } } } }
  ... on Agreement { parties(first: 1000) { edges { role endLatest node { slug } } } } } }"""


@pytest.mark.parametrize("slug", [*BODIES, *TREATIES])
def test_direct_triples_are_what_the_api_lists_today(http: httpx.Client, slug: str) -> None:
    """But for lesser capacities, and for what ends on a day that is known: no export depends on a clock."""
    base = "https://w3id.org/foedera"
    triple = rf"^<{base}/id/([^>]+)> <{base}/ontology#(?:memberOf|partyTo)> <{base}/id/{slug}> "
    direct = set(re.findall(triple, get(http, f"/id/{slug}.nt").text, re.MULTILINE))
    found = http.post("/graphql", json={"query": LISTED.replace("SLUG", slug)}).json()["data"]["entity"]
    (listed,) = found.values()
    full = [edge for edge in listed["edges"] if not LESSER & {edge["role"], edge.get("status")}]
    assert direct == {edge["node"]["slug"] for edge in full if edge["endLatest"] is None}
    ending = {edge["node"]["slug"] for edge in full} - direct
    assert not ending or slug in ("un-security-council", "unesco")


def test_what_a_page_says_follows_from_its_rdf(http: httpx.Client) -> None:
    """Who belonged to an alliance on a day, by the arcs that Wikidata's users know."""
    store = pyoxigraph.Store()
    store.load(get(http, f"/id/{SLUG}.ttl").content, pyoxigraph.RdfFormat.TURTLE)
    members = store.query(
        "PREFIX f: <https://w3id.org/foedera/ontology#> PREFIX p: <https://w3id.org/foedera/p/> PREFIX ps: <https://w3id.org/foedera/ps/> "
        "PREFIX id: <https://w3id.org/foedera/id/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        "SELECT DISTINCT ?s { ?s p:memberOf ?m . ?m ps:memberOf id:nato ; f:preferred true ; f:startLatest ?a ; f:endEarliest ?z . "
        'FILTER(?a <= "1982-06-01"^^xsd:date && "1982-06-01"^^xsd:date <= ?z) }'
    )
    assert isinstance(members, pyoxigraph.QuerySolutions)
    found = {str(row["s"].value).rpartition("/")[2] for row in members}
    shown = get(http, f"/id/{SLUG}.json?at=1982-06-01").json()["relations"]["members"]["statements"]
    assert found == {row["id"] for row in shown}


def test_graphql_names_the_same_addresses(http: httpx.Client) -> None:
    query = '{ nato: alliance(key: {id: "nato"}) { iri members(first: 1) { nodes { id iri } } } state(key: {iso3: "FRA"}) { id } }'
    answer = http.post("/graphql", json={"query": query, "extensions": {"links": True}}).json()
    alliance, links = answer["data"]["nato"], answer["extensions"]["links"]
    assert alliance["iri"] == f"https://w3id.org/foedera/id/{SLUG}" == links["nato"]["iri"]
    (member,) = alliance["members"]["nodes"]
    assert member["iri"] == f"https://w3id.org/foedera/id/{member['id']}"
    assert {key: one["page"] for key, one in links.items()} == {"nato": "/id/nato.html", "state": "/id/france.html"}
    for media, place in links["nato"]["formats"].items():
        assert get(http, place).headers["content-type"].split(";")[0] == media
    assert "links" not in http.post("/graphql", json={"query": query}).json()["extensions"]
    query = '{ a: node(id: "frontex@1982") { id } b: node(id: "nothing") { id } }'
    by_node = http.get("/graphql", params={"query": query, "links": "true"}).json()
    assert {key: one["page"] for key, one in by_node["extensions"]["links"].items()} == {"a": "/id/frontex.html"}
    missing = http.get("/graphql", params={"query": '{ alliance(key: {id: "natto"}) { name } }', "links": "true"}).json()
    assert missing["extensions"]["links"] == {}
    assert http.get("/graphql", params={"query": query, "links": "perhaps"}).status_code == 400
