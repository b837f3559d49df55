"""Numbers of what the core holds: entities by class, relationships by class and relation, states by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from common.dates import BEGINNING, InvalidDateError, bounds
from facts.listing import UNCHECKED
from facts.records import ClaimRecord
from loaders.deriving.graph_state import GraphState, LinkKey, NodeKey, Properties
from ontology import Model, Relation, Side
from ontology.stored import END, END_EARLIEST, END_LATEST, START, START_EARLIEST, START_LATEST, STILL

DATE = "date"
"""The day of a relationship that is an event."""


@dataclass(slots=True)
class Tally:
    """What is counted of things of one kind: how many, whose, in how many statements, when they began, how much of them is known.

    `datable`: whether things of the kind begin at all. `as_of_first` and `as_of_last`: the first and the last of the days of which sources
    speak, else on which they were read, as they are written; empty where none says.
    """

    number: int = 0
    statements: int = 0
    holders: set[str] = field(default_factory=set)
    years: list[int] = field(default_factory=list)
    begun: int = 0
    ended: int = 0
    certain: int = 0
    checked: int = 0
    datable: bool = False
    as_of_first: str = ""
    as_of_last: str = ""

    def note_statement(self, verification: object, as_of: object) -> None:
        """Count a statement, and of which day its source speaks, if that is known."""
        self.statements += 1
        self.checked += verification != UNCHECKED
        if as_of:
            day = str(as_of)
            self.as_of_first, self.as_of_last = min(self.as_of_first or day, day), max(self.as_of_last, day)

    def note_year(self, text: str) -> None:
        """Count a date on which one began."""
        if year := year_of(text):
            self.begun += 1
            self.years.append(year)

    @property
    def period(self) -> tuple[str, str]:
        """The first and the last year in which one began; empty where none is known."""
        return (str(min(self.years)), str(max(self.years))) if self.years else ("", "")


def span(first: str, last: str) -> str:
    """Two days as one text; one where they are the same, and none where none is known."""
    return " to ".join(dict.fromkeys(day for day in (first, last) if day))


def year_of(text: str) -> int:
    """The first year that a date may mean; 0 for none."""
    try:
        first = bounds(text).earliest if text else BEGINNING
    except InvalidDateError:
        return 0
    return int(first[:4]) if first > BEGINNING else 0


def entities(claims: Iterable[ClaimRecord], state: GraphState, model: Model) -> dict[str, Tally]:
    """The entities of which `claims` speak, by class in the order of the ontology; the statements are these claims."""
    of: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        of[claim.subject].append(claim)
    found = {name: Tally(datable=any(model.classes[name].lifespan)) for name in model.entities}
    for key, properties in nodes(state, model):
        cls = model.classes[str(properties["class"])]
        one, (begins, ends) = found[cls.name], cls.lifespan
        if key.id not in of:
            continue
        one.number += 1
        for told in (claim.provenance for claim in of[key.id]):
            one.note_statement(told.verification, told.as_of or told.retrieved)
        one.note_year(str(properties.get(begins.name, "")) if begins else "")
        one.ended += bool(ends and ends.name in properties)
    return {name: tally for name, tally in found.items() if tally.number}


def nodes(state: GraphState, model: Model) -> Iterator[tuple[NodeKey, Properties]]:
    """The entities of a state."""
    for key, node in state.nodes.items():
        if key.root in model.classes and str(node.properties.get("class")) in model.entities:
            yield key, node.properties


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship as it is counted: its relation, whose list it stands in, under which name, and what is stored with it."""

    relation: Relation
    holder: str
    other: str
    name: str
    properties: Properties


def ties(state: GraphState, model: Model) -> Iterator[Tie]:
    """All relationships that sources state."""
    by_type = {t: r for r in model.relations.values() if r.sourced for t in (r.type, r.claim_type)}
    for key, link in state.links.items():
        if relation := by_type.get(link.type):
            yield _tie(key, relation, link.properties)


def _tie(key: LinkKey, relation: Relation, properties: Properties) -> Tie:
    if relation.listed is Side.OBJECT and relation.inverse:
        return Tie(relation, key.end.id, key.start.id, relation.inverse, properties)
    return Tie(relation, key.start.id, key.end.id, relation.name, properties)


def by_list(found: Iterable[Tie], classes: Mapping[str, str]) -> dict[tuple[str, str], Tally]:
    """The relationships by the name of their list and the class of whose list it is."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for tie in found:
        _count(tallies[tie.name, classes[tie.holder]], tie)
    return dict(sorted(tallies.items()))


def _count(one: Tally, tie: Tie) -> None:
    properties = tie.properties
    one.number += 1
    one.note_statement(properties.get("verification"), properties.get("asOf") or properties.get("retrieved"))
    one.datable |= tie.relation.dated or DATE in properties
    one.holders.add(tie.holder)
    one.note_year(str(properties.get(START) or properties.get(DATE) or ""))
    one.ended += END in properties or STILL in properties
    one.certain += tie.relation.dated and str(properties[START_LATEST]) <= str(properties[END_EARLIEST])


@dataclass(frozen=True, slots=True)
class Standing:
    """How many hold on a day: for certain, and at most."""

    certain: int
    possible: int


def standing(spells: Iterable[Tie], day: str) -> Standing:
    """How many different holders have a spell on a day."""
    certain, possible = set(), set()
    for tie in spells:
        days = tie.properties
        if str(days[START_EARLIEST]) <= day <= str(days[END_LATEST]):
            possible.add(tie.holder)
        if str(days[START_LATEST]) <= day <= str(days[END_EARLIEST]):
            certain.add(tie.holder)
    return Standing(len(certain), len(possible))


def systems(found: Iterable[Tie], model: Model) -> dict[str, list[Tie]]:
    """The spells by which entities exist, by that in which they exist: states by the list of states."""
    by = {cls.exists_by for cls in model.classes.values() if cls.exists_by}
    spells: dict[str, list[Tie]] = defaultdict(list)
    for tie in found:
        if tie.relation.name in by:
            spells[tie.other].append(tie)
    return dict(sorted(spells.items()))


def decades(found: Iterable[Tie], names: Iterable[str]) -> dict[int, dict[str, int]]:
    """How many relationships of some lists began in each period of years."""
    wanted = set(names)
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tie in found:
        if tie.name in wanted and (year := year_of(str(tie.properties.get(START, "")))):
            counts[year // 10 * 10][tie.name] += 1
    return {decade: dict(counts[decade]) for decade in sorted(counts)}
