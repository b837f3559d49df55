"""Compiles one operation: walks the fields that graphql-core collected (aliases, fragments, directives and variables already dealt with),
plans one block for each list and one column for each value, and notes how to shape the rows.

Invariant: `price` grows before a block is made, so nothing larger than the limit is ever planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema
from graphql.execution.collect_fields import FieldDetails, collect_fields, collect_subfields
from graphql.execution.executor import Executor
from graphql.execution.values import get_argument_values
from graphql.language import FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

from api.language.compiling import arguments as a
from api.language.compiling import shaping as s
from api.language.limits import Limits, count_conditions
from api.language.schema.build import MAX_DEPTH
from common.errors import QueryError
from common.text import fold
from ontology import Class, End, Model
from queries import plan as p
from queries.search import lucene, words

Details = list[FieldDetails]
Path = tuple[str, ...]
SEARCH = "Search"
COUNT = s.Column(1)
"""Makes the number of all elements from the answer of a block."""


@dataclass(frozen=True, slots=True)
class CompiledOperation:
    """What to read, and what to make of it.

    `fields` are the root fields in their order; each makes its value of [answers of the blocks…, data version].
    A field that GraphQL itself answers (introspection) has None. `listed` are those fields that are lists.
    """

    statement: p.Statement
    fields: tuple[tuple[str, s.Maker | None], ...]
    price: int
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A root field that is a list: what its block is, and what is made of the answer."""

    key: str
    block: p.Block
    connection: s.Connection


def compile_operation(executor: Executor[Any], schema: GraphQLSchema, model: Model, today: str, limits: Limits) -> CompiledOperation:
    """Compile the operation that `executor` was built for. Raises GraphQLError with the path of the field at fault."""
    return _Compiler(executor, schema, model, today, limits).compile()


@dataclass(slots=True)
class _Place:
    """Where the compiler stands: the columns of the enclosing block, its scope, and how many of its rows there may be."""

    columns: p.Columns
    scope: p.Scope
    path: Path
    times: int


class _Compiler:
    def __init__(self, executor: Executor[Any], schema: GraphQLSchema, model: Model, today: str, limits: Limits) -> None:
        self.executor = executor
        self.schema = schema
        self.model = model
        self.limits = limits
        self.price = self.lists = self.conditions = 0
        self.scope = p.Scope(p.Window(p.Mode.AT, today, today))
        self.blocks: list[p.Block] = []
        self.listed: list[Listed] = []
        self.words: list[str] = []

    def compile(self) -> CompiledOperation:
        query = self.schema.query_type
        assert query is not None
        ex = self.executor
        grouped = collect_fields(self.schema, ex.fragments, ex.variable_values, query, ex.operation).grouped_field_set
        fields = [(key, self._root(query, key, details)) for key, details in grouped.items()]
        return CompiledOperation(p.Statement(tuple(self.blocks)), tuple(fields), self.price, tuple(self.listed))

    # -- the root

    def _root(self, query: GraphQLObjectType, key: str, details: Details) -> s.Maker | None:
        name = details[0].node.name.value
        if name == "__typename":
            return s.constant(query.name)
        if name.startswith("__"):
            return None
        if name == "dataVersion":
            return s.Column(-1)
        with _at(details, (key,)):
            args = self._args(query, name, details)
            self._bound(args)
            place = _Place(p.Columns(), a.scope_of(args, self.scope), (key,), 1)
            if name == "search":
                return self._found(self._search_source(args), args, place, details)
            cls = next(c for c in self.model.classes.values() if name in (c.singular, c.plural))
            if name == cls.singular:
                return self._one(cls, args, place, details)
            return self._found(p.OfClass(cls), args, place, details)

    def _one(self, cls: Class, args: a.Args, place: _Place, details: Details) -> s.Maker:
        ((key, value),) = args["key"].items()
        owner = self.model.key_label(cls, key)
        assert owner is not None
        self._pay(1, place.path)
        shape = self._node(cls, details, place)
        order = (p.Key(p.On.NODE, "id", given=True),)
        source = p.ByKey(cls, owner, key, str(value))
        block = p.Block(source, place.scope, p.EVERYTHING, order, p.Page(1), place.columns.done())
        return self._root_maker(block, s.Single(shape))

    def _search_source(self, args: a.Args) -> p.Matching:
        query, self.words = lucene(args["text"]), words(args["text"])
        name = fold(" ".join(args["text"].split()))
        if query is None:
            raise QueryError("text has no word to look for", "give at least one letter or digit")
        types = args.get("types")
        if types is None:
            return p.Matching(query, name, None)
        names = {c for t in types for c in self.model.classes[a.name_of(t)].concrete}
        return p.Matching(query, name, tuple(sorted(names)))

    def _found(self, source: p.OfClass | p.Matching, args: a.Args, place: _Place, details: Details) -> s.Maker:
        searching = isinstance(source, p.Matching)
        cls = self.model.classes["Entity"] if isinstance(source, p.Matching) else source.cls
        where = a.Filters(self.model, place.scope).of_class(cls, args.get("filter"))
        if args.get("time") is not None and "Entity" in cls.lineage:
            where = p.every([p.Exists(place.scope), where])
        order = a.order_of(cls, None, args.get("sort"), place.scope)
        if searching:
            order = (p.Key(p.On.EDGE, "score", descending=True), *order)
        else:
            source = p.OfClass(cls, a.indexed(self.model, cls, where, order))
        name = SEARCH if searching else cls.name
        block, connection = self._connection(name, cls, None, source, where, order, args, place, details)
        self.listed.append(Listed(place.path[0], block, connection))
        return self._root_maker(block, connection)

    def _root_maker(self, block: p.Block, make: s.Maker) -> s.Maker:
        # What is asked twice, under two aliases, is read once.
        if block not in self.blocks:
            self.blocks.append(block)
        index = self.blocks.index(block)
        return lambda answers: make(answers[index])

    # -- nodes

    def _node(self, cls: Class, details: Details, place: _Place) -> s.Maker:
        """The shape of a node of class `cls`; where fragments tell classes apart, one shape for each kind of class."""
        conditions = self._conditions(details)
        kinds: dict[tuple[bool, ...], list[Class]] = {}
        for name in cls.concrete:
            concrete = self.model.classes[name]
            kinds.setdefault(tuple(c in concrete.lineage for c in conditions), []).append(concrete)
        shapes: dict[str, s.Maker] = {}
        for members in kinds.values():
            shape = self._node_of_kind(members, details, place)
            shapes |= {m.name: shape for m in members}
        if len(kinds) == 1:
            return next(iter(shapes.values()))
        return s.ShapeByClass(place.columns.index(p.Value(p.On.NODE, "class")), shapes)

    def _conditions(self, details: Details) -> tuple[str, ...]:
        found: dict[str, None] = {}
        seen: set[str] = set()
        queue: list[SelectionSetNode | None] = [d.node.selection_set for d in details]
        while queue:
            for selection in (queue.pop() or SelectionSetNode(selections=())).selections:
                if isinstance(selection, InlineFragmentNode):
                    if selection.type_condition:
                        found[selection.type_condition.name.value] = None
                    queue.append(selection.selection_set)
                elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                    seen.add(selection.name.value)
                    definition = self.executor.fragments[selection.name.value].definition
                    found[definition.type_condition.name.value] = None
                    queue.append(definition.selection_set)
        return tuple(found)

    def _node_of_kind(self, members: list[Class], details: Details, place: _Place) -> s.Maker:
        cls = members[0]
        type_ = self._object(cls.name)
        fields = []
        for key, inner in self._subfields(type_, details):
            name = inner[0].node.name.value
            if name == "__typename":
                single = len(members) == 1
                maker = s.constant(cls.name) if single else s.Column(place.columns.index(p.Value(p.On.NODE, "class")))
            elif name in cls.ends:
                maker = self._end(type_, cls.ends[name], inner, place, (*place.path, key))
            else:
                many = name != "id" and cls.properties[name].many
                maker = s.Column(place.columns.index(p.Value(p.On.NODE, name, many)))
            fields.append((key, maker))
        return s.shape(fields)

    def _end(self, type_: GraphQLObjectType, end: End, details: Details, place: _Place, path: Path) -> s.Maker:
        with _at(details, path):
            args = self._args(type_, end.name, details)
            self._bound(args)
            scope = a.scope_of(args, place.scope)
            inner = _Place(p.Columns(), scope, path, place.times)
            edge, target = self.model.edges[end.relation.edge], self.model.classes[end.target]
            where = a.Filters(self.model, scope).of_end(end, args.get("filter"))
            if args.get("property") is not None:
                prop = self.model.classes[end.target].properties["property"]
                where = p.every([where, p.Compare(p.On.NODE, prop, p.Op.EQ, args["property"])])
            order = a.order_of(target, edge, args.get("sort"), scope)
            name = end.name[0].upper() + end.name[1:]
            along = p.Along(end, target.lineage[-1], a.depth_of(args, MAX_DEPTH))
            block, connection = self._connection(name, target, edge, along, where, order, args, inner, details)
            return s.Inside(place.columns.index(p.Nested(block)), connection)

    # -- connections

    def _connection(
        self,
        name: str,
        target: Class,
        edge: Class | None,
        source: p.Source,
        where: p.Filter,
        order: tuple[p.Key, ...],
        args: a.Args,
        place: _Place,
        details: Details,
    ) -> tuple[p.Block, s.Connection]:
        page = a.page_of(args, order, self.limits.page)
        self._pay(place.times * max(page.size, 1), place.path)
        inner = _Place(place.columns, place.scope, place.path, place.times * max(page.size, 1))
        listing = s.Listing(page.size, page.backward, page.after is not None, page.before is not None)
        type_ = self._object(f"{name}Connection")
        fields: list[tuple[str, s.Field]] = []
        rows = total = False
        aggregates: list[p.Aggregate] = []
        for key, sub in self._subfields(type_, details):
            field = sub[0].node.name.value
            here = _Place(inner.columns, inner.scope, (*inner.path, key), inner.times)
            rows = rows or field in ("nodes", "edges", "pageInfo")
            total = total or field == "totalCount"
            if field == "aggregate":
                numbers = self._aggregate(name, target, edge, aggregates, sub, here.path)
                total = total or any(make is COUNT for _, make in numbers)
                fields.append((key, s.Numbers(s.shape(numbers))))
            else:
                fields.append((key, self._connection_field(field, type_, name, target, edge, order, listing, sub, here)))
        columns = place.columns.done()
        # One more row is one more of everything in it, so it is read only for who asks whether there is one.
        page = replace(page, beyond=any(make.needs is s.Needs.ENDS for _, make in fields))
        needed = a.needed_order(order, columns, page)
        block = p.Block(source, place.scope, where, needed, page, columns, rows, total, tuple(aggregates))
        return block, s.Connection(listing, tuple(fields))

    def _aggregate(
        self, name: str, target: Class, edge: Class | None, found: list[p.Aggregate], details: Details, path: Path
    ) -> list[tuple[str, s.Maker]]:
        """The fields of a connection's aggregate, made from the answer of its block. Adds to `found` what is to be read."""
        type_ = self._object(f"{name}Aggregate")
        fields: list[tuple[str, s.Maker]] = []
        for key, sub in self._subfields(type_, details):
            field = sub[0].node.name.value
            if field == "__typename":
                fields.append((key, s.constant(type_.name)))
            elif field == "count":
                fields.append((key, COUNT))
            else:
                fields.append((key, self._numbers(field, type_, target, edge, found, sub, (*path, key))))
        return fields

    def _numbers(
        self,
        field: str,
        type_: GraphQLObjectType,
        target: Class,
        edge: Class | None,
        found: list[p.Aggregate],
        details: Details,
        path: Path,
    ) -> s.Maker:
        """What makes the groups or the ranges of an aggregate."""
        with _at(details, path):
            args = self._args(type_, field, details)
            dimensions = a.dimensions_of(target, edge, args)
            index = _place_of(a.aggregate_of(field, dimensions, args, self.limits.page), found)
        of = self._object("Group" if field == "groups" else "Range")
        wanted = [(key, sub[0].node.name.value) for key, sub in self._subfields(of, details)]
        return s.groups(index, wanted) if field == "groups" else s.ranges(index, wanted, a.dimension_names(args))

    def _object(self, name: str) -> GraphQLObjectType:
        type_ = self.schema.type_map[name]
        assert isinstance(type_, GraphQLObjectType)
        return type_

    def _connection_field(
        self,
        field: str,
        type_: GraphQLObjectType,
        name: str,
        target: Class,
        edge: Class | None,
        order: tuple[p.Key, ...],
        listing: s.Listing,
        details: Details,
        place: _Place,
    ) -> s.Field:
        if field == "totalCount":
            return s.Numbers(COUNT)
        if field == "__typename":
            return s.Numbers(s.constant(type_.name))
        if field == "pageInfo":
            return self._page_info(listing, self._cursor(order, place), details)
        if field == "nodes":
            node = self._node(target, details, place)
            return s.Each(node)
        shape = self._edge(name, target, edge, order, details, place)
        return s.Each(shape)

    @staticmethod
    def _cursor(order: tuple[p.Key, ...], place: _Place) -> s.Cursor:
        return s.Cursor(tuple(place.columns.index(p.KeyValue(i)) for i in range(len(order))))

    def _page_info(self, listing: s.Listing, cursor: s.Cursor, details: Details) -> s.Field:
        type_ = self._object("PageInfo")
        wanted = [(key, sub[0].node.name.value) for key, sub in self._subfields(type_, details)]

        def make(rows: list[s.Row], more: bool) -> dict[str, Any]:
            values = {
                "hasNextPage": listing.bounded_before if listing.backward else more or listing.bounded_before,
                "hasPreviousPage": more or listing.bounded_after if listing.backward else listing.bounded_after,
                "startCursor": cursor(rows[0]) if rows else None,
                "endCursor": cursor(rows[-1]) if rows else None,
                "__typename": "PageInfo",
            }
            return {key: values[name] for key, name in wanted}

        return s.Ends(make)

    def _edge(self, name: str, target: Class, edge: Class | None, order: tuple[p.Key, ...], details: Details, place: _Place) -> s.Maker:
        type_ = self._object(f"{name}Edge")
        fields: list[tuple[str, s.Maker]] = []
        for key, sub in self._subfields(type_, details):
            field = sub[0].node.name.value
            if field == "highlights":
                fields.append((key, self._highlights(sub, place)))
            elif field == "node":
                here = _Place(place.columns, place.scope, (*place.path, key), place.times)
                fields.append((key, self._node(target, sub, here)))
            else:
                fields.append((key, self._edge_field(field, type_, edge, order, place)))
        return s.shape(fields)

    def _edge_field(self, field: str, type_: GraphQLObjectType, edge: Class | None, order: tuple[p.Key, ...], place: _Place) -> s.Maker:
        if field == "cursor":
            return self._cursor(order, place)
        if field == "__typename":
            return s.constant(type_.name)
        if field == "certain":
            return s.Column(place.columns.index(p.Certain()))
        many = edge is not None and field in edge.properties and edge.properties[field].many
        return s.Column(place.columns.index(p.Value(p.On.EDGE, field, many)))

    def _highlights(self, details: Details, place: _Place) -> s.Maker:
        columns = [(name, place.columns.index(p.Value(p.On.NODE, name))) for name in self.model.searchable]
        object_, part = self._object("Highlight"), self._object("HighlightPart")
        fields = [(key, sub[0].node.name.value, sub) for key, sub in self._subfields(object_, details)]
        parts = {key: [(k, d[0].node.name.value) for k, d in self._subfields(part, sub)] for key, name, sub in fields if name == "parts"}
        return s.highlights(columns, self.words, [(key, name) for key, name, _ in fields], parts)

    # -- helpers

    def _subfields(self, type_: GraphQLObjectType, details: Details) -> Iterator[tuple[str, Details]]:
        ex = self.executor
        found = collect_subfields(self.schema, ex.fragments, ex.variable_values, ex.operation, type_, details)
        yield from found.grouped_field_set.items()

    def _args(self, type_: GraphQLObjectType, name: str, details: Details) -> a.Args:
        first = details[0]
        field = type_.fields[name]
        return get_argument_values(field, first.node, self.executor.variable_values, first.fragment_variable_values)

    def _bound(self, args: a.Args) -> None:
        """Refuse what would take Neo4j too long to plan."""
        limits = self.limits
        self.lists += 1
        self.conditions += count_conditions(args.get("filter"), limits)
        if self.lists > limits.lists:
            raise QueryError(f"the operation asks for more than {limits.lists} lists and nodes", "split it into several")
        if self.conditions > limits.conditions:
            raise QueryError(
                f"the filters of the operation hold more than {limits.conditions} conditions",
                "use in instead of many eq, or split the operation",
            )
        if len(args.get("sort") or ()) > limits.sorts:
            raise QueryError(f"sort has more than {limits.sorts} keys", "leave out those that decide nothing")

    def _pay(self, rows: int, path: Path) -> None:
        self.price += rows
        if self.price > self.limits.rows:
            raise QueryError(
                f"the operation may return more than {self.limits.rows:,} rows (first multiplied down the tree, at {'.'.join(path)})",
                "lower first, or ask for fewer levels at once",
            )


def _place_of(aggregate: p.Aggregate, found: list[p.Aggregate]) -> int:
    """Where the answer of an aggregate stands in that of its block: behind rows and total. Equal ones are read once."""
    if aggregate not in found:
        found.append(aggregate)
    return 2 + found.index(aggregate)


class _at:  # noqa: N801  # reads as a word: with _at(details, path)
    """Gives errors of a field its place in document and answer."""

    def __init__(self, details: Details, path: Path) -> None:
        self.details = details
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        nodes = [d.node for d in self.details]
        if isinstance(error, QueryError):
            more = {"hint": error.hint} if error.hint else None
            raise GraphQLError(error.message, nodes, path=list(self.path), extensions=more) from error
        if isinstance(error, GraphQLError) and error.path is None:
            raise GraphQLError(error.message, error.nodes or nodes, path=list(self.path)) from error
