"""Which spells count for a question: of some relations, at some time, by some sources, in some standing."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.table import LAST, NEVER, Numbers, Spells, Table


class Mode(enum.Enum):
    """How a question asks about time."""

    AT = "at"
    DURING = "during"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class Choice:
    """`relations` by name. `aside`: by relation, the roles in which one does not belong in full; they do not count unless it is empty.

    `through`: only what leads to entities of these classes (none: of any). `first`, `last`: the days that `mode` is about. `certain`: only
    what holds for certain. `datasets`: None for all. `known`: the last day of which anything is certain.
    """

    relations: Collection[str]
    mode: Mode = Mode.EVER
    first: int = 0
    last: int = 0
    certain: bool = False
    datasets: Collection[str] | None = None
    aside: Mapping[str, Collection[str]] = field(default_factory=dict)
    through: Collection[str] = ()
    known: int = LAST


def chosen(table: Table, choice: Choice) -> Numbers:
    """The numbers of the rows that count."""
    return np.flatnonzero(stated(table, choice) & holding(table.spells, choice, certain=choice.certain))


def stated_among(table: Table, choice: Choice, rows: Numbers) -> Numbers:
    """Those of some rows, by number, that count, whatever the time."""
    found: Numbers = rows[_stated(table, choice, table.spells.some(rows))]
    return found


def chosen_among(table: Table, choice: Choice, rows: Numbers) -> Numbers:
    """Those of some rows, by number, that count."""
    found = stated_among(table, choice, rows)
    held: Numbers = found[holding(table.spells.some(found), choice, certain=choice.certain)]
    return held


def stated(table: Table, choice: Choice) -> Numbers:
    """A mask of the rows that count, whatever the time."""
    return _stated(table, choice, table.spells)


def _stated(table: Table, choice: Choice, spells: Spells) -> Numbers:
    mask = np.isin(spells.relation, [table.relations.index(name) for name in choice.relations])
    if choice.datasets is not None:
        mask &= np.isin(spells.dataset, [table.word(name) for name in choice.datasets])
    if choice.through:
        mask &= of_classes(table, choice.through)[spells.object]
    for name, roles in choice.aside.items():
        if name in table.relations:
            of_relation = spells.relation == table.relations.index(name)
            mask &= ~(of_relation & np.isin(spells.role, [n for n in map(table.word, roles) if n > 0]))
    return mask


def holding(spells: Spells, choice: Choice, *, certain: bool) -> Numbers:
    """A mask of the rows that hold as the question asks about time: possibly, or for certain."""
    if choice.mode is Mode.EVER:
        return _begun(spells, choice.known) if certain else np.ones(len(spells), np.bool_)
    if certain and choice.last > choice.known:
        return _judged(spells, choice)
    start, end = (spells.since_latest, spells.end_earliest) if certain else (spells.start_earliest, spells.end_latest)
    if choice.mode is Mode.DURING:
        return (start <= choice.last) & (end >= choice.first)
    # Throughout: the whole spell had begun by the first day, and this part of it holds on the last.
    spell = spells.spell_latest if certain else spells.spell_earliest
    return (spell <= choice.first) & (start <= choice.last) & (end >= choice.last)


def _begun(spells: Spells, known: int) -> Numbers:
    """Those that have certainly begun, or may have and nothing says when at the latest. What is contested is never certain."""
    undated = (spells.since_latest == LAST) & (spells.start_earliest <= known)
    found: Numbers = ((spells.since_latest <= known) | undated) & (spells.since_latest < NEVER)
    return found


def _judged(spells: Spells, choice: Choice) -> Numbers:
    """Those that certainly hold where the question goes on into the future: until today they do, and after it they may."""
    if choice.first > choice.known:
        return np.zeros(len(spells), np.bool_)
    until = holding(spells, replace(choice, last=choice.known), certain=True)
    return until & holding(spells, choice, certain=False)


def of_classes(table: Table, classes: Collection[str]) -> Numbers:
    """A mask of the entities that are of some concrete classes."""
    return np.fromiter((entity.cls in classes for entity in table.entities), np.bool_, len(table.entities))
