"""Kinds of questions: a file for each, which holds what is asked, how it is written in Cypher, what it costs and how its answer is read.

(docstring comes last)
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from queries.answers import Answer
from queries.tables import Around, Written


class Question:
    """Something that a statement asks for, at its root or below a node."""

    __slots__ = ()

    @abstractmethod
    def written(self, around: Around) -> Written:
        """The question as Cypher."""

    @property
    def price(self) -> int:
        """How many rows the answer may have; those of questions below it not counted, which have prices of their own."""
        return 1

    @abstractmethod
    def rows_in(self, answer: Answer) -> int:
        """How many rows an answer has, those of questions below it included."""

    def by_row(self) -> Written | None:
        """Clauses that find the rows of the answer one after the other; None when they cannot be had so."""
        return None

    def missing(self, _answer: Answer, /) -> str | None:
        """The id of an entity that was asked for by its id and not found."""
        return None

    def renamed(self, _ids: Mapping[str, str], /) -> Question:
        """The same question with other ids of entities in the place of some."""
        return self
