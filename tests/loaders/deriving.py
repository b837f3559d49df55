"""A few lines of YAML as the state of the graph they lead to, without a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from facts.records import Records
from loaders.checks.conforming import check_records
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import GraphState, Link, NodeKey, Properties
from loaders.sources.yaml_reading import read_paths
from ontology import Model

HEAD = """
datasets:
- {id: mine, title: Mine, rank: 5, licence: CC0}
- {id: theirs, title: Theirs, rank: 50, licence: CC0}
dataset: mine
source: A book, p. 1
entities:
"""


@dataclass(frozen=True)
class Derived:
    """The state that some lines lead to."""

    records: Records
    state: GraphState

    def node(self, id_: str) -> Properties:
        """What an entity has."""
        return self.state.nodes[NodeKey("Entity", id_)].properties

    def links(self, subject: str, object_: str) -> list[Link]:
        """The relationships between two entities, in order of time."""
        found = [link for key, link in self.state.links.items() if (key.start.id, key.end.id) == (subject, object_)]
        return sorted(found, key=lambda link: str(link.properties.get("startEarliest")))

    def days(self, subject: str, object_: str) -> list[tuple[str, ...]]:
        """The four days of each of them."""
        return [four(link.properties) for link in self.links(subject, object_)]


def four(properties: Properties) -> tuple[str, ...]:
    """The four days."""
    return tuple(str(properties[n]) for n in ("startEarliest", "startLatest", "endEarliest", "endLatest"))


def derived(model: Model, folder: Path, text: str, head: str = HEAD) -> Derived:
    """What the lines lead to; they must be free of errors."""
    file = folder / "facts.yaml"
    file.write_text(head + text, encoding="utf-8")
    records, problems = read_paths([file], model)
    checked, more = check_records(records, model)
    assert [str(p) for p in (*problems, *more)] == []
    return Derived(checked, derive(checked, model))
