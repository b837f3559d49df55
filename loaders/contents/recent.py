"""The page of what changed in the last year: who joined and left, what was signed, entered into force, began and ended.

The year ends on the last day of which the core speaks (`covers` of its dataset), so the page depends on the data alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from common.dates import FOREVER, Bounds, InvalidDateError, bounds, next_day
from common.markdown import table
from facts.records import Records
from loaders.contents.counting import Tie, nodes, ties
from loaders.deriving.graph_state import GraphState, Properties
from loaders.sources.gathering import CORE
from ontology import Datatype, Model
from ontology.stored import END, START

FILE = Path(__file__).parents[2] / "docs" / "research" / "recent.md"
WORDS = Path(__file__).with_name("recent.md")
TIES = ("day", "who", "in", "as", "how", "source")
THINGS = ("day", "what", "which", "class")
ACTS = ("signed", "ratified")
"""What a party does before it is bound."""

Test = Callable[[object], bool]
Told = Callable[[Tie], object]


@dataclass(frozen=True, slots=True)
class Year:
    """The twelve months up to the last day of which the core speaks."""

    first: str
    last: str

    def holds(self, text: object) -> bool:
        """Whether a date lies within, whatever day it means."""
        found = _days(text)
        return found is not None and self.first <= found.earliest and found.latest <= self.last

    def comes_before(self, text: object) -> bool:
        """Whether a date certainly comes later."""
        found = _days(text)
        return found is not None and self.last < found.earliest < FOREVER


def _days(text: object) -> Bounds | None:
    try:
        return bounds(str(text)) if text else None
    except InvalidDateError:
        return None


def year_of(records: Records) -> Year:
    """The year that the page is on."""
    last = bounds(str(records.datasets[CORE].properties["covers"]).rpartition("/")[2]).latest
    before = bounds(f"{int(last[:4]) - 1:04}{last[4:7]}").latest
    return Year(next_day(before), last)


@dataclass(frozen=True)
class Events:
    """What happened in a year, from the preferred statements of a state."""

    state: GraphState
    model: Model
    year: Year

    @cached_property
    def things(self) -> dict[str, Properties]:
        """The entities by id."""
        return {key.id: properties for key, properties in nodes(self.state, self.model)}

    @cached_property
    def lists(self) -> list[Tie]:
        """What stands in lists that have days: members, parties, participants and the like."""
        return [tie for tie in ties(self.state, self.model) if tie.relation.dated and tie.properties["preferred"]]

    def begun(self) -> Iterator[str]:
        """Who joined."""
        return self._table(START, self.year.holds, lambda tie: tie.properties.get("startEvent"))

    def ended(self) -> Iterator[str]:
        """Who left, or what ended."""
        return self._table(END, self.year.holds, lambda tie: tie.properties.get("endEvent"))

    def ahead(self) -> Iterator[str]:
        """Ends that are known already."""
        return self._table(END, self.year.comes_before, lambda tie: tie.properties.get("endEvent"))

    def acts(self) -> Iterator[str]:
        """Who signed or ratified."""
        return _sorted(TIES, (row for act in ACTS for row in self._rows(act, self.year.holds, partial(_named, act))))

    def dates(self) -> Iterator[str]:
        """The days of entities: founded, signed, in force, ended."""
        return _sorted(THINGS, self._dates())

    def _dates(self) -> Iterator[tuple[str, ...]]:
        for properties in self.things.values():
            cls = self.model.classes[str(properties["class"])]
            for prop in cls.properties.values():
                value = properties.get(prop.name)
                if prop.datatype is Datatype.EDTF and self.year.holds(value):
                    yield str(value), prop.label, str(properties["name"]), f"`{cls.name}`"

    def _table(self, name: str, when: Test, how: Told) -> Iterator[str]:
        return _sorted(TIES, self._rows(name, when, how))

    def _rows(self, name: str, when: Test, how: Told) -> Iterator[tuple[str, ...]]:
        for tie in self.lists:
            if when(day := tie.properties.get(name)):
                who, where = (str(self.things[id_]["name"]) for id_ in (tie.other, tie.holder))
                told = (str(how(tie) or ""), str(tie.properties.get("status") or ""))
                source = f"{tie.properties['source']} ({str(tie.properties['verification']).lower()})"
                yield str(day), who, where, f"`{tie.name}`", ", ".join(filter(None, told)), source


def _named(act: str, _: Tie) -> str:
    return act


def _sorted(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    found = sorted(set(rows))
    return table(head, found) if found else iter(["None that the core knows.\n"])


def text(records: Records, state: GraphState, model: Model) -> str:
    """The page, as Markdown."""
    year = year_of(records)
    events = Events(state, model, year)
    blocks = {name: "".join(getattr(events, name)()).rstrip("\n") for name in ("begun", "ended", "ahead", "acts", "dates")}
    return WORDS.read_text(encoding="utf-8").format(first=year.first, last=year.last, **blocks)
