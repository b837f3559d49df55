"""What tests of the playground look for in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from api.app import Settings
from graph import Store
from tests.api.conftest import serving, until

NATO = "nato-members-1982"
SECOND = 1000


@contextmanager
def small_server(store: Store, folder: Path) -> Iterator[str]:
    """The address of a server over a store with a few facts, whose snapshot for SPARQL is there; it goes into `folder`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDERA_CACHE", str(folder / "cache"))
        patch.setenv("FOEDERA_STORE", store.address.uri)
        patch.setenv("FOEDERA_STORE_USER", store.address.user)
        patch.setenv("FOEDERA_STORE_PASSWORD", store.address.password)
        with serving(Settings(sparql_processes=1)) as client:
            until(lambda: client.get("/sparql", params={"query": "ASK {}"}).status_code == 200)
            yield str(client.base_url).rstrip("/")


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
