"""One message for one mistake: what is missing at the head of a file is missing from all of its facts, and is told once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from facts.records import LOCAL_DATASET, ClaimRecord, CoverageRecord, LinkRecord, Location, Problem, Records
from loaders.checks import rules

NO_DATASET = "add dataset: to the file, and describe it under datasets:"
NO_SOURCE = "add source: to the file, to an entity or to a fact"


def folded(problems: Sequence[Problem], records: Records) -> list[Problem]:
    """The problems of records, those about the head of a file once for the file."""
    lost: dict[str, list[Problem]] = defaultdict(list)
    bare: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.rule == rules.NO_DATASET.code and problem.value == LOCAL_DATASET:
            lost[problem.location.file].append(problem)
        elif problem.rule == rules.NO_SOURCE.code:
            bare[problem.location.file].append(problem)
    if not lost and not bare:
        return list(problems)
    counts = _facts(records)
    heads = [_at_head(found, f"nothing says to which dataset {_count(found)}", NO_DATASET) for found in lost.values()]
    # Where some facts have a source, each of the others is told by itself.
    bare = {file: found for file, found in bare.items() if 1 < len(found) == counts[file]}
    heads += [_at_head(found, f"none of the {len(found):,} facts of the file has a source", NO_SOURCE) for found in bare.values()]
    gone = {id(p) for p in chain(*lost.values(), *bare.values())}
    return [*(p for p in problems if id(p) not in gone), *heads]


def _count(found: Sequence[Problem]) -> str:
    return f"the {len(found):,} facts of the file belong" if len(found) > 1 else "this belongs"


def _at_head(found: Sequence[Problem], message: str, remedy: str) -> Problem:
    first = min(found, key=lambda p: p.location)
    where = first.location if first.location.cell else Location(first.location.file, 1, 1)
    return replace(first, location=where, message=message, remedy=remedy)


def _facts(records: Records) -> Counter[str]:
    said = chain[ClaimRecord | LinkRecord | CoverageRecord](records.claims, records.links, records.coverages)
    return Counter(record.file for record in said)
