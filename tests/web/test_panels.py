"""What helps to ask, in a real browser: the query builder, ids that are completed, and what the data covers."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.web.pages import SECOND, answer, has, visit


def lines(page: Page) -> Locator:
    """The lines of the query."""
    return page.locator(".graphiql-query-editor .view-lines")


def write(page: Page, text: str) -> None:
    """Type a query in the place of what is there."""
    page.locator(".graphiql-query-editor .monaco-editor").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_what_the_query_builder_writes_runs(page: Page, server_url: str) -> None:
    visit(page, server_url)
    page.get_by_role("button", name="Show Query builder").click()
    builder = page.get_by_role("region", name="Query builder")
    write(page, "# only this\n")
    builder.get_by_label("Find a root field").fill("sta")
    builder.get_by_role("checkbox", name="state", exact=True).press("Space")
    has(lines(page), r"#\s*only\s*this[\s\S]*state\(key:\s*\{id:\s*\"\w")
    expect(builder.get_by_role("button", name="Remove key")).to_be_disabled()
    builder.get_by_role("checkbox", name="memberOf", exact=True).check()
    builder.get_by_label("Add an argument to memberOf").select_option("time")
    builder.get_by_label("at", exact=True).fill("1990-0")
    expect(builder.get_by_label("at", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(lines(page)).not_to_contain_text("1990")
    builder.get_by_label("at", exact=True).fill("1990")
    has(lines(page), r"memberOf\(time:\s*\{at:\s*\"1990\"\}\)")
    expect(builder.get_by_role("option", name=re.compile("^after .*cursor")).first).to_be_disabled()
    page.get_by_role("button", name="Run the query").click()
    has(answer(page), r'"memberOf":\s*\{\s*"totalCount"')
    builder.get_by_role("button", name="Remove time").click()
    builder.get_by_role("checkbox", name="name", exact=True).first.uncheck()
    expect(lines(page)).not_to_contain_text("1990")


def test_what_cannot_be_read_is_left_to_its_writer(page: Page, server_url: str) -> None:
    visit(page, server_url)
    page.get_by_role("button", name="Show Query builder").click()
    write(page, "query Broken(")
    expect(page.get_by_role("region", name="Query builder").get_by_role("alert")).to_contain_text("Syntax Error")


def test_an_id_is_completed_by_the_search(page: Page, server_url: str) -> None:
    visit(page, server_url)
    write(page, '{ alliance(key: {id: "NA')
    offered = page.locator(".suggest-widget .monaco-list-row").filter(has_text="North Atlantic Treaty Organization")
    expect(offered).to_be_visible(timeout=30 * SECOND)
    page.keyboard.press("Enter")
    has(lines(page), r'id:\s*"nato"')


def test_the_version_of_the_data_leads_to_what_it_covers(page: Page, server_url: str) -> None:
    visit(page, server_url)
    query = "{ dataVersion datasets { nodes { title } } entities { totalCount } }"
    data = httpx.post(f"{server_url}/graphql", json={"query": query}).json()["data"]
    page.get_by_role("button", name=f"Data {data['dataVersion'][:12]}").click()
    panel = page.get_by_role("region", name="Data", exact=True)
    expect(panel).to_contain_text(data["dataVersion"])
    expect(panel).to_contain_text(f"{data['entities']['totalCount']:,}")
    shown = panel.get_by_role("listitem")
    expect(shown).to_have_count(len(data["datasets"]["nodes"]))
    core = shown.filter(has_text="Foedera core")
    expect(core).to_contain_text(re.compile(r"[\d,]+ records · loaded \d{4}-\d\d-\d\d"))
