"""Brings the graph from what it holds to what the sources say: readers see the old state or the new one (graph.turns).

A load replaces the datasets it speaks for, whole: what vanished from the source vanishes from the graph, unless it only adds to them. Other
datasets stay, but what is preferred is decided over all of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import neo4j

from common.errors import InputError, NotFoundError
from common.suggest import suggest
from facts.datasets import merged, split
from facts.records import Problem, Records, links_in_order
from facts.redirects import former_ids
from graph import Store, store_errors
from graph.local.heap import SETTING
from graph.schema import ensure_schema, plan_anew
from graph.sides import Sided, read_side
from graph.turns import SETTLE_SECONDS, Pending, Turn
from loaders.checks.appending import append
from loaders.checks.binding import check_binding
from loaders.checks.conforming import check_records, dangling, known
from loaders.checks.lacking import lacking_core
from loaders.checks.oddities import files_of, find_oddities
from loaders.checks.resolving import abandoned
from loaders.checks.terms import refuse_unknown_terms
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import Changes, GraphState, difference
from loaders.deriving.incremental.finding import find_changes
from loaders.deriving.incremental.reach import MOST_ENTITIES
from loaders.tables.forecast import Foretold
from loaders.tables.report import TableReport
from loaders.writing import former, journal
from loaders.writing.background import Background, Whole, read_background
from loaders.writing.graph_io import read_state
from loaders.writing.held import HeldGraph
from loaders.writing.journal import Counts, LoadEntry
from loaders.writing.lists import LinksAt, ListDiff, list_diffs
from loaders.writing.losses import Loss, find_loss, refuse_losses
from loaders.writing.stamping import Stamp, stamp
from loaders.writing.waiting import awaited, signed
from loaders.writing.ways import LARGE as LARGE_LOAD
from loaders.writing.ways import Step, Ways, Write, nothing
from ontology import Model

LARGE = 1_000
"""So many changes of nodes and relationships may make Neo4j's idea of the graph wrong."""
LONGEST = 24 * 60 * 60
"""Seconds that a load may take: its transaction is open all the while. Without a limit of its own the server ends it after ten minutes."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did, or would do. `counts` by dataset; `changes` is None when nothing had to be looked at.

    `lists`: by entity, what readers see change in lists that were there before. `warnings`: what is odd in what was loaded. `losses`: what
    datasets no longer say. `tables`: what came of each table.
    """

    version: str
    counts: Mapping[str, Counts]
    changes: Changes | None
    not_preferred: int = 0
    lists: Mapping[str, Sequence[ListDiff]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    losses: tuple[Loss, ...] = ()
    tables: tuple[TableReport, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is different now."""
        return any(c.touched for c in self.counts.values()) or bool(self.changes)


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load: `dry_run` writes nothing; `shipped` files get no warnings.

    A dataset is replaced by what is loaded, or with `append` added to. `replace` allows to take away what was probably not meant to go;
    `losing` hears, before anything is written, what goes; `foretold`, before a large table is read, what it needs; `tabled`, what came of
    tables, also where the load is then refused; `write` writes what is different to a side of the store; a dry run has none.
    """

    dry_run: bool = False
    replace: bool = False
    append: bool = False
    shipped: Collection[str] = frozenset()
    step: Step = nothing
    losing: Callable[[Sequence[Loss]], None] = nothing
    foretold: Foretold = nothing
    tabled: Callable[[Sequence[TableReport]], None] = nothing
    write: Write | None = None


Work = Callable[[neo4j.ManagedTransaction, LoadOptions], LoadResult]
"""What is done alone among loads."""


def load_records(
    store: Store, model: Model, records: Records, options: LoadOptions | None = None, problems: Sequence[Problem] = ()
) -> LoadResult:
    """Check `records` and bring the graph to what they say.

    Raises InputError with all problems, those found in reading (`problems`) among them, having written nothing.
    """
    return change(store, model, options or LoadOptions(), partial(_load, model=model, records=records, found=problems))


def revert_to(store: Store, model: Model, load: str, options: LoadOptions) -> LoadResult:
    """Bring the graph to what it was after a load; a dataset that was not there then goes. Raises NotFoundError."""

    def work(tx: neo4j.ManagedTransaction, options: LoadOptions) -> LoadResult:
        heads = journal.heads(tx)
        contents = journal.contents_after(journal.entries(tx), load)
        new = {d: journal.content(tx, h) for d, h in contents.items()}
        gone = {d: Records() for d in heads if d not in contents}
        return bring(tx, model, new | gone, Whole(Records()), heads, options, {})

    return change(store, model, options, work)


def drop_dataset(store: Store, model: Model, dataset: str, options: LoadOptions) -> LoadResult:
    """Take a dataset away, its description included.

    Raises NotFoundError when the store holds no such dataset, InputError when others refer to what only this one describes.
    """

    def work(tx: neo4j.ManagedTransaction, options: LoadOptions) -> LoadResult:
        heads = journal.heads(tx)
        if dataset not in heads:
            raise NotFoundError(f"the store holds no dataset {dataset!r}", suggest(dataset, heads) or "see `foedera loads`")
        others = merged(journal.content(tx, h) for d, h in heads.items() if d != dataset)
        refuse(list(abandoned(journal.content(tx, heads[dataset]), others)))
        return bring(tx, model, {dataset: Records()}, Whole(others), heads, replace(options, replace=True), {})

    return change(store, model, options, work)


def read_held(store: Store) -> Records:
    """All that the datasets of a store say, as it was loaded."""
    return read(store, journal.everything)


def compare_loads(store: Store, model: Model, old: str, new: str) -> Changes:
    """How the graph after one load differs from that after another. Raises NotFoundError."""

    def work(tx: neo4j.ManagedTransaction) -> Changes:
        entries = journal.entries(tx)
        contents = [journal.contents_after(entries, load) for load in (old, new)]
        both = [merged(journal.content(tx, h) for h in c.values()) for c in contents]
        for records in both:
            refuse_unknown_terms(records, model)
        return difference(*(derive(records, model) for records in both))

    return read(store, work)


def read_journal(store: Store) -> list[LoadEntry]:
    """All loads, oldest first."""
    return read(store, journal.entries)


def is_current(store: Store, model: Model) -> bool:
    """Whether the graph holds data, and as this version of Foedera would derive it. Finishes a load that was killed."""
    with store_errors(store.address.uri):
        Turn(store.driver, store.address.database).settle(SETTLE_SECONDS)
    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        return session.execute_read(partial(journal.is_derived_by, model=model))


def read(store: Store, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
    """Do `work` in a transaction that cannot write. Raises StoreStateError for a store of before."""

    def readable(tx: neo4j.ManagedTransaction) -> T:
        former.refuse(tx)
        return work(tx)

    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        return session.execute_read(readable)


def change(store: Store, model: Model, options: LoadOptions, work: Work) -> LoadResult:
    """Do `work` alone among loads; for a dry run, in a transaction that cannot write."""
    if options.dry_run:
        return read(store, lambda tx: work(tx, options))

    turn = Turn(store.driver, store.address.database)
    derivation = journal.derivation(model)
    ways = Ways(store, model, options.step)

    def alone(tx: neo4j.ManagedTransaction) -> tuple[bool, Pending | None, LoadResult]:
        adopted = former.adopt(tx)
        turn.lock(tx)
        ways.tidy(tx)
        result = _once(partial(work, tx, replace(options, write=ways.write)))
        if result.changes is None and journal.is_derived_by(tx, model):
            return adopted, None, result
        return adopted, turn.begin(tx, result.version, derivation, flip=ways.flip), result

    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        if words := awaited(session, store.address.database):
            options.step(words, 0)
        ensure_schema(store.driver, store.address.database, model, session.execute_read(read_side))
        try:
            adopted, taken, result = session.execute_write(neo4j.unit_of_work(metadata=signed(), timeout=LONGEST)(alone))
            if taken is not None:
                turn.end(taken)
        except BaseException:
            with suppress(Exception):  # else the next load does it
                turn.settle(SETTLE_SECONDS)
            raise
        if adopted:
            former.drop_indexes(session, model)
    if result.changes and result.changes.size >= LARGE:
        plan_anew(store.driver, store.address.database)
    if ways.flip:
        ways.sweep(turn)
    return result


def _once(work: Callable[[], LoadResult]) -> LoadResult:
    """What `work` does. The driver tries most transactions again that fail; one that needed too much memory would need it again."""
    try:
        return work()
    except neo4j.exceptions.TransientError as error:
        if "Memory" in (error.code or ""):
            raise InputError(
                "the load needs more memory than its Neo4j may use",
                f"nothing was written; give Neo4j a larger heap: {SETTING} for the local store",
            ) from error
        raise


def _load(tx: neo4j.ManagedTransaction, options: LoadOptions, model: Model, records: Records, found: Sequence[Problem]) -> LoadResult:
    heads = journal.heads(tx)
    named = records.dataset_ids()
    background = read_background(tx, [h for d, h in heads.items() if d not in named], model)
    others = background.records
    # Read only where they are needed: those of the core take a second.
    held = (named & heads.keys()) - (set() if options.append else records.datasets.keys())
    own = {d: journal.content(tx, heads[d]) for d in held}
    refuse_unknown_terms(others, model)
    options.step("checking", 0)
    if options.append:
        records, problems = append(records, merged(own.values()), others, model)
        refuse([*found, *problems])
    # They will be refused; what they refer to in the rest of their dataset is there nevertheless.
    held = own.keys() - records.datasets.keys()
    checked, problems = check_records(records, model, known(merged([others, *(own[d] for d in held)]), model, held))
    refuse([*found, *lacking_core(problems, records, others, model)])
    # Once, while little else is in memory: whoever wants them in order finds them so.
    checked.links = links_in_order(checked.links)
    new = split(checked)
    names = {d: journal.name_of(part) for d, part in new.items()}
    changed = [d for d, name in names.items() if d in heads and name != heads[d]]
    own |= {d: journal.content(tx, heads[d]) for d in changed if d not in own}
    losses = _losses(tx, {d: own[d] for d in changed}, new, heads, (list(checked.files), former_ids(checked) | former_ids(others)), options)
    if changed or new.keys() - heads.keys():
        background = _around(background, [checked, *(own[d] for d in changed)])
        others = background.records
        refuse([*dangling(checked, others), *check_binding(checked, model, others.claims)])
    return replace(bring(tx, model, new, background, heads, options, records.files, names, own), losses=losses)


def _around(background: Background, changed: Sequence[Records]) -> Background:
    """The background with all that it says of the entities of which something else is said now."""
    named = {end for part in changed for link in part.links for end in (link.subject, link.object)}
    named |= {claim.subject for part in changed for claim in part.claims}
    named |= {coverage.of for part in changed for coverage in part.coverages}
    if len(named) > MOST_ENTITIES:
        return Whole(background.whole())
    background.of(named, {old: new for part in changed for old, new in former_ids(part).items()})
    return background


def _losses(
    tx: neo4j.ManagedTransaction,
    own: Mapping[str, Records],
    new: Mapping[str, Records],
    heads: Mapping[str, str],
    given: tuple[list[str], Mapping[str, str]],
    options: LoadOptions,
) -> tuple[Loss, ...]:
    """What the datasets lose; `given` are the files of the load and where former ids lead. Raises InputError where it was hardly meant."""
    each = (find_loss(d, old, new[d], () if options.append else journal.files_of(tx, d, heads[d]), *given) for d, old in own.items())
    losses = tuple(loss for loss in each if loss)
    if not options.replace and not options.dry_run:
        refuse_losses(losses)
    if losses:
        options.losing(losses)
    return losses


def refuse(problems: Sequence[Problem]) -> None:
    """Raise InputError when there are any."""
    if problems:
        count = f"{len(problems)} problem{'s' * (len(problems) > 1)}"
        raise InputError("\n".join(str(p) for p in sorted(set(problems))), f"{count}; nothing was written")


def bring(
    tx: neo4j.ManagedTransaction,
    model: Model,
    new: Mapping[str, Records],
    background: Background,
    heads: Mapping[str, str],
    options: LoadOptions,
    files: Mapping[str, str],
    named: Mapping[str, str] | None = None,
    held: Mapping[str, Records] | None = None,
) -> LoadResult:
    """Replace the datasets in `new`; `background` is what those say that stay, `heads` the contents of all there are.

    `named`: the names of the new contents, where they are known. `held`: what was read of the old ones already.
    """
    started = journal.now()
    named = named or {d: journal.name_of(part) for d, part in new.items()}
    hashes = {d: name if _has(new[d]) else "" for d, name in named.items()}
    held = held or {}
    differing = [d for d in new if heads.get(d, "") != hashes[d]]
    old = {d: held[d] if d in held else journal.content(tx, heads[d]) if d in heads else Records() for d in differing}
    counts = {d: journal.count(old[d], part) if d in old else Counts(unchanged=_size(part)) for d, part in new.items()}
    contents = {d: h for d, h in {**heads, **hashes}.items() if h}
    version = journal.data_version(contents, model)
    if version == journal.current_version(tx):
        return LoadResult(version, counts, None)
    options.step("deriving", 0)
    sided = Sided(tx)
    differs = _Differs(old, {d: new[d] for d in old}, [part for d, part in new.items() if d not in old], most=_most(counts, old))
    found = _find(differs, background, HeldGraph(sided, model), told=options.dry_run)
    changes = found.changes
    warnings = find_oddities(
        merged([background.records, *new.values()]), model, files_of(new.values()) - set(options.shipped), background.of
    )
    options.step("comparing", 0)
    lists = list_diffs(found.links_at, changes, model)
    others = {relation.claim_type for relation in model.relations.values() if relation.sourced}
    not_preferred = sum(1 for link in changes.new_links.values() if link.type in others)
    if options.write:
        written = options.write(sided, changes, lambda: found.state or derive(merged([background.whole(), *new.values()]), model))
        if changes.size > LARGE_LOAD:
            options.step("keeping what was loaded", 0)
        number = journal.number_loads(tx)
        run = journal.name_of_run(tx, started, number)
        stamp(written, changes, Stamp(version, journal.to_the_second(started), number if old else None))
        for dataset in old:
            told = (journal.to_the_second(started), journal.to_the_second(journal.now()), journal.who())
            within = files_of([new[dataset]])
            own = {f: h for f, h in files.items() if f in within} or files
            names = tuple(f"{f} {h}" for f, h in sorted(own.items()))
            entry = LoadEntry(f"{run}/{dataset}", dataset, hashes[dataset], *told, counts[dataset], version, names, number)
            journal.write_entry(tx, entry, new[dataset], model)
        if isinstance(background, Whole):
            for dataset, records in split(background.records).items():
                journal.keep(tx, heads[dataset], records, model)
    return LoadResult(version, counts, changes, not_preferred, lists, tuple(warnings))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a load changes, how to read relationships before it, and the whole state after it where that was derived."""

    changes: Changes
    links_at: LinksAt
    state: GraphState | None = None


@dataclass(frozen=True, slots=True)
class _Differs:
    """What the datasets of a load said before and say now, and the others of it that say the `same`.

    `most`: so many records differ that the whole is derived without looking for what they touch.
    """

    old: Mapping[str, Records]
    new: Mapping[str, Records]
    same: Sequence[Records]
    most: bool


def _find(differs: _Differs, background: Background, held: HeldGraph, *, told: bool) -> _Found:
    """What turns the graph into what follows from what is said now and the background. `told`: it is shown, and not written."""
    model = held.model
    derived = journal.is_derived_by(held.tx.transaction, model)
    if (found := _find_parts(differs, background, held, sought=derived and not differs.most)) is not None:
        return _Found(found, held.links_at)
    rest = [background.whole(), *differs.same]
    before = (None if derived or not told else _derived(merged([*rest, *differs.old.values()]), model)) or read_state(held.tx, model)
    after = derive(merged([*rest, *differs.new.values()]), model)
    return _Found(difference(before, after), before.links_at, after)


def _find_parts(differs: _Differs, background: Background, held: HeldGraph, *, sought: bool) -> Changes | None:
    """The changes by what they touch; None where the whole has to be derived, or where they are not `sought`."""
    old, new = merged(differs.old.values()), merged(differs.new.values())
    known = merged([background.records, new, *differs.same])
    refuse_unknown_terms(known, held.model)
    return find_changes(old, new, known, held, held.model, background.of) if sought else None


def _derived(said: Records, model: Model) -> GraphState | None:
    """What was said before as it is derived now: how else an older Foedera derived it is no change of the load.

    None where it was said in terms that are no longer known.
    """
    try:
        refuse_unknown_terms(said, model)
    except InputError:
        return None
    return derive(said, model)


def _most(counts: Mapping[str, Counts], datasets: Collection[str]) -> bool:
    return sum(counts[d].touched for d in datasets) > LARGE_LOAD


def _has(records: Records) -> bool:
    return _size(records) > 0


def _size(records: Records) -> int:
    facts = len(records.claims) + len(records.links) + len(records.notes)
    return facts + len(records.coverages) + len(records.datasets)
