"""Numbers of a list: how many there are, how many are certain, how many different nodes; null where nobody wrote the list down."""

from __future__ import annotations

from dataclasses import replace

from api.language.arguments.scope import existing_in
from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.draft import Draft
from api.language.units import aggregate
from api.language.units.coverage import counted
from ontology import Kind, Model
from queries import answers, plans


def total_count(call: Call) -> shaping.Field:
    """The plan of `totalCount`."""
    return shaping.Numbers(_count(call, None))


def certain_count(call: Call) -> shaping.Field:
    """The plan of `certainCount`. What has no dates is certain, and so is all there is where only the certain was asked for.

    What a filter keeps is certain if it satisfies it whatever the unknown dates are.
    """
    draft = call.draft
    if draft.scope.certain:
        return shaping.Numbers(_count(call, None))
    model = call.compilation.model
    settled = plans.certain_ever(draft.scope, model, draft.edge)
    where = plans.every([plans.doubtful(draft.where, model), settled, _begun(draft, model)])
    if draft.dated:
        return shaping.Numbers(_count(call, plans.CertainEdges(draft.scope.window, where)))
    return shaping.Numbers(_count(call, None if where == plans.EVERYTHING else plans.Satisfying(where)))


def _begun(draft: Draft, model: Model) -> plans.Filter:
    """That an entity in a list of all time has begun."""
    if draft.edge or draft.cls.kind is not Kind.ENTITY or draft.scope.window.mode is not plans.Mode.EVER:
        return plans.EVERYTHING
    return existing_in(replace(draft.scope, certain=True), model, draft.cls)


def node_count(call: Call) -> shaping.Field:
    """The plan of `nodeCount`. Only relationships lead to a node more than once."""
    return shaping.Numbers(_count(call, plans.Nodes() if call.draft.edge else None))


def _count(call: Call, special: plans.Aggregate | None) -> shaping.Resolver:
    """What gives a number of the list; the total, where nothing special is to be counted."""
    if special is None:
        return aggregate.count(call)
    index = call.draft.aggregate(special)
    return counted(call, lambda answer: answers.aggregate(answer, index))
