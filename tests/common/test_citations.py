"""A source as it is written, told apart into what is cited, where in it, and its address."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.citations import Cited, cited

GITHUB = "https://github.com/a/b"
CASES = {
    "https://www.cbp.gov": [(None, None, "https://www.cbp.gov")],
    "34 UNTS 243": [("34 UNTS 243", None, None)],
    "OJ L 204, 4.8.2007, p. 18": [("OJ L 204, 4.8.2007", "p. 18", None)],
    "ATOP 5.1 (Leeds et al. 2002), atopid 3755": [("ATOP 5.1 (Leeds et al. 2002)", "atopid 3755", None)],
    "A Guide: Cooperation, section Key Players": [("A Guide: Cooperation", "section Key Players", None)],
    "Regulation (EC) No 2007/2004, recital 5 and Article 12": [("Regulation (EC) No 2007/2004", "recital 5 and Article 12", None)],
    f"{GITHUB} @59ab4fa0 data/general_list.yaml": [(None, "@59ab4fa0 data/general_list.yaml", GITHUB)],
    f"{GITHUB} (data/x.rda at c9e4cc6)": [(None, "@c9e4cc6 data/x.rda", GITHUB)],
    f"CIA World Factbook 1995, Appendix C (Project Gutenberg 571; {GITHUB} @93e440dd)": [
        ("CIA World Factbook 1995 (Project Gutenberg 571)", "Appendix C, @93e440dd", GITHUB)
    ],
    f"Factbook ({GITHUB}, commit 8662a8b, africa/ug.json); manystates, GGO table, UGA (https://example.org)": [
        ("Factbook", "@8662a8b africa/ug.json", GITHUB),
        ("manystates, GGO table, UGA", None, "https://example.org"),
    ],
    "https://a.org/X_(state).html (Wikipedia copy)": [("Wikipedia copy", None, "https://a.org/X_(state).html")],
    "Wikipedia (a copy: https://a.org/x)": [("Wikipedia (a copy)", None, "https://a.org/x")],
    "https://a.org, general knowledge, to be checked": [("general knowledge, to be checked", None, "https://a.org")],
}


@pytest.mark.parametrize("text", CASES)
def test_sources_are_told_apart(text: str) -> None:
    assert [(one.citation, one.locator, one.url) for one in cited(text)] == CASES[text]


@settings(max_examples=200, deadline=2_000)
@given(st.text(alphabet="ab1 ()[];:,.@/-\n", max_size=400) | st.text(max_size=80))
def test_any_text_names_some_source(text: str) -> None:
    assert all(isinstance(one, Cited) for one in cited(text))
    assert cited(text)


def test_long_text_takes_no_time() -> None:
    for part in ("a" * 1999, "a/" * 999, ", p. " * 399, "((((" * 499, " ;" * 999, "@1234567 " * 222):
        assert cited(part)
