"""`node` and `nodes`: entities and records by their ids, each under the time and the sources that its id holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import strawberry

from api.language.arguments.ordering import IDENTIFIER
from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.draft import Draft
from api.language.compiling.mentions import Place
from api.language.compiling.nodes import node
from api.language.definitions import Arg, arguments, many, optional
from api.language.identity import read_id, suffix
from api.language.units.build import Build
from api.language.units.entity import NODE
from api.language.units.field import Field
from api.language.units.property import STORED_ID
from common.errors import QueryError
from ontology import Class, Kind
from ontology.model import FORMER_IDS
from queries import answers, plans
from queries.references import ANYTHING, ID, Reference

FORMER = plans.Value(plans.On.NODE, FORMER_IDS, many=True)
Wanted = tuple[str, plans.Scope]
"""A slug, and the scope under which it is asked for."""
Objects = Callable[[Sequence[Any]], Mapping[str, Any]]
"""Makes the objects of one block from all answers: by slugs, those of the past among them."""


def fields(build: Build) -> list[Field]:
    """The two fields; none in a subgraph, whose gateway asks several servers and could not know which of them has an id."""
    if build.subgraph:
        return []
    type_ = build.types[NODE]
    one = arguments([Arg("id", strawberry.ID, "Its id, as an answer gave it, or a slug.")])
    several = arguments([Arg("ids", many(strawberry.ID), "Their ids.")])
    return [
        Field("node", optional(type_), "An entity or a record by its id, as seen under the time and the sources in it.", _one, one),
        Field(
            "nodes",
            many(optional(type_)),
            "Several, in the order of their ids; null in the place of one that there is not.",
            _several,
            several,
        ),
    ]


def _one(call: Call) -> shaping.Resolver:
    wanted = read_id(str(call.given()["id"]), call.around.scope)
    objects = _block(call, [wanted], call.compilation.model.roots)
    return lambda found: objects(found).get(wanted[0])


def _several(call: Call) -> shaping.Resolver:
    ids, limits = [str(id_) for id_ in call.given()["ids"]], call.compilation.limits
    if len(ids) > limits.page:
        raise QueryError(f"nodes has {len(ids)} ids", f"give {limits.page} at most")
    return in_order(call, [(*read_id(id_, call.around.scope), call.compilation.model.roots) for id_ in ids])


def in_order(call: Call, wanted: Sequence[tuple[str, plans.Scope, tuple[str, ...]]]) -> shaping.Resolver:
    """Plans objects by their slugs, each under a scope and below some classes; null where there is none."""
    blocks: dict[tuple[str, tuple[str, ...]], list[Wanted]] = {}
    for slug, scope, classes in wanted:
        blocks.setdefault((suffix(scope), classes), []).append((slug, scope))
    objects = {key: _block(call, block, key[1]) for key, block in blocks.items()}
    places = [(slug, (suffix(scope), classes)) for slug, scope, classes in wanted]

    def read(found: Sequence[Any]) -> list[Any]:
        by_block = {key: of(found) for key, of in objects.items()}
        return [by_block[key].get(slug) for slug, key in places]

    return read


def _block(call: Call, block: Sequence[Wanted], roots: tuple[str, ...]) -> Objects:
    """What makes the objects below some classes, of ids with one scope."""
    compilation, scope = call.compilation, block[0][1]
    slugs = tuple(dict.fromkeys(slug for slug, _ in block))
    compilation.bound({})
    compilation.pay(len(slugs), call.path)
    call.check(scope)
    call.mention_datasets(scope)
    classes = compilation.model.classes
    compilation.mention([(Reference(ANYTHING, ID, slug), classes[Kind.ENTITY.value]) for slug in slugs], Place.NODE, call.path)
    parts = [_below(call, classes[root], slugs, scope) for root in roots]
    return lambda found: {slug: one for part in parts for slug, one in part(found).items()}


def _below(call: Call, root: Class, slugs: tuple[str, ...], scope: plans.Scope) -> Objects:
    """What makes those of the objects whose classes are below one of the topmost."""
    times = len(slugs)
    draft = Draft(scope, times, plans.ByIds(root, slugs), plans.EVERYTHING, (IDENTIFIER,), plans.Page(times), root, rows=True)
    shape, id_ = node(call, draft), draft.column(STORED_ID).index
    former = draft.column(FORMER).index if FORMER_IDS in root.properties else None

    def objects(answer: Sequence[Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for row in answers.rows(answer):
            made |= dict.fromkeys([row[id_], *(row[former] if former is not None else ())], shape(row))
        return made

    return call.compilation.ask(draft.question(), objects, draft)
