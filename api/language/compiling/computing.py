"""Fields whose values are computed from the table of spells, and not found by the statement.

Such a field is planned as any other; what its plan hands to `Compilation.compute` runs before the statement does. Its value consists of
numbers, texts, and places of entities and spells in the table. What the operation wants to know of those is read by the statement, once
for all of them. So a row here is a pair: what knows entities and facts (a Known), and the value; and what makes JSON of it is run twice:
first to see what it asks for (Wanted), then with the answers (Found).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graphql import GraphQLError, SourceLocation

from analysis.table import Numbers, Table
from api.answer_warnings import AnswerWarning
from api.language.compiling.touching import Touches
from common.errors import FoederaError, QueryError
from facts.following import DatasetChanges
from queries.sources import Filling

MOST_ENTITIES = 20_000
"""So many different entities are read for one field of what is computed."""
MOST_FACTS = 100_000
"""So many facts are read for one operation."""
Ids = Mapping[str, str]
"""The ids of today, by former ones."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a value was computed: what it is called, in a sentence or two, with which parameters, and which works it follows (their keys)."""

    name: str
    definition: str
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was computed (None: the field is null), with what there is to say of it. `rows`: the spells on which it rests."""

    value: Any
    method: Method
    rows: Numbers | Sequence[int]
    warnings: tuple[AnswerWarning, ...] = ()


Run = Callable[[Table, Ids], Outcome]


@dataclass(frozen=True, slots=True, eq=False)
class Journal:
    """What a computation needs of the journal: what changed since a version of the data, of which `read` makes what runs."""

    since: str
    read: Callable[[str, Sequence[DatasetChanges]], Run]


@dataclass(frozen=True, slots=True, eq=False)
class Computation:
    """Something to compute for the field at `path` from the table of preferred statements, or (`claims`) of all.

    `run` raises QueryError when the question cannot be answered; the client is told with the path, and where the document asks for the
    field (`locations`). With a `journal` it is made of what that says. `touches` tells what it touches, before it runs.
    """

    path: tuple[str, ...]
    run: Run
    touches: Touches
    claims: bool = False
    journal: Journal | None = None
    locations: tuple[SourceLocation, ...] = ()

    def refused(self, error: FoederaError, code: str) -> GraphQLError:
        """An error of ours as one of its field."""
        more = {"code": code} | ({"hint": error.hint} if error.hint else {})
        refusal = GraphQLError(error.message, path=list(self.path), extensions=more)
        refusal.locations = list(self.locations) or None
        return refusal


class Known(Protocol):
    """What is known of entities and spells beyond the table."""

    table: Table

    def entity(self, slot: int, number: int) -> Any:
        """The row of an entity; None while it is not read."""

    def fact(self, number: int) -> Any:
        """The row of a spell's properties; None while they are not read."""


@dataclass(slots=True)
class Wanted:
    """Notes what is asked for: ids of entities by slot, and numbers of spells."""

    table: Table
    ids: dict[int, dict[str, None]] = field(default_factory=dict)
    facts: dict[int, None] = field(default_factory=dict)

    def entity(self, slot: int, number: int) -> None:
        """See Known."""
        self.ids.setdefault(slot, {})[self.table.entities[number].id] = None

    def fact(self, number: int) -> None:
        """See Known."""
        self.facts[number] = None

    @property
    def filling(self) -> Filling:
        """What the statement needs to know."""
        if any(len(ids) > MOST_ENTITIES for ids in self.ids.values()) or len(self.facts) > MOST_FACTS:
            raise QueryError(
                f"the answer names more than {MOST_ENTITIES:,} entities or {MOST_FACTS:,} facts",
                "lower first, or ask for fewer fields of them",
            )
        spells, entities = self.table.spells, self.table.entities
        facts = [(entities[spells.subject[n]].id, entities[spells.object[n]].id, int(spells.key[n])) for n in self.facts]
        return Filling({slot: tuple(ids) for slot, ids in self.ids.items()}, facts)


@dataclass(frozen=True, slots=True)
class Found:
    """Has the rows that were read: of entities by slot and id, of facts by key."""

    table: Table
    entities: Mapping[int, Mapping[str, Any]]
    facts: Mapping[int, Any]

    def entity(self, slot: int, number: int) -> Any:
        """See Known."""
        return self.entities.get(slot, {}).get(self.table.entities[number].id)

    def fact(self, number: int) -> Any:
        """See Known."""
        return self.facts.get(int(self.table.spells.key[number]))


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for entities in the answers: the number of the question that reads them, and the column of their ids."""

    question: int
    column: int

    def rows(self, answers: Sequence[Any]) -> dict[str, Any]:
        """The rows by id."""
        return {row[self.column]: row for row in answers[self.question][0] or ()}
