"""Which classes, properties and relations exist, read from Turtle into a Model.

What reads is imported when it is asked for: rdflib takes 0.1 s, and most commands find the model in the cache.
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
    from ontology.cached import read_model
    from ontology.reading import read_graph
    from ontology.sources import SOURCES

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

_LATE = {"SOURCES": "ontology.sources", "read_graph": "ontology.reading", "read_model": "ontology.cached"}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_LATE[name]), name)
