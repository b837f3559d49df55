"""Events: joining, leaving and its manner, suspensions, successions, and what may have been between two days."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.events import Event, Grammar, Manner, changing, happenings, lives, within
from analysis.table import Entity, Table, day_text
from api.language.arguments.choices import happening_relations
from api.language.units.events import grammar_of
from ontology import Model
from tests.analysis.tables import day, spell, table_of

RELATIONS = ("memberOf", "succeeds")
GRAMMAR = Grammar(
    {"withdrawal": Manner.WITHDRAWAL, "exclusion": Manner.EXPULSION, "dissolution": Manner.DISSOLUTION_OF_BODY},
    {"suspended"},
    {"continuation"},
    {"succeeds"},
    contested={"disputed"},
)
ENDED = Entity("pact", "Alliance", "Pact", exists=(day("1955-05-14"), day("1955-05-14"), day("1991-07-01"), day("1991-07-01")))
GONE = Entity("gdr", "State", "GDR", exists=(day("1949-10-07"), day("1949-10-07"), day("1990-10-02"), day("1990-10-02")))


def told(table: Table, first: str = "0001-01-01", last: str = "9999-12-31") -> list[str]:
    """The events in a period, one line each."""
    rows = changing(table, np.arange(len(table.spells)), day(first), day(last))
    return [line(table, e) for e, _ in within(happenings(table, rows, GRAMMAR), day(first), day(last))]


def line(table: Table, event: Event) -> str:
    manner = f" {event.manner.name}{'?' if event.derived else ''}" if event.manner else ""
    assert event.of is not None
    return f"{day_text(event.earliest)} {table.entities[event.entity].id} {event.kind} {table.entities[event.of].id}{manner}"


def in_spell(one: dict[str, Any], since: str) -> dict[str, Any]:
    """The same as a part of the spell that began then."""
    return one | {"spell": (since, since)}


@pytest.mark.parametrize(
    ("member", "end", "event", "manner"),
    [
        ("albania", "1968-09-13", "withdrawal", "WITHDRAWAL"),
        ("albania", "1968-09-13", "exclusion", "EXPULSION"),
        ("albania", "1968-09-13", "", "UNKNOWN"),
        ("poland", "1991-07-01", "", "DISSOLUTION_OF_BODY?"),
        ("poland", "1991-07-01", "dissolution", "DISSOLUTION_OF_BODY"),
        ("gdr", "1990-10-02", "", "DISSOLUTION_OF_MEMBER?"),
        ("gdr", "1990-10-02", "dissolution", "DISSOLUTION_OF_MEMBER?"),
        ("gdr", "1990-09-24", "withdrawal", "WITHDRAWAL"),
    ],
)
def test_who_left_is_told_from_what_came_to_an_end(member: str, end: str, event: str, manner: str) -> None:
    table = table_of([spell(member, "pact", "1955-05-14", end, end_event=event)], [ENDED, GONE])
    assert told(table) == [f"1955-05-14 {member} JOINED pact", f"{end} {member} LEFT pact {manner}"]


def test_what_follows_without_a_gap_is_no_leaving() -> None:
    parts = [
        spell("egypt", "au", "1963-05-25", "2013-07-04", end_event="suspension"),
        in_spell(spell("egypt", "au", "2013-07-05", "2014-06-16", status="suspended"), "1963-05-25"),
        in_spell(spell("egypt", "au", "2014-06-17", ".."), "1963-05-25"),
    ]
    assert told(table_of(parts)) == ["1963-05-25 egypt JOINED au", "2013-07-05 egypt SUSPENDED au", "2014-06-17 egypt RESUMED au"]
    assert told(table_of(parts), "2014-01-01", "2014-12-31") == ["2014-06-17 egypt RESUMED au"]


def test_who_came_back_left_and_joined_again() -> None:
    table = table_of([spell("france", "nato", "1949", "1966", end_event="withdrawal"), spell("france", "nato", "2009-04-04", "..")])
    assert [t.split()[2] for t in told(table)] == ["JOINED", "LEFT", "JOINED"]


def test_what_has_no_date_is_no_event_and_what_is_uncertain_may_have_been() -> None:
    table = table_of([spell("a", "x", None, ".."), spell("b", "x", "1950", "..")])
    assert told(table) == ["1950-01-01 b JOINED x"]
    rows = np.arange(2)
    [(event, certain)] = within(happenings(table, rows, GRAMMAR), day("1950-06-01"), day("1950-12-31"))
    assert (event.date, certain) == ("1950", False)
    [(_, certain)] = within(happenings(table, rows, GRAMMAR), day("1950-01-01"), day("1950-12-31"))
    assert certain
    assert within(happenings(table, rows, GRAMMAR), day("1951-01-01"), day("1951-12-31")) == []


def test_signing_and_ratifying_are_told_once_for_a_spell() -> None:
    table = table_of([spell("a", "x", "1952", "..", signed="1950-01-02", ratified="1951-03"), spell("b", "x", None, None, signed="1950")])
    assert told(table) == ["1950-01-01 b SIGNED x", "1950-01-02 a SIGNED x", "1951-03-01 a RATIFIED x", "1952-01-01 a JOINED x"]


def test_successions_tell_a_new_name_from_another_body() -> None:
    table = table_of(
        [
            spell("au", "oau", "2002-07-09", None, relation="succeeds", role="replacement"),
            spell("eu", "eec", "1993-11-01", None, relation="succeeds", role="continuation"),
        ],
        relations=RELATIONS,
    )
    assert told(table) == ["1993-11-01 eu RENAMED eec", "2002-07-09 au SUCCEEDED oau"]


def test_dates_of_entities_are_events_of_their_own() -> None:
    entity = Entity("nato", "Alliance", "NATO", dates={"founded": "1949-04-04", "signed": "no date"})
    table = table_of([spell("a", "nato", "1950", "..")], [entity])
    [event] = lives(table, [table.numbers["nato"]], {"founded": "FOUNDED", "signed": "SIGNED"})
    assert (event.kind, event.date, day_text(event.earliest), event.of) == ("FOUNDED", "1949-04-04", "1949-04-04", None)


def test_every_word_of_the_ontology_has_its_meaning(model: Model) -> None:
    grammar = grammar_of(model)
    assert grammar.manners["withdrawal"] is Manner.WITHDRAWAL
    assert "readmission" not in grammar.manners  # the end of a suspension is no leaving
    assert grammar.suspended == {"suspended"}
    assert grammar.renames == {"continuation"}
    assert grammar.events == ["succeeds"]


def test_numbers_that_were_observed_are_no_events(model: Model) -> None:
    relations = happening_relations(model)
    assert "observedFor" not in relations
    assert {"memberOf", "partyTo", "succeeds", "statehood", "agencyOf"} <= set(relations)


def test_what_is_contested_is_dated_by_its_source_and_never_certain() -> None:
    """The days of a spell that may not hold at all say nothing of when it began: its date does."""
    days = ("1950-01-01", "9999-12-31", "0001-01-01", "9999-12-31")
    table = table_of([spell("a", "pact", "1950", "..", status="disputed") | {"days": days}], relations=RELATIONS)
    rows = np.arange(len(table.spells))
    found = within(happenings(table, rows, GRAMMAR), day("1950-01-01"), day("1950-12-31"))
    assert [(event.kind, event.date, certain) for event, certain in found] == [("JOINED", "1950", False)]
    assert within(happenings(table, rows, GRAMMAR), day("2000-01-01"), day("2000-12-31")) == []
