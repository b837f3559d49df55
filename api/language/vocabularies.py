"""Closed vocabularies as enumerations: clients read and write names such as FOUNDING_MEMBER, the graph stores "founding-member"."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from api.language.definitions import enumeration
from ontology import Property, Vocabulary


@lru_cache(maxsize=256)
def enumeration_of(vocabulary: Vocabulary) -> Any:
    """The enumeration of a vocabulary: the same wherever its values come."""
    terms = {term.name: term.comment for term in vocabulary.terms}
    return enumeration(vocabulary.name, vocabulary.comment, terms, {term.name: term.value for term in vocabulary.terms})


def naming(prop: Property) -> Callable[[Any], Any] | None:
    """What turns a stored value of a property into its name; None where values are shown as they are stored."""
    vocabulary = prop.vocabulary
    if vocabulary is None or all(term.name == term.value for term in vocabulary.terms):
        return None
    return vocabulary.names.get
