"""The playground in a real browser, against a running Foedera: what a researcher does there, and what the page must never do."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.pages import NATO, SECOND, answer, contrast, example, has, tabs, visit

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "worker-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
# Texts of the page, each with what it stands on.
TEXTS = {
    ".examples .lead": ".graphiql-container",
    ".rows td a": ".rows",
    ".outside dt": ".graphiql-container",
    ".views [aria-pressed='true']": ".views [aria-pressed='true']",
}
CAME_BACK = "left-and-came-back"


def test_one_click_on_an_example_shows_its_answer(page: Page, server_url: str) -> None:
    visit(page, server_url)
    expect(page.get_by_role("heading", name="Examples")).to_be_visible()
    example(page, NATO).click()
    has(answer(page), r"North\s*Atlantic\s*Treaty\s*Organi[sz]ation")
    has(answer(page), r'"totalCount":\s*16\b')
    expect(example(page, NATO)).to_have_attribute("aria-current", "true")
    has(page.locator(".graphiql-query-editor .view-lines"), r"#\s*Members\s*of\s*NATO\s*on\s*1\s*June\s*1982")


def test_examples_take_the_place_of_each_other_but_not_of_what_somebody_wrote(page: Page, server_url: str) -> None:
    visit(page, server_url)
    example(page, NATO).click()
    has(answer(page), r'"totalCount":\s*16\b')
    example(page, CAME_BACK).click()
    expect(tabs(page)).to_have_text("LeftAndCameBack")
    has(answer(page), "memberOf")
    page.locator(".graphiql-query-editor .monaco-editor").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("# mine")
    example(page, NATO).click()
    has(answer(page), r'"totalCount":\s*16\b')
    expect(tabs(page)).to_contain_text(["LeftAndCameBack", "NatoMembers"])
    example(page, NATO).click()
    expect(tabs(page)).to_have_count(2)


def test_an_example_is_opened_from_the_keyboard(page: Page, server_url: str) -> None:
    visit(page, server_url)
    example(page, NATO).focus()
    page.keyboard.press("Enter")
    has(answer(page), r'"totalCount":\s*16\b')


def test_the_first_visit_has_a_query_that_runs(page: Page, server_url: str) -> None:
    visit(page, server_url)
    expect(page).to_have_title(re.compile("Foedera"))
    expect(page.get_by_role("heading", name="Foedera")).to_be_visible()
    expect(answer(page)).not_to_contain_text("data")
    page.get_by_role("button", name=re.compile("Execute query")).click()
    has(answer(page), r'"totalCount":\s*16\b')


def test_the_page_stands_under_its_content_security_policy(page: Page, server_url: str) -> None:
    response = visit(page, server_url)
    policy = response.headers["content-security-policy"]
    assert {part.strip() for part in policy.split(";")} == {part.strip() for part in POLICY.split(";")}
    assert urlsplit(page.url).path == "/playground/"


def test_the_documentation_begins_with_what_can_be_asked_by_theme(page: Page, server_url: str) -> None:
    visit(page, server_url)
    page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = page.locator(".graphiql-doc-explorer")
    headings = docs.get_by_role("heading", level=3)
    expect(headings.first).to_have_text("Actors", timeout=30 * SECOND)
    assert {"Agreements", "Initiatives", "Concepts", "Places", "Relationships", "Search", "The data"} < set(headings.all_inner_texts())
    docs.get_by_role("link", name="alliance", exact=True).click()
    expect(docs.get_by_text("One by its key")).to_be_visible()


def test_an_address_names_an_example(page: Page, server_url: str) -> None:
    visit(page, server_url, f"?example={NATO}")
    has(answer(page), r'"totalCount":\s*16\b')


def test_an_address_holds_a_query_and_its_variables(page: Page, server_url: str) -> None:
    query = "query Named($id: ID!) { alliance(key: {id: $id}) { name } }"
    visit(page, server_url, "?" + urlencode({"query": query, "variables": '{"id": "nato"}'}))
    expect(tabs(page)).to_have_text("Named")
    has(page.locator(".graphiql-editor-tool .view-lines").first, '"id":\\s*"nato"')
    expect(answer(page)).not_to_contain_text("data")
    page.get_by_role("button", name="Run the query").click()
    has(answer(page), r"North\s*Atlantic\s*Treaty\s*Organi[sz]ation")


def test_warnings_stand_above_the_answer_they_belong_to(page: Page, server_url: str) -> None:
    visit(page, server_url, "?" + urlencode({"query": '{ alliance(key: {id: "NATO"}) { name } }'}))
    warnings = page.get_by_role("status", name="Warnings").get_by_role("listitem")
    expect(warnings).to_have_count(0)
    page.get_by_role("button", name=re.compile("Execute query")).click()
    has(warnings, r'alliance\s+there is no alliance with the id "NATO": did you mean "nato"')
    above, below = warnings.bounding_box(), page.locator(".result-window").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    page.get_by_role("button", name="Table", exact=True).click()
    expect(warnings).to_be_visible()
    example(page, NATO).click()
    expect(page.get_by_role("cell", name="Belgium", exact=True)).to_be_visible()
    expect(warnings).to_have_count(0)
    tabs(page).first.click()
    expect(warnings).to_have_count(1)


def test_an_address_with_an_unknown_example_says_so(page: Page, server_url: str) -> None:
    visit(page, server_url, "?example=no-such-thing")
    expect(page.locator(".examples").get_by_role("alert")).to_contain_text("no-such-thing")


def test_a_link_to_a_query_is_copied(page: Page, browser: BrowserContext, server_url: str) -> None:
    browser.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, server_url, f"?example={NATO}")
    has(answer(page), r'"totalCount":\s*16\b')
    share = page.get_by_role("button", name="Copy a link to this query")
    share.click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    link = urlsplit(page.evaluate("() => navigator.clipboard.readText()"))
    assert parse_qs(link.query) == {"example": [NATO]}
    assert link.path == "/playground/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(page: Page, server_url: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit(page, server_url, f"?example={NATO}")
    page.get_by_role("button", name="Table", exact=True).click(timeout=30 * SECOND)
    for words, ground in TEXTS.items():
        front = page.locator(words).first.evaluate("e => getComputedStyle(e).color")
        back = page.locator(ground).first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert contrast(front, back) >= 4.5, words  # WCAG 2.2, success criterion 1.4.3
