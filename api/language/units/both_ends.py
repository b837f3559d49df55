"""Lists of relationships as such, each with what it leads to (`node`) and with what it leads from."""

from __future__ import annotations

from collections.abc import Callable

from api.language.arguments import Args
from api.language.arguments.inputs import Inputs
from api.language.arguments.ordering import IDENTIFIER
from api.language.arguments.paging import page_of
from api.language.arguments.scope import may_be_uncertain
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.draft import Draft
from api.language.compiling.nodes import node
from api.language.elements import Elements
from api.language.units.connection import listed
from ontology import Class, Direction
from queries import plans


def list_plan(elements: Elements, inputs: Inputs, source: Callable[[Args], plans.Source], *, dated: bool) -> Plan:
    """Plans a list at the root of what the source for the field's arguments finds; `dated`: that holds for a time."""

    def plan(call: Call) -> shaping.Resolver:
        args, compilation = call.arguments(), call.compilation
        compilation.bound(args)
        scope = call.scope(args)
        where = inputs.filters.read(elements, args.get("filter"), scope)
        if scope.certain:
            where = plans.every([where, plans.certain_ever(scope, compilation.model, elements.edge)])
        order = inputs.sorts.read(elements, args.get("sort"), scope)
        page = page_of(args, order, compilation.limits)
        return listed(
            call, Draft(scope, 1, source(args), where, order, page, elements.cls, elements.edge, dated=dated and may_be_uncertain(scope))
        )

    return plan


def opposite_plan(direction: Direction, holder: Class) -> Plan:
    """Plans what a relationship that is read in `direction` leads from."""

    def plan(call: Call) -> shaping.Resolver:
        around = call.draft
        source = plans.Opposite(direction, holder.singular)
        draft = Draft(around.scope, around.times, source, plans.EVERYTHING, (IDENTIFIER,), plans.Page(1), holder, rows=True)
        shape = shaping.Single(node(call, draft))
        index = around.column(plans.Beside(draft.question())).index
        return lambda row: shape(row[index])

    return plan
