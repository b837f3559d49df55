"""Panels for tests: measures of made-up states, alliances, treaties and borders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.panels import Asked, Counted, Group, Measures
from analysis.periods import Rule, Step, periods
from analysis.table import Entity, Table
from tests.analysis.tables import day, spell, table_of

SYSTEM = "system"
RELATIONS = ("memberOf", "partyTo", "borders", "statehood")
TREATY = frozenset({"AllianceTreaty"})
MEASURES = Measures(
    exists="statehood",
    counted=(
        Counted(
            "memberOf",
            "members",
            (
                Group("organizations", frozenset({"Alliance", "Forum"})),
                Group("alliances", frozenset({"Alliance"})),
                Group("forums", frozenset({"Forum"})),
            ),
        ),
        Counted(
            "partyTo",
            "parties",
            (
                Group("agreements", frozenset({"AllianceTreaty", "Treaty"})),
                *(Group(name, TREATY, name) for name in ("defense", "neutrality", "consultation")),
                Group("unstated", TREATY, ""),
            ),
        ),
    ),
    ties=(Counted("borders", None, (Group("contiguity", frozenset()),)),),
    obligations={"defense": 3, "neutrality": 2, "consultation": 1},
    unstated="unstated",
)
Row = Mapping[str, Any]


def complete(relation: str, first: str = "0001-01-01", last: str = "9999-12-31") -> str:
    """A line of coverage: the list is complete."""
    return f"{relation} core 1 0 {first} {last} 0 0 0 0 0 0"


def state(id_: str, start: str, end: str | None = "..") -> dict[str, Any]:
    """The statehood of a state."""
    return spell(id_, SYSTEM, start, end, relation="statehood")


def world(spells: Iterable[Row], entities: Iterable[Entity] = ()) -> Table:
    """A table with a system of states."""
    return table_of(spells, [Entity(SYSTEM, "StateSystem", SYSTEM), *entities], RELATIONS)


def asked(table: Table, first: int, last: int, rule: Rule = Rule.ANY_DAY, **more: Any) -> Asked:
    """A question about years."""
    years = periods(day(f"{first}-01-01"), day(f"{last}-12-31"), Step.YEAR, rule)
    return Asked(years, table.numbers[SYSTEM], **more)
