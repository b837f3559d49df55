"""All relationships of a relation, such as `memberships`: each with its dates and source, and with what it leads from and to."""

from __future__ import annotations

from api.language.elements import elements_of
from api.language.units.both_ends import list_plan, opposite_plan
from api.language.units.build import Build
from api.language.units.field import Field
from ontology import End, Model, Relation
from queries import plans


def fields(build: Build) -> list[Field]:
    """One for each relation that has a name for all its relationships."""
    return [_all(build, relation) for relation in build.model.relations.values() if relation.plural]


def _all(build: Build, relation: Relation) -> Field:
    end = _listing_end(build.model, relation)
    elements, holder = elements_of(build.model, end), build.model.classes[relation.range]
    other = Field(holder.singular, build.types[holder.name], "What it leads from.", opposite_plan(end.direction, holder))
    name = f"All{relation.plural[0].upper()}{relation.plural[1:]}"
    type_ = build.connections.define(name, f"A page of {relation.plural}, each with both its ends.", elements, extra=[other])
    args = (*build.inputs.listing(elements), *build.inputs.page)
    plan = list_plan(elements, build.inputs, lambda _: plans.OfRelation(end), dated=relation.dated)
    meaning = f"All {relation.plural}: who in `node`, of what in `{holder.singular}`. Those of today unless a time is given."
    return Field(relation.plural, type_, meaning, plan, args)


def _listing_end(model: Model, relation: Relation) -> End:
    """The relation as read from its object: the members of an organization."""
    assert relation.inverse
    return model.classes[relation.range].ends[relation.inverse]
