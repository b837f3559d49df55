"""Panels: which states there were in each year, and what each was tied to or shared with each other.

A number is null (NULL) unless what is not written down is known not to be. So a panel asks three things of every number: what is certain,
what is possible besides, and whether the lists that it comes from are declared complete.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from analysis.choosing import Choice, stated
from analysis.covered import complete_spans, covered
from analysis.periods import Periods, counting
from analysis.table import Entity, Numbers, Spells, Table

NULL = -1
"""Stands for null in a column: numbers of a panel are never negative."""


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that are counted together: those of some classes and, of these, those with an `obligation` ("": of which none is stated).

    `number`: what the number of them is called where the name is that of a tie.
    """

    name: str
    classes: frozenset[str]
    obligation: str | None = None
    number: str = ""

    def has(self, entity: Entity) -> bool:
        """Whether a body belongs to it."""
        if entity.cls not in self.classes or self.obligation is None:
            return entity.cls in self.classes
        return self.obligation in entity.obligations if self.obligation else not entity.obligations


@dataclass(frozen=True, slots=True)
class Counted:
    """A relation along which panels count: its name, and that of its list at a body (None: it is symmetric, so that a pair is a body)."""

    relation: str
    listed: str | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What panels count. `exists` is the relation by which states exist; `counted` are relations with bodies, `ties` symmetric ones.

    `obligations` are names of groups of `counted` that are ties, each with its level in portfolios; `unstated` is the group of bodies of
    which nobody says what they oblige to.
    """

    exists: str
    counted: tuple[Counted, ...]
    ties: tuple[Counted, ...]
    obligations: Mapping[str, int]
    unstated: str


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question for a panel. `system`: by whose list states exist; `universe`: only these states; `bodies`: only these bodies count.

    All are places in the table. No list is known of days after `today`.
    """

    periods: Periods
    system: int
    universe: tuple[int, ...] | None = None
    bodies: tuple[int, ...] | None = None
    directed: bool = False
    certain: bool = False
    datasets: tuple[str, ...] | None = None
    aside: Mapping[str, Collection[str]] = field(default_factory=dict)
    today: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """The states of a panel: their places in the table, ascending, and a row for each of the periods in which it exists."""

    numbers: Numbers
    alive: Numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def number(self) -> Numbers:
        """How many there are in each period."""
        found: Numbers = self.alive.sum(axis=0, dtype=np.int64)
        return found

    def places(self, table: Table) -> Numbers:
        """The place here of every entity of the table; -1 where it has none."""
        found = np.full(len(table.entities), -1, np.int64)
        found[self.numbers] = np.arange(len(self.numbers))
        return found


def systems(table: Table, exists: str) -> dict[int, int]:
    """The lists of states, by place in the table: how many each names."""
    spells = table.spells
    rows = spells.relation == table.relations.index(exists)
    pairs = np.unique(np.stack([spells.object[rows], spells.subject[rows]]), axis=1)
    return dict(zip(*(part.tolist() for part in np.unique(pairs[0], return_counts=True)), strict=True))


def actors(table: Table, exists: str, asked: Asked) -> Actors:
    """The states of a system in the periods in which they exist: possibly, or where only what is certain counts, certainly."""
    spells = table.spells.some(stated(table, Choice((exists,), datasets=asked.datasets)))
    spells = spells.some(spells.object == asked.system)
    if asked.universe is not None:
        spells = spells.some(np.isin(spells.subject, asked.universe))
    numbers, who = np.unique(spells.subject, return_inverse=True)
    start, end = asked.periods.days(spells, certain=asked.certain)
    key, first, last = counting(who, start, end, asked.periods)
    alive = np.zeros((len(numbers), len(asked.periods)), np.bool_)
    for one, begin, close in zip(key.tolist(), first.tolist(), last.tolist(), strict=True):
        alive[one, begin : close + 1] = True
    return Actors(numbers, alive)


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """The spells of a relation between the actors of a panel and bodies, and what is known of their lists.

    `who` and `what` are places among actors and bodies. `groups` says of each group which bodies it holds, `ours` and `theirs` in which
    periods the list of each actor and of each body is complete, `closed` in which those of all bodies that were asked for are, by group.
    """

    spells: Spells
    who: Numbers
    what: Numbers
    groups: Numbers
    ours: Numbers
    theirs: Numbers
    closed: Numbers


def related(table: Table, counted: Counted, found: Actors, asked: Asked) -> Related:
    """What actors have to do with bodies along a relation."""
    rows = stated(table, Choice((counted.relation,), datasets=asked.datasets, aside=asked.aside))
    places = found.places(table)
    if counted.listed is None:
        return _direct(table, counted.relation, table.spells.some(rows), found, asked)
    rows &= places[table.spells.subject] >= 0
    if asked.bodies is not None:
        rows &= np.isin(table.spells.object, asked.bodies)
    spells = table.spells.some(rows)
    bodies, what = np.unique(spells.object, return_inverse=True)
    entities = [table.entities[n] for n in bodies]
    groups = np.array([[group.has(e) for e in entities] for group in counted.groups], np.bool_).reshape(len(counted.groups), len(entities))
    theirs = _complete(entities, counted.listed, asked)
    closed = _closed([table.entities[n] for n in asked.bodies or ()], counted.listed, counted.groups, asked)
    lists = _complete([table.entities[n] for n in found.numbers], counted.relation, asked)
    return Related(spells, places[spells.subject], what, groups, lists, theirs, closed)


def _direct(table: Table, relation: str, spells: Spells, found: Actors, asked: Asked) -> Related:
    """A symmetric relation: each pair is a body with two members, whose list is complete."""
    places = found.places(table)
    ends = np.sort(np.stack([places[spells.subject], places[spells.object]]), axis=0)
    both = (ends[0] >= 0) & (ends[0] != ends[1])
    spells, ends = spells.some(both), ends[:, both]
    pairs, what = np.unique(ends[0] * max(1, len(found)) + ends[1], return_inverse=True)
    lists = _complete([table.entities[n] for n in found.numbers], relation, asked)
    twice = spells.some(np.tile(np.arange(len(spells)), 2))
    shape = (len(pairs), len(asked.periods))
    nothing = np.zeros((1, len(asked.periods)), np.bool_)
    return Related(twice, ends.reshape(-1), np.tile(what, 2), np.ones((1, len(pairs)), np.bool_), lists, np.ones(shape, np.bool_), nothing)


def _complete(entities: list[Entity], listed: str, asked: Asked) -> Numbers:
    found = np.zeros((len(entities), len(asked.periods)), np.bool_)
    for number, entity in enumerate(entities):
        if complete_spans(entity, listed, asked.datasets):  # most have none
            found[number] = covered(entity, listed, asked.periods, asked.datasets, asked.today)
    return found


def _closed(entities: list[Entity], listed: str, groups: tuple[Group, ...], asked: Asked) -> Numbers:
    """In which periods the lists of all bodies of the classes of each group are complete; what did not exist had nobody in its list."""
    periods = asked.periods
    absent = [(periods.last < e.exists[0]) | (periods.first > e.exists[3]) for e in entities]
    known = _complete(entities, listed, asked) | np.array(absent, np.bool_).reshape(len(entities), len(periods))
    nothing = np.zeros(len(periods), np.bool_)
    of_groups = [np.array([e.cls in group.classes for e in entities], np.bool_) for group in groups]
    return np.array([known[mask].all(axis=0) if mask.any() else nothing for mask in of_groups])


def stating(table: Table, measures: Measures, asked: Asked) -> Numbers:
    """A mask of the rows that a panel looks at."""
    relations = [measures.exists, *(counted.relation for counted in (*measures.counted, *measures.ties))]
    return stated(table, Choice(relations, datasets=asked.datasets, aside=asked.aside))


def told(certain: Numbers, possible: Numbers, known: Numbers) -> Numbers:
    """Numbers where they are known: the lists are complete, and no unknown date leaves a choice. NULL elsewhere."""
    return np.where(known & (certain == possible), certain, NULL)
