"""A part of what a store holds, as it was loaded: to be written as a file that says the same."""

from __future__ import annotations

from collections.abc import Iterable

from common.errors import NotFoundError, UsageError
from common.meant import meant_id
from common.suggest import suggest
from facts.datasets import merged, split
from facts.records import Records, in_order
from facts.redirects import former_ids
from rdf.extent import Part


def part_of(held: Records, part: Part) -> Records:
    """What the datasets of `part` say, or what is said about its entities; in order, the descriptions only of whole datasets.

    Raises NotFoundError for a dataset or an entity that is not there, UsageError for a part by class, steps or day.
    """
    if part.classes or part.depth or part.at:
        raise UsageError("yaml is written of datasets and entities", "leave out --class, --depth and --at, or choose another format")
    by_dataset = split(held)
    for name in part.datasets:
        if name not in by_dataset:
            raise NotFoundError(f"the store holds no dataset {name!r}", suggest(name, by_dataset) or "see `foedera status`")
    found = merged(by_dataset[name] for name in part.datasets) if part.datasets else held
    return in_order(about(found, [_id(e, held) for e in part.entities]) if part.entities else found)


def about(records: Records, ids: Iterable[str]) -> Records:
    """What is said of entities, and of their relationships from either end."""
    wanted = set(ids)
    return Records(
        claims=[c for c in records.claims if c.subject in wanted],
        links=[o for o in records.links if o.subject in wanted or o.object in wanted],
        notes=[n for n in records.notes if n.subject in wanted],
        coverages=[c for c in records.coverages if c.of in wanted],
    )


def _id(name: str, held: Records) -> str:
    there = {c.subject for c in held.claims if c.property == "class"}
    found = former_ids(held).get(name, name)
    if found not in there:
        raise NotFoundError(f"there is no entity {name!r}", meant_id(name, there))
    return found
