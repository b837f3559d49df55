"""The schema as a subgraph: what a gateway composes (Apollo Federation 2)."""

from __future__ import annotations

import re

from graphql import GraphQLObjectType, GraphQLSchema

from api.language.schema.printing import print_types

LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])'
KEYS = '@key(fields: "id") @key(fields: "slug")'
ENTITY = re.compile(r"^(type \w+ implements [^{]*\bNode\b[^{]*) \{$", re.MULTILINE)
SHARED = re.compile(r"^(type PageInfo) \{$", re.MULTILINE)
"""Other schemas that have pages as Relay has them define it alike."""
OWN = frozenset({"_Service", "_Any", "_Entity"})


def subgraph_sdl(schema: GraphQLSchema) -> str:
    """The schema with keys, without what a gateway asks of every subgraph."""
    query = schema.query_type
    assert query
    fields = {name: one for name, one in query.fields.items() if not name.startswith("_")}
    public = GraphQLObjectType(query.name, fields, description=query.description)
    types = [public if type_ is query else type_ for name, type_ in schema.type_map.items() if name not in OWN]
    keyed = ENTITY.sub(rf"\1 {KEYS} {{", print_types(types))
    return LINK + "\n\n" + SHARED.sub(r"\1 @shareable {", keyed)
