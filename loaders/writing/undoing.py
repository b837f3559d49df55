"""Takes back one load, or one dataset to what it was: what others loaded since stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import neo4j

from common.errors import InputError, NotFoundError
from common.suggest import suggest
from facts.datasets import merged
from facts.records import Records
from graph import Store
from loaders.checks.conforming import dangling
from loaders.checks.resolving import abandoned
from loaders.writing import journal
from loaders.writing.background import Whole
from loaders.writing.journal import LoadEntry
from loaders.writing.sync import LoadOptions, LoadResult, bring, change, refuse
from ontology import Model


def undo_load(store: Store, model: Model, load: str, options: LoadOptions) -> LoadResult:
    """Take the datasets of a load back to what they were before it. `load`: its id, the time it began at, or its data version.

    An id names one dataset of a load, the others all of them. Raises NotFoundError when there is no such load, InputError when
    one of its datasets was loaded again since, or when others refer to what would be gone.
    """

    def work(tx: neo4j.ManagedTransaction, options: LoadOptions) -> LoadResult:
        entries = journal.entries(tx)
        undone = _entries_of(entries, load)
        heads = journal.heads(tx)
        for entry in undone:
            _refuse_later(entry, entries, heads)
        return _take_back(tx, model, {e.dataset: _before(e, entries) for e in undone}, heads, options)

    return change(store, model, options, work)


def revert_dataset(store: Store, model: Model, load: str, dataset: str, options: LoadOptions) -> LoadResult:
    """Bring one dataset to what it was after a load; the others stay as they are. Raises NotFoundError, and InputError as `undo_load`."""

    def work(tx: neo4j.ManagedTransaction, options: LoadOptions) -> LoadResult:
        entries = journal.entries(tx)
        names = {e.dataset for e in entries}
        if dataset not in names:
            raise NotFoundError(f"the store never held a dataset {dataset!r}", suggest(dataset, names) or "see `foedera loads`")
        content = journal.contents_after(entries, load).get(dataset, "")
        return _take_back(tx, model, {dataset: content}, journal.heads(tx), options)

    return change(store, model, options, work)


def _entries_of(entries: Sequence[LoadEntry], load: str) -> list[LoadEntry]:
    """The entries that a load wrote; of several that led to one data version, those of the last."""
    runs = [e.place for e in entries if load in (e.id, e.run, e.version)]
    if not runs and (own := [e.id for e in entries if e.dataset == load]):
        raise NotFoundError(f"{load} is a dataset, and no load", f"its last load is {own[-1]}; `foedera drop {load}` takes all of it away")
    if not runs:
        raise NotFoundError(f"there is no load {load!r}", "see `foedera loads`; give an id, a time or a data version of it")
    found = [e for e in entries if e.place == runs[-1]]
    return [e for e in found if e.id == load] or found


def _before(entry: LoadEntry, entries: Sequence[LoadEntry]) -> str:
    """The content that a dataset had before an entry was written; empty when it was not there."""
    return next((e.content for e in reversed(entries) if e.dataset == entry.dataset and e.place < entry.place), "")


def _refuse_later(entry: LoadEntry, entries: Sequence[LoadEntry], heads: Mapping[str, str]) -> None:
    later = [e for e in entries if e.dataset == entry.dataset and e.place > entry.place]
    if later and heads.get(entry.dataset, "") != entry.content:
        message = f"dataset {entry.dataset} was loaded again since, by {later[-1].by}: {later[-1].id}"
        hint = f"undo that first, or bring the whole dataset back: foedera revert LOAD --dataset {entry.dataset}"
        raise InputError(message, hint)


def _take_back(
    tx: neo4j.ManagedTransaction, model: Model, contents: Mapping[str, str], heads: Mapping[str, str], options: LoadOptions
) -> LoadResult:
    new = {d: journal.content(tx, name) if name else Records() for d, name in contents.items()}
    others = merged(journal.content(tx, name) for d, name in heads.items() if d not in contents)
    old = merged(journal.content(tx, heads[d]) for d in contents if d in heads)
    back = merged(new.values())
    refuse(list(abandoned(old, merged([others, back]))))
    refuse(list(dangling(others, back)))
    return bring(tx, model, new, Whole(others), heads, options, {})
