"""Loading as a user means it: `core`, files and folders, tables or loader scripts, into a store."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from facts.datasets import without
from facts.records import ERROR
from graph import Store
from loaders.sources.gathering import CORE, CORE_FOLDER, gather
from loaders.tables.loading import Tables
from loaders.writing.sync import LoadOptions, LoadResult, load_records, read_held
from ontology import Model

SELDOM = (100_000, 20, 100)
"""After how many new objects Python looks for those that only refer to each other. Records do not, and millions of them are looked through
again and again: by the thresholds of Python that took a third of the time of a load of 150,000 rows."""
__all__ = ["CORE", "CORE_FOLDER", "gather", "load"]


def load(store: Store, model: Model, targets: Sequence[str], options: LoadOptions | None = None, mapping: Path | None = None) -> LoadResult:
    """Bring the graph to what `targets` say, tables among them by `mapping`.

    A loader script is run. Raises InputError with all problems at once, having written nothing; NotFoundError when a path does not exist.
    """
    with _seldom_collecting():
        return _load(store, model, targets, options or LoadOptions(), mapping)


def _load(store: Store, model: Model, targets: Sequence[str], options: LoadOptions, mapping: Path | None) -> LoadResult:
    held = cache(partial(read_held, store))
    tables = Tables(
        lambda named: held() if options.append else without(held(), named), mapping, foretold=options.foretold, step=options.step
    )
    records, problems = gather(targets, model, tables)
    options.tabled(tables.reports)
    # What is odd in the core is known: tests list it with the reasons.
    shipped = frozenset(f for f in records.files if CORE in targets and f.startswith(f"{CORE_FOLDER.name}/"))
    errors = [p for p in problems if p.level == ERROR]
    result = load_records(store, model, records, replace(options, shipped=shipped), errors)
    odd = tuple(p for p in problems if p.level != ERROR)
    return replace(result, warnings=(*odd, *result.warnings), tables=tuple(tables.reports))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
