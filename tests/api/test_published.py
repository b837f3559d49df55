"""What is published beside the entities: the ontology, the context, the catalogue of data sets, and what crawlers ask for."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest
from pyld import jsonld
from rdflib import SDO

from ontology import Model
from ontology.sources import SOURCES
from rdf.formats import Format
from rdf.outputs import Output

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
DCAT, DCTERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"


def canonical(data: bytes, suffix: str) -> set[ox.Quad]:
    """A graph with blank nodes under the names that every graph alike has."""
    dataset = ox.Dataset(ox.parse(data, ox.RdfFormat.from_extension(suffix)))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def objects(store: ox.Store, subject: str, name: str) -> list[str]:
    """The addresses to which a property of DCAT leads from a node, in order."""
    found = (quad.object for quad in store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(f"{DCAT}{name}"), None))
    return sorted(node.value for node in found if isinstance(node, ox.NamedNode))


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf"])
def test_the_ontology_is_the_same_in_all_formats(http: httpx.Client, suffix: str) -> None:
    answer = http.get(f"/ontology.{suffix}")
    assert canonical(answer.content, suffix) == canonical(SOURCES[0].read_bytes(), "ttl")
    assert f"</ontology.{suffix}>" not in answer.headers["link"]
    assert http.get(f"/ontology.{suffix}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/ontology", "/catalog"])
def test_things_lead_to_documents(http: httpx.Client, path: str) -> None:
    for accept, suffix in ((BROWSER, "html"), ("text/turtle", "ttl"), ("application/ld+json", "jsonld")):
        answer = http.get(path, headers={"accept": accept})
        assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (303, f"{path}.{suffix}", "Accept")
    assert http.get(path, headers={"accept": "image/png"}).status_code == 406
    assert http.get(f"{path}.xyz").status_code == 404


def test_the_reference_names_everything_and_its_links_arrive(http: httpx.Client, model: Model) -> None:
    page = http.get("/ontology.html").text
    places = set(re.findall(r' id="([^"]+)"', page))
    names = {*model.classes, *model.edges, *(r.name for r in model.relations.values() if r.sourced), *(v.name for v in model.vocabularies)}
    assert names <= places
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places
    codebook = set(re.findall(r' id="([^"]+)"', http.get("/codebook", headers={"accept": BROWSER}).text))
    assert set(re.findall(r'href="/codebook#([^"]+)"', page)) <= codebook
    assert all(http.get(f"/class/{name}").status_code == 200 for name in ("Alliance", "Entity"))


def test_documents_are_short_by_the_context_and_lose_nothing(http: httpx.Client) -> None:
    context, document = http.get("/context.jsonld").json(), http.get("/id/sco-exercise-01.jsonld").json()
    assert document["@context"] == context["@context"]
    own = next(node for node in document["@graph"] if node["@id"] == "id:sco-exercise-01")
    assert own["name"] == "Exercise-01"
    assert own["begun"] == "2002-10-10"
    assert own["@type"] == "Exercise"
    said = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert set(said.splitlines()) == set(http.get("/id/sco-exercise-01.nt").text.splitlines())


def test_the_catalogue_names_licences_and_files_that_are_there(http: httpx.Client) -> None:
    store = ox.Store()
    store.load(http.get("/catalog.ttl").content, ox.RdfFormat.TURTLE)
    core = ox.NamedNode("https://w3id.org/foedera/dataset/core")
    (licence,) = store.quads_for_pattern(core, ox.NamedNode(f"{DCTERMS}license"), None)
    assert licence.object == ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")
    base = str(http.base_url).rstrip("/")
    of = {one: objects(store, one, "distribution") for one in (core.value, f"{base}/catalog#foedera")}
    tables = http.get("/tables").json()["tables"]
    listed = {f"{base}{address}?datasets=core" for table in tables for address in table["files"].values()}
    assert set(of[core.value]) == {*(f"{base}/export/core.{form}" for form in Output), *listed}
    everything = set(of[f"{base}/catalog#foedera"])
    named = [table for part in ("tables", "panels", "networks") for table in http.get("/tables").json()[part]]
    assert everything == {f"{base}/export/foedera.{f}" for f in Output} | {f"{base}{a}" for t in named for a in t["files"].values()}
    assert all(len(objects(store, file, "mediaType")) == 1 for file in everything)
    for file in (f"{base}/export/press.ttl", f"{base}/tables/memberships.csv?datasets=press"):
        (media,) = objects(store, file, "mediaType")
        answer = http.get(file)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media.partition("media-types/")[2])
    assert objects(store, f"{base}/catalog", "service") == [f"{base}/graphql", f"{base}/sparql"]
    assert objects(store, f"{base}/sparql", "endpointURL") == [f"{base}/sparql"]
    page = http.get("/catalog.html").text
    assert 'rel="license">CC-BY-4.0</a>' in page
    datasets = http.post("/graphql", json={"query": "{ datasets(first: 1000) { nodes { id } } }"}).json()["data"]["datasets"]["nodes"]
    assert {node["id"] for node in datasets} == set(re.findall(r'<h2 id="([^"]+)"', page))


def test_void_describes_what_there_is(http: httpx.Client) -> None:
    store = ox.Store()
    store.load(http.get("/.well-known/void").content, ox.RdfFormat.TURTLE)
    asked = http.post("/graphql", json={"query": "{ entities { totalCount } }"}).json()
    (number,) = store.quads_for_pattern(None, ox.NamedNode("http://rdfs.org/ns/void#entities"), None)
    found = {q.predicate.value.partition("#")[2]: q.object.value for q in store if isinstance(q.object, ox.NamedNode)}
    assert found["sparqlEndpoint"] == f"{str(http.base_url).rstrip('/')}/sparql"
    dumps = {q.object.value for q in store if q.predicate.value.endswith("#dataDump") and isinstance(q.object, ox.NamedNode)}
    assert {dump.rpartition("/")[2] for dump in dumps} >= {f"{name}.{form}" for name in ("foedera", "core") for form in Format}
    assert int(number.object.value) == asked["data"]["entities"]["totalCount"]  # type: ignore[union-attr]  # it is a literal


def test_crawlers_find_every_page_and_are_kept_from_what_is_computed(http: httpx.Client) -> None:
    robots = http.get("/robots.txt").text
    assert "Disallow: /graphql\n" in robots
    sitemap = re.search(r"Sitemap: (\S+)", robots)
    assert sitemap
    found = ElementTree.fromstring(http.get(sitemap[1]).content)
    places = [element.text or "" for element in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    asked = http.post("/graphql", json={"query": "{ entities { totalCount } }"}).json()
    assert len(places) == len(set(places)) == asked["data"]["entities"]["totalCount"]
    assert http.get(places[0]).status_code == 200
    assert http.get("/sitemap-2.xml").status_code == 404


def test_a_guide_for_language_models_names_addresses_that_are_there(http: httpx.Client) -> None:
    links = re.findall(r"\]\((\S+)\)", http.get("/llms.txt").text)
    assert len(links) > 8
    assert [link for link in links if http.get(link, follow_redirects=True).status_code != 200] == []


def test_search_engines_read_what_a_page_is_about(http: httpx.Client) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', http.get("/id/nato.html").text, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert (data["@context"], data["@type"], data["name"]) == ("https://schema.org", "Organization", "North Atlantic Treaty Organization")
    for slug in ("nato", "france", "north-atlantic-treaty", "sis-ii-regulation-2006", "frontex"):
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', http.get(f"/id/{slug}.html").text, re.DOTALL)
        assert found, slug
        own = json.loads(found[1])
        terms = [own["@type"], *(name for name in own if not name.startswith("@"))]
        assert [term for term in terms if term not in SDO] == [], slug
    assert data["foundingDate"] == "1949-04-04"
    assert data["sameAs"] == ["http://www.wikidata.org/entity/Q7184"]
    assert set(data) <= {"@context", "@type", "@id", "identifier", "description", "name", "alternateName", "foundingDate", "url", "sameAs"}
