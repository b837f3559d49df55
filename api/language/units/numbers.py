"""Numbers beside the total of a list: how many of it are certain, and how many different nodes there are."""

from __future__ import annotations

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.units import aggregate
from queries import answers
from queries import plan as p


def certain_count(call: Call) -> shaping.Field:
    """The plan of `certainCount`. What has no dates is certain, and so is all there is where only the certain was asked for."""
    return shaping.Numbers(_count(call, None if call.draft.scope.certain else call.draft.certain))


def node_count(call: Call) -> shaping.Field:
    """The plan of `nodeCount`. Only relationships lead to a node more than once."""
    return shaping.Numbers(_count(call, p.Nodes() if call.draft.edge else None))


def _count(call: Call, counted: p.Aggregate | None) -> shaping.Resolver:
    """What gives a number of the list; the total, where nothing special is to be counted."""
    if counted is None:
        return aggregate.count(call)
    index = call.draft.aggregate(counted)
    return lambda answer: answers.aggregate(answer, index)
