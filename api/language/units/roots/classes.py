"""For every class: one by its key (`alliance`), and a list (`alliances`)."""

from __future__ import annotations

from dataclasses import replace

from api.language.arguments.filtering import indexed, presumed, walks
from api.language.arguments.inputs import Inputs
from api.language.arguments.keys import by_key
from api.language.arguments.ordering import IDENTIFIER
from api.language.arguments.paging import page_of
from api.language.arguments.scope import existing_in, may_be_uncertain
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.draft import Draft
from api.language.compiling.mentions import Place
from api.language.compiling.nodes import node
from api.language.compiling.watches import Bearers, Bodies
from api.language.definitions import optional
from api.language.elements import Elements
from api.language.identity import scope_text
from api.language.units.build import Build
from api.language.units.connection import listed
from api.language.units.field import Field
from ontology import Class, Kind, Model
from ontology.stored import COVERAGE
from queries import plans
from queries.references import ID

MOST_BEARERS = 10
"""So many that had a key in turn are named."""


def fields(build: Build) -> list[Field]:
    """Two for each class."""
    return [field for cls in build.model.classes.values() for field in (_one(build, cls), _all(build, cls))]


def _one(build: Build, cls: Class) -> Field:
    args = (*build.inputs.keys.argument(cls), *build.inputs.scope)
    return Field(cls.singular, optional(build.types[cls.name]), f"One by its key: {cls.comment}", _by_key(cls), args)


def _by_key(cls: Class) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        args, compilation = call.arguments(), call.compilation
        compilation.bound(args)
        compilation.pay(1, call.path)
        source, inherited = by_key(args, compilation.model, cls, call.around.scope)
        scope = call.scope(args, inherited)
        if isinstance(source, plans.Bearer):
            source = replace(source, when=scope_text(scope))
            _tell_of_several(call, source, scope)
        elif inherited is not call.around.scope:
            call.mention_datasets(inherited)
        compilation.mention([(source.reference, cls)], Place.KEY, call.path)
        draft = Draft(scope, 1, source, plans.EVERYTHING, (IDENTIFIER,), plans.Page(1), cls, rows=True)
        shape = node(call, draft)
        return compilation.ask(draft.question(), shaping.Single(shape), draft)

    return plan


def _tell_of_several(call: Call, source: plans.Bearer, scope: plans.Scope) -> None:
    """Have the answer tell who had a key in turn, where a time of more than a day is asked for."""
    cls, compilation = source.cls, call.compilation
    if scope.window.lo == scope.window.hi:
        return
    has = plans.Compare(plans.On.NODE, cls.properties[source.key], plans.Op.HAS, source.value)
    where = plans.every([has, existing_in(scope, compilation.model, cls)])
    draft = Draft(scope, 1, plans.OfClass(cls), where, (IDENTIFIER,), plans.Page(MOST_BEARERS), cls, rows=True)
    column = draft.column(plans.Value(plans.On.NODE, ID)).index
    compilation.pay(1, call.path)
    compilation.ask_beside(draft, call.path, Bearers(cls.plural, source.key, source.value, column))


def _bodies(draft: Draft, model: Model) -> Bodies | None:
    """Have read how much is known of the lists by which entities of a class exist, as states do by systems; none where days tell it."""
    if draft.cls.exists_by is None or draft.scope.window.mode is plans.Mode.EVER:
        return None
    relation = model.relations[draft.cls.exists_by]
    return Bodies(relation.inverse or relation.name, draft.aggregate(plans.OfBodies(model.classes[relation.range], COVERAGE)))


def _all(build: Build, cls: Class) -> Field:
    elements = Elements(cls)
    args = (*build.inputs.listing(elements), *build.inputs.page)
    type_ = build.connections.of(elements)
    return Field(
        cls.plural, type_, f"All of: {cls.comment} With a time given, only those that existed then.", _of_class(cls, build.inputs), args
    )


def _of_class(cls: Class, inputs: Inputs) -> Plan:
    elements = Elements(cls)

    def plan(call: Call) -> shaping.Resolver:
        args, compilation = call.arguments(), call.compilation
        compilation.bound(args)
        scope = call.scope(args)
        where = inputs.filters.read(elements, args.get("filter"), scope)
        existing = None
        if args.get("time") is not None and cls.kind is Kind.ENTITY:
            where = plans.every([existing_in(scope, compilation.model, cls), where])
            if not scope.certain and may_be_uncertain(scope):
                existing = existing_in(replace(scope, certain=True), compilation.model, cls)
        order = presumed(compilation.model, cls, inputs.sorts.read(elements, args.get("sort"), scope))
        source = plans.OfClass(cls, indexed(compilation.model, cls, where, order), walks(compilation.model, cls, where))
        page = page_of(args, order, compilation.limits)
        draft = Draft(scope, 1, source, where, order, page, cls, existing=existing)
        if args.get("time") is not None:
            draft.bodies = _bodies(draft, compilation.model)
        return listed(call, draft)

    return plan
