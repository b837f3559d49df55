"""What a question to the graph is made of, in one namespace: `from queries import plans`. Nothing here knows of GraphQL.

Invariant: everything a caller can choose freely (values, limits, cursors, days) stands in a field named `value`, `values` or is part of a
Window or a Page; those become parameters. The rest decides the text of the statement, and so does whether a Window goes on beyond today.
"""

from queries.aggregates import Aggregate, CertainEdges, Dimension, Groups, Nodes, OfBodies, OfStart, Ranges, Satisfying
from queries.claimed import Claimed
from queries.columns import Beside, Certain, Column, Columns, KeyValue, Nested, Satisfies, Statements, TypeOfEdge, Value
from queries.element import On
from queries.filters import EVERYTHING, All, Compare, Either, Exists, Filter, Not, Op, Quantifier, Related, Scalar, dates, every
from queries.filters.certainty import certain_ever, doubtful, surely
from queries.ordering import Key, Page
from queries.questions import Question
from queries.questions.facts import Facts
from queries.questions.listing import Listing
from queries.scope import Mode, Scope, Window
from queries.sources import Filling, Source
from queries.sources.along import Along
from queries.sources.bearer import Bearer
from queries.sources.by_ids import ByIds
from queries.sources.by_key import ByKey
from queries.sources.given import Given
from queries.sources.matching import Matching
from queries.sources.of_class import OfClass
from queries.sources.of_relation import OfRelation, Opposite
from queries.sources.of_spells import OfSpells
from queries.sources.once import Once
from queries.statement import Statement

__all__ = [
    "EVERYTHING",
    "Aggregate",
    "All",
    "Along",
    "Bearer",
    "Beside",
    "ByIds",
    "ByKey",
    "Certain",
    "CertainEdges",
    "Claimed",
    "Column",
    "Columns",
    "Compare",
    "Dimension",
    "Either",
    "Exists",
    "Facts",
    "Filling",
    "Filter",
    "Given",
    "Groups",
    "Key",
    "KeyValue",
    "Listing",
    "Matching",
    "Mode",
    "Nested",
    "Nodes",
    "Not",
    "OfBodies",
    "OfClass",
    "OfRelation",
    "OfSpells",
    "OfStart",
    "On",
    "Once",
    "Op",
    "Opposite",
    "Page",
    "Quantifier",
    "Question",
    "Ranges",
    "Related",
    "Satisfies",
    "Satisfying",
    "Scalar",
    "Scope",
    "Source",
    "Statement",
    "Statements",
    "TypeOfEdge",
    "Value",
    "Window",
    "certain_ever",
    "dates",
    "doubtful",
    "every",
    "surely",
]
