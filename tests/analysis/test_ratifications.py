"""Standing to an agreement: bound, signed, left, nothing, unknown; and lags of uncertain dates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest

from analysis.ratifications import Asked, Record, Standing, Words, lag, ratifications
from analysis.table import Table
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
WORDS = Words(("signatory", "observer"), ("signatory",), ("provisional application",), ("accession",))


def standing(on: str, *, covered: bool = True, certain: bool = False) -> dict[str, Record]:
    return _standing(TABLE, STATES, on, covered=covered, certain=certain)


def _standing(table: Table, states: Collection[int], on: str, *, covered: bool, certain: bool) -> dict[str, Record]:
    rows = [n for n in range(len(table.spells)) if table.spells.object[n] == table.numbers["t"]]
    found = ratifications(table, rows, Asked(states, day(on), WORDS, covered, certain))
    return {table.entities[r.actor].id: r for r in found}


def one(on: str, *spells: Mapping[str, Any], expected: bool = True, covered: bool = True, certain: bool = False) -> Record | None:
    """How the actor of some spells, "a", stands to the agreement "t"."""
    table = table_of(spells)
    states = [table.numbers["a"]] if expected else []
    return _standing(table, states, on, covered=covered, certain=certain).get("a")


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


PARTY = spell("a", "t", "2003-09-29", "..", signed="2000-12-12", ratified="2003-08-30", instrument="ratification", role="party")
ACCEDED = spell("a", "t", "2003-09-29", "..", ratified="2003-08-30", instrument="accession", role="party")
UNSIGNED = spell("a", "t", "2003-09-29", "..", ratified="2003-08-30", instrument="ratification", role="party")
VAGUE = spell("a", "t", "2003", "..", signed="2000", ratified="2002", instrument="ratification", role="party")
Shown = tuple[Standing | None, bool, str | None, str | None, str | None, str | None]


def shown(record: Record | None) -> Shown:
    assert record is not None
    return record.standing, record.certain, record.signed, record.ratified, record.instrument, record.bound_since


@pytest.mark.parametrize(
    ("on", "row", "wanted"),
    [
        # What it did later it had not done: neither standing nor dates tell of it.
        ("1999-01-01", PARTY, (Standing.NONE, True, None, None, None, None)),
        ("2001-01-01", PARTY, (Standing.SIGNED, True, "2000-12-12", None, None, None)),
        ("2003-09-01", PARTY, (Standing.SIGNED, True, "2000-12-12", "2003-08-30", "ratification", None)),
        ("2003-09-29", PARTY, (Standing.BOUND, True, "2000-12-12", "2003-08-30", "ratification", "2003-09-29")),
        # An act of which the year alone is known is possible in that year, and certain after it.
        ("1999-12-31", VAGUE, (Standing.NONE, True, None, None, None, None)),
        ("2000-06-01", VAGUE, (Standing.SIGNED, False, "2000", None, None, None)),
        ("2001-01-01", VAGUE, (Standing.SIGNED, True, "2000", None, None, None)),
        ("2002-06-01", VAGUE, (Standing.SIGNED, True, "2000", "2002", "ratification", None)),
        ("2003-06-01", VAGUE, (Standing.BOUND, False, "2000", "2002", "ratification", "2003")),
        # Who acceded had not signed; who ratified had, on a day that nobody tells.
        ("2001-01-01", ACCEDED, (Standing.NONE, True, None, None, None, None)),
        ("2003-09-01", ACCEDED, (Standing.SIGNED, True, None, "2003-08-30", "accession", None)),
        ("2001-01-01", UNSIGNED, (None, False, None, None, None, None)),
        # An observer has done nothing; a signatory has signed on the day on which it became one.
        ("2001-01-01", spell("a", "t", "1999", "..", role="observer"), (Standing.NONE, True, None, None, None, None)),
        ("2001-01-01", spell("a", "t", "1999", "..", role="signatory"), (Standing.SIGNED, True, "1999", None, None, None)),
        ("1998-01-01", spell("a", "t", "1999", "..", role="signatory"), (Standing.NONE, True, None, None, None, None)),
        ("1998-01-01", spell("a", "t", None, "..", role="signatory"), (Standing.SIGNED, False, None, None, None, None)),
    ],
)
def test_only_what_was_done_by_the_day_counts(on: str, row: Mapping[str, Any], wanted: Shown) -> None:
    assert shown(one(on, row)) == wanted


def test_that_nothing_was_done_is_known_by_a_complete_list_alone() -> None:
    assert shown(one("1999-01-01", PARTY, covered=False)) == (None, False, None, None, None, None)
    assert one("1999-01-01", PARTY, expected=False) is None
    assert one("1999-01-01", spell("a", "t", "1990", "..", role="observer"), expected=False) is None


def test_a_provisional_application_binds_and_is_followed_by_consent() -> None:
    first = spell("a", "t", "2000-05-01", "2004-12-31", signed="2000-04-01", ratified="2000-05-01", instrument="provisional application")
    second = spell("a", "t", "2005-01-01", "..", ratified="2004-06-01", instrument="ratification")
    assert shown(one("2000-04-15", first, second)) == (Standing.SIGNED, True, "2000-04-01", None, None, None)
    assert shown(one("2001-01-01", first, second)) == (
        Standing.BOUND,
        True,
        "2000-04-01",
        "2000-05-01",
        "provisional application",
        "2000-05-01",
    )
    assert shown(one("2006-01-01", first, second)) == (Standing.BOUND, True, "2000-04-01", "2004-06-01", "ratification", "2000-05-01")


def test_who_left_and_came_back_has_the_acts_of_the_turn_that_counts() -> None:
    first = spell("a", "t", "1949-08-24", "1966-07-01", signed="1949-04-04", ratified="1949-08-24", instrument="ratification")
    again = spell("a", "t", "2009-05-01", "..", signed="2008-12-01", ratified="2009-04-03", instrument="acceptance")
    early = ("1949-04-04", "1949-08-24", "ratification", "1949-08-24")
    assert shown(one("1950-01-01", first, again)) == (Standing.BOUND, True, *early)
    assert shown(one("1980-01-01", first, again)) == (Standing.LEFT, True, *early)
    assert shown(one("2009-01-01", first, again)) == (Standing.SIGNED, True, "2008-12-01", None, None, None)
    back = one("2010-01-01", first, again)
    assert shown(back) == (Standing.BOUND, True, "2008-12-01", "2009-04-03", "acceptance", "2009-05-01")
    assert back is not None
    assert back.lag == (123, 123)


def test_where_only_what_is_certain_counts_a_doubtful_standing_is_none() -> None:
    assert shown(one("2000-06-01", VAGUE, certain=True)) == (None, False, None, None, None, None)
    assert one("2000-06-01", VAGUE, certain=True, expected=False) is None
    assert shown(one("2003-06-01", VAGUE, certain=True)) == (None, False, "2000", "2002", "ratification", None)
    assert shown(one("2003-06-01", VAGUE, certain=True, expected=False)) == (None, False, "2000", "2002", "ratification", None)
    assert shown(one("2004-01-01", VAGUE, certain=True)) == (Standing.BOUND, True, "2000", "2002", "ratification", "2003")
