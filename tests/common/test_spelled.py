"""Names that are shortened or turned round, as tables and people write them."""

from __future__ import annotations

import pytest

from common.spelled import forms, in_full, shortening, typed_in_full, words


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("N. Korea", "North Korea"),
        ("Congo, Dem. Rep.", "Congo, Democratic Republic"),
        ("Dem. Rep., Congo", "Democratic Republic, Congo"),
        ("Micronesia, Fed. Sts.", "Micronesia, Federated States"),
        ("Yemen, PDR", "Yemen, People's Democratic Republic"),
        ("Congo (Dem. Rep.)", "Congo (Democratic Republic)"),
        ("Dept. of Justice", "Department of Justice"),
        ("Int'l Criminal Court", "International Criminal Court"),
        ("U.S. Navy", "U.S. Navy"),
        ("The Federal States", "The Federal States"),
    ],
)
def test_names_in_full(name: str, full: str) -> None:
    assert (in_full(name), typed_in_full(name)) == (full, full)
    assert full in forms(name)


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("n korea", "North korea"),
        ("N.Korea", "North Korea"),
        ("st lucia", "Saint lucia"),
        ("congo dem rep", "congo Democratic rep"),
        ("venezuela, rb", "venezuela, Bolivarian Republic"),
        ("dept of homeland security", "Department of homeland security"),
    ],
)
def test_what_people_type_in_full(typed: str, full: str) -> None:
    assert typed_in_full(typed) == full
    assert typed_in_full(typed.upper()).casefold() == full.casefold()


@pytest.mark.parametrize("typed", ["NATO s", "São Tomé e Príncipe", "what is this", "e", "Dr. Strange", "nato"])
def test_what_is_not_shortened_stays(typed: str) -> None:
    assert typed_in_full(typed) == typed


@pytest.mark.parametrize(
    ("text", "name", "fit"),
    [
        ("Bosnia and Herz.", "Bosnia & Herzegovina", True),
        ("St. Vin. and Gren.", "Saint Vincent and the Grenadines", True),
        ("N. Mariana Is.", "Northern Mariana Islands", True),
        ("U.S. Virgin Is.", "US Virgin Islands", True),
        ("Ger. Dem. Rep.", "Germany", False),
        ("Eq. Guinea", "Guinea", False),
    ],
)
def test_what_a_shortened_name_fits(text: str, name: str, fit: bool) -> None:
    fits = shortening(text)
    assert fits
    assert bool(fits.fullmatch(" ".join(words(name)))) == fit


@pytest.mark.parametrize("text", ["Bosnia", "Mar.", "A. B. Pact", "U.S.", ""])
def test_what_shortens_nothing_or_fits_too_much(text: str) -> None:
    assert shortening(text) is None


def test_what_is_former_is_so_once_and_what_is_too_long_is_no_name() -> None:
    assert "USSR" in forms("former USSR")
    assert len(forms("former " * 60 + "USSR")) <= 4
    assert forms("former " * 5_000) == ["former " * 5_000]
