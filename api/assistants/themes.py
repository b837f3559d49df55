"""The schema in portions that an assistant can read: an overview by theme, and the definitions of what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from api.language.schema.printing import print_types
from common.errors import NotFoundError
from common.suggest import suggest
from ontology import Class, Model

LISTS = "# Lists take first, after, last, before, filter, sort, time and sources; read their root fields and edges for more.\n"
HOW = """Every class has two root fields: one entity by its key, `alliance(key: {id: "nato"}) { name }`, and all of them,
`alliances(first: 10) { totalCount nodes { slug name } }`. Any field takes `time: {at: "1982-06-01"}`, `{during: "1950/1960"}` or
`{ever: true}`, and `sources: {datasets: ["core"]}`, for itself and all below it. Relations are lists:
`members { totalCount edges { start end node { name } } }`.
"""


def overview(schema: GraphQLSchema, model: Model) -> str:
    """All classes below their themes, then the other root fields: a line for each."""
    assert schema.query_type
    parts = [HOW]
    for theme in sorted((cls for cls in model.classes.values() if _is_theme(cls, model)), key=lambda cls: cls.name):
        parts += [f"\n{theme.name}: {theme.comment}", *(f"- {line}" for line in _below(theme, model))]
    of_classes = {name for cls in model.classes.values() for name in (cls.singular, cls.plural)}
    others = ((name, one) for name, one in schema.query_type.fields.items() if name not in of_classes)
    parts += ["\nOther root fields:", *(f"- {name}: {_first_line(one.description)}" for name, one in others)]
    return "\n".join(parts) + "\n"


def definitions(schema: GraphQLSchema, names: Iterable[str]) -> str:
    """The types and root fields of these names. Raises NotFoundError."""
    query = schema.query_type
    assert query
    asked = dict.fromkeys(names)
    fields = {name: query.fields[name] for name in asked if name in query.fields}
    types = [_found(schema, name) for name in asked if name not in fields]
    roots: list[GraphQLNamedType] = [GraphQLObjectType(query.name, fields)] if fields else []
    return LISTS + print_types([*roots, *map(_shortened, types)])


def _found(schema: GraphQLSchema, name: str) -> GraphQLNamedType:
    assert schema.query_type
    if name not in schema.type_map or name.startswith("__"):
        known = [*schema.query_type.fields, *schema.type_map]
        raise NotFoundError(f"there is no root field or type {name[:60]!r}", suggest(name, known) or "ask without names for what there is")
    return schema.type_map[name]


def _shortened(type_: GraphQLNamedType) -> GraphQLNamedType:
    """A class without the arguments of its lists, which are the same for all."""
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        return type_
    fields = {
        name: GraphQLField(one.type, None if _is_list(one) else one.args, description=one.description) for name, one in type_.fields.items()
    }
    return type(type_)(type_.name, fields, interfaces=type_.interfaces, description=type_.description)


def _is_list(one: GraphQLField) -> bool:
    return "edges" in getattr(get_named_type(one.type), "fields", {})


def _is_theme(cls: Class, model: Model) -> bool:
    """Whether it stands right below the classes that stand below none."""
    return bool(cls.parents) and all(not model.classes[name].parents for name in cls.parents)


def _below(theme: Class, model: Model) -> Iterator[str]:
    for cls in model.classes.values():
        if theme.name in (cls.name, *cls.lineage):
            yield f"{cls.name} ({cls.singular}, {cls.plural}): {_first_line(cls.comment)}"


def _first_line(text: str | None) -> str:
    return (text or "").split("\n")[0].partition(". ")[0].rstrip(".")
