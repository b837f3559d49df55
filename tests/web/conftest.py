"""A built playground and a browser on it. The server is the fixture `server_url`, which all tests of the program share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.web.pages import SECOND

BUILD = Path(__file__).parents[2] / "web" / "build.py"
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(words: str) -> None:
    """Skip a test that lacks something of this machine; fail it where everything has to be there."""
    if os.environ.get("FOEDERA_REQUIRE_ALL"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def playground() -> None:
    """The playground as its sources stand now."""
    run = subprocess.run([sys.executable, BUILD], capture_output=True, text=True, check=False)
    if run.returncode:
        missing(run.stderr.strip().splitlines()[-1])


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    path = shutil.which("chromium")
    if path is None:
        missing("chromium is missing: `apt-get install -y --no-install-recommends chromium` brings it")
    return str(path)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def program(playground: None, chromium: str, playwright: Playwright) -> Iterator[Browser]:  # noqa: ARG001
    """The browser's program, which is started once."""
    program = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
    yield program
    program.close()


@pytest.fixture
def browser(program: Browser) -> Iterator[BrowserContext]:
    """A browser that was never anywhere: what it remembers is of this test alone."""
    context = program.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(browser: BrowserContext, server_url: str) -> Iterator[Page]:
    """An empty page. When the test is over, nothing may have been asked of another machine, and nothing may have gone wrong."""
    page = browser.new_page()
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
