"""The page that says what is in the core and what is not: contents.md has its words, with places for numbers and tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from common.markdown import count, share
from facts.records import Records
from loaders.contents.tables import Tables
from loaders.deriving.graph_state import GraphState
from ontology import Kind, Model

FILE = Path(__file__).parents[2] / "docs" / "research" / "contents.md"
WORDS = Path(__file__).with_name("contents.md")


def text(records: Records, state: GraphState, model: Model) -> str:
    """The page, as Markdown."""
    tables = Tables(records, state, model)
    made = {
        "absent": tables.absent,
        "by_class": tables.by_class,
        "by_relation": tables.by_relation,
        "undated": tables.undated,
        "by_decade": tables.by_decade,
        "complete": tables.complete,
        "ending": tables.ending,
        "states": tables.states,
        "missing": tables.missing,
        "dataset_table": tables.datasets,
    }
    blocks = {name: "".join(make()).rstrip("\n") for name, make in made.items()}
    return WORDS.read_text(encoding="utf-8").format(**_numbers(tables), **blocks)


class _Counts(dict[str, str]):
    """Numbers by name, 0 where nothing was counted."""

    def __missing__(self, name: str) -> str:
        return "0"


def _numbers(tables: Tables) -> dict[str, str | _Counts]:
    """The numbers in the words: of all there is, of classes (`number`), of lists, of relationships that have a property (`having`)."""
    records, state, lists = tables.records, tables.state, tables.whole
    classes = Counter(c for name, tally in tables.entities.items() for c in tables.model.classes[name].lineage for _ in range(tally.number))
    having = Counter(name for tie in tables.ties for name in tie.properties)
    return {
        "entities": count(classes[Kind.ENTITY.value]),
        "relationships": count(len(tables.ties)),
        "claims": count(len(records.claims)),
        "conflicts": count(sum("Conflict" in node.labels for node in state.nodes.values())),
        "datasets": count(len(records.datasets)),
        "number": _Counts({name: count(number) for name, number in classes.items()}),
        "statements": _Counts({name: count(tally.number) for name, tally in lists.items()}),
        "holders": _Counts({name: count(len(tally.holders)) for name, tally in lists.items()}),
        "dated": _Counts({name: share(tally.begun, tally.number) for name, tally in lists.items()}),
        "having": _Counts({name: count(number) for name, number in having.items()}),
    }
