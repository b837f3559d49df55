"""The questions of docs/rdf.md have answers, and the right ones."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.deriving.graph_state import GraphState
from loaders.deriving.linked import source_of
from ontology import Model
from rdf.concepts import concept_lines
from rdf.export import lines
from rdf.extent import Part
from rdf.names import PREFIXES

PAGE = (Path(__file__).parents[2] / "docs" / "rdf.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^([^\n]+\?)\n\n```sparql\n(.*?)```", PAGE.split("## Ten questions")[1], re.MULTILINE | re.DOTALL)
PROLOGUE = "".join(f"PREFIX {name}: <{address}>\n" for name, address in PREFIXES.items())


@pytest.fixture(scope="module")
def graph(core_state: GraphState, model: Model) -> ox.Store:
    """Alliances, unions and France, with what touches them."""
    part = Part(classes=("Alliance", "SupranationalUnion"), entities=("france", "germany"))
    store = ox.Store()
    facts = b"".join(lines(source_of(core_state, model), model, part))
    store.bulk_load(facts + "\n".join([*concept_lines(model), ""]).encode(), format=ox.RdfFormat.N_TRIPLES)
    return store


def test_there_are_ten_questions() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize(("question", "query"), QUESTIONS, ids=[q for q, _ in QUESTIONS])
def test_a_question_is_answered(question: str, query: str, graph: ox.Store) -> None:
    found = [tuple(term.value if term else None for term in row) for row in graph.query(PROLOGUE + query)]  # type: ignore[union-attr]  # a SELECT
    first = [row[0] for row in found]
    match question.split()[:4]:
        case ["Who", "was", "in", "NATO"]:
            assert len(set(first)) == 16, "Spain had joined two days before"
            assert "Poland" not in first
        case ["Who", "left", *_]:
            assert any(row[:2] == ("Albania", "Warsaw Pact") for row in found), found
        case ["Who", "is", *_]:
            assert len(first) == 27
        case ["When", *_]:
            assert {"1949-04-04", "1949-09-17"} <= set(first)
        case ["Which", "bodies", *_]:
            assert {"European Union", "North Atlantic Treaty Organization"} <= set(first)
        case ["Which", "entity", *_]:
            assert ("https://w3id.org/foedera/id/france", "France") in found
    assert found
