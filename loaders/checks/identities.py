"""Ids under which two datasets seem to describe different things: nothing that one calls the entity is a name of it in the other.

Different kinds of things under one id are an error, which resolving reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from facts.records import ClaimRecord, Problem, Records
from loaders.checks import rules
from loaders.checks.duplicates import Words, words_of
from ontology import Model

REMEDY = "if they are the same, add that name to aliases: or use extends:; if not, give this one another id"


@dataclass(slots=True)
class _Description:
    """What one dataset says of who an entity is."""

    declared: ClaimRecord | None = None
    names: dict[Words, str] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)


def check_identities(records: Records, model: Model, files: Collection[str]) -> Iterator[Problem]:
    """Entities described in one of `files` that another dataset describes under other names only, in checked records."""
    for entity, by_dataset in _descriptions(records, model).items():
        described = {d: found for d, found in by_dataset.items() if found.declared and found.names}
        for dataset, mine in described.items():
            if mine.declared and mine.declared.location.file in files:
                other = next((d for d, theirs in described.items() if d != dataset and _differ(mine, theirs, model)), None)
                if other:
                    yield _problem(entity, mine.declared, mine, other, described[other])


def _descriptions(records: Records, model: Model) -> Mapping[str, Mapping[str, _Description]]:
    keys = {key for _, key in model.keys}
    shared = _declared_twice(records)
    found: dict[str, dict[str, _Description]] = defaultdict(lambda: defaultdict(_Description))
    for claim in (c for c in records.claims if c.subject in shared):
        said = found[claim.subject][claim.provenance.dataset]
        if claim.property == "class":
            said.declared = said.declared or claim
        elif claim.property in model.names and (words := words_of(claim.value)):
            said.names.setdefault(words, claim.value)
        elif claim.property in keys:
            said.keys.add((claim.property, claim.value))
    return found


def _declared_twice(records: Records) -> set[str]:
    datasets: dict[str, set[str]] = defaultdict(set)
    for claim in records.claims:
        if claim.property == "class":
            datasets[claim.subject].add(claim.provenance.dataset)
    return {subject for subject, found in datasets.items() if len(found) > 1}


def _differ(one: _Description, other: _Description, model: Model) -> bool:
    kinds = [model.classes[d.declared.value].parents for d in (one, other) if d.declared]
    return kinds[0] == kinds[1] and one.keys.isdisjoint(other.keys) and one.names.keys().isdisjoint(other.names.keys())


def _problem(entity: str, declared: ClaimRecord, mine: _Description, other: str, theirs: _Description) -> Problem:
    name, known = next(iter(mine.names.values())), next(iter(theirs.names.values()))
    where = f" (see {theirs.declared.location})" if theirs.declared and theirs.declared.location.file else ""
    message = f"{entity} is called {name[:60]!r} here, and {known[:60]!r} in dataset {other}{where}"
    return rules.OTHER_NAMES.broken(declared.location, message, REMEDY, value=name[:60], focus=f"entity/{entity}", path="name")
