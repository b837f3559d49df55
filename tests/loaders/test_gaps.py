"""What is said of a state that was none for some time holds in its spells, and between them only where a source says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.dates import FOREVER
from ontology import Model
from tests.loaders.deriving import HEAD, derived, four

STATES = """
- {id: list, class: StateSystem, name: A list}
- id: estonia
  class: State
  name: Estonia
  statehood: [{ref: list, start: 1918-02-24, end: 1940-08-06}, {ref: list, start: 1991-08-20, end: ..}]
- id: latvia
  class: State
  name: Latvia
  statehood: [{ref: list, start: 1918-11-18, end: 1940-08-05}, {ref: list, start: 1991-08-21, end: ..}]
- {id: gone, class: State, name: Gone, statehood: {ref: list, start: 1918-12-01, end: 1992-04-27}}
"""
OLD, FUND, BRIEF, LATE = "1919-06-28", "1945-12-27", "1950-01-01, dissolved: 1960-12-31", "1995-01-01"
"""When bodies were founded: in the first spell, in the gap, in it and dissolved there, after the second had begun."""
SEEN = "retrieved: 2020-05-06, verification: CHECKED"


def days(model: Model, folder: Path, founded: str, row: str, head: str = HEAD) -> tuple[str, ...]:
    """The four days of a membership in a body."""
    body = f"- {{id: body, class: Forum, name: Body, founded: {founded}, members: [{{{row}}}]}}\n"
    subject = row.partition(",")[0].removeprefix("ref: ")
    [found] = derived(model, folder, STATES + body, head).days(subject, "body")
    return found


@pytest.mark.parametrize(
    ("founded", "row", "earliest", "latest"),
    [
        # Nothing is known: each spell that the body saw.
        (FUND, "", "1991-08-20", FOREVER),
        (LATE, "", "1995-01-01", FOREVER),
        (f"{OLD}, dissolved: 1946-04-20", "", "1919-06-28", "1940-08-06"),
        (OLD, "", "1919-06-28", FOREVER),
        # It goes on as the source says, which spoke in the second spell.
        (OLD, f"end: .., {SEEN}", "1991-08-20", FOREVER),
        (OLD, "end: ..", "1991-08-20", FOREVER),
        # It was seen in the first, or between the two.
        (OLD, "asOf: 1930", "1919-06-28", "1940-08-06"),
        (OLD, "asOf: 1965", "1919-06-28", "1940-08-06"),
        # A start alone: the spell in which it lies.
        (OLD, "start: 1922", "1922-01-01", "1940-08-06"),
        (OLD, "start: 1940", "1940-01-01", "1940-08-06"),
        (OLD, "start: 1993", "1993-01-01", FOREVER),
        (FUND, "start: 1991", "1991-08-20", FOREVER),
        # A start between the two, as the source says; from there to the end of the next.
        (OLD, "start: 1965", "1965-01-01", FOREVER),
        # An end alone: the spell in which it lies.
        (OLD, "end: 1935", "1919-06-28", "1935-12-31"),
        (OLD, "end: 1995", "1991-08-20", "1995-12-31"),
        (OLD, "end: 1965", "1919-06-28", "1965-12-31"),
        # Both: the source is believed.
        (OLD, "start: 1930, end: 1935", "1930-01-01", "1935-12-31"),
        (OLD, "start: 1960, end: 1965", "1960-01-01", "1965-12-31"),
        (OLD, "start: 1930, end: 1995", "1930-01-01", "1995-12-31"),
        (OLD, "start: 1930, end: 1965", "1930-01-01", "1965-12-31"),
        (OLD, f"start: 1922, end: .., {SEEN}", "1922-01-01", FOREVER),
        (OLD, "start: 1922, end: ..", "1922-01-01", FOREVER),
        # A body of the gap: nothing but what is said of it counts.
        (BRIEF, "", "1950-01-01", "1960-12-31"),
    ],
)
def test_a_membership_lies_within_the_spells_of_its_state(
    model: Model, tmp_path: Path, founded: str, row: str, earliest: str, latest: str
) -> None:
    found = days(model, tmp_path, founded, f"ref: estonia, {row}".rstrip(", "))
    assert (found[0], found[3]) == (earliest, latest)


@pytest.mark.parametrize(
    ("row", "certain"),
    [
        ("", (FOREVER, "1991-08-20")),
        (f"end: .., {SEEN}", ("2020-05-06", "2020-05-06")),
        ("asOf: 1930", ("1930-01-01", "1930-12-31")),
        ("asOf: 1965", ("1940-08-06", "1940-08-06")),
        ("start: 1922-03-04", ("1922-03-04", "1922-03-04")),
        (f"start: 1922-03-04, end: .., {SEEN}", ("1922-03-04", "2020-05-06")),
        (f"start: 1922-03-04, {SEEN}", ("1922-03-04", "1922-03-04")),
    ],
)
def test_what_is_certain_of_it(model: Model, tmp_path: Path, row: str, certain: tuple[str, str]) -> None:
    founded = OLD if row else FUND
    assert days(model, tmp_path, founded, f"ref: estonia, {row}".rstrip(", "))[1:3] == certain


def test_both_ends_may_have_gaps(model: Model, tmp_path: Path) -> None:
    borders = "- {extends: estonia, borders: [{ref: latvia, ROW}]}\n"
    told = {
        "start: 1920-07-01": ("1920-07-01", "1940-08-05"),
        "start: 1992-01-01": ("1992-01-01", FOREVER),
        f"end: .., {SEEN}": ("1991-08-21", FOREVER),
        "end: 1939-01-01": ("1918-11-18", "1939-01-01"),
    }
    for row, expected in told.items():
        [found] = derived(model, tmp_path, STATES + borders.replace("ROW", row)).days("estonia", "latvia")
        assert (found[0], found[3]) == expected


@pytest.mark.parametrize(
    ("row", "latest"),
    [
        ("signed: 1928-08-27", "1940-08-06"),
        ("signed: 1928-08-27, ratified: 1929-07-26", "1940-08-06"),
        ("signed: 1928-08-27, ratified: 1993-01-01", FOREVER),
        ("ratified: 1993-01-01, instrument: succession", FOREVER),
    ],
)
def test_who_acted_in_one_spell_is_bound_in_that(model: Model, tmp_path: Path, row: str, latest: str) -> None:
    pact = "- {id: pact, class: Treaty, name: Pact, signed: 1928-08-27, inForce: 1929-07-25, "
    party = f"parties: [{{ref: estonia, role: party, {row}}}]}}\n"
    [found] = derived(model, tmp_path, STATES + pact + party).days("estonia", "pact")
    assert found[3] == latest
    assert found[0] > "1991" or latest != FOREVER


def test_what_another_dataset_knows_of_the_same_says_in_which_spell(model: Model, tmp_path: Path) -> None:
    body = f"""- {{id: body, class: Forum, name: Body, founded: {OLD}, members: [estonia]}}
- {{extends: body, dataset: theirs, members: [{{ref: estonia, start: 1922}}]}}
"""
    found = derived(model, tmp_path, STATES + body).days("estonia", "body")
    assert found == [("1922-01-01", "1922-12-31", "1922-01-01", "1940-08-06")] * 2


@pytest.mark.parametrize(
    ("founded", "row", "expected"),
    [
        # It began after its state had ended: no more than its own days count.
        (OLD, "start: 1995", ("1995-01-01", "1995-12-31", "1995-01-01", "1995-12-31")),
        (OLD, f"start: 1995-03-01, end: .., {SEEN}", ("1995-03-01",) * 4),
        (OLD, "start: 1995, end: 1998", ("1995-01-01", "1995-12-31", "1998-01-01", "1998-12-31")),
        # It ended before the body was there, and nobody says when it began.
        (FUND, "end: 1930-05", ("1930-05-01", "1930-05-31", "1930-05-01", "1930-05-31")),
        (FUND, "start: 1929, end: 1930", ("1929-01-01", "1929-12-31", "1930-01-01", "1930-12-31")),
        (FUND, "start: 1930", ("1930-01-01", "1930-12-31", "1930-01-01", "1992-04-27")),
        # They never existed together: if it held, then between the end of the one and the beginning of the other.
        (LATE, "", ("1992-04-27", "1995-01-01", "1992-04-27", "1995-01-01")),
    ],
)
def test_what_lies_outside_of_a_life_does_not_hold_for_ever(
    model: Model, tmp_path: Path, founded: str, row: str, expected: tuple[str, ...]
) -> None:
    assert days(model, tmp_path, founded, f"ref: gone, {row}".rstrip(", ")) == expected


@pytest.mark.parametrize(
    ("second", "spells"),
    [("1940-08-07", 1), ("1940-08", 1), ("1940-08-08", 2), ("1941", 2)],
)
def test_a_gap_is_a_day_on_which_it_certainly_was_none(model: Model, tmp_path: Path, second: str, spells: int) -> None:
    found = derived(model, tmp_path, STATES.replace("start: 1991-08-20", f"start: {second}")).node("estonia").get("lifeSpells")
    assert (len(found) if isinstance(found, list) else 1) == spells


AGENCIES = """
- {id: guard, class: BorderAgency, name: Guard, agencyOf: estonia}
- {id: customs, class: BorderAgency, name: Customs, agencyOf: estonia, memberOf: {ref: forum, start: 1930-01-01}}
- {id: police, class: BorderAgency, name: Police, founded: 1925, agencyOf: estonia}
- {id: centre, class: BorderAgency, name: Centre, agencyOf: [estonia, gone]}
- {id: forum, class: Forum, name: Forum, founded: 1925}
"""


@pytest.mark.parametrize(
    ("name", "first", "by"),
    [
        ("guard", "1991-08-20", "2020-05-06"),
        ("customs", "1918-02-24", "1930-01-01"),
        ("police", "1925-01-01", "1925-12-31"),
        ("centre", "1918-12-01", "2020-05-06"),
    ],
)
def test_an_agency_of_unknown_age_is_no_older_than_the_spell_in_which_it_was_seen(
    model: Model, tmp_path: Path, name: str, first: str, by: str
) -> None:
    head = HEAD.replace("source: A book, p. 1", "source: A book, p. 1\nretrieved: 2020-05-06\nverification: CHECKED")
    found = derived(model, tmp_path, STATES + AGENCIES, head)
    assert four(found.node(name))[:2] == (first, by)
    assert found.days(name, "estonia")[0][0] == first


def test_an_agency_goes_on_unless_it_ended(model: Model, tmp_path: Path) -> None:
    former = "- {id: former, class: BorderAgency, name: Former, dissolved: 1935, agencyOf: estonia}\n"
    found = derived(model, tmp_path, STATES + AGENCIES + former)
    assert four(found.node("guard"))[0] == "1991-08-20"
    assert four(found.node("former"))[0] == "1918-02-24"
