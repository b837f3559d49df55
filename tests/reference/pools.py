"""Values to ask with: drawn from the real data, so that most answers are not empty, and now and then from elsewhere."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from random import Random
from typing import Any

from ontology import Class, Datatype, End, Model, Property
from tests.reference.meaning import shouted
from tests.reference.scoping import Scope, related
from tests.reference.shapes import Hole, Word
from tests.reference.world import Node, World

MISSES = 0.06
ANY = Scope("ever", everyone=True)
LIKED = 12
MANY = 300


class Pools:
    """What there is to ask about."""

    def __init__(self, world: World, model: Model) -> None:
        self.world = world
        self.model = model
        self.used: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for node in world.by_label["Entity"] + world.by_label["Record"]:
            for end in model.classes[node.values["class"]].ends.values():
                self.used[node.values["class"]][end.name] += next(related(node, end, ANY), None) is not None
        self.dated = [link.values for link in world.links if "startEarliest" in link.values]
        by_edge: dict[str, list[Any]] = defaultdict(list)
        for link in world.links:
            for relation in model.relations.values():
                if link.type in (relation.type, relation.claim_type):
                    by_edge[relation.edge].append(link.values)
        self.by_edge = dict(by_edge)

    def of(self, cls: Class) -> Sequence[Node]:
        """The nodes of a class."""
        return self.world.by_label.get(cls.name, [])

    def ends(self, cls: Class) -> list[tuple[End, float]]:
        """The ends of a class with how often they lead anywhere."""
        found = [(end, sum(self.used[c][end.name] for c in cls.concrete)) for end in cls.ends.values()]
        return [(end, number**0.5 + 0.05) for end, number in found]

    def end(self, cls: Class, random: Random) -> End | None:
        """One of the ends of a class, one that leads somewhere more often."""
        ends = self.ends(cls)
        return random.choices([e for e, _ in ends], [w for _, w in ends])[0] if ends else None

    @cached_property
    def repeated(self) -> dict[tuple[str, str], list[str]]:
        """The nodes from which several relationships lead to the same other one, by their class and the end of these."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for node in self.world.by_label["Entity"]:
            for end in self.model.classes[node.values["class"]].ends.values():
                if end.relation.sourced and self.used[node.values["class"]][end.name]:
                    others = [other.id for _, other in related(node, end, ANY)]
                    if len(set(others)) < len(others):
                        found[node.values["class"], end.name].append(node.id)
        return dict(found)

    def cls(self, random: Random) -> Class:
        """A class, one with many nodes more often."""
        classes = [c for c in self.model.classes.values() if self.of(c)]
        return random.choices(classes, [min(len(self.of(c)), MANY) ** 0.5 for c in classes])[0]

    # -- values

    def id(self, cls: Class) -> Hole:
        """The id of a node of the class, of one with many links more often."""
        nodes = self.of(cls)

        def draw(random: Random) -> str:
            if not nodes or random.random() < MISSES:
                return "atlantis"
            few = random.sample(list(nodes), min(LIKED, len(nodes)))
            return max(few, key=lambda n: sum(map(len, n.begin.values())) + sum(map(len, n.end.values()))).id

        return Hole("ID", draw)

    def keys(self, cls: Class) -> list[str]:
        """The keys of which nodes of the class have values, besides the id."""
        return [k for k in dict.fromkeys(cls.keys) if any(k in n.values for n in self.of(cls))]

    def value(self, of: Class, prop: Property) -> Any:
        """Draws a value of a property of a class of nodes or of relationships."""
        stored = self.by_edge.get(of.name, []) if "Link" in of.lineage else [n.values for n in self.of(of)]
        having = [values[prop.name] for values in stored if prop.name in values]

        def draw(random: Random) -> Any:
            if not having or random.random() < MISSES:
                known = prop.vocabulary
                return Word(shouted(random.choice(known.terms).value)) if known else _miss(prop.datatype, random)
            found = random.choice(having)
            if isinstance(found, list):
                found = random.choice(found)
            if prop.vocabulary:
                return Word(shouted(found))
            return found.partition("T")[0] if prop.datatype is Datatype.EDTF else found

        return draw

    def day(self, random: Random) -> str:
        """A day on which, or next to which, a spell began or ended."""
        values = random.choice(self.dated)
        known = [values[k] for k in ("startEarliest", "startLatest", "endEarliest", "endLatest") if "0002" < values[k] < "2100"]
        day = datetime.date.fromisoformat(random.choice(known or ["1985-01-01"]))
        return (day + datetime.timedelta(days=random.choice([-1, 0, 0, 1, 200, 3000]))).isoformat()

    def period(self, random: Random) -> str:
        """A year, a month, some years, or from some year on."""
        year = int(self.day(random)[:4])
        first, last = f"{year:04}", f"{year + random.randint(0, 30):04}"
        forms = [first, f"{first}-0{random.randint(1, 9)}", f"{first}/{last}", f"{first}/..", f"../{first}"]
        return random.choice([*forms, f"{first}~"])


def _miss(datatype: Datatype, random: Random) -> Any:
    match datatype:
        case Datatype.EDTF | Datatype.DAY:
            return random.choice(["1066", "1789-07-14", "2150"])
        case Datatype.INTEGER:
            return random.choice([-1, 0, 7, 2**31 - 1])
        case Datatype.DECIMAL:
            return random.choice([-1.5, 0.0, 1e6])
        case Datatype.BOOLEAN:
            return random.random() < 0.5
    return random.choice(["", "Zembla", "é'\"\\{}$", "nato"])
