"""The tables of the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from common.markdown import count, share, table
from facts.coverage import classes_of
from facts.records import CoverageRecord, Records
from loaders.contents.absent import absent
from loaders.contents.counting import Tally, Tie, by_list, decades, entities, span, standing, systems, ties
from loaders.contents.lists import by_relation, complete, is_whole, missing
from loaders.deriving.graph_state import GraphState
from ontology import Model

STATES = ("day", "certain", "possible")
YEARS = (1816, 1850, 1875, 1900, 1913, 1925, 1938, 1946, 1955, 1965, 1975, 1985, 1992, 2000, 2010, 2020, 2026)
DAY_OF_YEAR = "07-01"
ENTITIES = ("class", "number", "first", "last", "beginning known", "end known", "facts", "checked", "as of")
RELATIONSHIPS = ("list", "of class", "number", "lists", "first", "last", "dated", "end known", "certain", "checked", "as of", "complete")
UNDATED = ("list", "number", "lists", "first", "last", "checked")
MISSING = ("list", "class", "without", "of", "which")
NUMBERS = ("number", "lists", "without", "rank", "statements", "facts", "complete")


@dataclass(frozen=True)
class Tables:
    """The tables of some records, checked, and of what is derived from them."""

    records: Records
    state: GraphState
    model: Model

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """All relationships that sources state."""
        return tuple(ties(self.state, self.model))

    @cached_property
    def entities(self) -> Mapping[str, Tally]:
        """The entities by class."""
        return entities(self.records.claims, self.state, self.model)

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], Tally]:
        """The relationships by the name of their list and the class of whose list it is."""
        return by_list(self.ties, classes_of(self.records))

    @cached_property
    def whole(self) -> Mapping[str, Tally]:
        """The relationships by the name of their list alone."""
        return {name: tally for (name, _), tally in by_list(self.ties, defaultdict(str)).items()}

    @cached_property
    def declared(self) -> Mapping[str, set[str]]:
        """By list, the entities whose list is declared complete."""
        return complete(self.state, self.model)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of every entity by its id."""
        return {key.id: str(node.properties["name"]) for key, node in self.state.nodes.items() if "name" in node.properties}

    @cached_property
    def dated(self) -> frozenset[str]:
        """The lists of relationships that hold for a time."""
        return frozenset(tie.name for tie in self.ties if tie.relation.dated)

    def absent(self) -> Iterator[str]:
        """What was looked for and is not there."""
        return table(("kind", "not there"), ((group, ", ".join(names)) for group, names in absent(self.state, self.model)))

    def by_class(self) -> Iterator[str]:
        """The entities by class."""
        return table(ENTITIES, (self._entity(name, tally) for name, tally in self.entities.items()), NUMBERS)

    def _entity(self, name: str, one: Tally) -> tuple[str, ...]:
        begins, ends = self.model.classes[name].lifespan
        known = (share(one.begun, one.number) if begins else "–", share(one.ended, one.number) if ends else "–")
        facts = count(one.statements), share(one.checked, one.statements), span(one.as_of_first, one.as_of_last)
        return f"`{name}`", count(one.number), *one.period, *known, *facts

    def by_relation(self) -> Iterator[str]:
        """The relationships that hold for a time, by list and class."""
        rows = (self._list(*names, tally) for names, tally in self.lists.items() if names[0] in self.dated)
        return table(RELATIONSHIPS, rows, NUMBERS)

    def _list(self, name: str, cls: str, one: Tally) -> tuple[str, ...]:
        known = (share(part, one.number) for part in (one.begun, one.ended, one.certain, one.checked))
        numbers, whole = (count(one.number), count(len(one.holders))), one.holders & self.declared.get(name, set())
        return f"`{name}`", f"`{cls}`", *numbers, *one.period, *known, span(one.as_of_first, one.as_of_last), count(len(whole))

    def undated(self) -> Iterator[str]:
        """The other relationships, by list."""
        found = {name: tally for name, tally in self.whole.items() if name not in self.dated}
        return table(UNDATED, (self._undated(name, tally) for name, tally in found.items()), NUMBERS)

    def _undated(self, name: str, one: Tally) -> tuple[str, ...]:
        return f"`{name}`", count(one.number), count(len(one.holders)), *one.period, share(one.checked, one.number)

    def by_decade(self) -> Iterator[str]:
        """How many relationships of each list began in each decade."""
        names = tuple(r.inverse for r in self.model.relations.values() if r.listed and r.inverse)
        counts = decades(self.ties, names)
        rows = ((f"{decade}s", *(count(counts[decade].get(n, 0)) for n in names)) for decade in counts)
        return table(("decade", *names), rows, names)

    def complete(self) -> Iterator[str]:
        """The lists that are declared complete until further notice."""
        declared = by_relation(self.records.coverages)
        rows = ((f"`{name}`", dataset, self._of(filter(is_whole, ones))) for (name, dataset), ones in declared.items())
        return table(("list", "dataset", "of"), (row for row in rows if row[2]))

    def ending(self) -> Iterator[str]:
        """The lists that are declared otherwise."""
        declared = (one for ones in by_relation(self.records.coverages).values() for one in ones if not is_whole(one))
        return table(("list", "of", "dataset", "complete", "until"), map(self._ending, declared))

    def _of(self, ones: Iterable[CoverageRecord]) -> str:
        return ", ".join(sorted(map(self._name, ones)))

    def _name(self, one: CoverageRecord) -> str:
        return self.names.get(one.of) or (f"all of class `{one.of_class}`" if one.of_class else "all")

    def _ending(self, one: CoverageRecord) -> tuple[str, ...]:
        until = one.until or ("further notice" if one.maintained else "not said")
        return f"`{one.relation}`", self._name(one), one.provenance.dataset, "yes" if one.complete else "no", until

    def states(self) -> Iterator[str]:
        """How many states there were, by every list of states."""
        for system, spells in systems(self.ties, self.model).items():
            yield f"**{self.names[system]}**\n\n"
            found = ((day, standing(spells, day)) for day in (f"{year}-{DAY_OF_YEAR}" for year in YEARS))
            yield from table(STATES, ((d, count(s.certain), count(s.possible)) for d, s in found), STATES[1:])
            yield "\n"

    def missing(self) -> Iterator[str]:
        """The lists that nobody wrote down."""
        found = missing(self.state, self.model)
        rows = ((f"`{m.list_name}`", f"`{m.cls}`", count(len(m.names)), count(m.of), ", ".join(m.names)) for m in found)
        return table(MISSING, rows, NUMBERS)

    def datasets(self) -> Iterator[str]:
        """The datasets, the preferred ones first."""
        return table(("dataset", "title", "rank", "licence", "statements"), self._datasets(), NUMBERS)

    def _datasets(self) -> Iterator[tuple[str, ...]]:
        said = Counter(r.provenance.dataset for part in (self.records.claims, self.records.links) for r in part)
        for one in sorted(self.records.datasets.values(), key=lambda d: (d.rank, d.id)):
            words = (str(one.properties.get(name, "")) for name in ("title", "rank", "licence"))
            yield f"`{one.id}`", *words, count(said[one.id])
