"""What pages say of dates, and where they draw them."""

from __future__ import annotations

import pytest

from api.pages.bars import axis_of, place
from api.pages.dates import end_in_words, in_words, start_in_words, unknown_in_words
from api.pages.rendering import Links, data_block
from ontology import Model

WORDS = {
    "1949-04-04": "4 April 1949",
    "1985-06": "June 1985",
    "1990": "1990",
    "1990~": "about 1990",
    "1990-05?": "perhaps May 1990",
    "199X": "in the 1990s",
    "2001-22": "summer 2001",
    "1950/1960": "between 1950 and 1960",
    "1950/..": "1950/..",
    "0476": "476",
    "soon": "soon",
    "": "",
}


@pytest.mark.parametrize("text", WORDS)
def test_dates_in_words(text: str) -> None:
    assert in_words(text) == WORDS[text]


def test_what_is_not_given_is_said_as_far_as_it_is_known() -> None:
    assert start_in_words(None, "0001-01-01", "9999-12-31") == "not known"
    assert start_in_words(None, "1949-01-01", "9999-12-31") == "not known (not before 1 January 1949)"
    assert start_in_words("1949", "1949-01-01", "1949-12-31") == "1949"
    assert end_in_words(None, "9999-12-31", "9999-12-31", still=True) == ""
    assert end_in_words(None, "0001-01-01", "9999-12-31", still=False) == "not known"
    assert end_in_words(None, "1991-01-01", "1991-12-31", still=False) == "not known (by 31 December 1991)"
    assert unknown_in_words("2002-10-10", "2002-10-11") == "dates not known (not before 10 October 2002, not after 11 October 2002)"
    assert unknown_in_words("0001-01-01", "9999-12-31") == "dates not known"


def spell(*days: str) -> dict[str, str]:
    return dict(zip(("startEarliest", "startLatest", "endEarliest", "endLatest"), days, strict=True))


def test_a_bar_tells_what_is_certain_from_what_is_possible() -> None:
    vague = spell("1950-01-01", "1960-01-01", "1990-01-01", "2000-01-01")
    axis = axis_of([vague, spell("1900-06-01", "1900-06-01", "9999-12-31", "9999-12-31")], "2000-01-01", "1950-01-01")
    assert axis
    assert (axis.first, axis.last) == ("1900-01-01", "2000-01-01")
    bar = axis.bar(vague)
    assert bar.left == axis.at == place("1950-01-01", axis.first, axis.last) == pytest.approx(50, abs=0.1)
    assert bar.width == pytest.approx(50, abs=0.1)
    assert bar.sure_left == pytest.approx(60, abs=0.1)
    assert bar.sure_width == pytest.approx(30, abs=0.1)
    assert [year for year, _ in axis.ticks] == ["1900", "1920", "1940", "1960", "1980", "2000"]


def test_what_is_over_does_not_reach_to_today() -> None:
    axis = axis_of([spell("1914-08-01", "1914-08-01", "1918-11-11", "1918-11-11")], "2026-11-27")
    assert axis
    assert (axis.first, axis.last) == ("1914-01-01", "1918-12-31")
    assert axis_of([spell("0001-01-01", "9999-12-31", "0001-01-01", "9999-12-31")], "2026-11-27") is None


def test_a_beginning_that_nobody_gives_does_not_stretch_the_axis() -> None:
    bounded = spell("0843-01-01", "1945-10-24", "9999-12-31", "9999-12-31")
    axis, stated = axis_of([bounded], "2026-11-27"), axis_of([{**bounded, "start": "0843/1945"}], "2026-11-27")
    assert axis
    assert stated
    assert (axis.first, stated.first) == ("1945-01-01", "1626-01-01")


def test_licences_have_addresses(model: Model) -> None:
    address = model.linked.address
    assert address("licence", "CC-BY-4.0") == "https://creativecommons.org/licenses/by/4.0/"
    assert address("licence", "CC-BY-NC-SA-3.0") == "https://creativecommons.org/licenses/by-nc-sa/3.0/"
    assert address("licence", "CC0-1.0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert address("licence", "see source") is None
    assert address("name", "CC0-1.0") is None


def test_addresses_and_data_cannot_leave_their_place() -> None:
    assert Links("/below", "1982").entity('"><b>') == "/below/id/%22%3E%3Cb%3E.html?at=1982"
    assert "<" not in data_block({"name": "</script><!--<script>alert(1)"})
