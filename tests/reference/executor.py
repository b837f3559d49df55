"""The reference executor: graphql-core's own execution of the published schema, with one plain resolver for each kind of field.

Nothing is compiled or indexed: a list is filtered, ordered and cut each time it is asked for. Only the rows of the last list at the root
stay, as its pages are asked for one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from common.citations import cited
from ontology import Class, End, Model
from tests.reference import counting
from tests.reference.conditions import Conditions, as_stored, refuse_empty
from tests.reference.covering import coverage
from tests.reference.identity import id_of, read, refuse_unwritable
from tests.reference.meaning import UNBOUND, NoDateError, days, folded, shouted
from tests.reference.ordering import Key, Page, Row, each_once, keys_of, ordered, page_of
from tests.reference.scoping import Scope, Step, is_certain, now, one_body, reached, related
from tests.reference.telling import told
from tests.reference.timing import Timing
from tests.reference.words import Words
from tests.reference.world import Link, Node, World

SCHEMA = Path(__file__).parents[2] / "api" / "schema.graphql"
DEEPEST = 10
Args = Mapping[str, Any]
Info = GraphQLResolveInfo[Any]
Resolver = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A node as it is seen within a scope."""

    node: Node
    scope: Scope


@dataclass(frozen=True, slots=True)
class Found:
    """A whole list in order, and the page of it that was asked for."""

    rows: list[Row]
    page: Page
    scope: Scope
    certain: Callable[[Row], bool]
    coverage: Callable[[], dict[str, Any] | None] = lambda: None
    sourced: bool = False
    once: bool = False

    def number(self, found: int) -> int | None:
        """A number of it: null instead of 0 where nobody wrote the list down."""
        return None if not found and self.sourced and self.coverage() is None else found


@dataclass(frozen=True, slots=True)
class Edge:
    """A row as it is seen within a scope."""

    row: Row
    scope: Scope


class Reference:
    """Answers operations out of a World."""

    def __init__(self, world: World, model: Model) -> None:
        self.world = world
        self.model = model
        self.known: dict[str, Row] = {}
        self.last: tuple[Any, list[Row]] = (None, [])
        self.words = Words(world.by_label["Entity"])
        self.documents: dict[str, tuple[DocumentNode, list[GraphQLError]]] = {}
        self.schema = build_schema(SCHEMA.read_text(encoding="utf-8"), assume_valid_sdl=True)
        for type_ in self.schema.type_map.values():
            if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
                self._attach(type_)
            elif isinstance(type_, GraphQLInterfaceType):
                type_.resolve_type = lambda value, _info, _type: str(value.node.values["class"])
            elif isinstance(type_, GraphQLScalarType) and type_.name == "EDTF":
                type_.coerce_input_value = _date
            elif isinstance(type_, GraphQLEnumType):
                self._name(type_)

    @cached_property
    def timing(self) -> Timing:
        """When things hold, and of which days sources speak."""
        return Timing(self.world, self.model)

    def execute(self, text: str, variables: Args | None = None) -> ExecutionResult:
        """The answer to an operation."""
        if text not in self.documents:
            document = parse(text)
            self.documents[text] = document, validate(self.schema, document)
        document, errors = self.documents[text]
        if errors:
            return ExecutionResult(None, errors)
        found = execute_sync(self.schema, document, variable_values=dict(variables or {}))
        assert isinstance(found, ExecutionResult)
        return found

    def _name(self, type_: GraphQLEnumType) -> None:
        """Have the values of a vocabulary stand for the words that are stored."""
        for vocabulary in self.model.vocabularies:
            if vocabulary.name == type_.name:
                for term in vocabulary.terms:
                    type_.values[shouted(term.value)].value = term.value

    # -- one resolver for each kind of field

    def _attach(self, type_: GraphQLObjectType) -> None:
        for name, field in type_.fields.items():
            field.resolve = self._resolver(type_.name, name)

    def _resolver(self, type_: str, name: str) -> Resolver | None:
        if type_ == "Query":
            return self._root(name)
        if type_ in self.model.classes:
            return self._of_node(self.model.classes[type_], name)
        if type_.endswith("Connection"):
            listed: dict[str, Resolver] = {
                "totalCount": _total,
                "certainCount": _certain,
                "nodeCount": _different,
                "nodes": _nodes,
                "edges": _edges,
                "aggregate": _itself,
                "coverage": _coverage,
            }
            return self._page_info if name == "pageInfo" else listed[name]
        if type_.endswith("Aggregate"):
            numbers: dict[str, Resolver] = {"count": _total, "groups": _groups, "ranges": _ranges}
            return numbers[name]
        return self._of_edge(name) if type_.endswith("Edge") or type_.startswith("Single") else None

    def _root(self, name: str) -> Resolver | None:
        if name == "dataVersion":
            return lambda _root, _info: self.world.version
        if name == "search":
            return self._search
        if name == "node":
            return lambda _root, _info, id: self._node(id)  # noqa: A006  # the argument's name
        if name == "nodes":
            return lambda _root, _info, ids: list(map(self._node, ids))
        if relation := next((r for r in self.model.relations.values() if r.plural == name), None):
            end = self.model.classes[relation.range].ends[str(relation.inverse)]
            return lambda _root, _info, **args: self._every(end, relation.range, args)
        cls = next((c for c in self.model.classes.values() if name in (c.singular, c.plural)), None)
        if cls is None:
            return None  # computations over lists, such as series, have tests of their own
        if name == cls.singular:
            return lambda _root, _info, **args: self._one(cls, args)
        return lambda _root, _info, **args: self._all(cls, args)

    def _node(self, id_: str) -> Seen | None:
        slug, scope = read(id_)
        refuse_unwritable(scope)
        found = (self.world.find(root, "id", slug) for root in ("Entity", "Record"))
        return next((Seen(node, scope) for node in found if node), None)

    def _one(self, cls: Class, args: Args) -> Seen | None:
        ((key, value),) = args["key"].items()
        scope = now()
        if key == "id":
            value, scope = read(value)
        key = "id" if key == "slug" else key
        scope = self._narrowed(scope, args)
        value = as_stored(cls.properties.get(key), value)
        node = self._bearer(cls, key, value, scope) if key in cls.shared_keys else self.world.find(cls.name, key, value)
        return Seen(node, scope) if node else None

    @staticmethod
    def _narrowed(scope: Scope, args: Args) -> Scope:
        scope = scope.narrowed(args)
        refuse_unwritable(scope)
        return scope

    def _bearer(self, cls: Class, key: str, value: str, scope: Scope) -> Node | None:
        """Who had a key that passes from one to another at the time, or the only one that ever had it."""
        had = [n for n in self.world.by_label.get(cls.name, []) if value in n.values.get(key, ())]
        then = had if len(had) == 1 else [n for n in had if self._exists(n, scope)]
        return max(then, key=lambda n: (n.values["endLatest"], n.values["startLatest"], n.id), default=None)

    def _all(self, cls: Class, args: Args) -> Found:
        scope = self._narrowed(now(), args)
        refuse_empty(args.get("filter"))
        rows = self._passing(cls, args.get("filter"), scope)
        keys = keys_of(cls, None, args.get("sort"), scope)
        exists, certainly = self._certainly(cls, args, scope), Conditions(self.model, replace(scope, certain=True))

        def certain(row: Row) -> bool:
            return exists(row) and certainly.node(cls, args.get("filter"), row.node)

        return self._found(self._living(cls, rows, args, scope), keys, args, scope, certain)

    def _passing(self, cls: Class, wanted: Args | None, scope: Scope) -> list[Row]:
        """The rows of a class that a filter lets pass."""
        asked = (cls.name, wanted, scope)
        if self.last[0] != asked:
            conditions = Conditions(self.model, scope)
            nodes = self.world.by_label.get(cls.name, [])
            self.last = asked, [self._row(node, scope) for node in nodes if conditions.node(cls, wanted, node)]
        return self.last[1]

    def _living(self, target: Class, rows: list[Row], args: Args, scope: Scope) -> list[Row]:
        """With a time given, only those that existed then."""
        if args.get("time") is None or "Entity" not in target.lineage:
            return rows
        return [row for row in rows if self._exists(row.node, scope)]

    def _certainly(self, target: Class, args: Args, scope: Scope) -> Callable[[Row], bool]:
        """Whether a row of a list of entities is certain: with a time given, if it certainly existed then."""
        if args.get("time") is None or "Entity" not in target.lineage:
            return lambda row: True
        return lambda row: self._exists(row.node, replace(scope, certain=True))

    def _exists(self, node: Node, scope: Scope) -> bool:
        """By its life, or by the relation that the ontology names for it, if anybody says anything of that."""
        by = self.model.classes[node.values["class"]].exists_by
        if by is None or scope.mode == "ever":
            return scope.holds(node.values, certain=scope.certain)
        relation = self.model.relations[by]
        told = node.begin.get(relation.type) or node.begin.get(relation.claim_type)
        end = self.model.classes[node.values["class"]].ends[by]
        return any(True for _ in related(node, end, scope)) if told else scope.holds(node.values, certain=scope.certain)

    def _search(self, _root: None, _info: Info, **args: Any) -> Found:
        """What a search finds. How good it is only the index knows, so the order here is that of ids."""
        cls, scope, word = self.model.classes["Entity"], self._narrowed(now(), args), folded(args["text"])
        if not word.isalnum():
            raise GraphQLError("no word")
        types = args.get("types")
        rows = [self._row(n, scope) for n in self.words.find(word)]
        rows = [row for row in rows if types is None or any(t in row.node.labels for t in types)]
        certain = self._certainly(cls, args, scope)
        return self._found(self._living(cls, rows, args, scope), keys_of(cls, None, None, scope), args, scope, certain)

    def _of_node(self, cls: Class, name: str) -> Resolver:
        if name in cls.ends:
            end = cls.ends[name]
            return lambda seen, _info, **args: self._related(seen, end, args)
        if name.endswith("Parts"):
            return lambda seen, _info: _cited(self._told(seen).get(name.removesuffix("Parts")))
        if name in self.model.by_language:
            return lambda seen, _info, languages=None: _labels(self._told(seen), languages)
        if name == "label":
            return lambda seen, _info, language: _label(self._told(seen), language)
        if name == "id":
            return lambda seen, _info: id_of(seen.node.id, seen.scope)
        if name == "slug":
            return lambda seen, _info: seen.node.id
        if name == "iri":
            return lambda seen, _info: f"https://w3id.org/foedera/id/{seen.node.id}"
        if name == "updatedIn":
            return lambda seen, _info: _update(seen.node.values.get(name))
        many = name in cls.properties and cls.properties[name].many
        return lambda seen, _info: self._told(seen).get(name, [] if many else None)

    def _told(self, seen: Seen) -> Mapping[str, Any]:
        return told(seen.node, self.model, seen.scope)

    def _row(self, node: Node, scope: Scope, link: Link | None = None) -> Row:
        return Row(node, link, told(node, self.model, scope))

    def _related(self, seen: Seen, end: End, args: Args) -> Found:
        scope, depth = self._narrowed(seen.scope, args), args.get("depth")
        if depth is not None and not 1 <= depth <= DEEPEST:
            raise GraphQLError("depth")
        refuse_empty(args.get("filter"))
        bodies = one_body(seen.node) if scope.lineage and end.relation.sourced else [seen.node]
        steps: list[Step] = []
        for body in bodies:
            steps += related(body, end, scope) if depth in (None, 1) else reached(body, end, scope, int(depth or 1))
        found = self._among(steps, end, args, scope)
        sourced = end.relation.sourced
        return replace(found, coverage=lambda: coverage(self.timing, seen.node, end, scope), sourced=sourced)

    def _every(self, end: End, holder: str, args: Args) -> Found:
        """All relationships of a relation."""
        scope = self._narrowed(now(), args)
        refuse_empty(args.get("filter"))
        steps = [step for node in self.world.by_label.get(holder, []) for step in related(node, end, scope)]
        return self._among(steps, end, args, scope)

    def _among(self, steps: Sequence[Step], end: End, args: Args, scope: Scope) -> Found:
        conditions, only = Conditions(self.model, scope), args.get("property")
        rows = [
            self._row(node, scope, link)
            for link, node in steps
            if conditions.step(end, args.get("filter"), link, node) and only in (None, node.values.get("property"))
        ]
        target, edge = self.model.classes[end.target], self.model.edges[end.relation.edge]
        certainly = Conditions(self.model, replace(scope, certain=True))

        def certain(row: Row) -> bool:
            if row.link is None:
                return True
            return is_certain(row.link, end, scope) and certainly.step(end, args.get("filter"), row.link, row.node)

        return self._found(rows, keys_of(target, edge, args.get("sort"), scope), args, scope, certain)

    def _found(self, rows: list[Row], keys: list[Key], args: Args, scope: Scope, certain: Callable[[Row], bool]) -> Found:
        rows = ordered(rows, keys)
        if not args.get("once"):
            return Found(rows, page_of(rows, keys, args, self.known), scope, certain)
        rows = each_once(rows)

        def any_certain(row: Row) -> bool:
            return any(map(certain, row.statements))

        return Found(rows, page_of(rows, keys, args, self.known), scope, any_certain, once=True)

    def _cursor(self, row: Row) -> str:
        self.known[row.cursor] = row
        return row.cursor

    def _page_info(self, found: Found, _info: Info) -> dict[str, Any]:
        page = found.page
        cursors = [self._cursor(row) for row in page.rows]
        return {
            "hasNextPage": page.after,
            "hasPreviousPage": page.before,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        }

    def _of_edge(self, name: str) -> Resolver:
        if name == "cursor":
            return lambda edge, _info: self._cursor(edge.row)
        if name == "node":
            return lambda edge, _info: Seen(edge.row.node, edge.scope)
        if name == "statements":
            return lambda edge, _info: [Edge(row, edge.scope) for row in edge.row.statements]
        if name == "statementId":
            return lambda edge, _info: edge.row.link.values["id"]
        if name == "certain":
            return lambda edge, _info: edge.scope.spans(edge.row.link.values, certain=True)
        if name.endswith("Parts"):
            return lambda edge, _info: _cited(edge.row.link.values.get(name.removesuffix("Parts")))
        if name in {self.model.classes[r.range].singular for r in self.model.relations.values() if r.plural}:
            return lambda edge, _info: Seen(edge.row.link.end, edge.scope)
        if name in UNBOUND:
            return lambda edge, _info: None if edge.row.link.values[name] == UNBOUND[name] else edge.row.link.values[name]
        many = name in {p.name for cls in self.model.edges.values() for p in cls.properties.values() if p.many}
        return lambda edge, _info: edge.row.link.values.get(name, [] if many else None)


def _cited(text: str | None) -> list[dict[str, str | None]]:
    """The sources that a text names. How it is read has tests of its own (tests/common)."""
    return [asdict(one) for one in cited(text or "")]


def _update(stored: Sequence[str] | None) -> dict[str, Any] | None:
    """The load of which a note on an entity tells."""
    if stored is None:
        return None
    version, started, *number = stored
    return {"dataVersion": version, "started": started, "number": int(number[0]) if number else None}


def _labels(values: Mapping[str, Any], languages: Sequence[str] | None) -> list[dict[str, str]]:
    names = [dict(zip(("text", "language"), label.rsplit("@", 1), strict=True)) for label in values.get("labels", [])]
    return [name for name in names if languages is None or name["language"] in languages]


def _label(values: Mapping[str, Any], language: str) -> str | None:
    for tag in (language, language.partition("-")[0]):
        if names := _labels(values, [tag]):
            return names[0]["text"]
    return str(values["name"]) if language == "en" else None


def _date(value: Any) -> str:
    try:
        days(value)
    except (NoDateError, AttributeError, TypeError) as error:
        raise GraphQLError("no date") from error
    return str(value)


def _itself(found: Found, _info: Info) -> Found:
    return found


def _total(found: Found, _info: Info) -> int | None:
    return found.number(len(found.rows))


def _certain(found: Found, _info: Info) -> int | None:
    return found.number(sum(found.scope.certain or found.certain(row) for row in found.rows))


def _different(found: Found, _info: Info) -> int | None:
    return found.number(len({row.node for row in found.rows}))


def _coverage(found: Found, _info: Info) -> dict[str, Any] | None:
    return found.coverage()


def _nodes(found: Found, _info: Info) -> list[Seen]:
    return [Seen(row.node, found.scope) for row in found.page.rows]


def _edges(found: Found, _info: Info) -> list[Edge]:
    return [Edge(row, found.scope) for row in found.page.rows]


def _refuse_edges_of_nodes(found: Found, args: Args) -> None:
    """A node that comes once has no one start, end or role."""
    if found.once and args.get("byEdge"):
        raise GraphQLError("byEdge of a list of nodes")


def _groups(found: Found, _info: Info, **args: Any) -> list[dict[str, Any]]:
    _refuse_edges_of_nodes(found, args)
    return counting.groups(found.rows, args)


def _ranges(found: Found, _info: Info, **args: Any) -> list[dict[str, Any]]:
    _refuse_edges_of_nodes(found, args)
    return counting.ranges(found.rows, args)
