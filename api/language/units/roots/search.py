"""`search`: entities by words in their names and descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.language.arguments import Args, name_of
from api.language.arguments.ordering import IDENTIFIER
from api.language.arguments.paging import page_of
from api.language.arguments.scope import existing_in
from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.draft import Draft
from api.language.definitions import Arg, arguments, many, optional
from api.language.elements import Elements
from api.language.units.build import Build
from api.language.units.connection import listed
from api.language.units.field import Field
from api.language.units.highlights import define_highlight, highlights
from api.language.units.property import column
from common.errors import QueryError
from ontology import Kind, Model
from queries import plans
from queries.search import Question, question

ROOT = Kind.ENTITY.value
BEST_FIRST = (plans.Key(plans.On.EDGE, "score", descending=True), IDENTIFIER)


@dataclass(slots=True)
class _Search(Draft):
    """The list of what a search finds; `words` are those it looks for."""

    words: Sequence[str] = ()


def fields(build: Build) -> list[Field]:
    """The field."""
    found = build.connections.define(
        "Search",
        "What the full-text search found, best first.",
        Elements(build.model.classes[ROOT]),
        extra=[
            Field("score", float, "How well it matches; only to compare within one search.", column(plans.Value(plans.On.EDGE, "score"))),
            Field("highlights", many(define_highlight(build.types)), "Where the words were found.", _highlights),
        ],
    )
    own = arguments(
        [
            Arg("text", str, "Words to look for; case, accents and small slips do not matter."),
            Arg("types", optional(many(build.inputs.entity_class)), "Only entities of these classes or below them."),
        ]
    )
    meaning = "Entities by words in their names and descriptions."
    return [Field("search", found, meaning, _plan, (*own, *build.inputs.page))]


def _plan(call: Call) -> shaping.Resolver:
    args, compilation = call.arguments(), call.compilation
    compilation.bound(args)
    cls, scope = compilation.model.classes[ROOT], call.scope(args)
    where = plans.EVERYTHING if args.get("time") is None else existing_in(scope, compilation.model, cls)
    asked = question(args["text"])
    if asked is None:
        raise QueryError("text has no word to look for", "give at least one letter or digit")
    source, page = _matching(asked, args, compilation.model), page_of(args, BEST_FIRST, compilation.limits)
    return listed(call, _Search(scope, 1, source, where, BEST_FIRST, page, cls, words=asked.words))


def _matching(asked: Question, args: Args, model: Model) -> plans.Matching:
    types = args.get("types")
    classes = None if types is None else tuple(sorted({c for t in types for c in model.classes[name_of(t)].concrete}))
    return plans.Matching(asked.lucene, asked.least, classes)


def _highlights(call: Call) -> shaping.Resolver:
    assert isinstance(call.around, _Search)
    return highlights(call, call.around.words)
