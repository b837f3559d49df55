"""Searching: which words are looked for, and where they were found."""

from __future__ import annotations

import re

import pytest

from queries.highlight import LONGEST, highlight
from queries.search import question
from tests.queries.conftest import Ask


def matched(text: str, asked: str) -> list[str]:
    """The pieces of `text` that match."""
    sought = question(asked)
    assert sought is not None
    words = sought.words
    return [piece for piece, found in highlight(text, words) if found]


@pytest.mark.parametrize("text", ['a:b OR "c" -d~ [1 TO 2] \\', "NAME:(x)^9 && !y", "a*b?c/d.*/", "٣ ﷺ ½ ＂x＂", "x" * 1000])
def test_no_operator_reaches_the_index(text: str) -> None:
    asked, plain = question(text), question("word")
    assert asked is not None
    assert plain is not None
    operators = re.compile(r"\^[0-9.]+|~[12]|\w+:(?=[\w*$])")
    # Without boosts, slips and fields, only words, their ends and the brackets that every question has are left.
    for query in (asked.lucene, plain.lucene):
        assert not re.search(r"[^\w\s()+*$]", operators.sub("", query))


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Romanian Coast Guard", "coast gard", ["Coast", "Guard"]),
        ("Straż Graniczna", "straz", ["Straż"]),
        ("Türkiye and Cyprus", "TURKIYE", ["Türkiye"]),
        ("North Atlantic Treaty Organization", "organisation", ["Organization"]),
        ("Frontex", "front", ["Frontex"]),
        ("Frontex", "nothing", []),
        ("EU", "ex", []),
    ],
)
def test_what_the_index_matches_is_marked(text: str, asked: str, found: list[str]) -> None:
    assert matched(text, asked) == found


def test_a_long_text_is_cut_around_its_first_match() -> None:
    text = " ".join(["word"] * 100 + ["needle"] + ["after"] * 100)
    pieces = highlight(text, ["needle"])
    assert ("needle", True) in pieces
    assert sum(len(piece) for piece, _ in pieces) <= LONGEST + 2
    assert (pieces[0][0], pieces[-1][0]) == ("…", "…")


@pytest.mark.parametrize("text", ["", "x", "a" * 1000, "needle", "ne-edle needle", "a " * 300 + "needle"])
def test_pieces_are_the_text(text: str) -> None:
    joined = "".join(piece for piece, _ in highlight(text, ["needle"])).strip("…")
    assert joined in text


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("frontex", "frontex"),
        ("NATO", "nato"),
        ("europol", "europol"),
        ("eu", "european-union"),
        ("United  Nations", "united-nations"),
        ("five eyes", "five-eyes"),
        ("north atlantic treaty organization", "nato"),
        ("cbp", "us-cbp"),
    ],
)
def test_who_bears_the_name_comes_first(ask: Ask, asked: str, first: str) -> None:
    answer = ask("query($text: String!) { search(text: $text, first: 3) { nodes { id } } }", {"text": asked})
    assert answer["data"]["search"]["nodes"][0]["id"] == first


def test_a_slip_still_finds_the_name(ask: Ask) -> None:
    nodes = ask('{ search(text: "frontx", first: 3) { nodes { id } } }')["data"]["search"]["nodes"]
    assert "frontex" in [node["id"] for node in nodes]


def test_a_search_shows_where_it_found_its_words(ask: Ask) -> None:
    edges = ask(
        '{ search(text: "north atlantic treaty", first: 5) { edges { node { id } highlights { property parts { text matched } } } } }'
    )
    found = {e["node"]["id"]: e["highlights"] for e in edges["data"]["search"]["edges"]}
    name = next(h for h in found["nato"] if h["property"] in ("name", "officialName"))
    assert [p["text"] for p in name["parts"] if p["matched"]][:3] == ["North", "Atlantic", "Treaty"]
    assert all(highlights for highlights in found.values())


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # Small words are part of a name.
        ("Treaty of Aachen", "aachen-treaty-2019"),
        ("Bosnia and Herzegovina", "bosnia-and-herzegovina"),
        ("Association of Southeast Asian Nations", "asean"),
        ("Beyond the Border", "beyond-the-border-2011"),
        # Letters with their accents apart.
        ("Tu\u0308rkiye", "turkiye"),
        ("Me\u0301xico", "mexico"),
        ("Sa\u0303o Tome\u0301", "sao-tome-and-principe"),
        # What people call states, and codes.
        ("Turkey", "turkiye"),
        ("Ivory Coast", "cote-d-ivoire"),
        ("Cape Verde", "cabo-verde"),
        ("East Timor", "timor-leste"),
        ("Holland", "netherlands"),
        ("USA", "united-states"),
        ("UK", "united-kingdom"),
        ("UAE", "united-arab-emirates"),
        ("Q7184", "nato"),
        # An adjective alone is its state, before all that bears it in a name.
        ("Danish", "denmark"),
        ("Japanese", "japan"),
        ("British", "united-kingdom"),
        ("Czechoslovak", "czechoslovakia"),
        # Acronyms and names in other languages.
        ("TNP", "npt-1968"),
        ("OMC", "wto"),
        ("FMI", "imf"),
        ("AELE", "efta"),
        ("O.N.U.", "united-nations"),
        ("МВФ", "imf"),
        ("世贸组织", "wto"),
        ("Genfer Flüchtlingskonvention", "refugee-convention-1951"),
    ],
)
def test_what_is_meant_comes_first(ask: Ask, typed: str, wanted: str) -> None:
    answer = ask("query ($typed: String!) { search(text: $typed, first: 3) { totalCount nodes { id } } }", {"typed": typed})
    found = answer["data"]["search"]
    assert found["totalCount"] >= 1
    assert found["nodes"][0] == {"id": wanted}
