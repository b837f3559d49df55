"""What is to be checked, and what it is checked against."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from common.errors import UsageError
from facts.datasets import split, without
from facts.records import ClaimRecord, ConflictNote, DatasetRecord, LinkRecord, Problem, Records
from loaders.checks.appending import append as add
from loaders.checks.resolving import resolve_records
from loaders.checks.shipped import shipped
from loaders.checks.terms import in_known_terms
from loaders.sources.files import is_folder
from loaders.sources.gathering import CORE_FOLDER, sort
from loaders.sources.lines import read_lines
from loaders.sources.rdf_reading import read_rdf
from loaders.sources.reference import read_reference
from loaders.sources.scripting import KNOWN
from loaders.sources.scripts import run_script
from loaders.sources.yaml_reading import read_paths
from loaders.tables.loading import Tables, read_tables
from loaders.tables.report import TableReport
from ontology import Model

if TYPE_CHECKING:
    import neo4j

    from graph import Store

SHIPPED = "the core that ships"


@dataclass(frozen=True, slots=True)
class Sources:
    """`records` are those of `files` (and of the rest of the core, where a file of the core is named); `background` is checked already.

    `others` is what the store holds of other datasets, in which references may lead to what would be gone; `held` are datasets that are
    there and that the files name but do not describe. `replaced` are the datasets of the store in whose place a load would put what was
    read, each with the files of which it was made.
    """

    records: Records
    problems: tuple[Problem, ...]
    files: frozenset[str]
    background: Records
    against: str
    others: Records = field(default_factory=Records)
    held: frozenset[str] = frozenset()
    tables: tuple[TableReport, ...] = ()
    replaced: Mapping[str, tuple[Records, tuple[str, ...]]] = field(default_factory=dict)


def find_sources(
    targets: Iterable[str], model: Model, store: Store | None = None, *, append: bool = False, mapping: Path | None = None
) -> Sources:
    """Read what `targets` name, and what they may refer to: the content of `store`, else the core that ships.

    With `append` datasets that are there already stay, and what is read is added to them. Tables are read by `mapping`.

    Raises NotFoundError for a path at which there is nothing, UsageError when there is too much.
    """
    wanted = sort(targets, mapped=mapping is not None)
    named = [*([_core()] if wanted.core else []), *wanted.paths]
    inside = any(_is_core(path) for path in named)
    # Files of the core make sense only together: they share datasets, and refer to each other.
    records, problems = read_paths([*named, _core()] if inside else named, model)
    files = {f for f in [*records.files, *(p.location.file for p in problems)] if _is_named(f, named)}
    for path in named:
        if is_folder(path) and not any(Path(f).is_relative_to(path) for f in [*files, *map(str, wanted.tables)]):
            raise UsageError(f"{path} holds no .yaml files", "name a folder with some, or a file")
    if inside:
        records.add(read_reference())
    there = (Records() if inside else shipped(model)) if store is None else in_known_terms(_stored(store), model)
    KNOWN.set(lambda: there)
    read = [run_script(path).records(model) for path in wanted.scripts] + [read_rdf([path], model) for path in wanted.linked]
    for found, wrong in (*read, read_lines(wanted.lines, model)):
        records.add(found)
        problems += wrong
        files |= _files_of(found, wrong)
    tables = Tables(lambda named: there if append else without(there, named), mapping)
    found, wrong = read_tables(wanted.tables, model, tables, records)
    records.add(found)
    problems += wrong
    files |= _files_of(found, wrong)
    kept = [p for p in problems if p.location.file in files]
    own = records.dataset_ids() & there.datasets.keys()
    if append and own:
        records, wrong = add(records, without(there, there.datasets.keys() - own), without(there, own), model)
        kept += wrong
    held = frozenset(own - records.datasets.keys())
    others = without(there, own - held)
    if store is None:
        return Sources(records, tuple(kept), frozenset(files), others, SHIPPED, held=held, tables=tuple(tables.reports))
    resolved, against = resolve_records(others, model), f"the data in {store.address.uri}"
    replaced = {} if append else _replaced(store, there, own)
    return Sources(records, tuple(kept), frozenset(files), resolved, against, others, held, tuple(tables.reports), replaced)


def _core() -> Path:
    """The folder of the core, as a person would name it from here."""
    relative = os.path.relpath(CORE_FOLDER)
    return CORE_FOLDER if relative.startswith("..") else Path(relative)


def _is_core(path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(CORE_FOLDER))


def _is_named(file: str, named: Iterable[Path]) -> bool:
    return any(Path(file).is_relative_to(path) for path in named)


def _files_of(records: Records, problems: Iterable[Problem]) -> set[str]:
    """The files from which a script's loader was called: the script, and modules that it imports."""
    parts = chain[DatasetRecord | ClaimRecord | LinkRecord | ConflictNote | Problem](
        records.datasets.values(), records.claims, records.links, records.notes, problems
    )
    return {*records.files, *(part.location.file for part in parts)}


def _stored(store: Store) -> Records:
    """What the store holds, as a load would leave it."""
    from graph import store_errors  # noqa: PLC0415  # the driver takes 0.3 s, and most checks need no store

    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        return session.execute_read(contents)


def _replaced(store: Store, there: Records, datasets: Iterable[str]) -> dict[str, tuple[Records, tuple[str, ...]]]:
    from loaders.writing import journal  # noqa: PLC0415
    from loaders.writing.sync import read  # noqa: PLC0415

    def files(tx: neo4j.ManagedTransaction) -> dict[str, tuple[str, ...]]:
        heads = journal.heads(tx)
        return {name: tuple(journal.files_of(tx, name, heads[name])) for name in sorted(datasets) if name in heads}

    parts = split(there)
    return {name: (parts[name], made_of) for name, made_of in read(store, files).items()} if datasets else {}


def contents(tx: neo4j.ManagedTransaction) -> Records:
    """The records of all datasets that a store holds."""
    from loaders.writing import journal  # noqa: PLC0415

    return journal.everything(tx)
