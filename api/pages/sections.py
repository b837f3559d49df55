"""The relations of an entity, each a section: whom it is related to, from when to when, who says so, and how much of the list is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.bars import Axis, Bar, axis_of
from api.pages.dates import end_in_words, in_words, start_in_words, unknown_in_words
from api.pages.facts import words_of
from api.pages.sources import Source, source_of
from common.dates import OPEN
from facts.listing import Listed, Summary, read_lines, summed_up
from ontology import Class, Direction, End, Model, Property
from ontology.stored import COVERAGE, END, END_EARLIEST, END_LATEST, START, START_EARLIEST, START_EVENT, START_LATEST, STILL
from queries.whole import Tied, Ties, Whole

END_EVENT = "endEvent"
IN_DATES = (START, END, START_EVENT, END_EVENT, STILL)


@dataclass(frozen=True, slots=True)
class Moment:
    """Window of a page: the days one looks at (None: all time), as somebody wrote them, and the day it is."""

    at: str | None
    days: tuple[str, str] | None
    today: str

    @property
    def window(self) -> tuple[str, str]:
        """The days for which lists are judged."""
        return self.days or (self.today, self.today)


@dataclass(frozen=True, slots=True)
class Row:
    """A statement. `certain`: it holds then whatever its dates may mean; `over`: it has ended; `aside`: in a lesser capacity."""

    id: str
    name: str
    cls: str
    when: str
    details: tuple[tuple[str, str], ...]
    certain: bool
    over: bool
    aside: bool
    bar: Bar | None
    source: Source
    stated: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A relation as it is read from the entity. `certain`: how many of all its statements are."""

    name: str
    label: str
    comment: str
    dated: bool
    total: int
    certain: int
    skip: int
    rows: tuple[Row, ...]
    axis: Axis | None
    known: Summary | None
    unchecked: int

    @property
    def until(self) -> int:
        """How many statements there are up to the end of this page."""
        return self.skip + len(self.rows)


def sections_of(whole: Whole, cls: Class, model: Model, moment: Moment, skip: int = 0) -> list[Section]:
    """All relations of which something is stated; what it continues and what continues it comes first."""
    lines: Sequence[str] = whole.properties.get(COVERAGE, ())
    ends = {(end.relation.type, end.direction is not Direction.IN): end for end in cls.ends.values()}
    order = {name: number for number, name in enumerate(cls.ends)}
    found = [(end, ties) for ties in whole.ties if (end := ends.get((ties.type, ties.outward)))]
    found.sort(key=lambda pair: (pair[0].relation is not model.lineage, order[pair[0].name]))
    return [_section(end, ties, model, moment, read_lines(lines, end.name), skip) for end, ties in found]


def _section(end: End, ties: Ties, model: Model, moment: Moment, listed: Sequence[Listed], skip: int) -> Section:
    dated = end.relation.dated
    days = [tied.properties for tied in ties.rows if START_EARLIEST in tied.properties]
    axis = axis_of(days, moment.today, moment.days[0] if moment.days else None) if dated else None
    shape = _Shape.of(end, model)
    rows = tuple(_row(tied, shape, model, moment, axis) for tied in ties.rows)
    unchecked = sum(one.preferred.unchecked for one in listed)
    known = summed_up(listed, *moment.window, moment.today)
    return Section(end.name, end.label, end.comment, dated, ties.total, ties.certain, skip, rows, axis, known, unchecked)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all rows of a relation may say: its properties, all that is stated with them, and the values of each that put a row aside."""

    properties: tuple[Property, ...]
    stated: tuple[str, ...]
    aside: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, end: End, model: Model) -> _Shape:
        properties = tuple(model.stated(end.relation.edge))
        terms = ((p.name, p.vocabulary.terms) for p in properties if p.vocabulary)
        aside = {name: frozenset(term.value for term in known if term.aside) for name, known in terms}
        return cls(properties, (*(p.name for p in properties), *model.provenance), {name: some for name, some in aside.items() if some})


def _row(tied: Tied, shape: _Shape, model: Model, moment: Moment, axis: Axis | None) -> Row:
    said, drawn = tied.properties, START_EARLIEST in tied.properties
    over = drawn and said[END_LATEST] < moment.window[0]
    details = tuple(_details(said, shape.properties))
    aside = any(said.get(name) in values for name, values in shape.aside.items())
    bar = axis.bar(said) if axis and drawn else None
    cls = model.classes[tied.cls].label
    stated = {name: said[name] for name in shape.stated if name in said}
    when = _when(said) if drawn else ""
    return Row(tied.id, tied.name, cls, when, details, tied.certain, over, aside, bar, source_of(said), stated)


def _when(said: Mapping[str, Any]) -> str:
    """From when until when, in words; with what the days are the days of."""
    days = [str(said[name]) for name in (START_EARLIEST, START_LATEST, END_EARLIEST, END_LATEST)]
    stop, still = said.get(END), bool(said.get(STILL))
    if START not in said and stop is None and not still and days[0] != days[1]:
        return unknown_in_words(days[0], days[3])
    start = start_in_words(said.get(START), days[0], days[1])
    end = end_in_words(None if stop == OPEN else stop, days[2], days[3], still=still)
    return f"{_with(start, said.get(START_EVENT))} – {_with(end, said.get(END_EVENT)) or 'today'}"


def _with(words: str, event: str | None) -> str:
    return f"{words} ({event})" if words and event else words


def _details(said: Mapping[str, Any], properties: Sequence[Property]) -> Iterator[tuple[str, str]]:
    for prop in properties:
        if prop.name in said and prop.name not in IN_DATES:
            yield prop.label, words_of(prop, said[prop.name]) if prop.many is False else ", ".join(map(in_words, said[prop.name]))
