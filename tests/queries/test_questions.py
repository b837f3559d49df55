"""A new kind of question is one class: nothing else has to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from graph import Store
from ontology import End, Model
from ontology.stored import START_EARLIEST, label
from queries import plans
from queries.answers import Answer
from queries.cypher.syntax import As, Binary, Call, Function, Literal, Match, Node, Param, Prop, Return, Var, collect
from queries.element import Element
from queries.questions import Question
from queries.scope import given_day, reached
from queries.statement import Statement, render, render_rows
from queries.tables import Around, Written

DAY = "2026-07-01"
TODAY = plans.Scope(plans.Window(plans.Mode.AT, DAY, DAY))
BY_ID = (plans.Key(plans.On.NODE, "id", given=True),)
ID = plans.Value(plans.On.NODE, "id")


@dataclass(frozen=True, slots=True)
class Starts(Question):
    """The years in which what the enclosing node is related to along `end` began. The answer is a list of years."""

    end: End
    scope: plans.Scope

    def written(self, around: Around) -> Written:
        """A subquery at the node."""
        assert around.start is not None
        element, years = Element.along(self.end), Var(f"{self.end.name}Years")
        begun = reached(self.end, self.scope, around.start, element)
        year = Function("left", (given_day(element.read(plans.On.EDGE, START_EARLIEST)), Literal(4)))
        return Written(years, (Call((around.start,), (begun, Return(As(collect(year), years)))),))

    def rows_in(self, answer: Answer) -> int:
        """A year is a row."""
        return len(answer)


@dataclass(frozen=True, slots=True)
class Names(Question):
    """The names of entities by their ids. The answer is a list of names."""

    value: tuple[str, ...]

    def written(self, around: Around) -> Written:
        """A subquery of its own."""
        assert around.start is None
        entity, names = Var("entity"), Var("names")
        found = Match(Node(entity, (label("Entity"),)), (Binary(Prop(entity, "id"), "IN", Param(self.value)),))
        return Written(names, (Call((), (found, Return(As(collect(Prop(entity, "name")), names)))),))

    def rows_in(self, answer: Answer) -> int:
        """A name is a row."""
        return len(answer)

    @property
    def price(self) -> int:
        """One for each."""
        return len(self.value)


STARTS_OF_ALLIANCES = """CALL () {
  MATCH (alliance1:FoederaAlliance)
  WITH alliance1 ORDER BY alliance1.id LIMIT $p0
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    RETURN collect(left(CASE WHEN membership2.start IS NOT NULL THEN membership2.startEarliest END, 4)) AS membersYears4
  }
  RETURN collect([alliance1.id, membersYears4]) AS allianceRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[allianceRows5, null]], data6.version, data6.turn] AS answer7"""


def listing(source: plans.Source, *columns: plans.Column) -> plans.Listing:
    """A listing of at most 100 nodes."""
    return plans.Listing(source, TODAY, plans.EVERYTHING, BY_ID, plans.Page(100), columns)


@pytest.fixture
def starts(model: Model) -> Starts:
    """The made-up kind that is asked of alliances."""
    return Starts(model.classes["Alliance"].ends["members"], TODAY)


@pytest.fixture
def alliances(model: Model, starts: Starts) -> plans.Listing:
    """All alliances, with the made-up kind asked of each."""
    return listing(plans.OfClass(model.classes["Alliance"]), ID, plans.Nested(starts))


def answers(store: Store, *questions: Question) -> list[Any]:
    """What a store answers, without the data version."""
    compiled = render(Statement(questions))
    with store.driver.session(database=store.address.database) as session:
        return compiled.answers(session.run(compiled.text, compiled.parameters).single(strict=True)[0])[:-1]


def test_it_is_written_as_its_description_shows(alliances: plans.Listing) -> None:
    assert render(Statement((alliances,))).text == STARTS_OF_ALLIANCES
    rows = render_rows(alliances)
    assert rows is not None
    assert rows.text.endswith("RETURN [alliance1.id, membersYears4] AS answer5")


def test_it_is_answered_below_a_node(core_store: Store, alliances: plans.Listing) -> None:
    (answer,) = answers(core_store, alliances)
    years = dict(answer[0])
    assert years["nato"].count("1949") == 12
    assert max(years["nato"]) == "2024"
    assert alliances.rows_in(answer) == len(years) + sum(map(len, years.values()))


def test_it_is_read_once_for_each_node_in_a_table(core_store: Store, model: Model, starts: Starts) -> None:
    ends = model.classes["Alliance"].ends
    members = plans.Along(ends["members"], "Entity")
    inner = listing(plans.Along(model.classes["State"].ends["memberOf"], "Entity"), ID, plans.Nested(starts))
    nested = listing(plans.OfClass(model.classes["Alliance"]), ID, plans.Nested(listing(members, ID, plans.Nested(inner))))
    assert "entityTable" in render(Statement((nested,))).text
    (answer,) = answers(core_store, nested)
    states = {state: found for _, (rows, *_) in answer[0] for state, (found, *_) in rows}
    assert next(years for id_, years in states["poland"] if id_ == "nato").count("1999") == 3


def test_equal_ones_share_a_text_and_stand_beside_other_kinds(core_store: Store, alliances: plans.Listing) -> None:
    questions = (Names(("poland", "france")), alliances, Names(("nato",)))
    text = render(Statement(questions)).text
    assert text.count("MATCH (entity") == 1
    poland, found, nato = answers(core_store, *questions)
    assert (set(poland), nato) == ({"Poland", "France"}, ["North Atlantic Treaty Organization"])
    assert found == answers(core_store, alliances)[0]


def test_what_a_kind_does_not_say_has_defaults(starts: Starts) -> None:
    assert (starts.price, starts.by_row(), starts.found([]), starts.renamed({"a": "b"})) == (1, None, None, starts)
    assert render_rows(starts) is None
    assert Names(("a", "b")).price == 2
