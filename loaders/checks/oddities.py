"""What is odd about records that are right by themselves, told by `foedera check` and by a load alike. All of it as warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from facts.chunks import More, nothing_more
from facts.records import ClaimRecord, ConflictNote, CoverageRecord, LinkRecord, Problem, Records
from loaders.checks.acts import check_acts
from loaders.checks.conforming import distinct
from loaders.checks.duplicates import check_duplicates
from loaders.checks.future import check_future
from loaders.checks.hierarchies import check_hierarchies
from loaders.checks.identities import check_identities
from loaders.checks.lives import check_lives
from loaders.checks.overlaps import check_overlaps, check_repeated
from loaders.checks.preference import check_preference
from loaders.checks.provenance import check_provenance
from loaders.checks.ranks import check_ranks
from ontology import Model


def find_oddities(records: Records, model: Model, files: Collection[str], more: More = nothing_more) -> list[Problem]:
    """What is odd in one of `files`, in order of places; `records` are all, those of other datasets among them, checked.

    They may lack what other datasets say of entities that `files` do not name, besides names and keys: that is then asked of `more`.
    """
    if not files:
        return []
    # Warnings about other files are reported when those are checked or loaded themselves.
    return distinct(p for p in _all(records, model, files, more) if p.location.file in files)


def _all(records: Records, model: Model, files: Collection[str], more: More) -> Iterator[Problem]:
    links = [link for link in records.links if link.file in files]
    around = _around(records, files)
    yield from check_lives(around, links, model)
    yield from check_acts(around, links, model)
    yield from check_overlaps(around, model)
    yield from check_repeated(records, files)
    yield from check_hierarchies(records, model, files)
    yield from check_preference(around, links, model)
    yield from check_ranks(around, model, files)
    yield from check_future(around, links, model)
    yield from check_provenance(around, model)
    yield from check_duplicates(records, model, files, more)
    yield from check_identities(records, model, files)


def _around(records: Records, files: Collection[str]) -> Records:
    """All that is said, by any dataset, of the entities that are named in `files`."""
    named = {c.subject for c in records.claims if c.file in files}
    named |= {end for o in records.links if o.file in files for end in (o.subject, o.object)}
    claims = [c for c in records.claims if c.subject in named]
    links = [o for o in records.links if o.subject in named or o.object in named]
    known = named | {end for o in links for end in (o.subject, o.object)}
    classes = [c for c in records.claims if c.property == "class" and c.subject in known - named]
    return Records(records.datasets, [*claims, *classes], links, records.notes, records.coverages)


def files_of(parts: Iterable[Records]) -> set[str]:
    """The files in which records stand."""
    found: set[str] = set()
    for part in parts:
        placed = chain[ClaimRecord | LinkRecord | CoverageRecord | ConflictNote](part.claims, part.links, part.coverages, part.notes)
        found |= {record.file for record in placed}
    return found - {""}
