"""Vocabularies: the values that properties may have, and their names in the API."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


def constant_of(name: str) -> str:
    """The name in the API of one of the ontology's own names as a value: memberOf → MEMBER_OF."""
    return name if name.isupper() else re.sub(r"(?=[A-Z])", "_", name).upper()


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary: the text that is stored and written in files, and what it means.

    `aside`: in this capacity one does not belong in full. `contested`: it is not agreed that one does at all.
    `level`: how much it weighs in a portfolio of alliances (0: it is a tie that portfolios leave out; None: it is none).
    `manner`: of an event that ends a spell, how that ended (empty: it does not).
    `constant`: its name in the API where the value does not make it.
    """

    value: str
    comment: str
    aside: bool = False
    contested: bool = False
    level: int | None = None
    manner: str = ""
    constant: str = ""

    @property
    def name(self) -> str:
        """Its name in the API: founding-member → FOUNDING_MEMBER. Empty when the value makes none."""
        if self.constant:
            return self.constant
        found = _NO_NAME.sub("_", self.value).upper()
        return found if re.fullmatch(r"[A-Z][A-Z0-9_]*", found) else ""


@dataclass(frozen=True)
class Vocabulary:
    """The values that a property may have, in their order."""

    name: str
    label: str
    comment: str
    terms: tuple[Term, ...]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names in the API, by the values that are stored."""
        return MappingProxyType({term.value: term.name for term in self.terms})
