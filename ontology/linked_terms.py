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
class Linked:
    """Everything by the names of properties and classes.

    `english`: properties whose values are English text. `refers`: what values refer to. `labels`: properties that name what has them
    (rdfs:label). `identifies`: how the addresses begin by which the codes of a property identify something elsewhere; `same`: the property,
    by class, that leads there. `arcs`: by class of relationships, the properties of another vocabulary to its subject and its object.
    """

    english: frozenset[str] = frozenset()
    refers: Mapping[str, Reference] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    identifies: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    arcs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def term_address(vocabulary: str, value: str) -> str:
    """The address of a term of a vocabulary."""
    return f"https://w3id.org/foedera/term/{quote(vocabulary, safe='')}.{quote(value.replace(' ', '-'), safe='-_~')}"
