"""The page to ask in SPARQL, as a browser sees it: every saved query is offered, runs and shows what it found, without a script; with one
the form has an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from graph import Store
from loaders.loading import load
from ontology import Model
from queries.sparql import load_sparql
from tests.conftest import emptied
from tests.web.pages import small_server
from tests.web.test_entity_pages import DESK, PHONE, audit, prepare

TABLET = ViewportSize(width=1024, height=768)

FACTS = """datasets:
- {id: core, title: Core, rank: 10, licence: CC0-1.0, covers: 1900/..}
- {id: atop, title: ATOP, rank: 40, licence: CC0-1.0}
dataset: core
source: A book
entities:
- {id: france, class: State, name: France, iso3: FRA, wikidata: Q142}
- {id: germany, class: State, name: Germany, iso3: DEU, wikidata: Q183, borders: france}
- {id: freedonia, class: State, name: Freedonia <u>, iso3: FRD, wikidata: Q1}
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
    with small_server(store, folder) as address:
        yield address


@pytest.fixture
def plain(program: Browser) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = program.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def editor(page: Page) -> Locator:
    """Where a query is written."""
    return page.get_by_role("textbox", name="Query", exact=True)


def write(page: Page, text: str) -> None:
    """Replace the query by typing."""
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def completions(page: Page) -> Locator:
    """What may be written next."""
    return page.get_by_role("listbox", name="Completions").get_by_role("option")


def answers(page: Page) -> Locator:
    """The rows of the answer."""
    return page.get_by_role("region", name="Answer").locator("tbody tr")


def test_every_saved_query_is_offered_and_shows_what_it_found(plain: Page, server_url: str) -> None:
    page = plain
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


def test_a_query_is_written_and_its_answer_followed(plain: Page, server_url: str) -> None:
    page = plain
    page.goto(f"{server_url}/sparql")
    page.get_by_label("Query", exact=True).fill("SELECT ?s ?name { ?s a f:State ; f:name ?name } ORDER BY ?name")
    page.get_by_role("button", name="Ask").click()
    rows = answers(page)
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_have_text("id:freedoniaFreedonia <u>")
    rows.nth(0).get_by_role("link", name="id:france").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("France")


def test_an_editor_completes_and_runs(page: Page, server_url: str) -> None:
    response = page.goto(f"{server_url}/sparql")
    assert response is not None
    assert "script-src 'self';" in response.headers["content-security-policy"]
    write(page, "SELECT ?name { ?s a f:Sta")
    options = completions(page)
    page.keyboard.press("Control+Space")
    options.filter(has_text=re.compile("^Stateclass$")).click()
    page.keyboard.type(" ; f:name ?na")
    options.filter(has_text="?name").click()
    page.keyboard.type(" } ORDER BY ?name")
    page.keyboard.press("Control+Enter")
    expect(answers(page)).to_have_text(["France", "Freedonia <u>", "Germany"])
    assert httpx.URL(page.url).params["query"] == "SELECT ?name { ?s a f:State ; f:name ?name } ORDER BY ?name"


def test_an_editor_shows_where_a_query_is_wrong(browser: BrowserContext, server_url: str) -> None:
    # Without the fixture `page`: the browser writes the status 400 to its console.
    page = browser.new_page()
    page.goto(f"{server_url}/sparql")
    write(page, "SELECT ?s {\n  ?s f:name }")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("ine 2, column 13")
    expect(page.locator(".wrong-line")).to_contain_text("?s f:name }")
    expect(page.locator(".wrong-spot")).to_have_text("}")
    page.keyboard.press("Control+z")
    expect(page.locator(".wrong-spot")).to_have_count(0)


def test_an_entity_is_completed_by_its_name(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/sparql")
    write(page, "ASK { ?s f:memberOf id:atlan")
    page.keyboard.press("Control+Space")
    completions(page).filter(has_text="natoNorth Atlantic Treaty Organization").click()
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer strong")).to_have_text("Yes")


def test_an_example_of_the_menu_is_written_and_runs(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/sparql")
    example = load_sparql()[1]
    page.get_by_label("Example").select_option(label=example.title)
    expect(page.locator("#answer").get_by_role("heading", name=example.title)).to_be_visible()
    assert page.locator("#query").evaluate("area => area.value").split() == example.text.split()
    page.get_by_label("Answer as").select_option("csv")
    with page.expect_download() as download:
        page.get_by_role("button", name="Ask").click()
    assert Path(download.value.path()).read_text().splitlines()[0]


def test_everybody_can_read_the_page(page: Page, server_url: str, playground: None) -> None:  # noqa: ARG001  # brings the auditor
    page.set_viewport_size(PHONE)
    page.goto(f"{server_url}/sparql?query={httpx.QueryParams({'q': load_sparql()[0].text})}".replace("query=q=", "query="))
    expect(editor(page)).to_be_visible()
    prepare(page)
    assert audit(page) == []
    page.emulate_media(color_scheme="dark")
    for size in (PHONE, TABLET, DESK):
        page.set_viewport_size(size)
        assert audit(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "nothing is wider than the screen"
