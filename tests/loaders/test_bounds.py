"""The days between which something holds are drawn together from everything known of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.dates import BEGINNING, FOREVER
from ontology import Model
from tests.loaders.deriving import HEAD, derived, four

LEAGUE = """
- {id: freedonia, class: Forum, name: Freedonia, founded: 1900-05-01, dissolved: 1990-10-03}
- {id: sylvania, class: Forum, name: Sylvania, founded: 2011-07-09}
- id: league
  class: Alliance
  name: League
  founded: 1933-11
"""


def read_on(day: str) -> str:
    """The head of a file whose source was read on a day."""
    return HEAD.replace("source: A book, p. 1", f"source: A book, p. 1\nretrieved: {day}\nverification: CHECKED")


def covering(period: str) -> str:
    """The head of a file of a dataset that covers a period."""
    return HEAD.replace("- {id: mine, title: Mine, rank: 5,", f"- {{id: mine, title: Mine, rank: 5, covers: {period},")


def test_an_undated_membership_lies_within_the_lives_of_both(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: freedonia, end: ..}, {ref: sylvania, end: ..}]")
    assert found.days("freedonia", "league") == [("1933-11-01", "1990-10-03", "1933-11-01", "1990-10-03")]
    assert found.days("sylvania", "league") == [("2011-07-09", FOREVER, "2011-07-09", FOREVER)]


def test_what_a_source_saw_is_certain_then_and_possible_after(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: sylvania, end: ..}]", read_on("2020-02-29"))
    assert found.days("sylvania", "league") == [("2011-07-09", "2020-02-29", "2020-02-29", FOREVER)]


def test_a_month_of_reading_counts_whole(model: Model, tmp_path: Path) -> None:
    found = derived(
        model,
        tmp_path,
        LEAGUE + "  members: [{ref: sylvania, start: 2012-01-01, end: ..}, {ref: sylvania, end: .., role: partner}]",
        read_on("2020-02"),
    )
    assert found.days("sylvania", "league") == [
        ("2011-07-09", "2020-02-01", "2020-02-29", FOREVER),
        ("2012-01-01", "2012-01-01", "2020-02-29", FOREVER),
    ]


def test_what_still_held_did_not_outlive_its_ends(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: freedonia, start: 1940, end: ..}]", read_on("2020"))
    assert found.days("freedonia", "league") == [("1940-01-01", "1940-12-31", "1990-10-03", "1990-10-03")]


@pytest.mark.parametrize(("covers", "last"), [("1900/..", FOREVER), ("1900/2015", "2015-12-31"), ("../2015-03-01", "2015-03-01")])
def test_a_dataset_says_until_when_it_speaks(model: Model, tmp_path: Path, covers: str, last: str) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: sylvania, start: 2012-01-01, end: ..}]", covering(covers))
    assert found.days("sylvania", "league") == [("2012-01-01", "2012-01-01", last, FOREVER)]


def test_without_a_day_of_reading_nothing_is_known_of_later(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: sylvania, start: 2012-01-01, end: ..}]")
    assert found.days("sylvania", "league") == [("2012-01-01", "2012-01-01", "2012-01-01", FOREVER)]


def test_an_unknown_end_is_not_attested_by_reading(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: sylvania, start: 2012}]", read_on("2020"))
    assert found.days("sylvania", "league") == [("2012-01-01", "2012-12-31", "2012-01-01", FOREVER)]


def test_what_the_source_says_counts_more_than_what_follows_from_others(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LEAGUE + "  members: [{ref: freedonia, start: 1930, end: 1995}]")
    assert found.days("freedonia", "league") == [("1930-01-01", "1930-12-31", "1995-01-01", "1995-12-31")]


TREATY = """
- {id: freedonia, class: Forum, name: Freedonia, founded: 1900-05-01}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- {id: pact, class: Treaty, name: Pact, signed: 1950-06-01, inForce: 1951-01-15, terminated: 1999, parties: [PARTY]}
"""


@pytest.mark.parametrize(
    ("party", "days"),
    [
        ("{ref: sylvania, role: party}", ("1951-01-15", "1999-12-31", "1951-01-15", "1999-12-31")),
        ("{ref: sylvania, role: signatory}", ("1950-06-01", "1999-12-31", "1950-06-01", "1999-12-31")),
        ("{ref: sylvania, role: party, signed: 1960-03}", ("1960-03-01", "1999-12-31", "1960-03-01", "1999-12-31")),
        ("{ref: sylvania, role: party, signed: 1960, ratified: 1962-05-04}", ("1962-05-04", "1999-12-31", "1962-05-04", "1999-12-31")),
        ("{ref: sylvania, role: party, start: 1951}", ("1951-01-15", "1951-12-31", "1951-01-15", "1999-12-31")),
    ],
)
def test_nobody_is_bound_before_the_acts_that_bind(model: Model, tmp_path: Path, party: str, days: tuple[str, ...]) -> None:
    found = derived(model, tmp_path, TREATY.replace("PARTY", party))
    assert found.days("sylvania", "pact") == [days]


LIVES = """
- {id: freedonia, class: Forum, name: Freedonia, founded: 1900-05-01}
- {id: sylvania, class: Forum, name: Sylvania, founded: 1920}
- {id: charter, class: Treaty, name: Charter, signed: 1950-06-01, establishes: council}
- {id: council, class: Forum, name: Council}
- {id: guard, class: BorderAgency, name: Guard, agencyOf: sylvania}
- {id: club, class: Forum, name: Club, members: [freedonia, sylvania, {ref: freedonia, start: 1930-04, end: 1940, role: partner}]}
- {id: ring, class: Forum, name: Ring, members: [hoop]}
- {id: hoop, class: Forum, name: Hoop, members: [ring]}
"""


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("charter", ("1950-06-01", FOREVER, FOREVER, FOREVER)),
        ("council", ("1950-06-01", FOREVER, FOREVER, FOREVER)),
        ("guard", ("1920-01-01", FOREVER, FOREVER, FOREVER)),
        ("club", ("1900-05-01", "1930-04-30", FOREVER, FOREVER)),
        ("ring", (BEGINNING, FOREVER, FOREVER, FOREVER)),
    ],
)
def test_an_undated_beginning_is_no_earlier_than_what_came_first(model: Model, tmp_path: Path, name: str, days: tuple[str, ...]) -> None:
    assert four(derived(model, tmp_path, LIVES).node(name)) == days


def test_what_was_seen_existed_but_a_signed_text_may_not_be_in_force(model: Model, tmp_path: Path) -> None:
    found = derived(model, tmp_path, LIVES, read_on("2020-05-06"))
    assert four(found.node("guard")) == ("1920-01-01", "2020-05-06", FOREVER, FOREVER)
    assert four(found.node("charter")) == ("1950-06-01", FOREVER, FOREVER, FOREVER)
