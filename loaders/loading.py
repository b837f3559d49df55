"""Loading as a user means it: `core`, files and folders, or loader scripts, into a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph import Store
from loaders.sources.gathering import CORE, CORE_FOLDER, gather
from loaders.writing.sync import LoadOptions, LoadResult, load_records
from ontology import Model

__all__ = ["CORE", "CORE_FOLDER", "gather", "load"]


def load(store: Store, model: Model, targets: Sequence[str], options: LoadOptions | None = None) -> LoadResult:
    """Bring the graph to what `targets` say.

    A loader script is run. Raises InputError with all problems at once, having written nothing; NotFoundError when a path does not exist.
    """
    records, problems = gather(targets, model)
    # What is odd in the core is known: tests list it with the reasons.
    shipped = frozenset(f for f in records.files if CORE in targets and f.startswith(f"{CORE_FOLDER.name}/"))
    return load_records(store, model, records, replace(options or LoadOptions(), shipped=shipped), problems)
