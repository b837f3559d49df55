"""Panels as tables: computed a year at a time, when the client has taken the year before, and never in memory as a whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from analysis.dyads import Block, Dyads, dyad_columns
from analysis.panels import Asked, Measures
from analysis.state_years import StateYears, state_columns
from analysis.table import Table
from api.answering.answers import Answer, Streamed, Tabular
from api.answering.extensions import Extensions
from api.answering.mentions import Mentions
from api.answering.panel_stream import PanelStream
from api.answering.refusals import failed
from api.answering.spells import SpellTables
from api.answering.tables.blocks import MOST_AT_ONCE, Columns, columnar, marked, written
from api.answering.tables.formats import TableWish
from api.answering.version_check import VersionCheck
from api.language.arguments.panels import Wish, asked_of, dyad_words, measures_of, state_words, touched
from api.language.compiling import touching
from api.language.compiling.mentions import Mention, Place
from common.dates import today
from common.errors import FoederaError, QueryError, StoreBusyError
from graph.reading import no_data
from ontology import Kind, Model
from queries.references import ID, Reference
from queries.work import Counts

log = logging.getLogger(__name__)
MOST_ROWS = 20_000_000
AT_ONCE = 4
"""Panels on their way at the same time, each of which holds the matrices of its states."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel at an address: its title, what its rows are, and what its columns are."""

    title: str
    description: str
    make: Callable[[Table, Measures, Asked], Dyads | StateYears]
    columns: Callable[[Measures], list[str]]
    words: Callable[[Measures, str], str]
    ends: Sequence[str]
    codes: Sequence[str]


PANELS = {
    "dyad-years": Panel(
        "Pairs of states by year",
        "Every pair of states in every year in which both exist: alliances by obligation, borders, and what they share.",
        Dyads,
        dyad_columns,
        dyad_words,
        ("a", "b"),
        ("id", "iso3", "cow", "gw"),
    ),
    "state-years": Panel(
        "States by year",
        "Every state in every year in which it exists, with the numbers of its memberships and agreements.",
        StateYears,
        state_columns,
        state_words,
        ("state",),
        ("id", "name", "iso3", "cow", "gw"),
    ),
}


class Panels:
    """Answers panels from the tables of spells."""

    def __init__(self, model: Model, tables: SpellTables, versions: VersionCheck, mentions: Mentions, turn: asyncio.Semaphore) -> None:
        self.model = model
        self.measures = measures_of(model)
        self.tables = tables
        self.versions = versions
        self.mentions = mentions
        self._open = 0
        self._turn = turn

    async def answer(self, name: str, wish: Wish, table: TableWish) -> Answer:
        """A panel in a format: text is Streamed, the others are Tabular. Errors are part of the answer."""
        try:
            return await self._answer(PANELS[name], wish, table)
        except FoederaError as error:
            if error.http_status >= 500:
                log.warning("panel failed: %s", error)
            return failed(error)

    def touches(self, name: str, wish: Wish, counts: Counts) -> float:
        """What a panel touches, all of its rows counted."""
        states, about = touched(self.model, self.measures, counts, wish)
        pairs = len(PANELS[name].ends) > 1
        return touching.panel(wish.rows(states, pairs=pairs), about, states, None, pairs=pairs)

    async def _answer(self, panel: Panel, wish: Wish, form: TableWish) -> Answer:
        years = wish.years
        version = await self.versions.recent()
        if version is None:
            raise no_data()
        ids = await self._ids(wish, version)
        table = await self.tables.get(version, claims=wish.claims)
        asked = asked_of(table, ids, self.model, self.measures, wish, years, today())
        async with self._turn:
            found = await asyncio.to_thread(panel.make, table, self.measures, asked)
        rows = int(found.rows.sum())
        most = MOST_AT_ONCE.get(form.form, MOST_ROWS)
        if rows > most:
            raise QueryError(f"this panel has {rows:,} rows; {most:,} is the limit as {form.form.word}", "ask for fewer years or states")
        columns, extensions = Columns(panel.ends, panel.codes, panel.columns(self.measures)), Extensions(rows, table.version)
        if not form.form.text:
            return await self._whole(found, table, columns, form, extensions)
        pieces = written(found, years.names, table.entities, columns, form.form)
        return Streamed(
            PanelStream(marked(pieces) if form.spreadsheet else pieces, extensions, rows, self._entered(), self._turn), form.form
        )

    async def _whole(self, found: Dyads | StateYears, table: Table, columns: Columns, form: TableWish, extensions: Extensions) -> Tabular:
        leave, gone = self._entered(), Event()
        try:
            blocks = _until(gone, found)
            async with self._turn:
                data = await asyncio.to_thread(columnar, blocks, found.asked.periods.names, table.entities, columns, form.form)
            return Tabular(data, form.form, extensions, extensions.cost)
        finally:
            gone.set()
            leave()

    def _entered(self) -> Callable[[], None]:
        """Take a place; what gives it back."""
        if self._open >= AT_ONCE:
            raise StoreBusyError("too many panels at once", "try again in a moment")
        self._open += 1
        return self._leave

    def _leave(self) -> None:
        self._open -= 1

    async def _ids(self, wish: Wish, version: str) -> dict[str, str]:
        """The ids of today of those that the wish names by former ones."""
        root = self.model.classes[Kind.ENTITY.value]
        named = [Mention(Reference(root.name, ID, id_), root, Place.KEY, ()) for id_ in wish.ids]
        return dict((await self.mentions.resolve(named, version)).today)


def _until(gone: Event, blocks: Dyads | StateYears) -> Iterator[Block]:
    """The blocks, as long as somebody waits for them."""
    for block in blocks:
        if gone.is_set():
            return
        yield block
