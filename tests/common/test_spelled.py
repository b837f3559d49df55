"""Names that are shortened or turned round, as tables and people write them."""

from __future__ import annotations

import pytest

from common.spelled import forms, in_full, typed_in_full


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
