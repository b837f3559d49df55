"""Where an operation names things by ids and codes."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ontology import Class
from queries.references import Reference


class Place(enum.Enum):
    """In which argument something is named."""

    KEY = "key"
    NODE = "node"
    FILTER = "filter"
    DATASETS = "datasets"


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in an argument of the field at `path`; what it names has to be of class `cls`."""

    reference: Reference
    cls: Class
    place: Place
    path: tuple[str, ...]
