"""Cutting, and the forms of a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.labels import best, read_labels, tagged, write_labels
from common.latin import latin
from common.text import cut
from common.words import SILENT, bag, initials, listed, tokens, variants, whole


@pytest.mark.parametrize(
    ("text", "cut_up"),
    [
        ("Côte d'Ivoire", [["cote"], ["d", "ivoire"]]),
        ("U.S. Customs & Border", [["u", "s"], ["customs"], ["and"], ["border"]]),
        ("foo_bar I-24/7 3.14", [["foo", "bar"], ["i", "24", "7"], ["3", "14"]]),
        ("Tu\u0308rkiye", [["turkiye"]]),
        ("zero\u200bwidth", [["zerowidth"]]),
        ("मानव तस्करी", [["मानव"], ["तस्करी"]]),
        ("해양경찰청", [["해양경찰청"]]),
        ("حَرَس ٣", [["حرس"], ["3"]]),
        ("½", [["1", "2"]]),
        (" - & ,", [["and"]]),
        ("", []),
    ],
)
def test_words_and_their_parts(text: str, cut_up: list[list[str]]) -> None:
    assert [[part.text for part in word] for word in cut(text)] == cut_up


@given(st.text())
def test_parts_stand_in_order_within_the_text(text: str) -> None:
    parts = [part for word in cut(text) for part in word]
    assert all(0 <= part.start < part.end <= len(text) and part.text for part in parts)
    assert [p.start for p in parts] == sorted(p.start for p in parts)


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Zs"], max_codepoint=0x2FFF)))
def test_a_text_and_its_decomposed_form_are_cut_alike(text: str) -> None:
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))


def test_scripts_without_blanks_become_pairs_of_letters() -> None:
    assert tokens("日本国") == ["日本", "本国"]
    assert tokens("日") == ["日"]
    assert [p.text for word in cut("EU日本") for part in word for p in part.tokens()] == ["eu", "日本"]


def test_one_name_in_its_forms() -> None:
    assert whole("Côte d'Ivoire") == whole("COTE DIVOIRE") == "cotedivoire"
    assert bag("Treaty of Lisbon") == bag("Lisbon Treaty")
    assert bag("Frontex") == ""
    assert initials("Electronic System for Travel Authorization") == "esta"
    assert initials("Schengen Information System II") == "sisii"
    assert initials("Council of Europe") == ""


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("Programa de las Naciones Unidas para el Desarrollo", "pnud"),
        ("Organisation pour l'interdiction des armes chimiques", "oiac"),
        ("Organização para a Cooperação e Desenvolvimento Económico", "ocde"),
        ("Organizzazione per la cooperazione e lo sviluppo economico", "ocse"),
        ("Организация по безопасности и сотрудничеству в Европе", "обсе"),
        ("Europäische Bank für Wiederaufbau und Entwicklung", "ebwe"),
    ],
)
def test_an_acronym_in_another_language_leaves_its_small_words_out(name: str, acronym: str) -> None:
    assert initials(name, SILENT) == acronym
    assert {"5", "five", "eyes"} <= set(listed(["Five Eyes"]))
    assert {"Kuestenwache".lower(), "Küstenwache"} <= set(variants("Küstenwache"))
    assert {"sis 2", "The EU", "EU"} <= set(variants("SIS II") + variants("The EU"))


def test_other_scripts_in_latin_letters() -> None:
    assert (latin("фронтекс"), latin("интерпол"), latin("νατο")) == ("fronteks", "interpol", "nato")
    assert latin("日本") == latin("nato") == ""


def test_names_by_language() -> None:
    text = write_labels({"sr": ["Немачка", "Савезна Република Немачка"], "fr": ["Allemagne"]})
    assert text == '{"fr":"Allemagne","sr":["Немачка","Савезна Република Немачка"]}'
    names = tagged([read_labels(text), read_labels('{"fr": ["RFA", "Allemagne"], "pt": "Alemanha"}')])
    assert names == ["Allemagne@fr", "RFA@fr", "Alemanha@pt", "Немачка@sr", "Савезна Република Немачка@sr"]
    assert (best(names, "fr"), best(names, "pt-BR"), best(names, "de")) == ("Allemagne", "Alemanha", None)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"French": "x"}', '{"fr": ""}', '{"fr": 1}', "nothing"])
def test_what_is_no_names_by_language_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"names by language|tag of a language|no name behind"):
        read_labels(text)
