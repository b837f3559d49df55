"""What data and addresses hold runs nothing in a browser, wherever it is shown, not even without the pages' policies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from graph import Store
from ontology import Model
from tests.conftest import emptied
from tests.web import evil
from tests.web.pages import SECOND, answer, has, small_server, visit

HARMLESS = "Failed to load resource"
"""What a browser writes of an answer that refuses."""
RUNNING = "[onerror], [onload], [onfocus], [autofocus], iframe, base, object, embed, [srcdoc], img[src='x'], meta[http-equiv='refresh' i]"
PROGRAMS = """[...document.querySelectorAll('a[href], area[href], form[action]')]
  .map((e) => e.href || e.action).filter((address) => !/^https?:/.test(address))"""
WHOLE = """query Everything($id: ID!) {
  # </script><script>window.hit=1</script>
  alliance(key: {id: $id}) { id }
  alliances { nodes { id name description aliases headquarters website founded
    members(time: {ever: true}) { edges { start source remark archived node { id name website } } } } }
}"""


@pytest.fixture(scope="module")
def server_url(_scratch: tuple[Store, Path], model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over what no check would have let in."""
    folder = tmp_path_factory.mktemp("evil")
    store = emptied(_scratch[0])
    evil.fill(store, model, folder)
    with small_server(store, folder) as address:
        yield address


@dataclass
class Watched:
    """A page whose policy the browser does not heed, so that escaping alone has to hold, and everything that goes wrong in it."""

    page: Page
    server: str
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unprotected: list[str] = field(default_factory=list)

    def look(self, path: str) -> None:
        """Open an address and see that nothing ran."""
        self.page.goto(self.server + path)
        self.nothing_ran(path)

    def nothing_ran(self, where: str) -> None:
        """Nothing of what is shown is a program, and none has run."""
        assert self.page.evaluate("window.hit") is None, where
        assert self.page.locator(RUNNING).count() == 0, where
        assert self.page.evaluate(PROGRAMS) == [], where

    def answered(self, response: Response) -> None:
        """Every answer has a policy, and says what it is."""
        if response.url.startswith(self.server):
            policy = response.headers.get("content-security-policy", "")
            scripts = [part.split() for part in policy.split(";") if part.strip().startswith("script-src")]
            sniffed = response.headers.get("x-content-type-options") != "nosniff"
            if sniffed or scripts not in ([["script-src", "'none'"]], [["script-src", "'self'"]]):
                self.unprotected.append(response.url)


@pytest.fixture
def watched(program: Browser, server_url: str) -> Iterator[Watched]:
    """A page in which nothing may run, and from which nobody else may be asked."""
    context = program.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    watched = Watched(context.new_page(), server_url)
    watched.page.set_default_timeout(30 * SECOND)
    watched.page.on("dialog", lambda dialog: watched.wrong.append(dialog.message))
    watched.page.on("pageerror", lambda error: watched.wrong.append(str(error)))
    watched.page.on("console", lambda said: watched.wrong.append(said.text) if said.type == "error" and HARMLESS not in said.text else None)
    context.on("request", lambda request: watched.asked.append(request.url))
    context.on("response", watched.answered)
    yield watched
    context.close()
    assert [url for url in watched.asked if not url.startswith((f"{server_url}/", "data:font", "data:image", "blob:"))] == []
    assert watched.wrong == []
    assert watched.unprotected == []


IN_PATH, IN_QUERY = quote(evil.TEXT[:300], safe=""), quote(evil.TEXT)
EVERYTHING = quote("SELECT ?s ?p ?o { ?s ?p ?o FILTER(STRLEN(STR(?o)) < 2000 && CONTAINS(STR(?o), 'hit')) } LIMIT 100")
SHOWN = (
    "/",
    "/id/evil.html",
    "/id/evil.html?at=1950",
    "/id/huge.html",
    "/id/evil-state.html",
    "/id/evil-act.html",
    "/id/evil.jsonld",
    "/class/Alliance",
    "/search?q=script",
    "/catalog.html",
    "/catalog.jsonld",
    "/changes/year?until=1951-01-01",
    "/changes.atom",
    "/reconcile/preview?id=evil",
    "/reconcile/flyout/entity?id=evil",
    "/tables",
    "/tables/datapackage.json",
    f"/sparql?query={EVERYTHING}",
)
ASKED = (
    f"/{IN_PATH}",
    f"/id/{IN_PATH}.html",
    f"/id/evil.html?at={IN_QUERY}",
    f"/class/{IN_PATH}",
    f"/class/Alliance?at={IN_QUERY}",
    f"/search?q={IN_QUERY}",
    f"/changes/year?until={IN_QUERY}",
    f"/catalog.{IN_PATH}",
    f"/ontology.{IN_PATH}",
    f"/reconcile/preview?id={IN_QUERY}",
    f"/tables/{IN_PATH}.csv",
    f"/tables?{IN_QUERY}={IN_QUERY}",
    f"/tables/states.csv?at={IN_QUERY}",
    f"/tables/states.csv?{IN_QUERY}=1",
    f"/tables/edges.graphml?system={IN_QUERY}",
    f"/graphql?query={IN_QUERY}",
    f"/sparql?query={IN_QUERY}",
    f"/sparql?format={IN_QUERY}&query=ASK+%7B%7D",
    f"/sparql?query=ASK+%7B%7D&default-graph-uri={IN_QUERY}#{IN_QUERY}",
)


def test_pages_show_hostile_data_as_text(watched: Watched) -> None:
    for path in SHOWN:
        watched.look(path)
    watched.look("/id/evil.html")
    expect(watched.page.get_by_role("heading", level=1)).to_contain_text("<script>window.hit=1</script>")


def test_pages_show_hostile_addresses_as_text(watched: Watched) -> None:
    for path in ASKED:
        watched.look(path)


def test_the_playground_shows_hostile_data_as_text(watched: Watched) -> None:
    page = watched.page
    told = {"query": WHOLE, "variables": json.dumps({"id": evil.TEXT}), "headers": evil.TEXT}
    visit(page, watched.server, f"?{urlencode(told)}#{IN_QUERY}")
    page.get_by_role("button", name="Run the query").click()
    has(answer(page), r"onerror")
    expect(page.get_by_role("status", name="Warnings").get_by_role("listitem").first).to_contain_text("onerror")
    for view in ("JSON", "Table", "Chart"):
        page.get_by_role("button", name=view, exact=True).click()
        if view == "Table":
            page.get_by_label("Which list").select_option("alliances.nodes.members.edges")
        watched.nothing_ran(view)
    page.get_by_role("button", name=re.compile("^Data ")).click()
    expect(page.get_by_role("region", name="Data", exact=True)).to_contain_text("onerror")
    watched.nothing_ran("the data")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    watched.nothing_ran("the documentation")
    assert urlsplit(page.url).path == "/playground/"


@pytest.mark.parametrize("told", [{"example": evil.TEXT}, {"query": evil.TEXT, "variables": evil.TEXT, "operationName": evil.TEXT}])
def test_the_playground_shows_hostile_addresses_as_text(watched: Watched, told: dict[str, str]) -> None:
    visit(watched.page, watched.server, f"?{urlencode(told)}#{IN_QUERY}")
    watched.nothing_ran("before")
    watched.page.keyboard.press("Control+Enter")
    watched.nothing_ran("afterwards")


def test_the_editor_of_sparql_offers_hostile_names_as_text(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.server}/sparql?query=")
    page.get_by_role("textbox", name="Query", exact=True).click()
    page.keyboard.insert_text("ASK { ?s f:memberOf id:script")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("listbox", name="Completions")).to_contain_text("onerror")
    watched.nothing_ran("completions")
