"""What RDF needs to know of the terms of the ontology, beyond what the rest of Foedera does: languages, references, terms elsewhere."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote


class Reference(enum.Enum):
    """What the values of a property refer to that is stored by id or name."""

    TERM = "a term of a vocabulary"
    DATASET = "a dataset"
    ENTITY = "an entity"
    NAME = "a property or relation of the ontology"
    CLASS = "a class of the ontology"


@dataclass(frozen=True, slots=True)
class Named:
    """What the values of a property name: `arc` is the property of another vocabulary that leads there, `addresses` are known, by value."""

    arc: str
    addresses: Mapping[str, str]

    def value(self, address: str) -> str | None:
        """The value that stands for an address."""
        return next((value for value, known in self.addresses.items() if known == address), None)


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything by the names of properties and classes.

    `english`: properties whose values are English text. `refers`: what values refer to. `labels`: properties that name what has them
    (rdfs:label). `identifies`: how the addresses begin by which the codes of a property identify something elsewhere; `same`: the property,
    by class, that leads there. `arcs`: by class of relationships, the properties of another vocabulary to its subject and its object.
    `named`: properties whose values name something with an address.
    """

    english: frozenset[str] = frozenset()
    refers: Mapping[str, Reference] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    identifies: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    arcs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[str, Named] = field(default_factory=dict)

    def address(self, name: str, value: str) -> str | None:
        """The address of what a value of a property names, where it is known."""
        named = self.named.get(name)
        return named.addresses.get(value) if named else None


def term_address(vocabulary: str, value: str) -> str:
    """The address of a term of a vocabulary."""
    return f"https://w3id.org/foedera/term/{quote(vocabulary, safe='')}.{quote(value.replace(' ', '-'), safe='-_~')}"
