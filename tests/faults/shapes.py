"""What costs most of what the published limits (docs/embedding.md) let anybody ask: another day and another text each time.

Each shape is near one limit: rows, work, lists, conditions, dates, depth of filters, letters of a search, what is computed, panels and
networks as files, seconds of SPARQL. So no cache has an answer, and Neo4j has not planned most of the statements.
"""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

FIRST_DAY = datetime.date(1950, 1, 1)
WORDS = ("name", "description")
TESTS = ("contains", "startsWith", "endsWith")


@dataclass(frozen=True)
class Request:
    """A request. `query`: an operation, posted; without one the address is fetched."""

    kind: str
    path: str = "/graphql"
    query: str = ""
    given: dict[str, str] = field(default_factory=dict)


def day(number: int) -> str:
    """A day that no other request has."""
    return (FIRST_DAY + datetime.timedelta(days=number)).isoformat()


def requests(seed: int) -> Iterator[Request]:
    """The shapes in turn, each time in another form."""
    chance = random.Random(seed)
    for number in itertools.count():
        yield SHAPES[number % len(SHAPES)](number, chance)


def _conditions(number: int, chance: random.Random, most: int) -> str:
    """So many conditions, in a combination that no other operation has."""
    parts = [f'{{{chance.choice(WORDS)}: {{{chance.choice(TESTS)}: "q{number}x{i}"}}}}' for i in range(chance.randint(most // 2, most))]
    return f"{{or: [{', '.join(parts)}]}}"


def _within(words: str, condition: str) -> str:
    """A condition behind quantifiers: `memberOf some members none` has two."""
    *outer, relation, quantifier = words.split()
    found = f"{{{relation}: {{{quantifier}: {{node: {condition}}}}}}}"
    return _within(" ".join(outer), found) if outer else found


def _deep(number: int, chance: random.Random) -> Request:
    """Quantifiers in each other, which visit some millions of nodes; the innermost is another one each time."""
    within = _within("memberOf some members some", _conditions(number, chance, 4))
    return Request("deep", query=f'{{ states(time: {{at: "{day(number)}"}}, filter: {within}) {{ totalCount nodes {{ name }} }} }}')


def _deepest(number: int, chance: random.Random) -> Request:
    """One more quantifier, begun from the members of few."""
    within = _within("members some memberOf some members none", _conditions(number, chance, 3))
    text = f'{{ alliances(time: {{at: "{day(number)}"}}, filter: {within}) {{ totalCount nodes {{ name }} }} }}'
    return Request("deepest", query=text)


def _rows(number: int, chance: random.Random) -> Request:
    """As many rows as the price lets one ask for, with long texts."""
    fields = " ".join(chance.sample(["id", "name", "description", "aliases"], k=3))
    return Request(
        "rows",
        query=f"""{{ states(time: {{at: "{day(number)}"}}, first: 240) {{ nodes {{ id name description
            a{number}: memberOf(first: 1000) {{ edges {{ start end source node {{ {fields} }} }} }} }} }} }}""",
    )


def _lists(number: int, _chance: random.Random) -> Request:
    """As many lists as there may be, each at a day of its own."""
    parts = [
        f'a{i}: alliances(time: {{at: "{day(number * 60 + i)}"}}, first: 20) {{ nodes {{ name members {{ totalCount }} }} }}'
        for i in range(30)
    ]
    return Request("lists", query=f"{{ {' '.join(parts)} }}")


def _filters(number: int, chance: random.Random) -> Request:
    """As many conditions as there may be, in a new combination: Neo4j plans it anew."""
    where = _conditions(number, chance, 145)
    return Request("filters", query=f'{{ agencies(time: {{at: "{day(number)}"}}, filter: {where}) {{ totalCount nodes {{ name }} }} }}')


def _dates(number: int, _chance: random.Random) -> Request:
    """As many dates as there may be."""
    parts = ", ".join(f'{{founded: {{eq: "{1500 + number % 400}-{i % 12 + 1:02}~/{1900 + i % 28}"}}}}' for i in range(145))
    return Request("dates", query=f"{{ organizations(filter: {{or: [{parts}]}}) {{ totalCount }} }}")


def _search(number: int, chance: random.Random) -> Request:
    """A search for very much."""
    words = " ".join("".join(chance.choices("aeiourstnbd", k=4)) for _ in range(70))
    return Request(
        "search", query=f'{{ search(text: "{number} {words}", first: 1000) {{ edges {{ score node {{ id name description }} }} }} }}'
    )


def _sorted(number: int, _chance: random.Random) -> Request:
    """Orders by numbers of related, with what is related."""
    return Request(
        "sorted",
        query=f"""{{ agreements(time: {{at: "{day(number)}"}}, first: 800, sort: [{{parties: {{count: DESC}}}}])
            {{ totalCount nodes {{ name parties(first: 250) {{ totalCount edges {{ start node {{ name description }} }} }} }} }} }}""",
    )


def _computed(number: int, _chance: random.Random) -> Request:
    """What is computed over all years, pairs or paths."""
    on, first = day(number), 1816 + number % 50
    texts = (
        f'a{number}: dyadYears(from: "{first}", to: "2026", first: 1000) {{ totalCount nodes {{ year }} }}',
        f'a{number}: similarity(a: "france", from: "{first}", to: "2026", method: TAU_B, first: 1000) {{ totalCount }}',
        f'a{number}: centrality(measure: BETWEENNESS, relations: [MEMBER_OF, PARTY_TO], time: {{at: "{on}"}}) {{ nodes {{ value }} }}',
        f'a{number}: paths(from: "nato", to: "eu-lisa", maxLength: 8, count: 100, time: {{at: "{on}"}}) {{ nodes {{ ids }} }}',
        f'a{number}: changes(from: "{first - 700}-{on[5:]}", first: 1000) {{ totalCount nodes {{ date }} }}',
        f'a{number}: commonPartners(actors: ["france", "germany", "italy"], time: {{at: "{on}"}}) {{ totalCount }}',
        f'a{number}: network(relations: [MEMBER_OF], time: {{at: "{on}"}}) {{ edges(first: 1000) {{ nodes {{ from {{ name }} }} }} }}',
    )
    return Request("computed", query=f"{{ {texts[number // len(SHAPES) % len(texts)]} }}")


def _several_computed(number: int, _chance: random.Random) -> Request:
    """Several of what is computed in one operation, nearly as much as is not refused."""
    parts = [
        f'a{i}: centrality(measure: CLOSENESS, relations: [MEMBER_OF], time: {{at: "{day(number * 7 + i)}"}}) {{ totalCount }}'
        for i in range(7)
    ]
    return Request("several computed", query=f"{{ {' '.join(parts)} }}")


def _file(number: int, _chance: random.Random) -> Request:
    """A panel or a network as a file."""
    first = str(1816 + number % 100)
    if number // len(SHAPES) % 2:
        return Request("file", f"/tables/dyad-years.csv?from={first}&directed=true")
    return Request("file", f"/tables/edges.graphml?relation=memberOf,partyTo&at={day(number)}")


def _document(number: int, chance: random.Random) -> Request:
    """The largest documents, on a day of their own."""
    name, form = chance.choice(["united-states", "france", "united-nations", "germany"]), chance.choice(["ttl", "html", "json", "jsonld"])
    return Request("document", f"/id/{name}.{form}?at={day(number)}")


def _export(number: int, chance: random.Random) -> Request:
    """The whole graph as a file."""
    return Request("export", f"/export/foedera.{chance.choice(['nt', 'nq', 'ttl', 'jsonld'])}", given={"at": day(number)})


def _sparql(number: int, _chance: random.Random) -> Request:
    """What SPARQL does not end before its time."""
    text = f'SELECT (COUNT(*) AS ?n{number}) {{ ?a ?b ?c . ?d ?e ?f . FILTER(STR(?c) > STR(?f) && STR(?a) != "{number}") }}'
    return Request("sparql", "/sparql", given={"query": text})


SHAPES: tuple[Callable[[int, random.Random], Request], ...] = (
    _deep,
    _computed,
    _rows,
    _sparql,
    _lists,
    _deepest,
    _filters,
    _file,
    _search,
    _dates,
    _sorted,
    _several_computed,
    _document,
    _export,
)
