"""What readers will see of lists: who is preferred in them before and after a load, whichever dataset's statement changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from common.dates import today
from loaders.deriving.graph_state import Changes, Link, LinkKey, NodeKey, Properties
from ontology import Model, Relation, stored

MOST_NAMED = 12
Place = tuple[NodeKey, str]
"""An entity, and a relation by its name there."""
LinksAt = Callable[[Collection[str], Collection[str]], Mapping[LinkKey, Link]]
"""The relationships of some types that begin or end at some entities."""


@dataclass(frozen=True, slots=True)
class ListDiff:
    """A list of one entity that will look otherwise: how many there were in it and will be, ever and today; who comes and who goes."""

    name: str
    before: int
    after: int
    today_before: int
    today_after: int
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def __str__(self) -> str:
        """In a line."""
        numbers = f"{self.name}: {self.before} → {self.after}, today {self.today_before} → {self.today_after}"
        return numbers + _named(" + ", self.gained) + _named(" - ", self.lost)


def list_diffs(links_at: LinksAt, changes: Changes, model: Model) -> dict[str, tuple[ListDiff, ...]]:
    """By entity, the lists of preferred statements that were there before and will be others. New lists are not among them."""
    relations = {relation.type: relation for relation in model.relations.values() if relation.sourced}
    touched, types = set[Place](), set[str]()
    for key, link in _touched(changes):
        if relation := relations.get(link.type):
            touched.update(_places(key, relation))
            types.add(link.type)
    old = links_at(sorted({place[0].id for place in touched}), types)
    day = today()
    before = _lists(old.items(), relations, touched, day)
    # Lists that were not there before are no changes of lists; those of a first load are many.
    after = _lists(_after(old, changes), relations, touched & before.keys(), day) if before else {}
    found: dict[str, list[ListDiff]] = defaultdict(list)
    for place in sorted(touched & before.keys()):
        one, other = before[place], after.get(place, _List())
        if one != other:
            gained, lost = (tuple(sorted(a - b)) for a, b in ((other.ever, one.ever), (one.ever, other.ever)))
            numbers = (len(one.ever), len(other.ever), len(one.today), len(other.today))
            found[place[0].id].append(ListDiff(place[1], *numbers, gained, lost))
    return {id_: tuple(lists) for id_, lists in found.items()}


@dataclass(slots=True)
class _List:
    """Who is in a list at any time, and who may be today."""

    ever: set[str] = field(default_factory=set)
    today: set[str] = field(default_factory=set)


def _touched(changes: Changes) -> Iterator[tuple[LinkKey, Link]]:
    yield from changes.new_links.items()
    yield from changes.gone_links.items()
    yield from ((key, link) for key, (_, link) in changes.changed_links.items())


def _after(old: Mapping[LinkKey, Link], changes: Changes) -> Iterator[tuple[LinkKey, Link]]:
    """What there is after the changes, of what there was before and of what is new."""
    yield from ((key, link) for key, link in old.items() if key not in changes.gone_links and key not in changes.changed_links)
    yield from changes.new_links.items()
    yield from ((key, link) for key, (_, link) in changes.changed_links.items())


def _places(key: LinkKey, relation: Relation) -> Iterator[Place]:
    yield key.start, relation.name
    yield key.end, relation.inverse or relation.name


def _lists(links: Iterable[tuple[LinkKey, Link]], relations: Mapping[str, Relation], touched: set[Place], day: str) -> dict[Place, _List]:
    found: dict[Place, _List] = defaultdict(_List)
    for key, link in links:
        relation = relations.get(link.type)
        if relation is None:
            continue
        ends = zip(_places(key, relation), (key.end, key.start), strict=True)
        shown = [(place, other) for place, other in ends if place in touched]
        now = bool(shown) and (not relation.dated or _may_hold(link.properties, day))
        for place, other in shown:
            found[place].ever.add(other.id)
            if now:
                found[place].today.add(other.id)
    return found


def _may_hold(properties: Properties, day: str) -> bool:
    return str(properties[stored.START_EARLIEST]) <= day <= str(properties[stored.END_LATEST])


def _named(sign: str, names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - MOST_NAMED:,} more" if len(found) > MOST_NAMED else ""
    return f"{sign}{', '.join(found[:MOST_NAMED])}{more}" if found else ""
