"""Output types, connections and the root, and the schema made of them."""

from __future__ import annotations

from typing import Any

import strawberry
from graphql import GraphQLInputObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryObjectDefinition

from api.language.scalars import EDTF, EDTF_SCALAR
from api.language.schema.definitions import Arg, Field, Types, arguments
from api.language.schema.inputs import SCALARS, Inputs, capital, many, optional
from ontology import Class, End, Model, Property

# These stand on two thousand fields. What they mean is said once, on the types of their values and on the root (ABOUT).
PAGING = (
    Arg("first", optional(int)),
    Arg("after", optional(str)),
    Arg("last", optional(int)),
    Arg("before", optional(str)),
)


def build_schema(model: Model) -> strawberry.Schema:
    """The schema of a Model. Its fields have no resolvers: operations are compiled (api/compiling)."""
    types = Types()
    inputs = Inputs(types, model)
    inputs.define()
    _Outputs(types, inputs, model).define()
    schema = strawberry.Schema(
        query=types["Query"],
        types=[types[c.name] for c in model.classes.values()],
        config=StrawberryConfig(auto_camel_case=False, scalar_map={EDTF: EDTF_SCALAR}),
    )
    _mark_one_of(schema)
    return schema


def _mark_one_of(schema: strawberry.Schema) -> None:
    """Tell graphql-core which input types take exactly one field.

    Strawberry checks it on values alone, so that neither validation nor introspection would know.
    """
    for type_ in schema._schema.type_map.values():
        definition = type_.extensions.get("strawberry-definition")
        if isinstance(type_, GraphQLInputObjectType) and isinstance(definition, StrawberryObjectDefinition):
            type_.is_one_of = definition.is_one_of


MAX_DEPTH = 10


def is_hierarchy(end: End) -> bool:
    """Whether a relation leads from a class to the same class, so that it can be followed for several steps."""
    return end.relation.sourced and end.relation.domain == end.relation.range


class _Outputs:
    def __init__(self, types: Types, inputs: Inputs, model: Model) -> None:
        self.types = types
        self.inputs = inputs
        self.model = model
        self.scope = arguments(
            [
                Arg("time", optional(types["TimeInput"])),
                Arg("sources", optional(types["SourcesInput"])),
            ]
        )
        self.paging = arguments(PAGING)

    def define(self) -> None:
        self._page_info()
        self._groups()
        self._highlights()
        for edge in self._top_down(self.model.edges.values()):
            self._edge_interface(edge)
        ends = {e.name: self._end(e) for e in self.inputs.ends()}
        for cls in self._top_down(self.model.classes.values()):
            self._class(cls, ends)
            self._connection(cls.name, cls.name, f"A page of {cls.plural}.", above=())
        self._search()
        self._query()

    @staticmethod
    def _top_down(classes: Any) -> list[Class]:
        return sorted(classes, key=lambda c: len(c.lineage))

    def _page_info(self) -> None:
        self.types.output(
            "PageInfo",
            "Where a page stands in its list.",
            [
                Field("hasNextPage", bool, "Whether more follows."),
                Field("hasPreviousPage", bool, "Whether something comes before."),
                Field("startCursor", optional(str), "The cursor of the first element of the page."),
                Field("endCursor", optional(str), "The cursor of the last element of the page."),
            ],
        )

    def _groups(self) -> None:
        self.types.output(
            "Group",
            "How often a combination of values stands in a list.",
            [
                Field(
                    "keys",
                    many(optional(str)),
                    "The values in the order they were asked for, `by` before `byEdge`; null where there is none.",
                ),
                Field("count", int, "How often."),
            ],
        )
        self.types.output(
            "Range",
            "From where to where the values of a property go.",
            [
                Field("dimension", str, "The property."),
                Field("min", optional(str), "The smallest; of dates the earliest day."),
                Field("max", optional(str), "The largest; of dates the latest day."),
            ],
        )

    def _highlights(self) -> None:
        piece = [Field("text", str, "The words as they stand there."), Field("matched", bool, "Whether the search found them.")]
        self.types.output("HighlightPart", "A piece of a text.", piece)
        self.types.output(
            "Highlight",
            "Where the words of a search were found. Pieces instead of marked-up text, so that nothing in it can be taken for markup.",
            [
                Field("property", str, "The property that holds the text."),
                Field("parts", many(self.types["HighlightPart"]), "The text in pieces; a long one is cut around the first match."),
            ],
        )

    # -- relationships

    def _edge_fields(self, edge: Class) -> list[Field]:
        fields = [Field("cursor", str, "Its place in the list, to go on from.")]
        if "Statement" in edge.lineage:
            fields.append(Field("id", strawberry.ID, "The relationship's own id."))
        fields += [self._property(p) for p in edge.properties.values()]
        if "Spell" in edge.lineage:
            certain = "Whether it holds within the time asked for whatever its unknown dates are; else it only may."
            fields.append(Field("certain", bool, certain))
        return fields

    def _edge_interface(self, edge: Class) -> None:
        self.types.output(edge.name, edge.comment, self._edge_fields(edge), above=edge.lineage[1:], abstract=True)

    def _end(self, end: End) -> Field:
        name, edge = capital(end.name), self.model.edges[end.relation.edge]
        extra = self._edge_fields(edge)[1:]
        self._connection(name, end.target, end.comment, above=edge.lineage, extra=extra, edge=edge.name)
        args = arguments(
            [
                Arg("filter", optional(self.types[f"{name}Filter"])),
                Arg("sort", optional(many(self.types[f"{name}Sort"]))),
            ]
        )
        if is_hierarchy(end):
            deep = f"Also what it leads to in up to so many steps (1 unless given, at most {MAX_DEPTH}); each relationship once."
            args += arguments([Arg("depth", optional(int), deep)])
        if end.name == "claims":
            args += arguments([Arg("property", optional(str), "Only claims about this property or relation.")])
        return Field(end.name, self.types[f"{name}Connection"], end.comment, (*args, *self.paging, *self.scope))

    def _connection(
        self, name: str, target: str, comment: str, above: tuple[str, ...], extra: list[Field] | None = None, edge: str | None = None
    ) -> None:
        node = self.types[target]
        cursor = Field("cursor", str, "Its place in the list, to go on from.")
        fields = [cursor, Field("node", node, "What is at the other end."), *(extra or [])]
        self.types.output(f"{name}Edge", comment, fields, above=above)
        self.types.output(
            f"{name}Connection",
            comment,
            [
                Field("totalCount", int, "How many there are in all, whatever the page."),
                Field("nodes", many(node), "The elements of this page; one for each relationship."),
                Field("edges", many(self.types[f"{name}Edge"]), "The elements of this page, each with its relationship."),
                Field("pageInfo", self.types["PageInfo"], "Where this page stands in the list."),
                Field("aggregate", self.types[f"{name}Aggregate"], "Numbers over the whole list, whatever the page."),
            ],
        )
        self._aggregate(name, target, edge)

    def _aggregate(self, name: str, target: str, edge: str | None) -> None:
        by = [Arg("by", optional(many(self.inputs.dimensions[target])), "Properties of the elements.")]
        if edge and self.inputs.dimensions[edge]:
            by.append(Arg("byEdge", optional(many(self.inputs.dimensions[edge])), "Properties of the relationships."))
        self.types.output(
            f"{name}Aggregate",
            "Numbers over a whole list.",
            [
                Field("count", int, "How many there are."),
                Field("groups", many(self.types["Group"]), "How many there are of each combination of values, most first.",
                      arguments([*by, Arg("first", optional(int), "At most so many groups (100 unless given).")])),
                Field("ranges", many(self.types["Range"]), "The smallest and the largest value of each property.", arguments(by)),
            ],
        )  # fmt: skip

    # -- classes

    @staticmethod
    def _property(prop: Property) -> Field:
        scalar = SCALARS[prop.datatype]
        if prop.many:
            return Field(prop.name, many(scalar), prop.comment)
        return Field(prop.name, scalar if prop.required else optional(scalar), prop.comment)

    def _class(self, cls: Class, ends: dict[str, Field]) -> None:
        fields = [Field("id", strawberry.ID, "A readable identifier that never changes.")]
        fields += [self._property(p) for p in cls.properties.values()]
        fields += [ends[name] for name in cls.ends]
        self.types.output(cls.name, cls.comment, fields, above=cls.lineage[1:], abstract=cls.abstract)

    # -- the root

    def _search(self) -> None:
        self._connection("Search", "Entity", "What the full-text search found, best first.", above=(), extra=[
            Field("score", float, "How well it matches; only to compare within one search."),
            Field("highlights", many(self.types["Highlight"]), "Where the words were found."),
        ])  # fmt: skip

    def _root_fields(self, cls: Class) -> list[Field]:
        name = cls.name
        key = arguments([Arg("key", self.types[f"{name}Key"])])
        listing: tuple[StrawberryArgument, ...] = arguments(
            [
                Arg("filter", optional(self.types[f"{name}Filter"])),
                Arg("sort", optional(many(self.types[f"{name}Sort"]))),
            ]
        )
        every = f"All of: {cls.comment} With a time given, only those that existed then."
        one = f"One by its key: {cls.comment}"
        return [
            Field(cls.singular, optional(self.types[name]), one, (*key, *self.scope)),
            Field(cls.plural, self.types[f"{name}Connection"], every, (*listing, *self.paging, *self.scope)),
        ]

    def _query(self) -> None:
        fields = [f for c in self.model.classes.values() for f in self._root_fields(c)]
        search = arguments(
            [
                Arg("text", str, "Words to look for; case, accents and small slips do not matter."),
                Arg("types", optional(many(self.inputs.entity_class)), "Only entities of these classes or below them."),
            ]
        )
        fields += [
            Field("search", self.types["SearchConnection"], "Entities by words in their names and descriptions.",
                  (*search, *self.paging, *self.scope)),
            Field("dataVersion", str, "Which state of the data answered: cite it, and compare it to know whether anything changed."),
        ]  # fmt: skip
        self.types.output("Query", "Everything that can be asked. Data is written by loaders alone, so there are no mutations.", fields)
