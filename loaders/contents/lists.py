"""Which lists of the core are complete, until when the others speak, and which nobody wrote down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from facts.listing import read_lines, said_by
from facts.records import CoverageRecord
from loaders.contents.counting import nodes
from loaders.deriving.graph_state import GraphState
from ontology import Model
from ontology.stored import COVERAGE

USUAL = 5
"""A class is expected to have a list when at least one in so many of its entities has it."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The entities of a class whose list nobody wrote down, by name, among all of the class."""

    list_name: str
    cls: str
    names: tuple[str, ...]
    of: int


def missing(state: GraphState, model: Model) -> list[Missing]:
    """The lists that nobody wrote down, where many entities of the class have theirs."""
    without: dict[tuple[str, str], list[str]] = defaultdict(list)
    all_of: dict[tuple[str, str], int] = defaultdict(int)
    for _, properties in nodes(state, model):
        cls = model.classes[str(properties["class"])]
        lines = properties.get(COVERAGE, [])
        assert isinstance(lines, list)
        for end in cls.ends.values():
            if end.relation.listed and end.name == end.relation.inverse:
                all_of[end.name, cls.name] += 1
                if not read_lines(lines, end.name):
                    without[end.name, cls.name].append(str(properties["name"]))
    found = [Missing(name, cls, tuple(sorted(without[name, cls])), of) for (name, cls), of in all_of.items()]
    return sorted((m for m in found if m.names and (m.of - len(m.names)) * USUAL >= m.of), key=lambda m: (m.list_name, m.cls))


def complete(state: GraphState, model: Model, datasets: Collection[str] | None = None) -> Mapping[str, set[str]]:
    """By list, the entities whose list is declared complete for some time, by these datasets (None: by any)."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, properties in nodes(state, model):
        lines = properties.get(COVERAGE, [])
        assert isinstance(lines, list)
        for name in model.classes[str(properties["class"])].ends if lines else ():
            if any(listed.complete for listed in said_by(read_lines(lines, name), datasets)):
                found[name].add(key.id)
    return found


def is_whole(one: CoverageRecord) -> bool:
    """Whether a declaration says that a list is complete until further notice."""
    return one.complete and one.maintained


def by_relation(declared: Iterable[CoverageRecord]) -> Mapping[tuple[str, str], list[CoverageRecord]]:
    """Declarations by relation and dataset, in order."""
    found: dict[tuple[str, str], list[CoverageRecord]] = defaultdict(list)
    for one in sorted(declared, key=lambda c: (c.relation, c.provenance.dataset, c.of, c.of_class, c.until)):
        found[one.relation, one.provenance.dataset].append(one)
    return found
