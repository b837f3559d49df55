"""Whatever is asked, under whatever time and sources: of one id, a field with the same arguments never has two values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import orjson
import pytest
from graphql import FieldNode, FragmentDefinitionNode, InlineFragmentNode, OperationDefinitionNode, SelectionSetNode, parse, print_ast

from tests.campaign import times
from tests.queries.conftest import Ask

ENTITIES = ("nato", "poland", "united-states", "france", "weu", "european-union", "trilateral-strategic-dialogue", "north-atlantic-treaty")
TIMES = (
    *('time: {at: "1982-06-01"}', 'time: {at: "2024"}', 'time: {at: "1955-01-01/1955-12-31"}', 'time: {during: "1950/1960"}'),
    *('time: {during: "1982-06-01"}', 'time: {during: "1990~"}', "time: {ever: true}", 'time: {at: "../1960"}'),
)
SOURCES = (
    *("sources: {claims: ALL}", 'sources: {datasets: ["core"]}', 'sources: {datasets: ["founding-guide", "core"], claims: PREFERRED}'),
    *("sources: {certainty: CERTAIN}", "sources: {datasets: []}", "lineage: true", 'sources: {datasets: ["core"], certainty: CERTAIN}'),
)
LISTS = {"Organization": ("members", "parts", "agencies"), "Actor": ("memberOf", "partyTo"), "Agreement": ("parties",)}
OPERATIONS = times(25, 12)
Key = tuple[Any, ...]


class Writer:
    """Writes random operations."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def operation(self) -> str:
        """One or two root fields."""
        return "{ " + " ".join(f"r{i}: {self._root()}" for i in range(self.random.choice([1, 1, 2]))) + " }"

    def _root(self) -> str:
        one, scope, then = self.random.choice(ENTITIES), self._scope(0.8), self.random.choice(TIMES)
        texts = (
            f'entity(key: {{id: "{one}"}}{scope}) {{ {self._node(2)} }}',
            f'entity(key: {{slug: "{one}"}}{scope}) {{ {self._node(2)} }}',
            f"organizations(first: 3{scope}) {{ totalCount nodes {{ {self._node(1)} }} }}",
            f'search(text: "atlantic", first: 2{scope}) {{ nodes {{ {self._node(1)} }} }}',
            f'timeline(id: "{one}", first: 3) {{ nodes {{ event entity {{ {self._node(1)} }} }} }}',
            f'shared(actors: ["france", "poland"], first: 2, {then}) {{ nodes {{ certain body {{ {self._node(1)} }} }} }}',
        )
        return self.random.choices(texts, [8, 3, 2, 1, 1, 1])[0]

    def _scope(self, share: float) -> str:
        parts = [self.random.choice(known) for known in (TIMES, SOURCES) if self.random.random() < share * 0.75]
        return "".join(f", {part}" for part in parts)

    def _node(self, depth: int) -> str:
        parts = ["__typename id slug name description"]
        if depth:
            type_ = self.random.choice(list(LISTS))
            for name in self.random.sample(LISTS[type_], min(2, len(LISTS[type_]))):
                inner = f"{name}(first: 3{self._scope(0.3)}) {{ {self._list(depth)} }}"
                parts.append(f"... on Entity {{ ... on {type_} {{ {inner} }} }}")
        if depth and self.random.random() < 0.3:
            about = f"about(first: 1) {{ nodes {{ {self._node(0)} }} }}"
            parts.append(f"claims(first: 2, property: FOUNDED) {{ nodes {{ id value dataset {about} }} }}")
            parts.append("conflicts(first: 2) { totalCount nodes { id topic sides(first: 2) { nodes { id value } } } }")
        return " ".join(parts)

    def _list(self, depth: int) -> str:
        edges = f"edges {{ statementId start end certain preferred node {{ {self._node(depth - 1)} }} }}"
        return f"totalCount certainCount coverage {{ complete from until }} {edges}"


def facts(data: Mapping[str, Any], selections: SelectionSetNode, of: Key, by: str) -> Iterator[tuple[Key, Any]]:
    """What a cache remembers: of each object, known by `by` or by its place, its fields with their arguments."""
    for node in selections.selections:
        if isinstance(node, InlineFragmentNode):
            yield from facts(data, node.selection_set, of, by)
        elif isinstance(node, FieldNode) and (key := (node.alias or node.name).value) in data:
            field = (node.name.value, *sorted(print_ast(argument) for argument in node.arguments or ()))
            yield from _value(data[key], node, (*of, field), by)


def _value(value: Any, node: FieldNode, place: Key, by: str) -> Iterator[tuple[Key, Any]]:
    if isinstance(value, list):
        yield place, len(value)
        for number, one in enumerate(value):
            yield from _value(one, node, (*place, number), by)
    elif isinstance(value, dict):
        assert node.selection_set
        own = (value[by],) if by in value else place
        yield place, own
        yield from facts(value, node.selection_set, own, by)
    else:
        yield place, value


def contradictions(answers: list[tuple[str, dict[str, Any]]], by: str) -> tuple[int, list[str]]:
    """How many fields were seen again, and those that had another value."""
    known: dict[Key, Any] = {}
    again, found = 0, []
    for text, data in answers:
        definition = parse(text).definitions[0]
        assert isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
        for key, value in facts(data, definition.selection_set, (), by):
            again += key in known
            if known.setdefault(key, value) != value:
                found.append(f"{key}: {known[key]!r}, then {value!r} in {text}")
    return again, found


@pytest.fixture(scope="module")
def answers(ask: Ask) -> list[tuple[str, dict[str, Any]]]:
    """Answers to random operations. Their names at the root are not told apart: what stands there is no object."""
    writer, found = Writer(1949), []
    for text in (writer.operation() for _ in range(OPERATIONS)):
        answer = ask(text)
        assert "errors" not in answer, (text, answer["errors"])
        found.append((text, answer["data"]))
    return found


def test_of_one_id_a_field_never_has_two_values(answers: list[tuple[str, dict[str, Any]]]) -> None:
    again, found = contradictions(answers, "id")
    assert again > times(100, 40)
    assert found[:3] == []


def test_slugs_would_contradict_each_other(answers: list[tuple[str, dict[str, Any]]]) -> None:
    """So the operations are such that a mistake shows."""
    assert len(contradictions(answers, "slug")[1]) > times(50, 20)


def test_node_gives_back_every_id(ask: Ask, answers: list[tuple[str, dict[str, Any]]]) -> None:
    text = orjson.dumps([data for _, data in answers]).decode()
    seen = sorted({part.partition('"')[0] for part in text.split('"id":"')[1:]})
    assert len({id_.partition("@")[2] for id_ in seen}) > times(15, 8)
    some = Random(7).sample(seen, 30)
    found = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": some})["data"]["nodes"]
    assert [one and one["id"] for one in found] == some
