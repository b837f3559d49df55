"""How much is known, a line for each class and each list: what `foedera status core` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from facts.coverage import classes_of
from facts.listing import UNCHECKED, read_lines
from facts.records import Records
from loaders.contents.counting import DATE, nodes, ties, year_of
from loaders.deriving.graph_state import GraphState, Properties
from ontology import Model
from ontology.stored import COVERAGE, START

CLASS, LIST = "class", "list"


@dataclass(slots=True)
class Line:
    """What is known of the entities of a class (`kind` class), or of a relation of the entities of a class (`kind` list).

    `entities`: of the class, or those that have such a list. `facts`: values of their properties, or relationships, as sources state them.
    `dated`: the entities, or relationships, whose beginning is known; None where nothing of the kind has one. `checked`: facts that were
    read in their source. `complete`: lists that are declared complete, for some time at least; None for a class. `as_of_first` and
    `as_of_last`: the first and the last of the days of which sources speak, else on which they were read, as they are written; empty where
    none says.
    """

    kind: str
    name: str
    of_class: str
    entities: int = 0
    facts: int = 0
    dated: int | None = None
    checked: int = 0
    as_of_first: str = ""
    as_of_last: str = ""
    complete: int | None = None
    holders: set[str] = field(default_factory=set, repr=False)

    @property
    def as_of(self) -> str:
        """The days as one text."""
        return " to ".join(dict.fromkeys(day for day in (self.as_of_first, self.as_of_last) if day))

    def plain(self) -> dict[str, str | int | None]:
        """As JSON has it."""
        return {name: value for name, value in asdict(self).items() if name != "holders"}

    def note(self, *, verification: str, as_of: str) -> None:
        """Count a fact."""
        self.facts += 1
        self.checked += verification != UNCHECKED
        if as_of:
            self.as_of_first = min(self.as_of_first or as_of, as_of)
            self.as_of_last = max(self.as_of_last, as_of)


@dataclass(frozen=True, slots=True)
class Own:
    """Which part of all that is known a report is on: facts by id, and datasets whose declarations of coverage count."""

    facts: frozenset[str]
    datasets: frozenset[str]


def summarize(records: Records, state: GraphState, model: Model, own: Own | None = None) -> list[Line]:
    """The lines of all classes and lists of which anything is said, in the order of the ontology; of `own` facts alone where given."""
    lines = [*_classes(records, state, model, own), *_lists(records, state, model, own)]
    return [line for line in lines if line.facts]


def _classes(records: Records, state: GraphState, model: Model, own: Own | None) -> Iterable[Line]:
    of = {key.id: properties for key, properties in nodes(state, model)}
    found = {name: Line(CLASS, name, name, dated=0 if any(model.classes[name].lifespan) else None) for name in model.entities}
    for claim in records.claims:
        told = claim.provenance
        if claim.subject in of and (own is None or claim.id in own.facts):
            line = found[str(of[claim.subject]["class"])]
            line.holders.add(claim.subject)
            line.note(verification=told.verification, as_of=told.as_of or told.retrieved)
    for line in found.values():
        line.entities = len(line.holders)
        begins = model.classes[line.name].lifespan[0]
        if begins:
            line.dated = sum(bool(year_of(str(of[name].get(begins.name, "")))) for name in line.holders)
    return found.values()


def _lists(records: Records, state: GraphState, model: Model, own: Own | None) -> Iterator[Line]:
    classes = classes_of(records)
    found: dict[tuple[str, str], Line] = {}
    for tie in ties(state, model):
        told = tie.properties
        if own is not None and told["id"] not in own.facts:
            continue
        place = (tie.name, classes[tie.holder])
        if place not in found:
            found[place] = Line(LIST, *place, dated=0 if tie.relation.dated or DATE in told else None, complete=0)
        line = found[place]
        line.holders.add(tie.holder)
        line.note(verification=str(told["verification"]), as_of=str(told.get("asOf") or told.get("retrieved") or ""))
        if begun := year_of(str(told.get(START) or told.get(DATE) or "")):
            line.dated = (line.dated or 0) + bool(begun)
    whole = _complete(state, model, own)
    for place in sorted(found):
        line = found[place]
        line.entities = len(line.holders)
        line.complete = len(line.holders & whole[line.name])
        yield line


def _complete(state: GraphState, model: Model, own: Own | None) -> dict[str, set[str]]:
    """By list, the entities whose list somebody declares complete."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, properties in nodes(state, model):
        for name, dataset in _declared(properties, model):
            if own is None or dataset in own.datasets:
                found[name].add(key.id)
    return found


def _declared(properties: Properties, model: Model) -> Iterator[tuple[str, str]]:
    lines = properties.get(COVERAGE, [])
    assert isinstance(lines, list)
    if lines:
        for name in model.classes[str(properties["class"])].ends:
            yield from ((name, listed.dataset) for listed in read_lines(lines, name) if listed.complete)
