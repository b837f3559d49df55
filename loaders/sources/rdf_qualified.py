"""Statements of Wikidata that have qualifiers: a relation with the days from which and until which it holds.

Its RDF has them as nodes (p:, ps:, pq:), and the same without qualifiers as a truthy triple (wdt:); what a node says stands for both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from common.dates import without_time
from rdf.names import RDF, XSD
from rdf.reading import Parsed
from rdf.reading.wikidata import ARC, BEST_RANK, DIRECT, STATED

Value = ox.NamedNode | ox.Literal
TRUE = ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean"))
_TYPE = f"{RDF}type"
_BEGINNING = re.compile(r"(-01)?-01T00:00:00Z")


@dataclass(slots=True)
class Statement:
    """What a node states, by the names of ours: its value, and its qualifiers that the mapping knows."""

    value: ox.NamedNode | None = None
    best: bool = False
    said: list[tuple[str, Value, int | None]] = field(default_factory=list)


class Qualified:
    """The statements of the best rank with a qualifier that is known. `known`: qualifiers by their addresses, with the names of ours."""

    def __init__(self, statements: Iterable[tuple[str, Parsed]], known: Mapping[str, str]) -> None:
        self.nodes: dict[str, Statement] = defaultdict(Statement)
        arcs: list[tuple[str, str, str]] = []
        for address, (quad, line) in statements:
            predicate, value = quad.predicate.value, quad.object
            if (property_ := direct(predicate)) and isinstance(value, ox.NamedNode):
                arcs.append((address, property_, value.value))
            elif predicate.startswith(STATED) and isinstance(value, ox.NamedNode):
                self.nodes[address].value = value
            elif predicate in known and isinstance(value, ox.NamedNode | ox.Literal):
                self.nodes[address].said.append((known[predicate], value, line))
            elif predicate == _TYPE and isinstance(value, ox.NamedNode):
                self._typed(address, value.value, line, known)
        self.nodes = {node: one for node, one in self.nodes.items() if one.best and one.value is not None and one.said}
        self._replaced = {(address, arc, self.nodes[node].value) for address, arc, node in arcs if node in self.nodes}

    def _typed(self, address: str, cls: str, line: int | None, known: Mapping[str, str]) -> None:
        if cls == BEST_RANK:
            self.nodes[address].best = True
        elif cls in known:
            self.nodes[address].said.append((known[cls], TRUE, line))

    def replaces(self, quad: ox.Quad) -> bool:
        """Whether a node says more than this truthy triple."""
        return (getattr(quad.subject, "value", ""), quad.predicate.value, quad.object) in self._replaced


def direct(predicate: str) -> str:
    """The truthy property of an arc that leads to a statement; of anything else nothing."""
    name = predicate.removeprefix(ARC)
    return f"{DIRECT}{name}" if name != predicate and "/" not in name else ""


def as_known(value: Value) -> Value:
    """A date of Wikidata as far as it is known. Its RDF writes a year as its first of January, and a month as its first day: so a first of
    January is a year here, and another first day a month.
    """
    if isinstance(value, ox.Literal) and value.datatype.value == f"{XSD}dateTime":
        return ox.Literal(without_time(_BEGINNING.sub("", value.value)))
    return value
