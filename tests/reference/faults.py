"""Operations that cannot be answered: both sides have to say so, and at the same field."""

from __future__ import annotations

from random import Random

from tests.reference.pools import Pools
from tests.reference.shapes import Hole, Shape

# {field} is a list at the root, {one} a field for one node, {key} a variable that finds one, {end} a list at that node.
REFUSED_FIELDS = (
    "first: 1001",
    "first: -1",
    "last: 5000",
    "first: 2, last: 2",
    'after: "x"',
    'before: "bm90aGluZw"',
    'after: "WzEsMiwzLDQsNV0"',
    "time: {ever: false}",
    'time: {at: "yesterday"}',
    'time: {at: "1949-13"}',
    'time: {during: "1960/1950"}',
    'time: {at: "1949", ever: true}',
    "time: {}",
    'time: "1949"',
    "sources: {certainty: SURE}",
    "sources: {datasets: [null]}",
    'sources: {datasets: ["No Slug"]}',
    f'sources: {{datasets: ["{"long-" * 31}name", "other"]}}',
    'filter: {id: {eq: "nato@"}}',
    'filter: {id: {in: ["nato", "nato@1982_1983"]}}',
    "filter: {nothing: 1}",
    "filter: {id: {eq: 1.5}}",
    "filter: []",
    "filter: {id: {}}",
    "filter: {id: {eq: null}}",
    "filter: {not: {id: {in: null}}}",
    "sort: [{}]",
    "sort: [{id: UP}]",
    "depth: 0",
    "depth: 11",
    "unknown: 1",
    'first: "ten"',
)
REFUSED_SELECTIONS = (
    "nothing",
    "nodes",
    "totalCount { id }",
    "nodes { nothing }",
    "... on State { id }",
    "...Missing",
    "totalCount @include",
    "totalCount @include(if: 1)",
    "totalCount @unknown",
    "aggregate { groups { count } }",
    "aggregate { ranges { min } }",
    "aggregate { groups(by: []) { count } }",
    "aggregate { g: groups(by: [class], first: 1001) { count } }",
    "aggregate { groups(by: [nothing]) { count } }",
    "pageInfo: edges { cursor } pageInfo { endCursor }",
)
REFUSED_OPERATIONS = (
    "{ {one} { id } }",
    "{ {one}(key: {}) { id } }",
    "{ {one}(key: null) { id } }",
    '{ {one}(key: {id: "a", nothing: "b"}) { id } }',
    '{ {one}(key: {id: ["a", "b"]}) { id } }',
    "query Asked($missing: ID!) { {one}(key: {id: $missing}) { id } }",
    "query Asked($missing: String!) { {one}(key: {id: $missing}) { id } }",
    "query Asked { {one}(key: {id: $undeclared}) { id } }",
    '{ {one}(key: {id: "nato@nonsense"}) { id } }',
    '{ node(id: "@1982") { id } }',
    '{ node(id: "nato@1982-13") { id } }',
    '{ node(id: "nato@ever_in.1950..1960") { id } }',
    '{ nodes(ids: ["nato", "nato@certain_certain"]) { id } }',
    "{ search { totalCount } }",
    '{ s: search(text: "!?") { totalCount } }',
    '{ search(text: "guard", first: 9999) { totalCount } }',
    '{ search(text: "guard", types: [Nothing]) { totalCount } }',
    "{ {field} { nodes { ...A } } } fragment A on Entity { ...A }",
    "mutation { {field} { totalCount } }",
)


def faults(pools: Pools, random: Random) -> list[Shape]:
    """One operation for each fault, at the root and at a node."""
    found = [_anywhere(text, pools, random) for text in REFUSED_OPERATIONS]
    for given in REFUSED_FIELDS:
        found.append(_anywhere(f"{{ before: dataVersion l: {{field}}({given}) {{ totalCount }} }}", pools, random))
        found.append(_below(f"l: {{end}}({given}) {{ totalCount }}", pools, random))
    for selection in REFUSED_SELECTIONS:
        found.append(_anywhere(f"{{ {{field}} {{ {selection} }} }}", pools, random))
        found.append(_below(f"{{end}} {{ {selection} }}", pools, random))
    return found


def _anywhere(text: str, pools: Pools, random: Random) -> Shape:
    cls = pools.cls(random)
    return Shape(text.replace("{field}", cls.plural).replace("{one}", cls.singular), {})


def _below(text: str, pools: Pools, random: Random) -> Shape:
    """The fault at a list of a node that exists, so that the reference gets to it, too."""
    while (end := pools.end(cls := pools.cls(random), random)) is None:
        pass
    known = [node.id for node in pools.of(cls)]
    inner = text.replace("{end}", end.name)
    return Shape(
        f"query Asked($key: ID!) {{ {cls.singular}(key: {{id: $key}}) {{ {inner} }} }}", {"key": Hole("ID!", lambda r: r.choice(known))}
    )
