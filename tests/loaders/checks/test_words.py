"""Texts that mean nothing: characters that nobody sees, and what a table has for an empty cell."""

from __future__ import annotations

import pytest

from loaders.sources.characters import stray
from tests.loaders.checks.conftest import Check, told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Border\u200bguard", "U+200B (zero width space) after 'Border'"),
        ("\ufeffBorder guard", "U+FEFF (zero width no-break space) at its beginning"),
        ("Border guard\u200e", "U+200E (left-to-right mark) after"),
        ("Border \u202eguard", "U+202E (right-to-left override)"),
        ("Gren\u00adze", "U+00AD (soft hyphen)"),
        ("Bor\u200dder", "U+200D (zero width joiner)"),
        ("Border\u2060 guard", "U+2060 (word joiner)"),
        ("\u3164", "U+3164 (hangul filler)"),
        ("a\x07b", "control character U+0007"),
        ("a\x85b", "control character U+0085"),
    ],
)
def test_characters_that_nobody_sees(text: str, words: str) -> None:
    assert words in stray(text)


@pytest.mark.parametrize(
    "text",
    [
        "Straż Graniczna",
        "نیروی مرزبانی ن\u200cا",  # Persian, with a zero width non-joiner between letters
        "सीमा सुरक्षा क्\u200dष",  # Hindi, with a zero width joiner behind a virama
        "حلف\u200f (NATO)",  # Arabic, with a mark that sets the direction of the brackets
        "line\nbreak\tand tab",
        "국경수비대",
    ],
)
def test_characters_that_are_meant(text: str) -> None:
    assert stray(text) == ""


def test_a_name_with_one_is_told_with_its_place(check: Check) -> None:
    (found,) = check("- id: a-b\n  class: Alliance\n  name: North\u200bern\n")
    assert (found.rule, found.location.line - 5, found.location.column, found.remedy) == ("F306", 3, 9, "remove it")
    assert "U+200B (zero width space) after 'North'" in found.message


@pytest.mark.parametrize("cell", ["nan", "NaN", "NaT", "None", "<NA>"])
def test_empty_cells_of_tables_as_text(check: Check, cell: str) -> None:
    text = f"- id: a-b\n  class: Alliance\n  name: {cell}\n  aliases: [AB, {cell}]\n  founded: {cell}\n"
    text += f"  members: [{{ref: denmark, start: {cell}, remark: {cell}}}]\n"
    found = check(text)
    assert told(found) == [("F309", 3), ("F309", 4), ("F309", 5), ("F309", 6), ("F309", 6)]
    assert {p.remedy for p in found} == {"leave the value out"}


def test_words_that_only_look_like_it_are_fine(check: Check) -> None:
    assert check("- {id: a-b, class: Alliance, name: Nan, aliases: [NAT, Nat, none of these]}") == []
