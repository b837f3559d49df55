"""Loading as a user means it: `core`, or files and folders, into a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from graph import Store
from loaders.reading import read_paths
from loaders.records import Problem, Records
from loaders.reference import read_reference
from loaders.sync import LoadResult, Plan, load_records
from ontology import Model

CORE = "core"
CORE_FOLDER = Path(__file__).parent / "core"


def gather(targets: Iterable[str], model: Model) -> tuple[Records, list[Problem]]:
    """Everything that `targets` hold, and what is wrong with how they say it. `core` is what ships with Foedera."""
    records, problems = Records(), []
    paths: list[Path] = []
    for target in targets:
        if target == CORE:
            records.add(read_reference())
            found, wrong = read_paths([CORE_FOLDER], model, CORE_FOLDER.parent)
            records.add(found)
            problems += wrong
        else:
            paths.append(Path(target))
    if paths:
        found, wrong = read_paths(paths, model)
        records.add(found)
        problems += wrong
    return records, problems


def load(store: Store, model: Model, targets: Sequence[str], plan: Plan | None = None) -> LoadResult:
    """Bring the graph to what `targets` say.

    Raises InputError with all problems at once, having written nothing; NotFoundError when a path does not exist.
    """
    records, problems = gather(targets, model)
    return load_records(store, model, records, plan, problems)
