"""The objects of classes: their properties, and their relations to others as lists."""

from __future__ import annotations

from dataclasses import replace

from strawberry.types.arguments import StrawberryArgument

from api.language.arguments.inputs import Inputs
from api.language.arguments.paging import page_of
from api.language.arguments.scope import may_be_uncertain
from api.language.arguments.steps import STEPS, is_hierarchy, steps_of
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.draft import Draft
from api.language.compiling.watches import Watch
from api.language.definitions import Types, arguments
from api.language.elements import Elements, elements_of
from api.language.units import claims
from api.language.units.connection import Connections, connection
from api.language.units.field import Field, define
from api.language.units.labels import define_label, label_fields
from api.language.units.property import id_field, iri_field, property_fields, slug_field
from api.language.units.statements import ONCE
from api.language.units.updates import define_update, update_field
from facts.listing import beginning
from ontology import Class, Datatype, End, Kind, Model
from ontology.stored import COVERAGE
from queries import plans

NODE = "Node"
"""The interface of all that has an id."""


class Entities:
    """Defines the types of classes."""

    def __init__(self, types: Types, model: Model, inputs: Inputs, connections: Connections) -> None:
        self.types = types
        self.model = model
        self.inputs = inputs
        self.connections = connections
        self.label = define_label(types)
        self.update = define_update(types)
        define(types, NODE, "What has an id: every entity and every record.", [id_field()], abstract=True)
        self.relations = {end.name: self._relation(end) for end in inputs.ends.values()}

    def define(self, cls: Class) -> None:
        """Define the type of a class."""
        fields = [id_field(), slug_field(), *([iri_field(), update_field(self.update)] if cls.kind is Kind.ENTITY else [])]
        for prop in cls.properties.values():
            fields += (
                label_fields(self.label, prop) if prop.datatype is Datatype.LABELS else property_fields(self.types, prop, plans.On.NODE)
            )
        fields += [self.relations[name] for name in cls.ends]
        define(self.types, cls.name, cls.comment, fields, above=(*cls.lineage[1:], NODE), abstract=cls.abstract)

    def _relation(self, end: End) -> Field:
        elements = elements_of(self.model, end)
        return Field(
            end.name, self.connections.of(elements), end.comment, _related(end, elements, self.inputs), self._arguments(end, elements)
        )

    def _arguments(self, end: End, elements: Elements) -> tuple[StrawberryArgument, ...]:
        own = [ONCE] if end.relation.sourced else []
        own += [STEPS] if is_hierarchy(end) else []
        own += [claims.about_argument(elements.cls)] if claims.of_claims(end) else []
        return (*self.inputs.listing(elements), *arguments(own), *self.inputs.page)


def _watch(call: Call, draft: Draft, end: End, column: int) -> Watch:
    """How to look at the list; not at one of several bodies together, of which no single node knows."""
    inner = tuple(draft.watches)
    if draft.relation is None or draft.scope.lineage:
        return Watch(call.path, column, draft.scope, draft.page.size, inner=inner, properties=draft.properties)
    known = draft.aggregate(plans.OfStart(COVERAGE, beginning(draft.relation)))
    sure, size = end.name in call.draft.cls.ends, draft.page.size
    begun = draft.page.after is None and draft.page.before is None and (size > 0 or draft.total)
    all_ = draft.where in (plans.EVERYTHING, plans.certain_ever(draft.scope, call.compilation.model, draft.edge))
    watch = Watch(call.path, column, draft.scope, size, draft.relation, known, sure, inner, properties=draft.properties)
    return replace(watch, today=call.compilation.today, whole=begun and all_, narrowed=begun and not all_)


def _related(end: End, elements: Elements, inputs: Inputs) -> Plan:
    """Plans a relation."""
    target, edge = elements.cls, elements.edge

    def plan(call: Call) -> shaping.Resolver:
        args, compilation = call.arguments(), call.compilation
        compilation.bound(args)
        scope = call.scope(args)
        where = inputs.filters.read(elements, args.get("filter"), scope)
        if claims.of_claims(end):
            where = plans.every([where, claims.about(target, args)])
        if scope.certain:
            where = plans.every([where, plans.certain_ever(scope, compilation.model, edge)])
        order = inputs.sorts.read(elements, args.get("sort"), scope)
        line = compilation.model.lineage if scope.lineage and end.relation.sourced else None
        steps, throughout = steps_of(args), scope.window.mode is plans.Mode.AT and end.relation.dated
        along = plans.Along(end, target.lineage[-1], steps, line, carried=line is not None and throughout and steps == 1)
        source = plans.Once(along, order) if args.get("once") else along
        page = page_of(args, order, compilation.limits)
        dated = end.relation.dated and may_be_uncertain(scope)
        relation = end.name if end.relation.sourced else None
        draft = Draft(scope, 1, source, where, order, page, target, edge, relation, dated)
        question, made = connection(call, draft)
        index = call.draft.column(plans.Nested(question)).index
        watch = _watch(call, draft, end, index)
        # Fields of several classes are planned once for each.
        if watch not in call.draft.watches:
            call.draft.watches.append(watch)
        return shaping.Inside(index, made)

    return plan
