"""All relationships of a relation, such as `memberships`: each with its dates and source, and with what it leads from and to."""

from __future__ import annotations

from api.language.arguments.inputs import Inputs
from api.language.arguments.ordering import IDENTIFIER
from api.language.arguments.paging import page_of
from api.language.arguments.scope import may_be_uncertain
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.draft import Draft
from api.language.compiling.nodes import node
from api.language.elements import Elements, elements_of
from api.language.units.build import Build
from api.language.units.connection import listed
from api.language.units.field import Field
from ontology import Class, End, Model, Relation
from queries import plans


def fields(build: Build) -> list[Field]:
    """One for each relation that has a name for all its relationships."""
    return [_all(build, relation) for relation in build.model.relations.values() if relation.plural]


def _all(build: Build, relation: Relation) -> Field:
    end = _listing_end(build.model, relation)
    elements, holder = elements_of(build.model, end), build.model.classes[relation.range]
    other = Field(holder.singular, build.types[holder.name], "What it leads from.", _opposite(end, holder))
    name = f"All{relation.plural[0].upper()}{relation.plural[1:]}"
    type_ = build.connections.define(name, f"A page of {relation.plural}, each with both its ends.", elements, extra=[other])
    args = (*build.inputs.listing(elements), *build.inputs.page)
    meaning = f"All {relation.plural}: who in `node`, of what in `{holder.singular}`. Those of today unless a time is given."
    return Field(relation.plural, type_, meaning, _plan(end, elements, build.inputs), args)


def _listing_end(model: Model, relation: Relation) -> End:
    """The relation as read from its object: the members of an organization."""
    assert relation.inverse
    return model.classes[relation.range].ends[relation.inverse]


def _plan(end: End, elements: Elements, inputs: Inputs) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        args, compilation = call.arguments(), call.compilation
        compilation.bound(args)
        scope = call.scope(args)
        where = inputs.filters.read(elements, args.get("filter"), scope)
        order = inputs.sorts.read(elements, args.get("sort"), scope)
        page = page_of(args, order, compilation.limits)
        dated = may_be_uncertain(scope, end.relation)
        return listed(call, Draft(scope, 1, plans.OfRelation(end), where, order, page, elements.cls, elements.edge, dated=dated))

    return plan


def _opposite(end: End, holder: Class) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        around = call.draft
        source = plans.Opposite(end, holder.singular)
        draft = Draft(around.scope, around.times, source, plans.EVERYTHING, (IDENTIFIER,), plans.Page(1), holder, rows=True)
        shape = shaping.Single(node(call, draft))
        index = around.column(plans.Beside(draft.question())).index
        return lambda row: shape(row[index])

    return plan
