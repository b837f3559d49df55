"""Folding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("TÜRKİYE", "turkiye"),
        ("Côte d'Ivoire", "cote d'ivoire"),
        ("Åland Islands", "aland islands"),
        ("Łódź", "lodz"),
        ("Æthelred Œuvre", "aethelred oeuvre"),
        ("Straße", "strasse"),
        ("Reykjavík, Þingvellir", "reykjavik, thingvellir"),
        ("ASEAN", "asean"),
        ("Ελλάς", "ελλασ"),
        ("日本", "日本"),
        ("", ""),
    ],
)
def test_case_accents_and_ligatures_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F)))
def test_upper_case_finds_lower_case(text: str) -> None:
    assert fold(text.lower()) == fold(fold(text))
