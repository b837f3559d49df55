"""Random arguments: filters, orders, pages, time and sources, as trees of JSON with holes for what is drawn from the data."""

from __future__ import annotations

from random import Random
from typing import Any

from ontology import Class, Datatype, End, Property
from tests.reference.pools import Pools
from tests.reference.shapes import Hole, Word

SCALAR = {
    Datatype.TEXT: "String",
    Datatype.URI: "String",
    Datatype.EDTF: "EDTF",
    Datatype.DAY: "EDTF",
    Datatype.INTEGER: "Int",
    Datatype.DECIMAL: "Float",
    Datatype.BOOLEAN: "Boolean",
}
RANGE = ("lt", "lte", "gt", "gte")
PARTS = ("contains", "startsWith", "endsWith")
NULLS = 0.01
MISWRITTEN = 0.3


class Asking:
    """Makes arguments at random."""

    def __init__(self, pools: Pools, random: Random) -> None:
        self.pools = pools
        self.model = pools.model
        self.random = random

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.random.random() < share

    # -- filters

    def node_filter(self, cls: Class, depth: int = 2) -> dict[str, Any]:
        """Conditions on a node."""
        if depth and self.chance(0.3):
            return self._logic(lambda: self.node_filter(cls, depth - 1))
        found: dict[str, Any] = {}
        for _ in range(1 if self.chance(0.75) else 2):
            choice = self.random.random()
            if choice < 0.12:
                found["id"] = self._id(cls)
            elif choice < 0.2 and cls.abstract and "Entity" in cls.lineage:
                found["class"] = [Word(c) for c in self.random.sample(cls.concrete, min(len(cls.concrete), 3))]
            elif choice < 0.55 and depth and (end := self.pools.end(cls, self.random)):
                found[end.name] = self._quantified(end, depth - 1)
            elif cls.properties:
                prop = self.random.choice([p for p in cls.properties.values() if p.datatype is not Datatype.LABELS])
                found[prop.name] = None if self.chance(NULLS) else self._comparison(cls, prop)
        return found

    def edge_filter(self, end: End, depth: int = 1) -> dict[str, Any]:
        """Conditions on a relationship and the node it leads to."""
        if depth and self.chance(0.2):
            return self._logic(lambda: self.edge_filter(end, depth - 1))
        edge = self.model.edges[end.relation.edge]
        if not edge.properties or self.chance(0.5):
            return {"node": self.node_filter(self.model.classes[end.target], depth)}
        prop = self.random.choice(list(edge.properties.values()))
        return {prop.name: self._comparison(edge, prop)}

    def _logic(self, part: Any) -> dict[str, Any]:
        word = self.random.choice(["and", "or", "or", "not"])
        if word == "not":
            return {"not": None if self.chance(NULLS) else part()}
        return {word: [part() for _ in range(self.random.choice([0, 1, 2, 2, 2, 3]) if self.chance(0.3) else 2)]}

    def _quantified(self, end: End, depth: int) -> dict[str, Any]:
        word = self.random.choice(["some", "some", "some", "all", "none", "single", "count"])
        if word == "count":
            ops = self.random.sample(["eq", *RANGE], self.random.choice([1, 1, 2]))
            return {"count": {op: Hole("Int", lambda random: random.choice([0, 1, 2, 3, 5, 10])) for op in ops}}
        inner = {} if self.chance(0.25) else self.edge_filter(end, depth)
        return {word: inner}

    def _id(self, cls: Class) -> dict[str, Any]:
        one = self.pools.id(cls)
        return {"eq": one} if self.chance(0.4) else {"in": _several("ID", one.draw)}

    def _comparison(self, of: Class, prop: Property) -> dict[str, Any]:
        draw, scalar = _miswritten(prop, self.pools.value(of, prop)), prop.vocabulary.name if prop.vocabulary else SCALAR[prop.datatype]
        one = Hole(scalar, draw)
        yes = Hole("Boolean", lambda random: random.random() < 0.5)
        forms: list[dict[str, Any]] = [{"isNull": yes}, {"isNull": yes}]
        if prop.datatype is Datatype.DAY:
            forms += [{op: Hole("EDTF", self.pools.period)} for op in (*RANGE, "during")]
        elif prop.many:
            forms += [{"has": one}, {"hasAny": _several(scalar, draw)}, {"hasAll": _several(scalar, draw, 2)}]
        else:
            forms += [{"eq": one}] if prop.datatype is Datatype.BOOLEAN else [{"eq": one}, {"in": _several(scalar, draw)}]
        if prop.vocabulary:
            forms += [] if prop.many else [{"ne": one}, {"notIn": _several(scalar, draw)}]
        elif prop.datatype.textual:
            forms += [{op: Hole("String", lambda random: _part(draw(random), random))} for op in PARTS]
        elif prop.datatype is Datatype.EDTF:
            forms += [{op: Hole("EDTF", self.pools.period)} for op in (*RANGE, "during", "during")]
            forms += [{"gte": Hole("EDTF", lambda random: "1900"), "lt": Hole("EDTF", self.pools.day)}]
        elif prop.datatype not in (Datatype.BOOLEAN, Datatype.DAY):
            forms += [{op: one} for op in RANGE]
        return self.random.choice(forms)

    # -- orders

    def node_sort(self, cls: Class) -> dict[str, Any]:
        """One key of an order of nodes."""
        order = Word(self.random.choice(["ASC", "DESC"]))
        if cls.ends and self.chance(0.2) and (end := self.pools.end(cls, self.random)):
            return {end.name: {"count": order}}
        return {self.random.choice(["id", *(p.name for p in cls.properties.values() if not p.many)]): order}

    def edge_sort(self, end: End) -> dict[str, Any]:
        """One key of an order of relationships."""
        edge = self.model.edges[end.relation.edge]
        props = [p.name for p in edge.properties.values() if not p.many and p.datatype is not Datatype.DAY]
        if not props or self.chance(0.4):
            return {"node": self.node_sort(self.model.classes[end.target])}
        return {self.random.choice(props): Word(self.random.choice(["ASC", "DESC"]))}

    def sorts(self, one: Any) -> list[Any]:
        """A whole order."""
        return [one() for _ in range(self.random.choice([1, 1, 1, 2, 3]))]

    # -- time and sources

    def time(self) -> Any:
        """When something must hold."""
        choice = self.random.random()
        day, period = Hole("EDTF!", self.pools.day), Hole("EDTF!", self.pools.period)
        if choice < 0.45:
            return {"at": day if self.chance(0.8) else Hole("EDTF!", self.pools.period)}
        if choice < 0.6:
            return {"during": period}
        if choice < 0.9:
            return {"ever": True}

        def draw(random: Random) -> Any:
            return random.choice(
                [
                    {"at": self.pools.day(random)},
                    {"at": self.pools.period(random)},
                    {"during": self.pools.period(random)},
                    {"ever": True},
                    None,
                ]
            )

        return Hole("TimeInput", draw)

    def sources(self) -> dict[str, Any]:
        """Whose word counts."""
        datasets = [node.id for node in self.pools.world.by_label["Dataset"]]
        found: dict[str, Any] = {}
        if self.chance(0.4):
            found["datasets"] = _several("String", lambda random: "core" if random.random() < 0.6 else random.choice(datasets))
        if self.chance(0.5):
            found["claims"] = Word(self.random.choice(["ALL", "ALL", "PREFERRED"]))
        if self.chance(0.5):
            found["certainty"] = Word(self.random.choice(["CERTAIN", "CERTAIN", "POSSIBLE"]))
        return found

    def dimensions(self, of: Class, *, node: bool) -> list[Any]:
        """What to count by."""
        names = ["class"] if node else []
        for prop in of.properties.values():
            if not prop.many and prop.datatype is not Datatype.DAY:
                names += [prop.name, f"{prop.name}Year"] if prop.datatype is Datatype.EDTF else [prop.name]
        return [Word(n) for n in self.random.sample(names, min(len(names), self.random.choice([1, 1, 2])))]


def _miswritten(prop: Property, draw: Any) -> Any:
    """Draws codes as people write them, now and then."""
    if prop.any_case:
        return lambda random: draw(random).lower() if random.random() < MISWRITTEN else draw(random)
    if prop.digits:
        return lambda random: draw(random).lstrip("0") if random.random() < MISWRITTEN else draw(random)
    return draw


def _several(scalar: str, draw: Any, most: int = 6) -> Hole:
    return Hole(f"[{scalar}!]", lambda random: [draw(random) for _ in range(random.randint(1, most))])


def _part(text: Any, random: Random) -> str:
    """A piece of a text, at its beginning, end or within, in another case at times."""
    size = random.randint(1, 4)
    begin = random.choice([0, max(len(text) - size, 0), random.randint(0, max(len(text) - size, 0))])
    found = str(text)[begin : begin + size]
    return random.choice([found, found, found.upper(), found.lower()])
