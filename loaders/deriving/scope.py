"""Which parts of the state are derived: all of it, or those that a load can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facts.records import LinkRecord
from loaders.deriving.lives import Life

Pair = tuple[str, str, str]
"""A relation and the two that it relates: what all datasets say of them is derived together."""


def pair_of(link: LinkRecord) -> Pair:
    """What a link is about."""
    return link.relation, link.subject, link.object


@dataclass(frozen=True, slots=True)
class Scope:
    """The parts to derive.

    `entities`: with their claims and conflicts. `pairs`: with their relationships. `records`: ids of datasets, coverages, notes and
    redirects. `lives` are those of all entities that the records name. The search properties of entities are not derived in a scope.
    """

    entities: frozenset[str] = frozenset()
    pairs: frozenset[Pair] = frozenset()
    records: frozenset[str] = frozenset()
    lives: Mapping[str, Life] = field(default_factory=dict)
