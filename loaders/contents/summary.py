"""How much is known, a line for each class and each list: what `foedera status core` prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from facts.coverage import classes_of
from facts.records import Records
from loaders.contents.counting import Tally, by_list, entities, ties
from loaders.contents.lists import complete
from loaders.deriving.graph_state import GraphState
from ontology import Model

CLASS, LIST = "class", "list"


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of the entities of a class (`kind` class), or of a relation of the entities of a class (`kind` list).

    `entities`: of the class, or those that have such a list. `facts`: values of their properties, or relationships, as sources state them.
    `dated`: the entities, or relationships, whose beginning is known; None where nothing of the kind has one. `checked`: facts that were
    read in their source. `complete`: lists that are declared complete, for some time at least; None for a class. `as_of_first` and
    `as_of_last`: see Tally.
    """

    kind: str
    name: str
    of_class: str
    entities: int
    facts: int
    dated: int | None
    checked: int
    as_of_first: str
    as_of_last: str
    complete: int | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """Which part of all that is known a report is on: facts by id, and datasets whose declarations of coverage count."""

    facts: frozenset[str]
    datasets: frozenset[str]


def summarize(records: Records, state: GraphState, model: Model, own: Own | None = None) -> list[Line]:
    """The lines of all classes and lists of which anything is said, in the order of the ontology; of `own` facts alone where given."""
    return [*_classes(records, state, model, own), *_lists(records, state, model, own)]


def _classes(records: Records, state: GraphState, model: Model, own: Own | None) -> Iterator[Line]:
    claims = (claim for claim in records.claims if own is None or claim.id in own.facts)
    for name, tally in entities(claims, state, model).items():
        yield _line(CLASS, name, name, tally, tally.number)


def _lists(records: Records, state: GraphState, model: Model, own: Own | None) -> Iterator[Line]:
    stated = (tie for tie in ties(state, model) if own is None or tie.properties["id"] in own.facts)
    whole = complete(state, model, None if own is None else own.datasets)
    for (name, cls), tally in by_list(stated, classes_of(records)).items():
        yield _line(LIST, name, cls, tally, len(tally.holders), len(tally.holders & whole.get(name, set())))


def _line(kind: str, name: str, cls: str, tally: Tally, number: int, whole: int | None = None) -> Line:
    dated = tally.begun if tally.datable else None
    return Line(kind, name, cls, number, tally.statements, dated, tally.checked, tally.as_of_first, tally.as_of_last, whole)
