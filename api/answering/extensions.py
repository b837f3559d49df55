"""What stands beside the data of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.answer_warnings import AnswerWarning
from api.answering.works import cited
from api.language.compiling.computing import Method


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer was made: the statement, how Neo4j runs it, and the seconds that each phase took."""

    cypher: str
    parameters: Mapping[str, Any]
    plan: Sequence[str]
    seconds: Mapping[str, float]

    def shown(self) -> dict[str, Any]:
        """As clients see it."""
        milliseconds = {phase: round(seconds * 1000, 3) for phase, seconds in self.seconds.items()}
        return {"cypher": self.cypher, "parameters": self.parameters, "plan": self.plan, "milliseconds": milliseconds}


@dataclass(frozen=True, slots=True)
class Extensions:
    """The price of an operation, the state of the data that answered it (None: the store was not asked), and what the data does not say.

    `day` is what "today" meant in it.
    `methods`: how the fields that are computed were computed, by their names in the answer. `datasets`: whose statements are in the answer
    (None: that is not known). `citations`: how to cite it, and `links`: where it goes on, where that was
    asked for. `lasting`: the answer is the same whenever the data have the same version.
    """

    cost: int
    data_version: str | None = None
    warnings: tuple[AnswerWarning, ...] = ()
    methods: Mapping[str, Method] = field(default_factory=dict)
    explanation: Explanation | None = None
    datasets: tuple[str, ...] | None = None
    citations: Sequence[Mapping[str, Any]] = ()
    links: Mapping[str, Any] | None = None
    day: str | None = None
    lasting: bool = True

    def shown(self) -> dict[str, Any]:
        """As clients see them."""
        found: dict[str, Any] = {"cost": self.cost}
        if self.data_version is not None:
            found["dataVersion"] = self.data_version
            if self.day is not None:
                found["day"] = self.day
        if self.warnings:
            found["warnings"] = [warning.shown() for warning in self.warnings]
        if self.methods:
            found["methods"] = {path: shown(method) for path, method in self.methods.items()}
        if self.links is not None:
            found["links"] = dict(self.links)
        if self.citations:
            found["citations"] = list(self.citations)
        if self.explanation is not None:
            found["explain"] = self.explanation.shown()
        return found


def shown(method: Method) -> dict[str, Any]:
    """A method as clients see it."""
    found: dict[str, Any] = {"method": method.name, "definition": method.definition, "parameters": dict(method.parameters)}
    if method.works:
        found["citations"] = [cited(work) for work in method.works]
    return found
