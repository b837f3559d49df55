"""What is published beside the entities: the ontology, the context, the catalogue of data sets, and what crawlers ask for."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest
from pyld import jsonld

from ontology import Model
from ontology.reading import SOURCES

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
DCAT, DCTERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"


def canonical(data: bytes, suffix: str) -> set[ox.Quad]:
    """A graph with blank nodes under the names that every graph alike has."""
    dataset = ox.Dataset(ox.parse(data, ox.RdfFormat.from_extension(suffix)))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


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


def test_the_context_makes_documents_short_and_loses_nothing(http: httpx.Client) -> None:
    context, document = http.get("/context.jsonld").json(), http.get("/id/sco-exercise-01.jsonld").json()
    short: dict[str, Any] = jsonld.compact(document, context)
    own = next(node for node in short["@graph"] if node["@id"] == "id:sco-exercise-01")
    assert own["name"] == "Exercise-01"
    assert own["begun"] == "2002-10-10"
    assert isinstance(own["p:begun"], list)
    long = jsonld.to_rdf(jsonld.expand(short), {"format": "application/n-quads"})
    assert set(long.splitlines()) == set(jsonld.to_rdf(document, {"format": "application/n-quads"}).splitlines())


def test_the_catalogue_names_licences_and_files_that_are_there(http: httpx.Client) -> None:
    store = ox.Store()
    store.load(http.get("/catalog.ttl").content, ox.RdfFormat.TURTLE)
    core = ox.NamedNode("https://w3id.org/foedera/dataset/core")
    (licence,) = store.quads_for_pattern(core, ox.NamedNode(f"{DCTERMS}license"), None)
    assert licence.object == ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")
    files = [quad.object for quad in store.quads_for_pattern(core, ox.NamedNode(f"{DCAT}distribution"), None)]
    assert len(files) >= 4
    for file in files:
        assert isinstance(file, ox.NamedNode)
        (media,) = store.quads_for_pattern(file, ox.NamedNode(f"{DCAT}mediaType"), None)
        assert isinstance(media.object, ox.NamedNode)
        assert file.value.startswith(str(http.base_url).rstrip("/"))
    assert isinstance(files[0], ox.NamedNode)
    assert http.get(files[0].value).status_code == 200
    page = http.get("/catalog.html").text
    assert 'rel="license">CC-BY-4.0</a>' in page
    datasets = http.post("/graphql", json={"query": "{ datasets(first: 1000) { nodes { id } } }"}).json()["data"]["datasets"]["nodes"]
    assert {node["id"] for node in datasets} == set(re.findall(r'<h2 id="([^"]+)"', page))


def test_void_describes_what_there_is(http: httpx.Client) -> None:
    store = ox.Store()
    store.load(http.get("/.well-known/void").content, ox.RdfFormat.TURTLE)
    asked = http.post("/graphql", json={"query": "{ entities { totalCount } }"}).json()
    (number,) = store.quads_for_pattern(None, ox.NamedNode("http://rdfs.org/ns/void#entities"), None)
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
    assert data["foundingDate"] == "1949-04-04"
    assert data["sameAs"] == ["http://www.wikidata.org/entity/Q7184"]
    assert set(data) <= {"@context", "@type", "@id", "identifier", "description", "name", "alternateName", "foundingDate", "url", "sameAs"}
