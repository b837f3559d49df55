"""What researchers look for first and the graph lacks: absent.yaml names it, and here it is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from common.text import fold
from loaders.contents.counting import nodes
from loaders.deriving.graph_state import GraphState
from ontology import Model

FILE = Path(__file__).with_name("absent.yaml")


@dataclass(frozen=True, slots=True)
class Sought:
    """Things of one kind, each by all the names under which it was looked for."""

    group: str
    names: tuple[tuple[str, ...], ...]


def sought() -> list[Sought]:
    """What is looked for."""
    return [Sought(g["group"], tuple(map(tuple, g["names"]))) for g in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


def absent(state: GraphState, model: Model) -> list[tuple[str, tuple[str, ...]]]:
    """What is looked for and nothing is called, by its first name, in groups."""
    called = set(_called(state, model))
    lacking = ((g.group, tuple(n[0] for n in g.names if called.isdisjoint(map(fold, n)))) for g in sought())
    return [(group, names) for group, names in lacking if names]


def _called(state: GraphState, model: Model) -> Iterator[str]:
    for _, properties in nodes(state, model):
        for name in sorted(model.names):
            value = properties.get(name, [])
            yield from map(fold, value if isinstance(value, list) else [str(value)])
