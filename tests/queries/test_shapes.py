"""Two promises about statements, held against generated operations: the text depends on the shape alone, and no value stands in it."""

from __future__ import annotations

from random import Random

import orjson
import pytest

from loaders.deriving.graph_state import GraphState
from ontology import Model
from queries import plans
from queries.questions.listing import MANY
from queries.statement import render, render_rows
from tests.queries.golden import Compiler, load_cases
from tests.queries.othering import BIG, MARK, with_other_values
from tests.reference.pools import Pools
from tests.reference.shapes import Shape
from tests.reference.walking import walk, walk_deep, walk_pages
from tests.reference.world import derived_world

SEED, SHAPES = 1949, 60
PAGED = 5


@pytest.fixture(scope="module")
def compiler(model: Model) -> Compiler:
    """Compiles operations without a database."""
    return Compiler(model)


@pytest.fixture(scope="module")
def statements(core_state: GraphState, model: Model, compiler: Compiler) -> list[plans.Statement]:
    """What the cases and many generated operations ask for."""
    pools, random = Pools(derived_world(core_state), model), Random(SEED)
    asked = [(shape.text, shape.draw(random)) for shape in generated(pools, random)]
    asked += [(case.text, dict(case.variables)) for case in load_cases()]
    return [compiler.operation(text, variables).statement for text, variables in asked]


def generated(pools: Pools, random: Random) -> list[Shape]:
    """Shapes of all kinds that the reference is asked with."""
    found = [walk(pools, random) for _ in range(SHAPES)] + [walk_deep(pools, random) for _ in range(SHAPES)]
    return found + [walk_pages(pools, random, backward=i % 2 == 0) for i in range(SHAPES)]


def test_other_values_give_the_same_text(statements: list[plans.Statement]) -> None:
    assert len(statements) > 3 * SHAPES
    for statement in statements:
        assert render(with_other_values(statement)).text == render(statement).text


def test_no_value_stands_in_the_text(statements: list[plans.Statement]) -> None:
    marked = 0
    for statement in statements:
        found = render(with_other_values(statement))
        assert MARK not in found.text
        assert str(BIG)[:-2] not in found.text
        marked += MARK in orjson.dumps(found.parameters).decode()
    assert marked > len(statements) / 3


def test_the_same_holds_for_rows_that_are_streamed(statements: list[plans.Statement]) -> None:
    streamed = 0
    for question in {question for statement in statements for question in statement.questions}:
        rows, others = render_rows(question), render_rows(with_other_values(question))
        assert (rows and rows.text) == (others and others.text)
        streamed += rows is not None
    assert streamed >= SHAPES


def test_other_limits_and_variables_of_an_operation_give_the_same_text(compiler: Compiler) -> None:
    text = """query ($key: ID!, $first: Int!, $after: String, $day: EDTF!, $part: String!) {
        alliance(key: {id: $key}) { members(first: $first, after: $after, time: {at: $day}, filter: {node: {name: {contains: $part}}}) {
            pageInfo { endCursor } } } }"""
    cursors = ("WyJwb2xhbmQiLDFd", "WyJhbGJhbmlhIiw0Ml0")
    variables = [
        {"key": f"a{i}", "first": i + 1, "after": cursors[i % 2], "day": f"{1950 + i}", "part": "xyz"[: i % 3 + 1]} for i in range(PAGED)
    ]
    found = {render(compiler.operation(text, values).statement).text for values in variables}
    assert len(found) == 1


def test_short_and_long_pages_are_two_texts_and_no_more(compiler: Compiler) -> None:
    text = 'query ($first: Int!) { states(first: $first, filter: {name: {contains: "an"}}) { totalCount nodes { slug } } }'
    texts = [render(compiler.operation(text, {"first": n}).statement).text for n in (1, MANY, MANY + 1, 1000)]
    assert texts[0] == texts[1] != texts[2] == texts[3]
