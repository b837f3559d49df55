"""What an answer does not say by itself, in `extensions.warnings`. Every kind of warning has a code, and all codes stand here.

Programs decide by the code and by `numbers`; people read the message and the hint. docs/warnings.md lists the codes for readers.

To add one: a code with its meaning here, a line in docs/warnings.md, and whatever finds it out: while an operation is compiled
(`Compilation.warn`), or from its answer (api.answering.engine).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
# So many are read by people and shown by playgrounds; the rest is counted.
MOST = 20
SHOWN_LETTERS = 100
"""How much of a value that the operation gave a message repeats."""


class WarningCode(enum.Enum):
    """A kind of warning; the value says when it is given."""

    UNKNOWN_KEY = "Nothing has the id or code that the field asks for; the field is null."
    NOT_THEN = "What has had the code that the field asks for had it at another time; the field is null."
    IN_TURN = "Several had the code that the field asks for, in turn, in the time asked for; the field is the last of them."
    UNKNOWN_VALUE = "Nothing has an id or code that a filter names; that part of the filter selects nothing."
    OTHER_CLASS = "What has the id or code is not of the class that the field or filter is about."
    UNKNOWN_DATASET = "There is no dataset with an id that `sources` names."
    NO_DATASET = "`sources.datasets` is an empty list, so that no statement counts."
    NOT_COVERED = "Nobody wrote down a list, or the whole of it: that it is empty is not known. Counts of it are null."
    NONE_FOUND = "A list at the root has no relationship, or no entity: whether there is none is not known."
    PRESUMED_NONE = "A filter keeps what has none of a relation. Where nobody wrote the list down, that is not known."
    OUTDATED = "What is known of a list ends before the time asked for; what was open then may have ended since."
    NONE_THEN = "A list is empty because each of its statements is of another time than the one asked for."
    UNDATED = "Statements or entities in a list have no dates that settle it. They count where they may hold, but not as certain."
    UNCHECKED = "Nobody has checked any statement in a list, or any value of a property, against its source."
    FORMER_ID = "An id in the question is a former one. The answer is that for the id of today."
    MORE = "There are more warnings than are listed; `numbers.more` is how many."


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """One warning. `path` is that of the field in the answer, as in errors; `hint` says what to ask instead."""

    code: WarningCode
    path: Path
    message: str
    hint: str | None = None
    numbers: Mapping[str, int] = field(default_factory=dict, hash=False)

    def shown(self) -> dict[str, Any]:
        """As clients see it; what there is not is left out."""
        found = {"path": self.path, "code": self.code.name, "message": self.message, "numbers": self.numbers, "hint": self.hint}
        return {name: value for name, value in found.items() if value}


def bounded(warnings: Sequence[AnswerWarning]) -> tuple[AnswerWarning, ...]:
    """Each warning once, and no more than can be read. Where a filter names what does not exist, that says why nothing was found."""
    missed = {w.path for w in warnings if w.code is WarningCode.UNKNOWN_VALUE}
    telling = (w for w in warnings if w.code is not WarningCode.NONE_FOUND or w.path not in missed)
    found = list({(w.code, w.path, w.message): w for w in telling}.values())
    if len(found) <= MOST:
        return tuple(found)
    more = len(found) - MOST + 1
    return (*found[: MOST - 1], AnswerWarning(WarningCode.MORE, (), f"{more:,} further warnings", numbers={"more": more}))
