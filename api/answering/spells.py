"""The table of spells, read once for each state of the data. Simultaneous requests share one reading."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import fields
from time import perf_counter
from typing import Any

from analysis.table import Entity, Table, TableBuilder, day_number
from graph.reading import ReadingStore, ReadTransaction, data_changed, data_state, no_data, settled_state
from ontology import Datatype, Kind, Model
from queries import spells

log = logging.getLogger(__name__)
# The names that spells have in the store, and those that columns have in the table.
COLUMNS = {
    "startEarliest": "start_earliest",
    "startLatest": "start_latest",
    "endEarliest": "end_earliest",
    "endLatest": "end_latest",
    "spellStartEarliest": "spell_earliest",
    "spellStartLatest": "spell_latest",
    "startEvent": "start_event",
    "endEvent": "end_event",
}
SECONDS = 180.0
"""How long reading may take: of a million relationships it takes 20 s on two free cores."""
TRIES = 3
"""How often reading is begun anew because a load came between."""
FETCHED = 1_000
"""Records that are asked for at once."""
ENTITY_BYTES, WORD_BYTES = 1_000, 150
"""About what an entity and a text take, with the places where they are found."""
PAUSE_EVERY = 50
"""Records after which other requests get a turn."""


class SpellTables:
    """The tables of the latest state of the data: one of preferred statements, and one of all claims when it was asked for."""

    def __init__(self, store: ReadingStore, model: Model) -> None:
        self.store = store
        self.model = model
        self.codes, self.dates = _codes(model), _dates(model)
        self.contested = frozenset(word for terms in model.contested.values() for words in terms.values() for word in words)
        self._tables: dict[bool, Table] = {}
        self._reading: dict[bool, asyncio.Task[Table]] = {}

    async def get(self, version: str | None, *, claims: bool) -> Table:
        """The table of the state `version`, read if need be; newer than that when the data has changed. Raises StoreError."""
        known = self._tables.get(claims)
        if known and known.version == version:
            return known
        if claims not in self._reading:
            task = self._reading[claims] = asyncio.create_task(self._read(claims=claims))
            task.add_done_callback(lambda done: self._done(done, claims=claims))
        return await asyncio.shield(self._reading[claims])

    @property
    def bytes(self) -> int:
        """About how much memory the tables take."""
        return sum(_bytes_of(table) for table in self._tables.values())

    def _done(self, task: asyncio.Task[Table], *, claims: bool) -> None:
        self._reading.pop(claims, None)
        if not task.cancelled() and task.exception() is None:
            self._tables[claims] = task.result()

    async def _read(self, *, claims: bool) -> Table:
        for _ in range(TRIES):
            if table := await self._read_once(claims=claims):
                return table
        raise data_changed()

    async def _read_once(self, *, claims: bool) -> Table | None:
        """The table; None when the data changed while it was being read."""
        begun = perf_counter()
        async with self.store.transaction(SECONDS, FETCHED) as transaction:
            state = await settled_state(transaction)
            if state.version is None:
                raise no_data()
            builder = TableBuilder([r.name for r in spells.in_table(self.model)], self.contested)
            await self._entities(transaction, builder)
            numbers = spells.numbers_of_types(self.model)
            async for record in _paced(transaction.rows(spells.relationships(self.model, claims=claims), {})):
                type_, columns = spells.columns_of(record)
                builder.spells(numbers[type_], {COLUMNS.get(name, name): column for name, column in columns.items()})
            if await data_state(transaction) != state:
                return None
        table = await asyncio.to_thread(builder.build, state.version)
        log.info("read %d spells in %.1f s", len(table.spells), perf_counter() - begun)
        return table

    async def _entities(self, transaction: ReadTransaction, builder: TableBuilder) -> None:
        statement = spells.entities(self.codes, self.dates)
        async for id_, cls, name, coverage, obligations, days, codes, dates in _paced(transaction.rows(statement, {})):
            known = {name: date for name, date in zip(self.dates, dates, strict=True) if date}
            builder.entity(Entity(id_, cls, name, _given(self.codes, codes), coverage, obligations, tuple(map(day_number, days)), known))


def _bytes_of(table: Table) -> int:
    columns = [getattr(table.spells, column.name) for column in fields(table.spells)]
    indexes = [part for index in (table.by_subject, table.by_object) for part in (index.order, index.starts)]
    numbers: int = sum(column.nbytes for column in (*columns, *indexes))
    return numbers + ENTITY_BYTES * len(table.entities) + WORD_BYTES * len(table.words)


async def _paced(records: AsyncIterator[list[Any]]) -> AsyncIterator[list[Any]]:
    number = 0
    async for record in records:
        yield record
        number += 1
        if number % PAUSE_EVERY == 0:
            await asyncio.sleep(0)


def _codes(model: Model) -> tuple[str, ...]:
    """The codes by which entities are known: keys that one has alone, and those that several had in turn."""
    found = {code: None for cls in model.classes.values() if cls.kind is Kind.ENTITY for code in (*cls.keys, *cls.shared_keys)}
    return tuple(found)


def _dates(model: Model) -> tuple[str, ...]:
    """The properties of entities that are dates."""
    properties = (p for cls in model.classes.values() if cls.kind is Kind.ENTITY for p in cls.properties.values())
    return tuple(dict.fromkeys(p.name for p in properties if p.datatype is Datatype.EDTF))


def _given(names: Sequence[str], values: Sequence[Any]) -> Mapping[str, Sequence[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in zip(names, values, strict=True) if value}
