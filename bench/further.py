"""What the operations do not show: new texts, other aliases, new values, cached answers.

Each is measured with many requests, all of them different where that is the point.
"""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from bench.client import request
from bench.contenders import CACHED, FLOOR, OURS, RIVAL, Contender
from bench.measuring import Latency, latency
from bench.parameters import Values

MOST = 3_000
"""So many different requests, more than fit in a few seconds."""
MEANING = {
    "new-text": "an operation of two levels with a new text: Neo4j has to plan it",
    "aliases": "Q2 under other aliases each time",
    "new-values": "Q2 with new values",
    "cached-small": "Q1 repeated while the data stays the same, with the default cache of answers",
    "cached-large": "Q4 likewise",
}
ALLIANCE = ("name", "founded", "headquarters", "region")
EDGE = ("id", "start", "end", "role", "dataset", "preferred", "source")
NODE = ("id", "name", "iso3", "region")
NAMES = (ALLIANCE, EDGE, NODE)
OURS_OF = {(EDGE, "id"): "id: statementId", (NODE, "id"): "id: slug"}
"""What Foedera calls what is stored under another name."""
Choice = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Further:
    """One of these figures. `same_statement`: whether Foedera sent the same statement for two of the requests."""

    name: str
    latency: Mapping[str, Latency]
    same_statement: bool


def measure(name: str, contenders: Sequence[Contender], parameters: Mapping[str, Sequence[Values]], seconds: float) -> Further:
    """Measure one of the figures named in MEANING with those contenders that have it."""
    cached = name.startswith("cached")
    able = [
        c for c in contenders if c.name in ((FLOOR, CACHED) if cached else (FLOOR, OURS) if name == "aliases" else (FLOOR, OURS, RIVAL))
    ]
    asked = {c.name: list(itertools.islice(ASKING[name](c, parameters), MOST)) for c in able}
    ours = next(c for c in able if c.name != FLOOR)
    return Further(name, latency(able, asked, seconds), _statement(ours, asked[ours.name][0]) == _statement(ours, asked[ours.name][1]))


def _statement(ours: Contender, asked: bytes) -> str:
    """The Cypher that Foedera sends for a request."""
    body = orjson.loads(asked.partition(b"\r\n\r\n")[2])
    answer = orjson.loads(ours.connection.ask(request("/graphql", orjson.dumps(body | {"extensions": {"explain": True}}))))
    return str(answer["extensions"]["explain"]["cypher"])


def _new_text(contender: Contender, parameters: Mapping[str, Sequence[Values]]) -> Iterator[bytes]:
    write = {FLOOR: _by_hand, OURS: _ours, RIVAL: _rival}[contender.name]
    values = itertools.cycle(parameters["Q2"])
    return (contender.adhoc(write(choice), next(values)) for choice in _choices())


def _choices() -> Iterator[Choice]:
    """Selections of properties, no two alike, in no order that would help."""
    parts = [[c for n in range(1, len(names) + 1) for c in itertools.combinations(names, n)] for names in NAMES]
    found = list(itertools.product(*parts))
    random.Random(13).shuffle(found)  # noqa: S311  # it has to be the same each time
    yield from ((a, e, n) for a, e, n in found)


def _by_hand(choice: Choice) -> str:
    alliance, edge, node = choice
    row = ", ".join([*(f"r.{name}" for name in edge), *(f"s.{name}" for name in node)])
    return (
        "MATCH (a:FoederaEntity {id: $id}) WHERE a:FoederaAlliance CALL (a) { "
        "MATCH (a)<-[r:FOEDERA_MEMBER_OF]-(s) WHERE r.startEarliest <= $at AND r.endLatest >= $at "
        f"WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 100 RETURN collect([{row}]) AS members }} "
        f"RETURN [{', '.join(f'a.{name}' for name in alliance)}, members] AS answer"
    )


def _ours(choice: Choice) -> str:
    alliance, edge, node = (
        " ".join(OURS_OF.get((names, name), name) for name in chosen) for names, chosen in zip(NAMES, choice, strict=True)
    )
    edges = f"edges {{ {edge} node {{ {node} }} }}"
    members = f"members(time: {{at: $at}}, sort: [{{node: {{name: ASC}}}}]) {{ {edges} }}"
    return f"query ($id: ID!, $at: EDTF!) {{ alliance(key: {{id: $id}}) {{ {alliance} {members} }} }}"


def _rival(choice: Choice) -> str:
    alliance, edge, node = (" ".join(names) for names in choice)
    order = "sort: [{node: {nameFolded: ASC}}, {edge: {tiebreak: ASC}}]"
    where = "where: {edge: {startEarliest: {lte: $at}, endLatest: {gte: $at}}}"
    edges = f"edges {{ properties {{ {edge} }} node {{ {node} }} }}"
    members = f"membersConnection(first: 100, {where}, {order}) {{ {edges} }}"
    return f"query ($id: ID!, $at: String!) {{ alliances(where: {{id: {{eq: $id}}}}) {{ {alliance} {members} }} }}"


def _aliases(contender: Contender, parameters: Mapping[str, Sequence[Values]]) -> Iterator[bytes]:
    if contender.name == FLOOR:
        yield from _again("Q2")(contender, parameters)
    for i, values in enumerate(itertools.cycle(parameters["Q2"])):
        text = contender.texts["Q2"]
        for field in ("alliance", "headquarters", "members", "node", "role"):
            text = text.replace(f"{field}(", f"{field}{i}: {field}(").replace(f"{field} ", f"{field}{i}: {field} ")
        # The sort contains the word node, too, which is no field there.
        yield contender.adhoc(text.replace(f"[{{node{i}: node", "[{node"), values)


def _new_values(contender: Contender, parameters: Mapping[str, Sequence[Values]]) -> Iterator[bytes]:
    first = datetime.date(1900, 1, 1)
    for i, values in enumerate(itertools.cycle(parameters["Q2"])):
        yield contender.request("Q2", values | {"at": (first + datetime.timedelta(days=13 * i)).isoformat()})


def _again(operation: str) -> Callable[[Contender, Mapping[str, Sequence[Values]]], Iterator[bytes]]:
    return lambda contender, parameters: (contender.request(operation, v) for v in itertools.cycle(parameters[operation]))


ASKING: Mapping[str, Callable[[Contender, Mapping[str, Sequence[Values]]], Iterator[bytes]]] = {
    "new-text": _new_text,
    "aliases": _aliases,
    "new-values": _new_values,
    "cached-small": _again("Q1"),
    "cached-large": _again("Q4"),
}
