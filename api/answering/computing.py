"""Runs what an operation wants computed, and gathers what its statement has to read for that."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.table import Table
from api.answer_warnings import AnswerWarning
from api.answering.following import Following
from api.answering.pricing import half_of_processors
from api.answering.spells import SpellTables
from api.answering.version_check import VersionCheck
from api.language.compiling import CompiledOperation
from api.language.compiling.computing import Computation, Found, Ids, Method, Outcome, Wanted
from common.errors import NotFoundError, QueryError
from queries import answers
from queries.sources import Filling

AT_ONCE = 1 + half_of_processors()
"""Computations that run at the same time; the others wait. Each has a thread: one more than heavy operations run (api/http/gate.py)."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for an operation, in the order of its computations, from tables of one state of the data."""

    version: str
    tables: Sequence[Table]
    outcomes: Sequence[Outcome]
    filling: Filling
    warnings: tuple[AnswerWarning, ...] = ()
    methods: Mapping[str, Method] = field(default_factory=dict)

    @property
    def datasets(self) -> tuple[str, ...]:
        """Whose statements the answer rests on."""
        pairs = zip(self.tables, self.outcomes, strict=True)
        return tuple(sorted({name for table, outcome in pairs for name in table.datasets(outcome.rows)}))

    def joined(self, compiled: CompiledOperation, row: Sequence[Any]) -> list[Any]:
        """The answers of the statement, with what was computed in its place among them."""
        found = [slot.rows(row) for slot in compiled.slots]
        facts = {} if compiled.facts is None else {fact[0]: fact for fact in row[compiled.facts]}
        pairs = zip(self.tables, self.outcomes, strict=True)
        values = [(Found(table, dict(enumerate(found)), facts), outcome.value) for table, outcome in pairs]
        return [*row[: answers.VERSION], *reversed(values), row[answers.VERSION]]


class Computing:
    """Runs computations over the tables of a store."""

    def __init__(self, tables: SpellTables, versions: VersionCheck, following: Following) -> None:
        self.tables = tables
        self.versions = versions
        self.following = following
        self.free = asyncio.Semaphore(AT_ONCE)

    async def run(self, compiled: CompiledOperation, today: Ids) -> Computed:
        """Compute all that an operation wants. Raises StoreError, GraphQLError."""
        version = await self.versions.recent()
        tables = [await self.tables.get(version, claims=c.claims) for c in compiled.computations]
        seen = {table.version for table in tables}
        computations = [await self._prepared(c, seen) for c in compiled.computations]
        async with self.free:
            outcomes = [await asyncio.to_thread(_run, *pair, today) for pair in zip(computations, tables, strict=True)]
            filling = await asyncio.to_thread(_wanted, compiled, tables, outcomes)
        named = zip(compiled.computations, outcomes, strict=True)
        return Computed(
            tables[0].version if len(seen) == 1 else "",
            tables,
            outcomes,
            filling,
            tuple(warning for outcome in outcomes for warning in outcome.warnings),
            {".".join(computation.path): outcome.method for computation, outcome in named},
        )

    async def _prepared(self, computation: Computation, seen: set[str]) -> Computation:
        """The computation with what the journal says, if it needs that; the version of it is added to those `seen`."""
        if computation.journal is None:
            return computation
        try:
            found = await self.following.since(computation.journal.since)
        except NotFoundError as error:
            raise computation.refused(error, "UNKNOWN_VERSION") from error
        seen.add(found.version)
        return replace(computation, run=computation.journal.read(found.version, found.datasets))


def _run(computation: Computation, table: Table, today: Ids) -> Outcome:
    try:
        return computation.run(table, today)
    except QueryError as error:
        raise computation.refused(error, "OPERATION_REFUSED") from error


def _wanted(compiled: CompiledOperation, tables: Sequence[Table], outcomes: Sequence[Outcome]) -> Filling:
    """What the operation wants to know of what was computed: seen by shaping the answer once without it."""
    wanted = [Wanted(table) for table in tables]
    values = [(one, outcome.value) for one, outcome in zip(wanted, outcomes, strict=True)]
    rows = [EMPTY] * len(compiled.statement.questions)
    found = [*rows, *reversed(values), ""]
    for index, (_, make) in enumerate(compiled.fields):
        if make and index in compiled.computed:
            make(found)
    ids: dict[int, Sequence[str]] = {}
    for one in wanted:
        ids |= one.filling.ids
    return Filling(ids, [fact for one in wanted for fact in one.filling.facts])


EMPTY: Sequence[Any] = [None]
