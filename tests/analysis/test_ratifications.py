"""Standing to an agreement: bound, signed, left, nothing, unknown; and lags of uncertain dates."""

from __future__ import annotations

import pytest

from analysis.ratifications import Asked, Record, Standing, lag, ratifications
from tests.analysis.tables import day, spell, table_of

TABLE = table_of(
    [
        spell("a", "t", "2003-09-29", "..", signed="2000-12-12", ratified="2003-08-30", role="party"),
        spell("b", "t", None, "..", signed="2000-12-13", role="signatory"),
        spell("c", "t", "2004-01-01", "2010-05-05", role="acceding", ratified="2003-12-02"),
        spell("d", "t", "2009", "..", role="party"),
    ]
    + [spell(state, "u", "1900", "..") for state in "abcdef"]
)
STATES = frozenset(TABLE.numbers[s] for s in "abdef")


def standing(on: str, *, covered: bool = True) -> dict[str, Record]:
    rows = [n for n in range(len(TABLE.spells)) if TABLE.spells.object[n] == TABLE.numbers["t"]]
    found = ratifications(TABLE, rows, Asked(STATES, day(on), ["signatory"], covered))
    return {TABLE.entities[r.actor].id: r for r in found}


def test_how_each_stands() -> None:
    found = standing("2020-01-01")
    assert {name: r.standing for name, r in found.items()} == {
        "a": Standing.BOUND,
        "b": Standing.SIGNED,
        "c": Standing.LEFT,
        "d": Standing.BOUND,
        "e": Standing.NONE,
        "f": Standing.NONE,
    }
    assert (found["a"].signed, found["a"].ratified, found["a"].bound_since, found["a"].lag) == (
        "2000-12-12",
        "2003-08-30",
        "2003-09-29",
        (991, 991),
    )
    assert (found["b"].ratified, found["b"].bound_since, found["b"].lag) == (None, None, None)
    assert [name for name, r in found.items() if not r.expected] == ["c"]


def test_what_nobody_says_is_unknown() -> None:
    found = standing("2020-01-01", covered=False)
    assert (found["e"].standing, found["e"].certain) == (None, False)
    assert found["a"].standing is Standing.BOUND


def test_an_uncertain_day_is_possible() -> None:
    found = standing("2009-06-01")
    assert (found["d"].standing, found["d"].certain) == (Standing.BOUND, False)
    assert (found["c"].standing, found["c"].certain) == (Standing.BOUND, True)


@pytest.mark.parametrize(
    ("signed", "ratified", "wanted"),
    [
        ("2000-01-01", "2000-01-31", (30, 30)),
        ("2000", "2001", (1, 730)),
        ("2000-06-15", "2000-06", (0, 15)),
        ("2001-01-01", "2000-01-01", None),
        (None, "2000", None),
        ("2000", "no date", None),
    ],
)
def test_lags(signed: str | None, ratified: str | None, wanted: tuple[int, int] | None) -> None:
    assert lag(signed, ratified) == wanted
