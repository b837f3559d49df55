"""What one operation may ask for, and the walk that refuses a document before anything expensive is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from common.errors import AnswerTooLargeError, QueryError


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one operation. `rows` is the price: the product of page sizes down the tree, added up over all lists.

    `lists` bounds how many lists and nodes are looked up, `conditions` and `filter_depth` how much filters ask: Neo4j plans a statement it
    has not seen in a time that grows with both, and no timeout cuts planning short.
    `dates` bounds how many different ones are read.
    `work` bounds how many nodes and relationships the statement may visit (queries/work.py). From `heavy` on few run at once; lighter ones
    have `light_seconds`, others `seconds`. Below `small` one hinders nobody (api/http/fairness.py).
    `answer_bytes` bounds about how large an answer may be, which is reckoned from the rows and the fields of each before it is run;
    one that cannot be streamed, and is made in memory, may have `whole_bytes`.
    `metadata` bounds the values that introspection gives; the whole schema has 250,000.
    """

    bytes: int = 256 * 1024
    tokens: int = 10_000
    depth: int = 30
    fields: int = 2_000
    lists: int = 60
    conditions: int = 300
    filter_depth: int = 24
    sorts: int = 8
    dates: int = 500
    page: int = 1_000
    default_page: int = 100
    rows: int = 250_000
    work: int = 10_000_000
    heavy: int = 20_000
    small: int = 1_000
    answer_bytes: int = 512 * 1024 * 1024
    whole_bytes: int = 128 * 1024 * 1024
    metadata: int = 400_000
    seconds: float = 30.0
    light_seconds: float = 10.0

    @property
    def of_tables(self) -> Limits:
        """Those of one that is answered as a table: a long list takes no memory there, and nobody pages through a table.

        Nobody says how many rows a table has, either: how large it is shows when they are there.
        """
        return replace(self, page=self.rows, default_page=min(TABLE_ROWS, self.rows), answer_bytes=UNBOUNDED, whole_bytes=UNBOUNDED)


TABLE_ROWS = 100_000
"""The rows of a table unless `first` says how many."""
DEFAULT_LIMITS = Limits()
ENDLESS = 1_000_000
UNBOUNDED = 2**62
MEGABYTE = 1024 * 1024


def count_conditions(given: object, limits: Limits) -> int:
    """How many conditions a coerced filter holds. Raises QueryError when it is nested too deep; walks without recursion.

    What stands below `single` counts twice: for what is certain it is asked of the certain and of the possible.
    """
    found, queue = 0, [(given, 1, 1)]
    while queue:
        value, depth, times = queue.pop()
        if depth > limits.filter_depth:
            raise QueryError(f"the filter is nested more than {limits.filter_depth} deep", "use fewer not, and, or inside each other")
        if isinstance(value, Mapping):
            found += len(value) * times
            queue += [(inner, depth + 1, times * (2 if name == "single" else 1)) for name, inner in value.items()]
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            queue += [(inner, depth, times) for inner in value]
    return found


def check_size(size: int, most: int) -> None:
    """Refuse an answer that is too large, or of which is known before that it may be. Raises AnswerTooLargeError."""
    if size > most:
        raise AnswerTooLargeError(
            f"the answer may have {size / MEGABYTE:,.1f} MB; {most / MEGABYTE:,g} MB is the limit",
            "lower first, ask for fewer fields, or for one list at once",
        )


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Refuse a document that is too deep, or too large once its fragments are spread.

    Each fragment is measured once, so the walk is linear in the document, however the fragments are nested. Raises GraphQLError.
    """
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    walk = _Walk(fragments)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            size, depth = walk.bounded(definition.selection_set)
            if depth > limits.depth:
                raise GraphQLError(
                    f"The operation is nested {depth} deep; {limits.depth} is the limit. Ask for the inner parts by id instead.",
                    definition,
                )
            if size > limits.fields:
                raise GraphQLError(
                    f"The operation has {size} fields once its fragments are spread; {limits.fields} is the limit. Split it.",
                    definition,
                )


class _Walk:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.known: dict[str, tuple[int, int]] = {}

    def bounded(self, selections: SelectionSetNode) -> tuple[int, int]:
        """The measure of an operation; one that Python cannot walk counts as endlessly deep."""
        try:
            return self.measure(selections)
        except RecursionError:
            return 0, ENDLESS

    def measure(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        """Number of fields and depth of a selection set."""
        size = depth = 0
        for selection in selections.selections if selections else ():
            match selection:
                case FieldNode():
                    inner, below = self.measure(selection.selection_set)
                    size, depth = size + 1 + inner, max(depth, below + 1)
                case InlineFragmentNode():
                    inner, below = self.measure(selection.selection_set)
                    size, depth = size + inner, max(depth, below)
                case FragmentSpreadNode():
                    inner, below = self.fragment(selection.name.value)
                    size, depth = size + inner, max(depth, below)
        return size, depth

    def fragment(self, name: str) -> tuple[int, int]:
        """The measure of a fragment; a cycle counts as nothing here and is refused by validation."""
        if name not in self.known:
            self.known[name] = (0, 0)
            if name in self.fragments:
                self.known[name] = self.measure(self.fragments[name].selection_set)
        return self.known[name]
