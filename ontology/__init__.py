"""Which classes, properties and relations exist, read from Turtle into a Model."""

from ontology.errors import FoederaError, OntologyError, QueryError
from ontology.model import Class, Constraint, Coverage, Datatype, Direction, End, Model, Property, Relation
from ontology.reading import SOURCES, read_model

__all__ = [
    "SOURCES",
    "Class",
    "Constraint",
    "Coverage",
    "Datatype",
    "Direction",
    "End",
    "FoederaError",
    "Model",
    "OntologyError",
    "Property",
    "QueryError",
    "Relation",
    "read_model",
]
