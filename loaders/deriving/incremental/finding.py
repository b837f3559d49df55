"""The changes of a load, from the parts of the state that it can touch."""

from __future__ import annotations

from facts.chunks import More, nothing_more
from facts.datasets import merged
from facts.records import Records
from facts.redirects import led_on
from loaders.deriving.derive import derive_parts
from loaders.deriving.graph_state import Changes, GraphState, difference
from loaders.deriving.incremental.held import Held
from loaders.deriving.incremental.known import Known
from loaders.deriving.incremental.moved import find_moved
from loaders.deriving.incremental.reach import find_scope
from loaders.deriving.incremental.search import add_search_of_parts, without_search
from loaders.deriving.incremental.touched import find_touched
from ontology import Model


def find_changes(old: Records, new: Records, everything: Records, held: Held, model: Model, more: More = nothing_more) -> Changes | None:
    """What turns the state before into that after, when `old` becomes `new`, a part of `everything` that is said then.

    `everything` may be a part of that: what is said of entities besides their classes and former ids is then asked of `more`. None where so
    much depends on what differs that the whole is to be derived.
    """
    moved = find_moved(old, new, everything, more)
    former = moved.after
    was, is_ = merged([old, moved.said]), merged([new, moved.said])
    touched = find_touched(led_on(was, moved.before, model), led_on(is_, former, model))
    said = led_on(merged([everything, moved.read]), former, model)
    known = Known(said, model, lambda entities: led_on(more(entities, former), former, model))
    scope = find_scope(touched, known, held, model)
    if scope is None:
        return None
    before, after = held.parts(scope), derive_parts(known.around(scope.entities), model, scope)
    plain = difference(_without_search(before), after)
    add_search_of_parts(before, after, plain, held, model)
    return difference(before, after)


def _without_search(state: GraphState) -> GraphState:
    return GraphState({key: without_search(node) for key, node in state.nodes.items()}, state.links)
