"""Lists, as Relay's connections. Their fields are made of the rows of a page, whether there are more, and the numbers of the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.answer_warnings import AnswerWarning, WarningCode
from api.language.arguments.inputs import Inputs
from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.compiled import Listed
from api.language.compiling.draft import Draft
from api.language.compiling.mentions import Place
from api.language.compiling.nodes import node
from api.language.definitions import Types, many, optional
from api.language.elements import Elements
from api.language.units import aggregate
from api.language.units.coverage import coverage, define_coverage
from api.language.units.edge import define_edge
from api.language.units.field import Field, define, objects
from api.language.units.numbers import certain_count, node_count, total_count
from api.language.units.page_info import define_page_info, page_info
from api.language.units.statements import statements_field
from facts.listing import beginning
from ontology import Kind
from ontology.stored import COVERAGE
from queries import plans
from queries.filters import presumed_none
from queries.filters.naming import named

LIST = "Connection"
"""The interface of all lists."""


class Connections:
    """Defines the types of lists."""

    def __init__(self, types: Types, inputs: Inputs) -> None:
        self.types = types
        self._known: dict[Elements, Any] = {}
        # What all lists have.
        total = (
            "How many there are in all, whatever the page: of relationships, those that may hold. Null where nobody wrote the list down."
        )
        certain = "How many of them certainly hold within the time asked for, whatever their unknown dates are."
        nodes = "How many different nodes there are: a state with two spells of a membership counts once."
        known, page = "What is known of the list; null where nobody wrote anything down.", "Where this page stands in the list."
        self.common = [
            Field("totalCount", optional(int), total, total_count),
            Field("certainCount", optional(int), certain, certain_count),
            Field("nodeCount", optional(int), nodes, node_count),
            Field("coverage", optional(define_coverage(types)), known, coverage),
            Field("pageInfo", define_page_info(types), page, page_info),
        ]
        define(types, LIST, "A list, of which a page is given.", self.common, abstract=True)
        self.aggregates = aggregate.Aggregates(types, inputs.dimensions)

    def of(self, elements: Elements) -> Any:
        """The type of lists of some elements."""
        if elements not in self._known:
            page = f"A page of {elements.cls.plural}"
            comment = f"{page}, each with its relationship." if elements.edge else f"{page}."
            self._known[elements] = self.define(elements.name, comment, elements, self._statements(elements))
        return self._known[elements]

    def _statements(self, elements: Elements) -> list[Field]:
        return [statements_field(self.types, elements.edge)] if elements.edge and elements.edge.sourced else []

    def define(self, name: str, comment: str, elements: Elements, extra: Sequence[Field] = ()) -> Any:
        """Define a type of lists, with `extra` fields of each element."""
        element = define_edge(self.types, name, elements, extra)
        numbers = self.aggregates.of(elements)
        nodes = many(self.types[elements.cls.name])
        return define(
            self.types,
            f"{name}Connection",
            comment,
            [
                *self.common,
                Field("nodes", nodes, "The elements of this page.", _nodes),
                Field("edges", many(element), "The elements, each with its cursor and what leads to it.", _edges),
                Field("aggregate", numbers, "Numbers over the whole list.", _aggregate),
            ],
            above=[LIST],
        )


def connection(call: Call, draft: Draft) -> tuple[plans.Listing, shaping.Connection]:
    """The question for a list of which the field of `call` says what is wanted, and what makes its object."""
    draft.times = call.around.times * draft.page.price
    compilation = call.compilation
    compilation.pay(draft.times, call.path)
    compilation.mention(named(draft.where, draft.cls, compilation.model), Place.FILTER, call.path)
    for relation in dict.fromkeys(end.name for end in presumed_none(draft.where)):
        compilation.warn(_presumed(relation, call.path))
    listing = draft.listing
    name = shaping.Numbers(shaping.constant(call.result.name))
    fields = call.fields(call.result, draft, lambda: name)
    if draft.relation:
        draft.aggregate(plans.OfStart(COVERAGE, beginning(draft.relation)))
    draft.seen = draft.lives(compilation.model)
    return draft.question(), shaping.Connection(listing, tuple(fields))


def _presumed(name: str, path: tuple[str, ...]) -> AnswerWarning:
    message = f"the filter counts {name} as none where nobody wrote it down"
    hint = f"ask {name} {{ coverage {{ complete }} }} of each: it is null where nobody wrote {name} down"
    return AnswerWarning(WarningCode.PRESUMED_NONE, path, message, hint)


def listed(call: Call, draft: Draft) -> shaping.Resolver:
    """Plan a list at the root."""
    question, made = connection(call, draft)
    call.compilation.listed.append(Listed(call.path[0], question, made))
    return call.compilation.ask(question, made, draft, call.path, _sought(draft))


def _sought(draft: Draft) -> str:
    """Of what an empty list may have missed some: of relationships, or of entities of a class, of which nobody may have written down any.

    Of a later page nothing is said, nor of a search, which looks for words, unless it is for what existed then.
    """
    page = draft.page
    if page.after or page.before or not (page.size or draft.total) or draft.cls.kind is not Kind.ENTITY:
        return ""
    if draft.edge and draft.edge.sourced:
        return "relationship"
    searched = isinstance(draft.source, plans.Matching) and not plans.dates(draft.where)
    return "" if searched else draft.cls.singular


def _nodes(call: Call) -> shaping.Field:
    call.draft.rows = True
    return shaping.Each(node(call, call.draft))


def _edges(call: Call) -> shaping.Field:
    call.draft.rows = True
    return shaping.Each(objects(call))


def _aggregate(call: Call) -> shaping.Field:
    return shaping.Numbers(objects(call))
