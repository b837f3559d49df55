"""When things hold, found anew from what the store holds of sources: dates, acts, lives, coverage. docs/time-and-certainty.md says how.

The program works these days out when it loads and keeps them beside the facts; here they come from the facts alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from ontology import Class, Model, Relation
from tests.reference.meaning import FIRST, LAST, Days, days, meant
from tests.reference.treaties import bound
from tests.reference.world import Link, Node, World

Four = tuple[str, str, str, str]
Piece = tuple[str, str]
"""What is known: "from" or "by" (it began), "to" or "before" (it ended), each with a day."""
FOUR = ("startEarliest", "startLatest", "endEarliest", "endLatest")
SPELL = ("spellStartEarliest", "spellStartLatest", "spell")
ROUNDS = 10
CONTESTED = "disputed"
"""The status of what is never certain: some say that it does not hold at all."""


def drawn(pieces: Iterable[Piece]) -> Four:
    """Four days from pieces of knowledge; one that contradicts those before it is left out."""
    a, b, c, d = told(pieces)
    return a, min(b, d), max(c, a), d


def told(pieces: Iterable[Piece]) -> Four:
    """The same, without what follows for the beginning from the end and the other way round."""
    a, b, c, d = FIRST, LAST, FIRST, LAST
    for word, day in pieces:
        if word == "from" and day <= b and day <= d:
            a = max(a, day)
        elif word == "by" and day >= a:
            b = min(b, day)
        elif word == "to" and day <= d:
            c = max(c, day)
        elif word == "before" and day >= a and day >= c:
            d = min(d, day)
    return a, b, c, d


def given(words: tuple[str, str], of: Days | None) -> list[Piece]:
    """A date as two pieces."""
    return list(zip(words, of, strict=True)) if of else []


BEGAN, ENDED = ("from", "by"), ("to", "before")


@dataclass(frozen=True, slots=True)
class Life:
    """Four days, the first on which others may refer to it, and those of each time in which it existed, with gaps between them."""

    four: Four
    first: str
    times: tuple[Four, ...]

    def times_of(self, *, early: bool) -> list[Four]:
        """Each time, the first of them from where others may refer to it, if they do."""
        return [(self.first, *self.times[0][1:]) if early else self.times[0], *self.times[1:]]


class Timing:
    """When the entities and relationships of a world hold."""

    def __init__(self, world: World, model: Model) -> None:
        self.world = world
        self.model = model
        self.named = {t: r for r in model.relations.values() if r.sourced for t in (r.type, r.claim_type)}
        self.covers = {n.id: str(n.values.get("covers", "")) for n in world.by_label["Dataset"]}
        self.declared: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
        for node in world.by_label.get("Coverage", ()):
            of = next((link.end.id for link in node.begin["FOEDERA_COVERAGE_OF"]), node.values.get("ofClass", ""))
            self.declared[node.values["dataset"], of, node.values.get("relation", "")].append(node.values)

    # -- lives

    @cached_property
    def lives(self) -> dict[Node, Life]:
        """The life of every entity."""
        found = {node: self._life(node, None) for node in self.world.by_label["Entity"]}
        for _ in range(ROUNDS):
            found = {node: self._life(node, found) for node in found}
        return found

    def _life(self, node: Node, known: Mapping[Node, Life] | None) -> Life:
        cls, values = self.model.classes[node.values["class"]], node.values
        if cls.exists_by and (spells := node.begin[self.model.relations[cls.exists_by].type]):
            four = [drawn(self._stated(link.values)) for link in spells]
            whole = _over(four)
            # A day on which none of them may hold parts those before from those after.
            last_days = sorted({f[3] for f in four})
            gaps = [day for day in last_days[:-1] if not any(f[0] <= _after(day) and f[3] > day for f in four)]
            parts = [[f for f in four if since < f[3] <= until] for since, until in pairwise((FIRST, *gaps, LAST))]
            return Life(whole, whole[0], tuple(_over(part) for part in parts if part))
        begins, ends = (meant(values.get(p.name)) if p else None for p in cls.lifespan)
        signed = [p.name for p in cls.properties.values() if p.precedes]
        acts = [found[0] for name in signed if (found := meant(values.get(name)))]
        pieces = [*(given(ENDED, ends) or [("to", LAST)]), *given(BEGAN, begins), *(("from", day) for day in acts)]
        if not begins:
            there = [self._related_by(node)]
            if (seen := self._seen(node)) and not signed and not ends:
                there.append(seen[0])
            pieces += [("from", day) for day in self._elders(node, known or {}, min(*there, ends[0] if ends else LAST))]
            pieces += [("by", day) for day in there]
        four_days = drawn(pieces)
        return Life(four_days, min([*acts, four_days[0]]), (four_days,))

    def _elders(self, node: Node, known: Mapping[Node, Life], there: str) -> Iterator[str]:
        """The day of the first of its elders, of each kind: of those with gaps that on which the time began in which it was there."""
        for relation in self.model.relations.values() if known else ():
            if relation.younger is not None:
                outward = relation.younger.value == "subject"
                elders = [o.end for o in node.begin[relation.type]] if outward else [o.start for o in node.end[relation.type]]
                if elders:
                    yield min(_time_of(known[elder], there) for elder in elders)

    def _related_by(self, node: Node) -> str:
        """The first day by which a dated relation that says when it began had begun."""
        found = [LAST]
        for type_, relation in self.named.items():
            if relation.dated and type_ == relation.type:
                links = [*node.begin[type_], *(o for o in node.end[type_] if not _early(o, relation))]
                found += [started[1] for o in links if (started := meant(_start(o.values)))]
                found += [act[1] for o in node.begin[type_] for act in self._acts(self.model.edges[relation.edge], o.values)]
        return min(found)

    def _seen(self, node: Node) -> Days | None:
        claims = [
            o.start.values for o in node.end["FOEDERA_ABOUT"] if o.start.values["property"] == "class" and o.start.values["preferred"]
        ]
        return self._spoken(claims[0]) if claims else None

    # -- of which days a source speaks

    def _spoken(self, said: Mapping[str, Any]) -> Days | None:
        if own := meant(said.get("asOf")):
            return own
        read, covers = meant(said.get("retrieved")), self.covers.get(said["dataset"], "")
        until = covers.rpartition("/")[2]
        if covers and until in ("", ".."):
            return (read[0] if read else LAST), LAST
        found = [known for known in (read, days(until) if until else None) if known]
        return max(found, key=lambda known: known[1]) if found else None

    def spoken_of(self, link: Link, relation: Relation) -> Days | None:
        """The days of which the source of a relationship speaks."""
        said = link.values
        if not said.get("asOf"):
            read = meant(said.get("retrieved"))
            for level in self._levels(link, relation):
                found = [days(c["until"]) for c in level if c.get("until")]
                found += [((read[0] if read else LAST), LAST) for c in level if c["maintained"]]
                if found:
                    return max(found, key=lambda known: known[1])
        return self._spoken(said)

    def _levels(self, link: Link, relation: Relation) -> Iterator[list[Mapping[str, Any]]]:
        """Declarations of the dataset at either end, from the nearest to the widest."""
        names = ((link.end, relation.inverse or relation.name), (link.start, relation.name))
        dataset = link.values["dataset"]
        yield [c for node, name in names for c in self.declared[dataset, node.id, name]]
        lineages = [(self.model.classes[node.values["class"]].lineage, name) for node, name in names]
        for depth in range(max(len(lineage) for lineage, _ in lineages)):
            yield [c for lineage, name in lineages if depth < len(lineage) for c in self.declared[dataset, lineage[depth], name]]
        yield [c for _, name in names for c in self.declared[dataset, "", name]]

    @cached_property
    def stated(self) -> dict[tuple[str, Node, Node], list[Link]]:
        """All statements about two, preferred or not."""
        found: dict[tuple[str, Node, Node], list[Link]] = defaultdict(list)
        for link in self.world.links:
            if link.type in self.named:
                found[self.named[link.type].name, link.start, link.end].append(link)
        return found

    # -- relationships

    @staticmethod
    def _stated(values: Mapping[str, Any]) -> list[Piece]:
        ended = [("to", LAST)] if values.get("open") else given(ENDED, meant(values.get("end")))
        return [*given(BEGAN, meant(_start(values))), *ended]

    def four(self, link: Link, relation: Relation) -> Four:
        """The four days of a dated relationship."""
        values, edge = link.values, self.model.edges[relation.edge]
        subject, object_ = self.lives[link.start], self.lives[link.end]
        others = [o for o in self.stated[relation.name, link.start, link.end] if _of_another(link, o)]
        pieces = [piece for o in (link, *_repeating(link, others)) for piece in _dates(o.values)]
        pieces += self._consent(link, relation, edge, object_)
        witnesses = [o for o in (link, *others) if _is_seen(o)] if _is_seen(link) else []
        seen = [spoken for o in witnesses if (spoken := self.spoken_of(o, relation))]
        saw = (min(first for first, _ in seen), max(last for _, last in seen)) if seen else None
        began = _began(told(pieces), list(self._acts(edge, values)))
        still = saw or ((LAST, LAST) if values.get("open") else None)
        one, other = _existing(subject.times, object_.times_of(early=_early(link, relation)), told(pieces), began, still)
        pieces += _limits(one, other, pieces, began)
        if saw:
            pieces += [] if _start(values) else [("by", saw[0])]
            pieces.append(("to", min(saw[1], one[2], other[2])))
        return drawn(pieces)

    def _consent(self, link: Link, relation: Relation, edge: Class, treaty: Life) -> list[Piece]:
        """What follows from signature and consent: the beginning by the rule of the agreement, and the limits that they set."""
        acts = list(self._acts(edge, link.values))
        limits = [("from", act[0]) for act in acts]
        if relation.binding is None:
            return limits
        if _early(link, relation):
            provisional = link.values.get("instrument") == "provisional application"
            began = meant(link.values.get("ratified")) if provisional else min(acts, default=None)
            began = None if _start(link.values) else began
            return [*given(BEGAN, began), *limits]
        force = treaty.four[0], treaty.four[1]
        if link.values.get("instrument") == "succession":
            told = meant(link.values.get("ratified"))
            return [("by", max(told[1], force[1]))] if told else []
        return [*([] if _start(link.values) else given(BEGAN, bound(link.values, link.end.values, force))), *limits]

    @staticmethod
    def _acts(edge: Class, values: Mapping[str, Any]) -> Iterator[Days]:
        for prop in edge.properties.values():
            if prop.precedes and (act := meant(values.get(prop.name))):
                yield act

    def links(self) -> Iterator[tuple[Link, Four, tuple[str, str, int]]]:
        """Every dated relationship with its days, and those of its spell with its number."""
        groups: dict[tuple[str, Node, Node, str], list[tuple[Four, Link]]] = defaultdict(list)
        for link in self.world.links:
            relation = self.named.get(link.type)
            if relation and relation.dated:
                key = (relation.name, link.start, link.end, link.values["dataset"])
                groups[key].append((self.four(link, relation), link))
        for group in groups.values():
            ordered = sorted(group, key=lambda pair: (pair[0][0], pair[0][1], pair[1].values["id"]))
            for (four, link), spell in zip(ordered, spells_of(ordered), strict=True):
                if link.values.get("status") == CONTESTED:
                    yield link, (four[0], LAST, FIRST, four[3]), (spell[0], LAST, spell[2])
                else:
                    yield link, four, spell


def _time_of(elder: Life, day: str) -> str:
    began = [time[0] for time in elder.times if time[0] <= day]
    return began[-1] if began and len(elder.times) > 1 else elder.first


def _over(four: Iterable[Four]) -> Four:
    """From the beginning of the first to the end of the last."""
    a, b, c, d = zip(*four, strict=True)
    return min(a), min(b), max(c), max(d)


def _began(known: Four, acts: list[Days]) -> Days | None:
    """When a relationship began: as given, else at or after its last act, else by some day."""
    given_by = (known[0], known[1])
    if LAST not in given_by and FIRST not in given_by:
        return given_by
    return max(acts, key=lambda act: act[1]) if acts else given_by if known[1] != LAST else None


def _existing(ones: Sequence[Four], others: Sequence[Four], known: Four, began: Days | None, seen: Days | None) -> tuple[Four, Four]:
    """The times of both ends, drawn together, in which a relationship of which so much is known is meant to hold."""
    both = sorted((max(x[0], y[0]), min(x[3], y[3]), x, y) for x in ones for y in others if x[0] <= y[3] and y[0] <= x[3])
    if not both:
        return _over(ones), _over(others)
    on = [n for n, (first, last, *_) in enumerate(both) if began and first <= began[1] and last >= began[0]]
    if began and not on:
        on = [n for n, (first, *_) in enumerate(both) if first > began[1]][:1]
    off = [n for n, (first, last, *_) in enumerate(both) if known[2] != FIRST and first <= known[3] and last >= known[2]]
    if known[2] != FIRST and not off:
        off = [n for n, (_, last, *_) in enumerate(both) if last < known[2]][-1:]
    lately = [max(n for n, (first, *_) in enumerate(both) if first <= day) for day in seen or () if both[0][0] <= day]
    found = [*on, *off, *lately] or [n for n, (first, last, *_) in enumerate(both) if first <= known[3] and last >= known[0]]
    meant_times = both[min(found) : max(found) + 1] if found else both
    return _over(x for *_, x, _ in meant_times), _over(y for *_, y in meant_times)


def _limits(one: Four, other: Four, pieces: Sequence[Piece], began: Days | None) -> list[Piece]:
    """What the times of both ends say; where a relationship lies beside them, nothing but its own days counts."""
    first, last, known = max(one[0], other[0]), min(one[3], other[3]), told(pieces)
    if first > last and known[1] == LAST and known[2] == FIRST:
        return [("from", last), ("before", max(first, known[0], began[1] if began else FIRST))]
    found = [("from", one[0]), ("from", other[0])]
    if not began and known[3] < first:
        found.append(("from", known[2]))
    begins = told([*pieces, *found])[0]
    found += [("before", one[3]), ("before", other[3])]
    if began and known[2] == FIRST and begins > last:
        found.append(("before", max(began[1], begins)))
    return found


def _start(values: Mapping[str, Any]) -> Any:
    """The start that a source gives."""
    return None if values.get("startDerived") else values.get("start")


def _early(link: Link, relation: Relation) -> bool:
    return link.values.get("role") in relation.early or link.values.get("instrument") == "provisional application"


def _dates(values: Mapping[str, Any]) -> list[Piece]:
    return [*given(BEGAN, meant(_start(values))), *given(ENDED, meant(values.get("end")))]


def _end(values: Mapping[str, Any]) -> str | None:
    """What a statement says of its end: a date, that it is open, or nothing."""
    return ".." if values.get("open") else values.get("end")


def _meet(one: Any, other: Any) -> bool:
    """Whether two dates may be the same; a missing one may be any, an open end is no date."""
    if not one or not other or one == other:
        return True
    if ".." in (one, other):
        return False
    mine, its = meant(one), meant(other)
    return bool(mine and its and mine[0] <= its[1] and its[0] <= mine[1])


def _of_another(link: Link, other: Link) -> bool:
    """Whether another dataset speaks of the same role of the two: one of the same name, or none, or one that began with it."""
    mine, its = link.values, other.values
    if mine["dataset"] == its["dataset"]:
        return False
    same = mine.get("role") == its.get("role") or not mine.get("role") or not its.get("role")
    return same or bool(_start(mine) and _start(its) and _meet(_start(mine), _start(its)))


def _repeating(link: Link, others: Sequence[Link]) -> list[Link]:
    """Of each other dataset the statement that may say the same, if there is but one."""
    found: dict[str, list[Link]] = defaultdict(list)
    for other in others:
        same = link.values.get("amount") in (None, other.values.get("amount")) or other.values.get("amount") is None
        if same and _meet(_start(link.values), _start(other.values)) and _meet(_end(link.values), _end(other.values)):
            found[other.values["dataset"]].append(other)
    return [found[dataset][0] for dataset in sorted(found) if len(found[dataset]) == 1]


def _is_seen(link: Link) -> bool:
    return link.values.get("open") is True or bool(link.values.get("asOf"))


def spells_of(ordered: Sequence[tuple[Four, Link]]) -> Iterator[tuple[str, str, int]]:
    """For each statement in order of time the first and the last day on which its spell may have begun, and the number of the spell."""
    first = sure = number = 0
    for index, (four, link) in enumerate(ordered):
        before = ordered[first:index]
        if index == 0 or four[0] > _after(max(f[3] for f, _ in ordered[:index])):
            # Everything before has certainly ended: another spell.
            first, sure, number = index, index, number + 1
        elif four[1] > _after(max(f[2] for f, _ in ordered[sure:index])) and not _same_end(before, link):
            sure = index
        yield ordered[first][0][0], min(f[1] for f, _ in ordered[sure : index + 1]), number


def _same_end(before: Iterable[tuple[Four, Link]], link: Link) -> bool:
    """Whether the date on which a statement begins is given as the end of one before it."""
    start = _start(link.values)
    return bool(start) and any(o.values.get("end") == start for _, o in before)


def _after(day: str) -> str:
    return day if day == LAST else (date.fromisoformat(day) + timedelta(days=1)).isoformat()
