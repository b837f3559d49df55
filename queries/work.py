"""How much of the graph a statement touches, reckoned before it runs from the store's own counts: nodes and relationships that are visited.

A price in rows says nothing of filters: `memberOf: {some: {node: {members: {some: …}}}}`, four deep, gives one row and visits a hundred
million relationships. Of every list this counts the elements that its source finds, for each of them what its filter, order and numbers
look at, and for those on the page what their columns are. Averages decide, so that the figure is right within a power of ten.

A node that was reached along a relationship has more of them than others: whoever follows memberships of states meets the large alliances
more often than the small ones. Its number is the mean over relationships, not over nodes (sum of d² by sum of d).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ontology import Direction, End, Kind, Relation, stored
from queries.aggregates import Aggregate, CertainEdges, Satisfying
from queries.columns import Nested, Satisfies
from queries.filters import All, Either, Exists, Filter, Not, Quantifier, Related
from queries.questions import Question
from queries.questions.listing import Listing
from queries.sources import Source
from queries.sources.along import Along
from queries.sources.by_ids import ByIds
from queries.sources.by_key import ByKey
from queries.sources.given import Given
from queries.sources.matching import Matching
from queries.sources.of_class import OfClass
from queries.sources.of_relation import OfRelation
from queries.sources.of_spells import OfSpells
from queries.sources.once import Once
from queries.statement import Statement

ENTITY = Kind.ENTITY.value
ANCHORED = 0.01
"""The share of the related that is looked at where an index finds those that a filter names."""
TESTED = 0.5
"""What one condition more costs on a node that is looked at anyway."""
TERM = 20.0
"""About how many entries of the index a letter of a Lucene query makes the search look at, in hundredths of the entities."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are in the store: nodes by label, relationships by type and label at their start or end.

    `met`: how many relationships of a type, in a direction, a node has that is met along one. `hubs`: how many relationships in all the
    entities have that have many, by id.
    """

    nodes: Mapping[str, int] = field(default_factory=dict)
    starts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    ends: Mapping[tuple[str, str], int] = field(default_factory=dict)
    met: Mapping[tuple[str, Direction], float] = field(default_factory=dict)
    hubs: Mapping[str, int] = field(default_factory=dict)

    def of(self, cls: str) -> int:
        """The nodes of a class."""
        return self.nodes.get(stored.label(cls), 0)

    def related(self, relation: Relation, cls: str, direction: Direction, *, claims: bool) -> int:
        """The relationships of a relation at nodes of a class."""
        label, types = stored.label(cls), (relation.type, relation.claim_type) if claims else (relation.type,)
        found = 0
        if direction is not Direction.IN:
            found += sum(self.starts.get((type_, label), 0) for type_ in types)
        if direction is not Direction.OUT:
            found += sum(self.ends.get((type_, label), 0) for type_ in types)
        return found

    def degree(self, end: End, cls: str, *, claims: bool = False, met: bool = False) -> float:
        """How many a node of a class is related to along an end, on average; of one that was `met` along a relationship."""
        mean = self.related(end.relation, cls, end.direction, claims=claims) / max(self.of(cls), 1)
        directions = (Direction.OUT, Direction.IN) if end.direction is Direction.BOTH else (end.direction,)
        return max(mean, sum(self.around(end.relation, d) for d in directions)) if met and mean else mean

    def around(self, relation: Relation, direction: Direction) -> float:
        """How many relationships of a relation one has, in a direction, that is met along one."""
        return self.met.get((relation.type, direction), 0.0)


@dataclass(frozen=True, slots=True)
class Guessed(Counts):
    """What stands in for the counts of a store that does not give them: about those of the core.

    The saved examples are light by it; one quantifier in another, and what chains of relations lead to, is heavy.
    """

    entities: int = 10_000
    of_class: int = 500
    along: int = 20
    met_along: int = 60

    def of(self, cls: str) -> int:
        """The nodes of any class."""
        return self.entities if cls == ENTITY else self.of_class

    def related(self, relation: Relation, cls: str, direction: Direction, *, claims: bool) -> int:  # noqa: ARG002  # whatever it is
        """The relationships of any relation."""
        return self.of_class * self.along

    def degree(self, end: End, cls: str, *, claims: bool = False, met: bool = False) -> float:  # noqa: ARG002  # whatever it is
        """How many any node is related to."""
        return self.met_along if met else self.along

    def around(self, relation: Relation, direction: Direction) -> float:  # noqa: ARG002  # whatever it is
        """How many any node is related to that is met."""
        return self.met_along


GUESSED = Guessed()


def work(statement: Statement, counts: Counts) -> int:
    """About how many nodes and relationships a statement visits."""
    return round(sum(_question(question, counts, ENTITY) for question in statement.questions))


def _question(question: Question, counts: Counts, start: str, *, met: bool = False) -> float:
    """What a question visits, asked of a node of a class `start`."""
    return _listing(question, counts, start, met=met) if isinstance(question, Listing) else 1.0


def _listing(listing: Listing, counts: Counts, start: str, *, met: bool) -> float:
    cls, found = _found(listing.source, counts, start, claims=listing.scope.all_claims, met=met)
    if isinstance(listing.source, Given) and not listing.source.ids:
        found = listing.page.size
    met = isinstance(listing.source, Along | Once)
    each = 1.0 + _filter(listing.where, counts, cls, met=met)
    each += sum(1.0 + counts.degree(key.count, cls, met=met) for key in listing.order if key.count)
    each += sum(_aggregate(aggregate, counts, cls, met=met) for aggregate in listing.aggregates if aggregate.looks)
    columns = 0.0
    for column in listing.columns:
        match column:
            case Nested(question):
                columns += 1.0 + _question(question, counts, cls, met=met)
            case Satisfies(where):
                columns += _filter(where, counts, cls, met=met)
    shown = min(found, listing.page.size + 1) if listing.rows else 0.0
    return found * each + shown * (1.0 + columns)


def _found(source: Source, counts: Counts, start: str, *, claims: bool, met: bool) -> tuple[str, float]:
    """The class of what a source finds from a node of a class, and how many."""
    match source:
        case OfClass(cls):
            return cls.name, counts.of(cls.name)
        case Along(end, _, depth):
            found = step = counts.degree(end, start, claims=claims, met=met)
            for _ in range(depth - 1):
                step *= counts.degree(end, end.target, claims=claims, met=True)
                found += step
            return end.target, found
        case Once(of):
            return _found(of, counts, start, claims=claims, met=met)
        case OfRelation(end):
            return end.target, counts.related(end.relation, end.target, Direction.BOTH, claims=claims)
        case OfSpells(relations):
            return ENTITY, sum(counts.related(r, ENTITY, Direction.OUT, claims=claims) for r in relations)
        case Matching(value):
            return ENTITY, 1.0 + counts.of(ENTITY) * min(1.0, len(value) / 100 * TERM / 100)
        case Given(_, ids):
            return ENTITY, max(len(ids), 1)
        case ByIds(root, ids):
            return root.name, len(ids)
        case ByKey(cls):
            return cls.name, 1.0
    return ENTITY, 1.0


def _filter(where: Filter, counts: Counts, cls: str, *, met: bool) -> float:
    """What a condition on a node of a class looks at."""
    match where:
        case All(parts):
            return sum(_filter(part, counts, cls, met=met) for part in parts)
        case Either(parts):
            return TESTED * (len(parts) - 1) + sum(_filter(part, counts, cls, met=met) for part in parts)
        case Not(part):
            return _filter(part, counts, cls, met=met)
        case Exists(scope, by):
            return sum(min(1.0, counts.degree(end, cls, claims=scope.all_claims, met=met)) for end in by)
        case Related(end, scope, quantifier, inner):
            degree = counts.degree(end, cls, claims=scope.all_claims, met=met)
            begun = where.anchor and quantifier is Quantifier.SOME
            return degree * (ANCHORED if begun else 1.0) * (1.0 + _filter(inner, counts, end.target, met=True))
    return 0.0


def _aggregate(aggregate: Aggregate, counts: Counts, cls: str, *, met: bool) -> float:
    match aggregate:
        case Satisfying(where) | CertainEdges(_, where):
            return 1.0 + _filter(where, counts, cls, met=met)
    return 1.0
