"""Lists in which each node comes once, and the relationships that lead to it below its edge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.definitions import Arg, Types, many, optional
from api.language.units.edge import of_relationship
from api.language.units.field import Field, define
from ontology import Class
from queries import plans

ONCE = Arg(
    "once",
    optional(bool),
    "One edge for each node, however many relationships lead to it: they are its `statements`, and the first of them stands for all. "
    "Pages and numbers count nodes.",
)
STATEMENTS = "The relationships behind it, in the order of the list: with `once` all that lead to the node, else this one alone."


def statements_field(types: Types, edge: Class) -> Field:
    """The field `statements` of the elements of lists over relationships of a class."""
    return Field("statements", many(_single(types, edge)), STATEMENTS, _statements)


def _single(types: Types, edge: Class) -> Any:
    """The type of a relationship by itself, which has no place in a list; defined when it is first asked for."""
    name = f"Single{edge.name}"
    return types[name] if name in types else define(types, name, edge.comment, of_relationship(types, edge))


def _statements(call: Call) -> shaping.Resolver:
    """Reads them column by column; none of their fields needs more than the relationship."""
    draft = call.draft
    call.compilation.pay(draft.times, call.path)
    inner = replace(draft, columns=plans.Columns())
    shape = shaping.shape(call.fields(call.result, inner))
    index = draft.column(plans.Statements(inner.columns.done())).index
    return lambda row: [shape(one) for one in row[index]]
