"""How much files know, read with what they refer to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from common.errors import InputError
from facts.datasets import without
from facts.records import Records
from loaders.checks.conforming import check_records, known
from loaders.checks.targets import find_sources
from loaders.contents.summary import Line, Own, summarize
from loaders.deriving.derive import derive
from loaders.sources.gathering import sort
from ontology import Model


def summarize_files(targets: Sequence[str], model: Model) -> list[Line]:
    """The lines of what `targets` say: `core`, files, folders, tables or scripts. What they refer to is looked for in the core.

    Raises InputError with all that is wrong with them, NotFoundError for a path at which there is nothing.
    """
    sources = find_sources(targets, model)
    checked, found = check_records(sources.records, model, known(sources.background, model, sources.held))
    problems = {*sources.problems, *(p for p in found if p.location.file in sources.files)}
    if problems:
        raise InputError("\n".join(str(p) for p in sorted(problems)), "a report needs files without errors: see `foedera check`")
    own = None if sort(targets).core else _said_by(checked, sources.files)
    checked.add(without(sources.background, sources.held))
    return summarize(checked, derive(checked, model), model, own)


def _said_by(records: Records, files: Collection[str]) -> Own:
    """What stands in some files."""
    facts = [fact for part in (records.claims, records.links) for fact in part if fact.file in files]
    datasets = {c.provenance.dataset for c in records.coverages if c.file in files}
    return Own(frozenset(fact.id for fact in facts), frozenset(datasets))
