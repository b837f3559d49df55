"""Which classes, properties and relations exist, read from Turtle into a Model.

The reader is imported when it is asked for: rdflib takes 0.1 s, and commands that start the store or report an error do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.errors import FoederaError, OntologyError, QueryError
from ontology.model import (
    Class,
    Constraint,
    Datatype,
    Direction,
    End,
    Kind,
    Model,
    Property,
    Relation,
    Search,
    Shared,
    Side,
)
from ontology.terms import Term, Vocabulary, constant_of

if TYPE_CHECKING:
    from ontology.reading import SOURCES, read_graph, read_model

__all__ = [
    "SOURCES",
    "Class",
    "Constraint",
    "Datatype",
    "Direction",
    "End",
    "FoederaError",
    "Kind",
    "Model",
    "OntologyError",
    "Property",
    "QueryError",
    "Relation",
    "Search",
    "Shared",
    "Side",
    "Term",
    "Vocabulary",
    "constant_of",
    "read_graph",
    "read_model",
]


def __getattr__(name: str) -> object:
    if name not in {"SOURCES", "read_graph", "read_model"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module("ontology.reading"), name)
