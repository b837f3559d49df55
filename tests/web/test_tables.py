"""Answers as tables and charts, in a real browser: what is shown, what is taken along, and what a phone has room for."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.web.pages import NATO, SECOND, example, tabs, visit

# Of a date the server gives two days more, which are for programs.
DAYS = (".earliest", ".latest")
BY_YEAR = '{ memberships(time: {ever: true}, filter: {start: {gte: "1990"}}) { aggregate { groups(byEdge: [startYear]) { keys count } } } }'


def view(page: Page, name: str) -> None:
    """Choose how the answer is shown."""
    page.get_by_role("group", name="View of the answer").get_by_role("button", name=name).click(timeout=30 * SECOND)


def rows(page: Page) -> Locator:
    """The rows of the table."""
    return page.locator(".rows tbody tr")


def test_an_answer_is_a_table_to_order_filter_and_take_along(page: Page, browser: BrowserContext, server_url: str) -> None:
    browser.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, server_url, f"?example={NATO}")
    view(page, "Table")
    expect(rows(page)).to_have_count(16)
    start = page.get_by_role("columnheader", name="start", exact=True)
    start.get_by_role("button").click()
    start.get_by_role("button").click()
    expect(start).to_have_attribute("aria-sort", "descending")
    expect(rows(page).first).to_contain_text("Spain")
    page.get_by_label("Filter rows").fill("1952")
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_text("2 of 16 rows")).to_be_visible()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    lines = page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert [line.split("\t")[6] for line in lines] == ["node.name", "Greece", "Türkiye"]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    here = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8"))))
    address = page.get_by_role("link", name="CSV", exact=True).get_attribute("href")
    there = list(csv.DictReader(io.StringIO(httpx.get(str(address)).text)))
    plain = [{name: value for name, value in row.items() if not name.endswith(DAYS)} for row in there]
    assert len(plain) == 16
    assert all(row in plain for row in here)
    assert [row["node.iso3"] for row in here] == ["GRC", "TUR"]


def test_an_id_opens_what_it_names_from_the_keyboard(page: Page, server_url: str) -> None:
    visit(page, server_url, f"?example={NATO}")
    view(page, "Table")
    page.get_by_label("Filter rows").fill("founding")
    expect(rows(page)).to_have_count(12)
    page.get_by_role("link", name="belgium").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_role("cell", name="State", exact=True)).to_be_visible()
    expect(page.get_by_label("Filter rows")).to_have_value("")
    expect(tabs(page)).to_have_count(2)


def test_of_several_lists_one_is_chosen_and_its_spells_are_drawn(page: Page, server_url: str) -> None:
    visit(page, server_url, "?example=left-and-came-back")
    view(page, "Table")
    lists = page.get_by_label("Which list")
    expect(lists).to_have_value("actors.nodes", timeout=30 * SECOND)
    lists.select_option("actors.nodes.memberOf.edges")
    expect(page.get_by_role("columnheader", name="actors.nodes.name")).to_be_visible()
    greece = rows(page).filter(has_text="greece")
    expect(greece).to_contain_text("1974-11-28")
    spells = rows(page).count()
    assert spells >= 20
    view(page, "Chart")
    expect(page.locator("[data-spell]")).to_have_count(spells)
    expect(page.locator("[data-spell='1974-11-28 to not stated'] title")).to_contain_text("Greece")


def test_numbers_over_years_are_a_line(page: Page, server_url: str) -> None:
    visit(page, server_url, "?" + urlencode({"query": BY_YEAR}))
    page.get_by_role("button", name="Run the query").click()
    view(page, "Chart")
    image = page.get_by_role("img", name="count over time")
    expect(image).to_be_visible()
    groups = httpx.post(f"{server_url}/graphql", json={"query": BY_YEAR}).json()["data"]["memberships"]["aggregate"]["groups"]
    counts = {group["keys"][0]: group["count"] for group in groups}
    assert counts["1992"] > 100
    expect(image.locator("circle title").filter(has_text=f"1992: {counts['1992']}")).to_have_count(1)


def test_a_phone_shows_who_was_in_nato_on_a_day_as_a_table(page: Page, server_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    visit(page, server_url)
    nothing_is_cut_off(page)
    example(page, NATO).click()
    expect(rows(page)).to_have_count(16)
    expect(page.get_by_role("cell", name="Belgium", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator(".graphiql-query-editor")).to_be_hidden()
    nothing_is_cut_off(page)
    panes = page.get_by_role("navigation", name="Panes")
    panes.get_by_role("button", name="Query").click()
    expect(page.locator(".graphiql-query-editor .view-lines")).to_contain_text("1982-06-01")
    expect(rows(page).first).to_be_hidden()
    nothing_is_cut_off(page)
    page.get_by_role("button", name=re.compile("^Data ")).click()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    nothing_is_cut_off(page)


@pytest.mark.parametrize("width", [1024, 1440])
def test_a_wider_screen_shows_everything_at_once(page: Page, server_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    visit(page, server_url, f"?example={NATO}")
    view(page, "Table")
    expect(page.get_by_role("cell", name="Belgium", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator(".graphiql-query-editor")).to_be_visible()
    expect(page.get_by_role("heading", name="Examples")).to_be_visible()
    expect(page.get_by_role("navigation", name="Panes")).to_be_hidden()
    nothing_is_cut_off(page)


def nothing_is_cut_off(page: Page) -> None:
    """Every button, field and heading that is shown lies within the screen, but for those in something that scrolls sideways."""
    outside = page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll('button, input, select, h1, h2, h3')].filter((e) => e.checkVisibility());
          const wide = shown.filter((e) => !e.closest('.rows') && e.getBoundingClientRect().right > innerWidth + 0.5);
          const page = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
          return [...wide.map((e) => e.outerHTML.slice(0, 120)), ...page];
        }"""
    )
    assert outside == []
