"""What happened when: entities began and ended, joined and left, were suspended, signed and ratified, took the place of others.

An event is dated by what a source gives: an undated start or end is none. Its days are those on which it may have been.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.table import LAST, Numbers, Table, day_number
from common.dates import InvalidDateError, bounds


class Happening(enum.Enum):
    """What an event is, besides the dates of entities themselves."""

    JOINED = "A relationship began: it joined, or was bound."
    LEFT = "A relationship ended, and nothing followed it without a gap."
    SUSPENDED = "A membership was suspended."
    RESUMED = "A suspension ended, and the membership went on."
    CHANGED = "It went on in another role."
    SIGNED = "It signed an agreement, or an agreement was signed."
    RATIFIED = "It consented to be bound, in whatever form: the instrument tells which."
    SUCCEEDED = "It came after another."
    RENAMED = "It went on as what another had been, under another name or in another form."


class Manner(enum.Enum):
    """How something left."""

    WITHDRAWAL = "It left by its own decision."
    EXPULSION = "It was expelled."
    DISSOLUTION_OF_BODY = "What it belonged to came to an end."
    DISSOLUTION_OF_MEMBER = "It came to an end itself."
    SUSPENSION = "It was suspended, and nothing says that it came back."
    EXPIRY = "It ran out and was not renewed."
    REPLACEMENT = "Another, or another form, took the place of either."
    UNKNOWN = "No source that was read says."


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of the data: `manners` by the event that ends a spell, statuses that are a suspension, kinds of succession that rename.

    `events`: the relations that are an event and do not last. `aside`: by relation, the roles in which nobody joins or leaves in full.
    `contested`: statuses under which it is contested whether it holds at all.
    """

    manners: Mapping[str, Manner]
    suspended: Collection[str]
    renames: Collection[str]
    events: Collection[str]
    aside: Mapping[str, Collection[str]] = field(default_factory=dict)
    contested: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is the name of a Happening, or of the date of the entity. `entity` did it, to `of`; `row` is where the table says so.

    `date` is EDTF; it is between the days `earliest` and `latest`. `derived`: the manner follows from other dates, and no source says it.
    `contested`: whether it happened at all.
    """

    kind: str
    date: str
    earliest: int
    latest: int
    entity: int
    of: int | None = None
    row: int | None = None
    manner: Manner | None = None
    derived: bool = False
    contested: bool = False

    @property
    def place(self) -> tuple[int, int, str, int, int, int]:
        """Where it stands among others."""
        of, row = (-1 if number is None else number for number in (self.of, self.row))
        return (self.earliest, self.latest, self.kind, self.entity, of, row)


def lives(table: Table, numbers: Collection[int], names: Mapping[str, str]) -> Iterator[Event]:
    """The dates of entities themselves. `names`: of the kinds of events by property."""
    for number in numbers:
        for name, date in table.entities[number].dates.items():
            if name in names and (days := _days(date)):
                yield Event(names[name], date, *days, number)


def happenings(table: Table, rows: Numbers, grammar: Grammar) -> Iterator[Event]:
    """What happened along relationships: rows of the table, with all that follow or precede them among the same two."""
    events = np.isin(table.spells.relation, [number for number, name in enumerate(table.relations) if name in grammar.events])
    for row in rows[events[rows]].tolist():
        yield from _succession(table, row, grammar)
    turns = _Turns(table, rows[~events[rows]], grammar)
    for place in range(len(turns.rows)):
        yield from turns.at(place)


def changing(table: Table, rows: Numbers, first: int, last: int) -> Numbers:
    """Those of the rows that have an event which may have been between two days, with all others of the same two entities."""
    spells = table.spells
    some = spells.some(rows)
    signed = (some.signed > 0) | (some.ratified > 0)
    began = some.started & (some.start_earliest <= last) & (some.start_latest >= first)
    ended = some.ended & (some.end_earliest <= last) & (some.end_latest >= first)
    pair = some.subject.astype(np.int64) * len(table.entities) + some.object
    return rows[np.isin(pair, pair[began | ended | signed])]


def within(events: Iterator[Event], first: int, last: int, known: int = LAST) -> list[tuple[Event, bool]]:
    """The events that may have been between two days, both included, in their order; and whether they certainly were, and by `known`."""
    found = [e for e in events if e.earliest <= last and e.latest >= first]
    return [(e, not e.contested and first <= e.earliest and e.latest <= min(last, known)) for e in sorted(found, key=lambda e: e.place)]


def _succession(table: Table, row: int, grammar: Grammar) -> Iterator[Event]:
    spells = table.spells
    if spells.started[row]:
        renamed = table.text(int(spells.role[row])) in grammar.renames
        kind = Happening.RENAMED if renamed else Happening.SUCCEEDED
        yield _event(table, row, kind, "start")


class _Turns:
    """The spells of pairs in order of time: which begin, which go on, and which end."""

    def __init__(self, table: Table, rows: Numbers, grammar: Grammar) -> None:
        self.table = table
        self.grammar = grammar
        spells = table.spells.some(rows)
        order = np.lexsort((spells.start_latest, spells.start_earliest, spells.dataset, spells.relation, spells.object, spells.subject))
        self.rows = rows[order]
        spells = spells.some(order)
        same = np.ones(max(len(order) - 1, 0), np.bool_)
        for name in ("subject", "object", "relation", "dataset", "spell_earliest", "spell_latest"):
            column = getattr(spells, name)
            same &= column[1:] == column[:-1]
        self.goes_on = np.append(same, False) if len(order) else np.zeros(0, np.bool_)
        self.went_on = np.insert(same, 0, False) if len(order) else np.zeros(0, np.bool_)

    def at(self, place: int) -> Iterator[Event]:
        """The events of one row."""
        row, spells = int(self.rows[place]), self.table.spells
        aside = self._is_aside(row)
        if spells.started[row] and not aside:
            yield self._of(row, _event(self.table, row, self._beginning(place, row), "start"))
        if spells.ended[row] and not self.goes_on[place] and not aside:
            manner, derived = _manner(self.table, row, self.grammar)
            yield self._of(row, _event(self.table, row, Happening.LEFT, "end", manner, derived=derived))
        for kind, column in ((Happening.SIGNED, "signed"), (Happening.RATIFIED, "ratified")):
            date = self.table.text(int(getattr(spells, column)[row]))
            if date and not self.went_on[place] and (days := _days(date)):
                yield Event(kind.name, date, *days, int(spells.subject[row]), int(spells.object[row]), row)

    def _of(self, row: int, event: Event) -> Event:
        """An event of a row. Where that may not hold at all, its own date alone says when it was."""
        if self.table.text(int(self.table.spells.status[row])) not in self.grammar.contested:
            return event
        first, last = _days(event.date) or (event.earliest, event.latest)
        return replace(event, earliest=first, latest=last, contested=True)

    def _beginning(self, place: int, row: int) -> Happening:
        if self._suspended(row):
            return Happening.SUSPENDED
        if not self.went_on[place]:
            return Happening.JOINED
        return Happening.RESUMED if self._suspended(int(self.rows[place - 1])) else Happening.CHANGED

    def _is_aside(self, row: int) -> bool:
        spells = self.table.spells
        roles = self.grammar.aside.get(self.table.relations[spells.relation[row]], ())
        return self.table.text(int(spells.role[row])) in roles

    def _suspended(self, row: int) -> bool:
        return self.table.text(int(self.table.spells.status[row])) in self.grammar.suspended


def _event(table: Table, row: int, kind: Happening, end: str, manner: Manner | None = None, *, derived: bool = False) -> Event:
    spells = table.spells
    date = table.text(int(getattr(spells, end)[row])) or ""
    days = (int(getattr(spells, f"{end}_earliest")[row]), int(getattr(spells, f"{end}_latest")[row]))
    return Event(kind.name, date, *days, int(spells.subject[row]), int(spells.object[row]), row, manner, derived)


def _manner(table: Table, row: int, grammar: Grammar) -> tuple[Manner, bool]:
    """How a spell ended: as its source says, else as the ends of the two tell; and whether it is that."""
    spells = table.spells
    said = grammar.manners.get(table.text(int(spells.end_event[row])) or "")
    if said not in (None, Manner.DISSOLUTION_OF_BODY):
        return said, False
    days = (int(spells.end_earliest[row]), int(spells.end_latest[row]))
    body, member = (_end_of(table, int(column[row])) for column in (spells.object, spells.subject))
    if said:
        # The source says that there was an end, and not of which of the two.
        return (Manner.DISSOLUTION_OF_MEMBER, True) if member == days != body else (said, False)
    if body == days:
        return Manner.DISSOLUTION_OF_BODY, True
    return (Manner.DISSOLUTION_OF_MEMBER, True) if member == days else (Manner.UNKNOWN, False)


def _end_of(table: Table, number: int) -> tuple[int, int] | None:
    exists = table.entities[number].exists
    return None if exists[3] == LAST else (exists[2], exists[3])


def _days(date: str) -> tuple[int, int] | None:
    try:
        days = bounds(date)
    except InvalidDateError:
        return None
    return day_number(days.earliest), day_number(days.latest)
