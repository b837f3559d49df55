"""What is known of a list as such: whether all are named, in which time, and by whom. Stored with the node whose list it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.definitions import Types, many, optional
from api.language.scalars import EDTF
from api.language.units.field import Field, define, objects
from facts.listing import Summary, beginning, read_lines, said_by, summed_up
from ontology.stored import COVERAGE
from queries import answers, plans


def define_coverage(types: Types) -> Any:
    """Define the type of what is known of a list."""
    complete = (
        "Whether all are named throughout the time asked for, until today: who is not was none. Else who is missing is not known, "
        "nor is it of days to come."
    )
    until = "The last day that is covered; what is open may have ended since. Null where it is maintained, or not known."
    first, datasets = "The first day that is covered; null: from the beginning.", "The datasets that say anything of it, the best first."
    maintained = "Whether it is brought up to date: what is open goes on until the dataset says otherwise."
    return define(
        types,
        "ListCoverage",
        "What is known of a list as such, by the best dataset that says anything of it.",
        [
            Field("complete", bool, complete, _read(lambda found: found.complete)),
            Field("from", optional(EDTF), first, _read(lambda found: found.first)),
            Field("until", optional(EDTF), until, _read(lambda found: found.until)),
            Field("maintained", bool, maintained, _read(lambda found: found.maintained)),
            Field("datasets", many(str), datasets, _read(lambda found: list(found.datasets))),
        ],
    )


def coverage(call: Call) -> shaping.Field:
    """The plan of `coverage`: null where nobody wrote anything down."""
    if call.draft.relation is None:
        return shaping.Numbers(shaping.constant(None))
    summary, make = _summary(call), objects(call)

    def known(answer: answers.Answer) -> Any:
        found = summary(answer)
        return None if found is None else make(found)  # type: ignore[arg-type]  # the fields of the type read it, not columns

    return shaping.Numbers(known)


def counted(call: Call, number: shaping.Resolver) -> shaping.Resolver:
    """A number of the list; null instead of 0 where nobody wrote anything down."""
    if call.draft.relation is None:
        return number
    summary = _summary(call)
    return lambda answer: number(answer) or (0 if summary(answer) else None)


def _summary(call: Call) -> Callable[[answers.Answer], Summary | None]:
    """What gives the knowledge of a list along a relation, within its scope."""
    relation, scope, today = call.draft.relation, call.draft.scope, call.compilation.today
    assert relation is not None
    index = call.draft.aggregate(plans.OfStart(COVERAGE, beginning(relation)))

    def found(answer: answers.Answer) -> Summary | None:
        lines = read_lines(answers.aggregate(answer, index) or (), relation)
        return summed_up(said_by(lines, scope.datasets), scope.window.lo, scope.window.hi, today)

    return found


def _read(value: Callable[[Summary], Any]) -> Callable[[Call], Any]:
    return lambda call: value
