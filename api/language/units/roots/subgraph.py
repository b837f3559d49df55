"""`_entities` and `_service`, by which a gateway joins this schema with others (Apollo Federation).

https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Union

import strawberry

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.definitions import Arg, arguments, many, optional
from api.language.identity import read_id, slug_of
from api.language.scalars import Representation
from api.language.units.build import Build
from api.language.units.field import Field, define
from api.language.units.roots.node import in_order
from common.errors import BadInputError, QueryError
from ontology import Model
from queries import plans

HOW = 'give {"__typename": "Alliance", "slug": "nato"}, or an id'
SDL = "subgraph_sdl"
"""What makes the text, in the extensions of a schema that is a subgraph."""


def fields(build: Build) -> list[Field]:
    """The two fields, in a subgraph alone."""
    if not build.subgraph:
        return []
    text = Field("sdl", str, "The schema with the directives of a gateway.", _sdl)
    service = define(build.types, "_Service", "What a gateway reads before it joins schemas.", [text])
    known = arguments([Arg("representations", many(Representation), "What is known of each.")])
    return [
        Field("_service", service, "This schema, for a gateway.", _service),
        Field("_entities", many(optional(_union(build))), "Entities and records by their keys, for a gateway.", _entities, known),
    ]


def _union(build: Build) -> Any:
    """All types that have a key."""
    keyed = tuple(build.types[name] for name, cls in build.model.classes.items() if not cls.abstract)
    return Annotated[Union[keyed], strawberry.union("_Entity", description="What a gateway may ask for by a key.")]  # noqa: UP007  # made at run time


def _sdl(call: Call) -> shaping.Resolver:
    return shaping.constant(call.compilation.schema.extensions[SDL]())


def _service(call: Call) -> shaping.Resolver:
    made = shaping.shape(call.fields(call.result))
    return lambda found: made(())


def _entities(call: Call) -> shaping.Resolver:
    given, limits = call.given()["representations"], call.compilation.limits
    if len(given) > limits.page:
        raise QueryError(f"_entities has {len(given)} representations", f"give {limits.page} at most")
    return in_order(call, [_wanted(one, call.around.scope, call.compilation.model) for one in given])


def _wanted(given: Any, default: plans.Scope, model: Model) -> tuple[str, plans.Scope, tuple[str, ...]]:
    """Slug, scope and class of a representation. Raises BadInputError."""
    name = str(given.get("__typename")) if isinstance(given, Mapping) else ""
    if name not in model.classes:
        raise BadInputError("a representation needs the __typename of a class", HOW)
    if isinstance(id_ := given.get("id"), str):
        return (*read_id(id_, default), (name,))
    if isinstance(slug := given.get("slug"), str):
        return (slug_of(slug), default, (name,))
    raise BadInputError("a representation needs an id or a slug", HOW)
