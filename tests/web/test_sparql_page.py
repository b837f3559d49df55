"""The page to ask in SPARQL, as a browser sees it: every saved query is offered, runs and shows what it found; no script is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.app import Settings
from graph import Store
from loaders.loading import load
from ontology import Model
from queries.sparql import load_sparql
from tests.api.conftest import serving, until
from tests.conftest import emptied
from tests.web.test_entity_pages import DESK, PHONE, audit, prepare

FACTS = """datasets:
- {id: core, title: Core, rank: 10, licence: CC0-1.0, covers: 1900/..}
- {id: atop, title: ATOP, rank: 40, licence: CC0-1.0}
dataset: core
source: A book
entities:
- {id: france, class: State, name: France, iso3: FRA, wikidata: Q142}
- {id: germany, class: State, name: Germany, iso3: DEU, wikidata: Q183, borders: france}
- {id: freedonia, class: State, name: Freedonia <b>, iso3: FRD, wikidata: Q1}
- id: nato
  class: Alliance
  name: North Atlantic Treaty Organization
  founded: 1949-04-04
  claims: [{property: founded, value: 1949-09-17, dataset: atop, source: A list}]
  members:
  - {ref: france, start: 1949-04-04, end: ..}
  - {ref: germany, start: 1955-05-06, end: ..}
  - {ref: germany, dataset: atop, start: 1954-10-23, end: .., source: A list}
  - {ref: freedonia, start: 1950, end: 1960}
- {id: five-eyes, class: Alliance, name: Five Eyes, members: [{ref: freedonia, start: 1946, end: ..}]}
- {id: european-economic-community, class: SupranationalUnion, name: European Economic Community}
- id: european-union
  class: SupranationalUnion
  name: European Union
  succeeds: european-economic-community
  parts: [frontex]
  members: [{ref: france, start: 1958-01-01, end: ..}, {ref: germany, start: 1958-01-01, end: ..}]
- {id: frontex, class: BorderAgency, name: Border Guard}
- id: unclos-1982
  class: Convention
  name: Law of the Sea Convention
  signedAt: Montego Bay
  parties: [{ref: freedonia, role: signatory, signed: 1982-12-10}, {ref: france, role: party}]
"""


@pytest.fixture(scope="module")
def server_url(_scratch: tuple[Store, Path], model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a few facts, whose snapshot is there."""
    folder = tmp_path_factory.mktemp("facts")
    (folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
    store = emptied(_scratch[0])
    load(store, model, [str(folder / "facts.yaml")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDERA_CACHE", str(folder / "cache"))
        patch.setenv("FOEDERA_STORE", store.address.uri)
        patch.setenv("FOEDERA_STORE_USER", store.address.user)
        patch.setenv("FOEDERA_STORE_PASSWORD", store.address.password)
        with serving(Settings(sparql_processes=1)) as client:
            until(lambda: client.get("/sparql", params={"query": "ASK {}"}).status_code == 200)
            yield str(client.base_url).rstrip("/")


def test_every_saved_query_is_offered_and_shows_what_it_found(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/sparql")
    links = page.locator("main ol a")
    offered = {str(link.get_attribute("href")): link.inner_text() for link in links.all()}
    examples = load_sparql()
    assert list(offered.values()) == [example.title for example in examples]
    for (href, title), example in zip(offered.items(), examples, strict=True):
        page.goto(server_url + href)
        assert page.get_by_label("Query", exact=True).input_value().split() == example.text.split()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        shown = page.locator("section tbody tr, section pre, section p strong")
        assert shown.count() > 0, f"{example.name} shows nothing"
        assert page.locator("[role=alert]").count() == 0


def test_a_query_is_written_and_its_answer_followed(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/sparql")
    page.get_by_label("Query", exact=True).fill("SELECT ?s ?name { ?s a f:State ; f:name ?name } ORDER BY ?name")
    page.get_by_role("button", name="Ask").click()
    rows = page.get_by_role("region", name="Answer").locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_have_text("id:freedoniaFreedonia <b>")
    rows.nth(0).get_by_role("link", name="id:france").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("France")


def test_everybody_can_read_the_page(page: Page, server_url: str, playground: None) -> None:  # noqa: ARG001  # brings the auditor
    page.set_viewport_size(PHONE)
    page.goto(f"{server_url}/sparql?query={httpx.QueryParams({'q': load_sparql()[0].text})}".replace("query=q=", "query="))
    prepare(page)
    assert audit(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "nothing is wider than the screen"
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    assert audit(page) == []
