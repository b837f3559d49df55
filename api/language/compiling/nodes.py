"""The object of a node: one shape, or one for each kind of class that the fragments of the operation tell apart."""

from __future__ import annotations

from collections.abc import Iterable

from graphql import GraphQLObjectType
from graphql.language import FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.draft import Draft
from ontology import Class
from queries import plans

CLASS = plans.Value(plans.On.NODE, "class")


def node(call: Call, draft: Draft) -> shaping.Resolver:
    """The shape of the nodes of a list, of which the field of `call` says what is wanted."""
    shapes: dict[str, shaping.Resolver] = {}
    kinds = _kinds(call, draft.cls)
    compilation = call.compilation
    before = largest = compilation.bytes
    for members in kinds:
        compilation.bytes = before  # a node is of one kind
        shape = _of_kind(call, draft, members)
        shapes |= {m.name: shape for m in members}
        largest = max(largest, compilation.bytes)
    compilation.bytes = largest
    if len(kinds) == 1:
        return shape
    return shaping.ShapeByClass(draft.column(CLASS).index, shapes)


def _kinds(call: Call, cls: Class) -> list[list[Class]]:
    """The concrete classes below `cls`, those together to which the same fragments apply."""
    classes = call.compilation.model.classes
    conditions = _conditions(call)
    found: dict[tuple[bool, ...], list[Class]] = {}
    for name in cls.concrete:
        concrete = classes[name]
        found.setdefault(tuple(c in concrete.lineage for c in conditions), []).append(concrete)
    return list(found.values())


def _of_kind(call: Call, draft: Draft, members: list[Class]) -> shaping.Resolver:
    type_ = call.compilation.schema.type_map[members[0].name]
    assert isinstance(type_, GraphQLObjectType)
    return shaping.shape(call.fields(type_, draft, None if len(members) == 1 else lambda: draft.column(CLASS)))


def _conditions(call: Call) -> Iterable[str]:
    """The types for which there are fragments in the selection."""
    fragments = call.compilation.executor.fragments
    found: dict[str, None] = {}
    seen: set[str] = set()
    queue: list[SelectionSetNode | None] = [d.node.selection_set for d in call.details]
    while queue:
        for selection in (queue.pop() or SelectionSetNode(selections=())).selections:
            if isinstance(selection, InlineFragmentNode):
                if selection.type_condition:
                    found[selection.type_condition.name.value] = None
                queue.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                definition = fragments[selection.name.value].definition
                found[definition.type_condition.name.value] = None
                queue.append(definition.selection_set)
    return found
