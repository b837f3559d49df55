"""Answers GraphQL operations: prepared operation → one statement → rows → JSON."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

import orjson
import strawberry
from graphql import GraphQLError

from api import tracing
from api.answer_warnings import AnswerWarning, bounded
from api.answering.answer_cache import AnswerCache, CachedAnswer
from api.answering.answers import Answer, Refusal, Streamed, Tabular, Whole, collected
from api.answering.citing import DATASETS, citations
from api.answering.completeness import Completeness
from api.answering.computing import Computing
from api.answering.extensions import Explanation, Extensions
from api.answering.following import Following
from api.answering.framing.json import JsonFraming
from api.answering.framing.table import TableFraming, codes
from api.answering.held import UNBOUNDED, Held, Share
from api.answering.keys import OperationKey, key_of
from api.answering.linking import linked
from api.answering.mentions import Mentions, Resolved
from api.answering.panels import Panels
from api.answering.preparing import PreparedOperation, Preparing
from api.answering.pricing import Kind, Price, Pricing
from api.answering.refusals import failed, refused
from api.answering.settled import Settled
from api.answering.spells import SpellTables
from api.answering.statistics import Statistics
from api.answering.streaming import Stream
from api.answering.tables.formats import TableWish, Written
from api.answering.tables.rows import rows_of
from api.answering.version_check import VersionCheck
from api.cache import Cache
from api.language.arguments.panels import Wish
from api.language.compiling.mentions import Mention, Place
from api.language.compiling.watches import Watching
from api.language.limits import DEFAULT_LIMITS, Limits, check_size
from api.language.schema import shipped_schema
from common.errors import FoederaError, StoreUnavailableError
from graph import Store
from graph.reading import Neo4jReader, ReadingStore, data_changed, no_data
from graph.turns import SETTLE_SECONDS, Turn
from ontology import Model
from queries import answers
from queries.references import Asked
from queries.statement import Compiled, render

T = TypeVar("T")
log = logging.getLogger(__name__)
# Shaping more rows than this takes long enough to let other requests go on meanwhile.
MANY_ROWS = 5_000
MANY_BYTES = 2 * 1024 * 1024
LONG = 500
"""Letters of an operation with its variables that are read and compiled in some milliseconds."""
# How often a computation is begun anew because a load came between.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Ready:
    """An operation that can be run, as a table if there is one. `seconds`: how long it took to prepare."""

    key: OperationKey
    prepared: PreparedOperation
    table: Written | None
    seconds: float


class Engine:
    """Answers operations of one schema from one store. `cache_bytes` is the memory for answers (0: none are cached).

    `held` counts what answers hold that are not sent yet; a server bounds it.
    """

    def __init__(
        self, model: Model, schema: strawberry.Schema, store: ReadingStore, limits: Limits = DEFAULT_LIMITS, cache_bytes: int = 0
    ) -> None:
        self.model = model
        self.store = store
        self.preparing = Preparing(model, schema._schema, limits)
        self.tables = Preparing(model, schema._schema, limits.of_tables, self.preparing.documents)
        self.versions = VersionCheck(store)
        self.held = Held(UNBOUNDED)
        self.answers = AnswerCache(self.versions, cache_bytes)
        self.settled = Settled(store, self.versions)
        self.completeness = Completeness(self.settled, self.versions)
        self.mentions = Mentions(self.settled, model)
        self.statistics = Statistics(store)
        self.pricing = Pricing(self.statistics, limits)
        tables = SpellTables(store, model)
        self.computing = Computing(tables, self.versions, Following(store))
        self.kept: dict[str, Callable[[], int]] = {"spells": lambda: tables.bytes, "counts": lambda: self.statistics.bytes}
        """What is read whole for each state of the data and kept: about how many bytes of memory each of it takes, by name."""
        self.panels = Panels(model, tables, self.versions, self.mentions, self.computing.free)

    @property
    def caches(self) -> Mapping[str, Cache[Any, Any]]:
        """The caches by name, for figures."""
        return {
            "documents": self.preparing.documents.cache,
            "plans": self.preparing.cache,
            "prices": self.pricing.cache,
            "planned": self.pricing.planned,
            "results": self.answers.cache,
            "table_plans": self.tables.cache,
            "table_columns": self.tables.tables,
        }

    async def execute(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        explain: bool = False,
        stream: bool = False,
        table: TableWish | None = None,
        cite: bool = False,
        links: str | None = None,
    ) -> Answer:
        """Prepare an operation and answer it. Errors are part of the answer; nothing is raised but cancellation."""
        ready = self.prepare(text, variables, operation_name, table)
        if isinstance(ready, Refusal):
            return ready
        return await self.answer(ready, explain=explain, share=self.held.share() if stream else None, cite=cite, links=links)

    def prepare(
        self, text: str, variables: Mapping[str, Any] | None = None, operation_name: str | None = None, table: TableWish | None = None
    ) -> Ready | Refusal:
        """The operation, ready to be priced and answered, with `table` as one; or why it is refused."""
        begun, variables = perf_counter(), variables or {}
        preparing = self.tables if table else self.preparing
        try:
            key = key_of(text, operation_name, variables, table=table is not None)
            with tracing.span("plan"):
                prepared = preparing.prepare(key, variables)
            if not isinstance(prepared, PreparedOperation):
                return refused(prepared)
            written = Written(preparing.table(key, variables), table.form, table.spreadsheet) if table else None
            return Ready(key, prepared, written, perf_counter() - begun)
        except Exception as error:
            return _told(error)

    def is_long(self, text: str, variables: Mapping[str, Any], operation_name: str | None, *, table: bool) -> bool:
        """Whether preparing an operation takes so long that others should be served meanwhile."""
        try:
            key = key_of(text, operation_name, variables, table=table)
        except GraphQLError:  # which preparing it tells
            return False
        return key.weight > LONG and key not in (self.tables if table else self.preparing).cache

    async def price(self, ready: Ready) -> Price | Refusal:
        """What the operation costs the store; or why it is too much. An answer that is cached costs next to nothing."""
        try:
            if not ready.prepared.statement or await self.answers.holds(ready.key):
                return Price(Kind.SMALL, self.preparing.limits.seconds)
            return await self.pricing.price(ready.key, ready.prepared, self.versions.version)
        except Exception as error:
            return _told(error)

    async def price_of_panel(self, name: str, wish: Wish) -> Price | Refusal:
        """The same of a panel, or of its first piece where it is sent as it is computed."""
        try:
            return await self.pricing.price_of(partial(self.panels.touches, name, wish), self.versions.version)
        except Exception as error:
            return _told(error)

    async def answer(
        self,
        ready: Ready,
        *,
        explain: bool = False,
        share: Share | None = None,
        cite: bool = False,
        links: str | None = None,
    ) -> Answer:
        """Answer an operation. Errors are part of the answer; nothing is raised but cancellation.

        `explain` adds the statement, its plan and the time of each phase to the extensions. With a `share`, which counts what it holds, a
        large answer may be Streamed, which the caller has to read to its end; a table is Tabular or Streamed. `cite` adds how to cite a
        whole answer, `links` where it goes on: addresses below that path.
        """
        key, prepared, seconds = ready.key, ready.prepared, {"plan": ready.seconds}
        try:
            if ready.table:
                return await self._table(key, prepared, ready.table, share)
            share = None if cite or links is not None else share
            for _ in range(TRIES):
                answer = await self._answer(key, prepared, seconds, explain=explain, share=share)
                if links is not None and isinstance(answer, Whole):
                    found = linked(answer.data, prepared.compiled.mentions, links)
                    answer = replace(answer, extensions=replace(answer.extensions, links=found))
                if not cite or not isinstance(answer, Whole):
                    return answer
                if cited := await self._cited(answer):
                    return cited
            raise data_changed()
        except Exception as error:
            return _told(error)

    async def _answer(
        self, key: OperationKey, prepared: PreparedOperation, seconds: dict[str, float], *, explain: bool, share: Share | None
    ) -> Answer:
        """The answer from what needs it least: the schema, the cache, a stream with a `share`, a statement. Raises StoreError."""
        if not prepared.statement:
            return Whole(prepared.shape([]), Extensions(0, warnings=prepared.compiled.warnings))
        if not explain and (cached := await self.answers.get(key)):
            return Whole(
                cached.data,
                Extensions(prepared.price, cached.version, cached.warnings, cached.methods, datasets=cached.datasets, day=key.day),
                cached=True,
            )
        if share and not explain and (streamed := await self._stream(key, prepared, share)):
            return streamed
        if prepared.compiled.computations:
            return await self._compute(key, prepared, seconds, explain=explain)
        return await self._run(key, prepared, prepared.statement, seconds, explain=explain)

    async def _cited(self, answer: Whole) -> Whole | None:
        """The answer with how to cite it; None when the data changed since. Raises StoreError."""
        found = answer.extensions
        known = await self.execute(DATASETS)
        if found.data_version is None or not isinstance(known, Whole):
            return answer
        if known.extensions.data_version != found.data_version:
            return None
        nodes = orjson.loads(known.data)["datasets"]["nodes"]
        listed = citations(nodes, found.datasets, found.data_version, found.methods)
        return replace(answer, extensions=replace(found, citations=listed))

    async def _table(self, key: OperationKey, prepared: PreparedOperation, written: Written, share: Share | None) -> Answer:
        """The answer as a table: of large lists of text row by row, of all others in one piece. Raises StoreError."""
        if share and written.streamable and (streamed := await self._stream(key, prepared, share, written)):
            return streamed
        answer = await self._answer(key, prepared, {}, explain=False, share=None)
        match answer:
            case Whole(data, extensions, rows, cached):
                table = await asyncio.to_thread(_tabular, written, data, codes(extensions.warnings))
                return Tabular(table, written.form, extensions, rows, cached)
            case _:
                return answer

    async def _run(
        self, key: OperationKey, prepared: PreparedOperation, statement: Compiled, seconds: dict[str, float], *, explain: bool
    ) -> Whole:
        before = await self._before(prepared)
        begun = perf_counter()
        statement, row, resolved = await self._of_one_state(prepared, statement)
        seconds["run"] = perf_counter() - begun
        version = row[answers.VERSION]
        begun = perf_counter()
        with tracing.span("shape"):
            shaped = await self._shaped(prepared, row)
        seconds["shape"] = perf_counter() - begun
        data, rows, seen = shaped
        warnings, datasets = bounded((*resolved.warnings, *seen.warnings)), seen.datasets
        if not resolved.cut:
            self.answers.put(key, CachedAnswer(version, data, warnings, datasets=datasets), before)
        explanation = await self._explanation(statement, seconds) if explain else None
        lasting = prepared.compiled.lasting
        extensions = Extensions(prepared.price, version, warnings, explanation=explanation, datasets=datasets, day=key.day, lasting=lasting)
        return Whole(data, extensions, rows)

    async def _before(self, prepared: PreparedOperation) -> str | None:
        """The version from which a statement about to run begins; None when its answer is not to be cached. Raises StoreError."""
        return await self.answers.before() if prepared.compiled.lasting else None

    async def _of_one_state(self, prepared: PreparedOperation, statement: Compiled) -> tuple[Compiled, list[Any], Resolved]:
        """The statement that answers, its answers, and what became of what the operation names: all in one state. Raises StoreError."""
        for _ in range(TRIES):
            asked, row = await self._in_order(prepared) or (statement, await self._row(statement))
            version = row[answers.VERSION]
            resolved = await self._resolved(prepared, version, prepared.compiled.statement.found(row))
            if resolved.today:
                asked = render(prepared.compiled.statement.renamed(resolved.today))
                row = await self._row(asked)
            if row[answers.VERSION] == version == (resolved.version or version):
                return asked, row, resolved
        raise data_changed()

    async def _in_order(self, prepared: PreparedOperation) -> tuple[Compiled, list[Any]] | None:
        """The statement in the order of indexes with its answers; None where that is not the order of the operation. Raises StoreError."""
        if prepared.in_order is None or not await self.completeness.holds(prepared.presumed):
            return None
        row = await self._row(prepared.in_order)
        # A load may have come between.
        return (prepared.in_order, row) if await self.completeness.holds(prepared.presumed, row[answers.VERSION]) else None

    async def _compute(self, key: OperationKey, prepared: PreparedOperation, seconds: dict[str, float], *, explain: bool) -> Whole:
        """The answer of an operation of which something is computed. Raises StoreError, GraphQLError."""
        before, compiled = await self._before(prepared), prepared.compiled
        for _ in range(TRIES):
            version = await self.versions.recent()
            resolved = await self._resolved(prepared, version) if version else Resolved()
            begun = perf_counter()
            computed = await self.computing.run(compiled, resolved.today)
            seconds["compute"] = perf_counter() - begun
            begun = perf_counter()
            statement = render(compiled.statement.renamed(resolved.today).filled(computed.filling))
            row = await self._row(statement)
            seconds["run"] = perf_counter() - begun
            if row[answers.VERSION] == computed.version == (resolved.version or version):
                break
        else:
            raise data_changed()
        if shared := {asked for asked in compiled.statement.found(row) if asked.reference.shared}:
            # Who had the key at the time asked for only the statement tells, which needed the ids of today first.
            resolved = await self._resolved(prepared, computed.version, shared)
        data, rows, seen = await self._shaped(prepared, computed.joined(compiled, row), aside=True)
        warnings, datasets = bounded((*resolved.warnings, *computed.warnings, *seen.warnings)), computed.datasets
        if not resolved.cut:
            self.answers.put(key, CachedAnswer(computed.version, data, warnings, computed.methods, datasets), before)
        explanation = await self._explanation(statement, seconds) if explain else None
        extensions = Extensions(
            prepared.price, computed.version, warnings, computed.methods, explanation, datasets, day=key.day, lasting=compiled.lasting
        )
        return Whole(data, extensions, rows)

    async def _shaped(self, prepared: PreparedOperation, row: Sequence[Any], *, aside: bool = False) -> Shaped:
        """The answer as it is sent, made in a thread if it may be large. Raises AnswerTooLargeError."""
        limit = self.preparing.limits.whole_bytes
        rows = prepared.rows(row)
        check_size(prepared.bytes_of(rows), limit)
        aside = aside or rows > MANY_ROWS or prepared.bytes_of(rows) > MANY_BYTES
        shaped = await asyncio.to_thread(_shaped, prepared, row, rows) if aside else _shaped(prepared, row, rows)
        check_size(len(shaped.data), limit)
        return shaped

    async def _stream(self, key: OperationKey, prepared: PreparedOperation, share: Share, table: Written | None = None) -> Streamed | None:
        """The answer as a stream; None when it cannot be one, or when the store could not be reached, which is worth a second try."""
        source = prepared.streamable
        if source is None or (table and len(source.listed.connection.fields) > 1):
            return None
        version = await self.versions.recent() if prepared.compiled.mentions else None
        resolved = await self._resolved(prepared, version) if version else Resolved()
        if resolved.today:
            return None
        before, watching = await self._before(prepared), Watching(prepared.compiled.watches)

        async def warnings(now: str) -> tuple[AnswerWarning, ...]:
            nonlocal resolved
            if now != (resolved.version or version):
                resolved = await self._resolved(prepared, now)
                if resolved.today or resolved.version not in (None, now):
                    raise data_changed()
            return known()

        def known() -> tuple[AnswerWarning, ...]:
            return bounded((*resolved.warnings, *watching.warnings))

        def cache(data: bytes, extensions: Extensions) -> None:
            if extensions.data_version and not resolved.cut and not table:
                self.answers.put(key, CachedAnswer(extensions.data_version, data, extensions.warnings), before)

        framing = TableFraming(source, table, known, waits=bool(prepared.compiled.watches)) if table else JsonFraming(source)
        extensions = Extensions(prepared.price, day=key.day, lasting=prepared.compiled.lasting)
        most, limit = 0 if table else self.answers.cache.largest, self.preparing.limits.answer_bytes
        stream = Stream(source, framing, extensions, warnings, most, cache, watching, share, limit)
        try:
            await stream.begin(self.store)
        except StoreUnavailableError:
            return None
        if table:
            stream.extensions = replace(stream.extensions, warnings=stream.extensions.warnings or known())
        return Streamed(stream, table.form if table else None)

    async def _resolved(self, prepared: PreparedOperation, version: str, found: Collection[Asked] = ()) -> Resolved:
        """What became of what the operation names, with all warnings. `found` needs no look-up. Raises StoreError."""
        compiled = prepared.compiled
        resolved = await self.mentions.resolve([m for m in compiled.mentions if not _is_found(m, found)], version)
        return replace(resolved, warnings=bounded((*compiled.warnings, *resolved.warnings)))

    async def _row(self, statement: Compiled) -> list[Any]:
        """The answers of the questions, then the data version. Raises StoreError."""
        with tracing.statement_span(statement.text):
            found = await self.settled.row(statement.text, statement.parameters)
        if found is None:
            raise no_data()
        return statement.answers(found)

    async def _explanation(self, statement: Compiled, seconds: Mapping[str, float]) -> Explanation:
        plan = await self.store.explain(statement.text, statement.parameters)
        return Explanation(statement.text, statement.parameters, plan, seconds)


def _is_found(mention: Mention, found: Collection[Asked]) -> bool:
    """Whether what a field names is what it found itself. Another field may find by the same key what is of another class."""
    match mention.place:
        case Place.KEY:
            return Asked(mention.reference, mention.cls.name) in found
        case Place.NODE:
            return any(asked.reference == mention.reference for asked in found)
        case _:
            return False


def _told(error: Exception) -> Refusal:
    """An error as an answer."""
    match error:
        case GraphQLError():
            return refused([error])
        case FoederaError():
            if error.http_status >= 500:
                log.warning("operation failed: %s", error)
            return failed(error)
        case _:
            log.error("operation failed", exc_info=error)
            return failed(FoederaError("internal error"))


class Shaped(NamedTuple):
    """The data, the number of rows, and what was seen of the lists in them."""

    data: bytes
    rows: int
    seen: Watching


def _shaped(prepared: PreparedOperation, row: Sequence[Any], rows: int) -> Shaped:
    watching = Watching(prepared.compiled.watches)
    watching.see(row)
    return Shaped(prepared.shape(row), rows, watching)


def _tabular(written: Written, data: bytes, warnings: Sequence[str]) -> bytes:
    return written.whole(rows_of(written.table, orjson.loads(data), warnings))


def run_query(
    store: Store,
    text: str,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    *,
    explain: bool = False,
) -> dict[str, Any]:
    """The whole answer (data, errors, extensions) to one operation, from an open store: for the command line."""

    async def run(engine: Engine) -> bytes:
        return await collected(await engine.execute(text, variables, operation_name, explain=explain))

    found: dict[str, Any] = orjson.loads(asyncio.run(_with_engine(store, run)))
    return found


def run_table(
    store: Store, text: str, variables: Mapping[str, Any], operation_name: str | None, table: TableWish
) -> tuple[bytes, dict[str, Any]]:
    """The answer to one operation as a table, with what stands beside it; or no bytes, and the errors."""

    async def run(engine: Engine) -> tuple[bytes, dict[str, Any]]:
        match await engine.execute(text, variables, operation_name, table=table):
            case Tabular(data, extensions=extensions):
                return data, {"extensions": extensions.shown()}
            case answer:
                return b"", orjson.loads(await collected(answer))

    return asyncio.run(_with_engine(store, run))


async def _with_engine(store: Store, run: Callable[[Engine], Awaitable[T]]) -> T:
    async with store.async_driver() as driver:
        model, schema = shipped_schema()
        # As a server does when it waits for a load that was killed.
        await asyncio.to_thread(Turn(store.driver, store.address.database).settle, SETTLE_SECONDS)
        reader = Neo4jReader(driver, store.address.database, DEFAULT_LIMITS.seconds)
        return await run(Engine(model, schema, reader))
