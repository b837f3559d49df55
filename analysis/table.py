"""The table of spells: every dated relationship of the graph as a row of numbers, 102 bytes each.

A spell says that a subject was related to an object over a span with uncertain ends:

    startEarliest <= startLatest   endEarliest <= endLatest

It holds on a day for certain if startLatest <= day <= endEarliest, and possibly if startEarliest <= day <= endLatest. Where one row follows
another without a gap (full membership, then suspended), the subject is related to the object for certain from sinceLatest on, which is
earlier than startLatest: on which day the one row took the place of the other is another question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any, TypeAlias

import numpy as np

from common.dates import BEGINNING, FOREVER

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
"""A column: one number for each row."""

DAY_COLUMNS = ("start_earliest", "start_latest", "end_earliest", "end_latest", "spell_earliest", "spell_latest")
WORD_COLUMNS = ("dataset", "role", "status", "start", "end", "start_event", "end_event", "signed", "ratified", "instrument")
FLAG_COLUMNS = ("started", "ended")


def day_number(text: str) -> int:
    """The number of an ISO day: days since 1970-01-01."""
    return int(np.datetime64(text, "D").astype(np.int64))


def day_text(number: int) -> str:
    """The ISO day of a number."""
    return str(np.datetime64(int(number), "D"))


FIRST, LAST = day_number(BEGINNING), day_number(FOREVER)
"""The first and the last of all days: no bound is known, or it goes on."""
NEVER = LAST + 1
"""Later than every day."""


def day_or_none(number: int) -> str | None:
    """The ISO day of a number; None where it sets no bound."""
    return None if number in (FIRST, LAST) else day_text(number)


@dataclass(frozen=True, slots=True)
class Entity:
    """What is known of an entity in the table. `coverage` are the lines of facts.listing, `codes` its codes by name.

    `exists` are the four days of its life, as those of a spell. `dates` are its dates by the name of the property, as EDTF.
    """

    id: str
    cls: str
    name: str
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    coverage: Sequence[str] = ()
    obligations: Sequence[str] = ()
    exists: tuple[int, ...] = (FIRST, FIRST, LAST, LAST)
    dates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Columns of equal length. `subject`, `object` are numbers of entities, `relation` of relations, and of words where texts are meant.

    `key` orders spells of the same ends and is theirs alone. `start`, `end`, `signed`, `ratified` are EDTF. `started`, `ended`: a source
    gives the day. The days of the spell are those of the whole: of statements that follow each other without a gap. `since_latest`: from
    when on it certainly was so in the same role, by this statement or by those that it follows without a gap; NEVER where it is contested.
    """

    subject: Numbers
    object: Numbers
    relation: Numbers
    start_earliest: Numbers
    start_latest: Numbers
    end_earliest: Numbers
    end_latest: Numbers
    spell_earliest: Numbers
    spell_latest: Numbers
    since_latest: Numbers
    dataset: Numbers
    role: Numbers
    status: Numbers
    start: Numbers
    end: Numbers
    start_event: Numbers
    end_event: Numbers
    signed: Numbers
    ratified: Numbers
    instrument: Numbers
    started: Numbers
    ended: Numbers
    key: Numbers

    def __len__(self) -> int:
        return len(self.subject)

    def some(self, which: Numbers) -> Spells:
        """Those rows: of a mask, or of numbers of rows."""
        return Spells(*(getattr(self, column.name)[which] for column in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Where the rows of each entity stand: `order` has the numbers of rows by entity, `starts` where those of each begin."""

    order: Numbers
    starts: Numbers

    @classmethod
    def of(cls, column: Numbers, entities: int) -> Index:
        """The index of a column of entities."""
        order = np.argsort(column, kind="stable").astype(np.int32)
        return cls(order, np.searchsorted(column[order], np.arange(entities + 1)))

    def rows(self, numbers: Iterable[int]) -> Numbers:
        """The numbers of the rows of some entities."""
        parts = [self.order[self.starts[n] : self.starts[n + 1]] for n in numbers]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All spells of one state of the data. `entities` are sorted by id, `numbers` are their places; `words` has the texts of columns.

    `by_subject`, `by_object`: where the rows of an entity are, so that what is asked of one does not look at all.
    """

    version: str
    entities: tuple[Entity, ...]
    relations: tuple[str, ...]
    words: tuple[str, ...]
    spells: Spells
    numbers: Mapping[str, int]
    word_numbers: Mapping[str, int]
    by_subject: Index
    by_object: Index

    def rows_of(self, numbers: Sequence[int]) -> Numbers:
        """The numbers of the rows at either end of which one of some entities stands, in ascending order."""
        found: Numbers = np.union1d(self.by_subject.rows(numbers), self.by_object.rows(numbers))
        return found

    def datasets(self, rows: Numbers | Sequence[int]) -> list[str]:
        """Those that state any of some rows: a mask, or numbers of rows."""
        which = np.asarray(rows, None if len(rows) else np.int64)
        return [self.words[number] for number in np.flatnonzero(np.bincount(self.spells.dataset[which])).tolist()]

    def word(self, text: str) -> int:
        """The number of a text; -1 when no spell has it."""
        return self.word_numbers.get(text, -1)

    def text(self, number: int) -> str | None:
        """The text of a number; None where nothing is said."""
        return self.words[number] or None


class TableBuilder:
    """Gathers the rows of a table as the store gives them, by subject and relation. `contested`: statuses of what is never certain."""

    def __init__(self, relations: Sequence[str], contested: Collection[str] = ()) -> None:
        self.relations = tuple(relations)
        self.contested = contested
        self._entities: dict[str, Entity] = {}
        self._words: dict[str, int] = {"": 0}
        self._parts: list[tuple[int, dict[str, Sequence[Any]]]] = []

    def entity(self, entity: Entity) -> None:
        """Take in an entity."""
        self._entities[entity.id] = entity

    def spells(self, relation: int, columns: Mapping[str, Sequence[Any]]) -> None:
        """Take in spells along a relation. `subject` and `object` have ids, days are ISO text, flags are booleans."""
        known = dict(columns)
        for name in WORD_COLUMNS:
            words = self._words
            known[name] = [words.setdefault(value, len(words)) for value in columns[name]]
        self._parts.append((relation, known))

    def build(self, version: str) -> Table:
        """The table: rows in the order of subject, object, relation and key."""
        ids = sorted(self._entities)
        numbers = {id_: number for number, id_ in enumerate(ids)}
        columns = self._columns(numbers)
        consistent(columns)
        contested = np.isin(columns["status"], [self._words[status] for status in self.contested if status in self._words])
        columns["since_latest"] = np.where(contested, NEVER, _since(columns)).astype(np.int32)
        order = np.lexsort((columns["key"], columns["relation"], columns["object"], columns["subject"]))
        spells = Spells(**{column.name: columns[column.name][order] for column in fields(Spells)})
        entities, words = tuple(self._entities[i] for i in ids), tuple(self._words)
        indexes = (Index.of(column, len(ids)) for column in (spells.subject, spells.object))
        return Table(version, entities, self.relations, words, spells, numbers, self._words, *indexes)

    def _columns(self, numbers: Mapping[str, int]) -> dict[str, Numbers]:
        parts = [part for _, part in self._parts]
        sizes = [len(part["key"]) for part in parts]

        def joined(name: str, dtype: Any) -> Numbers:
            return np.fromiter(chain.from_iterable(part[name] for part in parts), dtype, sum(sizes))

        def placed(name: str) -> Numbers:
            return np.fromiter((numbers[v] for part in parts for v in part[name]), np.int32, sum(sizes))

        found: dict[str, Numbers] = {
            "subject": placed("subject"),
            "object": placed("object"),
            "relation": np.repeat(np.array([relation for relation, _ in self._parts], np.int8), sizes),
            "key": joined("key", np.int64),
        }
        for name in DAY_COLUMNS:
            found[name] = _days([v for part in parts for v in part[name]])
        found |= {name: joined(name, np.int32) for name in WORD_COLUMNS}
        found |= {name: joined(name, np.bool_) for name in FLAG_COLUMNS}
        return found


def consistent(columns: dict[str, Numbers]) -> None:
    """Let no span end before it may begin, nor begin after it may end."""
    columns["start_latest"] = np.minimum(columns["start_latest"], columns["end_latest"])
    columns["end_earliest"] = np.maximum(columns["end_earliest"], columns["start_earliest"])
    columns["spell_earliest"] = np.minimum(columns["spell_earliest"], columns["start_earliest"])
    columns["spell_latest"] = np.minimum(columns["spell_latest"], columns["start_latest"])


def _since(columns: Mapping[str, Numbers]) -> Numbers:
    """For each row the last day on which the first of those may have begun that it continues without a gap, in one role."""
    names = ("subject", "object", "relation", "dataset", "spell_earliest", "spell_latest", "role")
    order = np.lexsort([columns[name] for name in ("start_latest", "start_earliest", *reversed(names[:-1]))])
    follows = np.zeros(len(order), np.bool_)
    follows[1:] = np.logical_and.reduce([columns[name][order][1:] == columns[name][order][:-1] for name in names])
    first = np.maximum.accumulate(np.where(follows, 0, np.arange(len(order))))
    found = np.empty_like(columns["start_latest"])
    found[order] = columns["start_latest"][order][first]
    return np.minimum(found, columns["start_latest"])


def _days(texts: Iterable[str]) -> Numbers:
    """Numbers of many ISO days, most of which come again."""
    found = list(texts)
    numbers: dict[str, int] = {text: day_number(text) for text in set(found)}
    return np.fromiter((numbers[text] for text in found), np.int32, len(found))
