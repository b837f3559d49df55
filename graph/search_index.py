"""The full-text index: which properties it reads, and how the store cuts them.

Foedera folds and cuts all text itself (common.text), so Lucene only splits at blanks; the analyzer is the same in every edition of Neo4j.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence

from ontology.stored import ENTITY

SEARCH_INDEX = "foederaSearch"
ANALYZER = "whitespace"


class Field(enum.StrEnum):
    """The properties of an entity that the index reads. Those of whole names hold lists of single tokens, each with END behind it."""

    TITLE = "searchName"
    NAME = "searchNames"
    CODE = "searchCodes"
    VARIANT = "searchVariants"
    LABEL = "searchLabelNames"
    BAG = "searchBags"
    CORE = "searchCores"
    ACRONYM = "searchAcronyms"
    WORDS = "searchWords"
    LABELS = "searchLabelWords"
    NEAR = "searchNear"
    TEXT = "searchText"
    EVERY = "searchEvery"


END = "$"
"""Ends the token of a whole name, so that the beginning of a name is told from a name."""
EVERY = "x"
"""What every entity has in Field.EVERY: a clause that matches everything has the same score everywhere."""
WEIGHT = "searchWeight"
"""The property by which the score of an entity is multiplied."""
DERIVED = frozenset({*Field, WEIGHT})
"""All properties that exist for the search alone."""


def index_statement() -> str:
    """The statement that makes the index. Its properties cannot be changed: see is_outdated."""
    words = ", ".join(f"n.{field}" for field in Field)
    return (
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS FOR (n:{ENTITY}) ON EACH [{words}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}'}}}}"
    )


def is_outdated(name: str, labels: Sequence[str], properties: Sequence[str]) -> bool:
    """Whether an index of the store is one that an earlier version of Foedera made for searching."""
    return name == SEARCH_INDEX and (list(labels), list(properties)) != ([ENTITY], list(Field))
