"""The playground in a real browser, against a running Foedera: what a researcher does there, and what the page must never do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "worker-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
NATO = "nato-members-1982"
SECOND = 1000


@pytest.fixture
def page(browser: BrowserContext, server_url: str) -> Iterator[Page]:
    """An empty page. When the test is over, nothing may have been asked of another machine, and nothing may have gone wrong."""
    page = browser.pages[0]
    page.set_default_timeout(30 * SECOND)
    asked: list[str] = []
    wrong: list[str] = []
    browser.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    assert asked
    assert [url for url in asked if not url.startswith((f"{server_url}/", "data:", "blob:"))] == []
    assert wrong == []


def visit(page: Page, server_url: str, search: str = "") -> Response:
    """Open the playground and wait until its editors are there."""
    response = page.goto(f"{server_url}/playground{search}")
    assert response is not None
    expect(example(page, NATO)).to_be_enabled(timeout=30 * SECOND)
    return response


def example(page: Page, name: str) -> Locator:
    """The button of an example, whatever number orders it."""
    return page.locator(f"[data-example$='{name}']")


def answer(page: Page) -> Locator:
    """The lines of the result pane."""
    return page.locator(".result-window .view-lines")


def tabs(page: Page) -> Locator:
    """The tabs above the editor."""
    return page.get_by_role("tab")


def has(locator: Locator, pattern: str) -> None:
    """Wait for text. Monaco writes no-break spaces; `\\s` stands for both."""
    expect(locator).to_contain_text(re.compile(pattern), timeout=30 * SECOND)


def test_one_click_on_an_example_shows_its_answer(page: Page, server_url: str) -> None:
    visit(page, server_url)
    expect(page.get_by_role("heading", name="Examples")).to_be_visible()
    example(page, NATO).click()
    has(answer(page), r"North\s*Atlantic\s*Treaty\s*Organi[sz]ation")
    has(answer(page), r'"totalCount":\s*16\b')
    expect(example(page, NATO)).to_have_attribute("aria-current", "true")
    expect(tabs(page)).to_have_count(2)


def test_an_example_that_is_open_is_not_opened_twice(page: Page, server_url: str) -> None:
    visit(page, server_url)
    example(page, NATO).click()
    has(answer(page), r'"totalCount":\s*16\b')
    tabs(page).first.click()
    example(page, NATO).click()
    has(answer(page), r'"totalCount":\s*16\b')
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


def test_the_documentation_is_searched(page: Page, server_url: str) -> None:
    visit(page, server_url)
    page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = page.locator(".graphiql-doc-explorer")
    expect(docs.get_by_text("All Schema Types")).to_be_visible(timeout=30 * SECOND)
    docs.get_by_role("link", name="Query", exact=True).click()
    expect(docs.get_by_role("link", name="alliance", exact=True)).to_be_visible()


def test_the_query_builder_adds_a_field(page: Page, server_url: str) -> None:
    visit(page, server_url)
    page.get_by_role("button", name="Show Query builder").click()
    builder = page.locator(".graphiql-explorer-root")
    builder.get_by_text("dataVersion", exact=True).click(timeout=30 * SECOND)
    has(page.locator(".graphiql-query-editor .view-lines"), "dataVersion")


def test_an_address_names_an_example(page: Page, server_url: str) -> None:
    visit(page, server_url, f"?example={NATO}")
    has(answer(page), r'"totalCount":\s*16\b')


def test_an_address_holds_a_query_and_its_variables(page: Page, server_url: str) -> None:
    query = "query Named($id: ID!) { alliance(key: {id: $id}) { name } }"
    visit(page, server_url, "?" + urlencode({"query": query, "variables": '{"id": "nato"}'}))
    expect(tabs(page)).to_have_text("Named")
    has(page.locator(".graphiql-editor-tool .view-lines").first, '"id":\\s*"nato"')
    expect(answer(page)).not_to_contain_text("data")
    page.get_by_role("button", name=re.compile("Execute query")).click()
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
    example(page, NATO).click()
    has(answer(page), r'"totalCount":\s*16\b')
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
    visit(page, server_url)
    words = page.locator(".examples .lead").evaluate("e => getComputedStyle(e).color")
    ground = page.locator(".graphiql-container").evaluate("e => getComputedStyle(e).backgroundColor")
    assert contrast(words, ground) >= 4.5  # WCAG 2.2, success criterion 1.4.3


def contrast(words: str, ground: str) -> float:
    """Contrast ratio of two colours as the browser writes them, the first one laid over the second."""
    back = [float(n) for n in re.findall(r"[\d.]+", ground)][:3]
    front = [float(n) for n in re.findall(r"[\d.]+", words)]
    alpha = front[3] if len(front) > 3 else 1.0
    mixed = [alpha * f + (1 - alpha) * b for f, b in zip(front[:3], back, strict=True)]
    high, low = sorted((luminance(mixed), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: list[float]) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [c / 255 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
