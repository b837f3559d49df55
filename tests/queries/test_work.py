"""What a statement may visit, reckoned from the counts of a store."""

from __future__ import annotations

import pytest

from api.answering.keys import key_of
from api.answering.preparing import PreparedOperation, Preparing
from api.language.limits import Limits
from api.language.schema import shipped_schema
from ontology import Direction, Model, stored
from queries.examples import load_examples
from queries.work import Counts, work

MEMBER_OF = "FOEDERA_MEMBER_OF"
STATES, ORGANIZATIONS, MEMBERSHIPS = 200, 500, 4_000
ASKED = "{ states(filter: %s) { totalCount } }"
WITHIN = "{memberOf: {some: {node: {members: {some: {node: %s}}}}}}"
NOBODY = '{name: {eq: "nobody"}}'


@pytest.fixture(scope="module")
def preparing() -> Preparing:
    """Prepares operations of the schema that ships."""
    model, schema = shipped_schema()
    return Preparing(model, schema._schema, Limits())


@pytest.fixture(scope="module")
def counts(model: Model) -> Counts:
    """Of a store in which 200 states have 20 memberships each in 500 organizations; large ones have 100 members."""
    sizes = {"State": STATES, "Organization": ORGANIZATIONS, "Actor": STATES + ORGANIZATIONS, "Entity": STATES + ORGANIZATIONS}
    at = dict.fromkeys(model.classes, MEMBERSHIPS)
    return Counts(
        {stored.label(name): number for name, number in sizes.items()},
        {(MEMBER_OF, stored.label(name)): number for name, number in at.items() if name in ("State", "Actor", "Entity")},
        {(MEMBER_OF, stored.label(name)): number for name, number in at.items() if name in ("Organization", "Actor", "Entity")},
        {(MEMBER_OF, Direction.OUT): 25.0, (MEMBER_OF, Direction.IN): 100.0},
    )


def of(preparing: Preparing, counts: Counts, text: str) -> int:
    prepared = preparing.prepare(key_of(text, None, {}), {})
    assert isinstance(prepared, PreparedOperation), prepared
    return work(prepared.compiled.statement, counts)


def test_quantifiers_multiply(preparing: Preparing, counts: Counts) -> None:
    once = f"{{memberOf: {{some: {{node: {NOBODY}}}}}}}"
    filters = (NOBODY, once, WITHIN % NOBODY, WITHIN % (WITHIN % NOBODY))
    deep = [of(preparing, counts, ASKED % where) for where in filters]
    assert deep[0] == STATES
    assert deep[1] == STATES + MEMBERSHIPS
    assert deep[2] == STATES + MEMBERSHIPS * (1 + 100)
    assert deep[3] == STATES + MEMBERSHIPS * (1 + 100 * (1 + 25 * (1 + 100)))
    assert deep[3] > Limits().work > deep[2] > Limits().heavy > deep[1]


def test_orders_numbers_and_rows_count_what_they_look_at(preparing: Preparing, counts: Counts) -> None:
    plain = of(preparing, counts, "{ states(first: 10) { nodes { name } } }")
    assert plain < STATES + 20
    assert of(preparing, counts, "{ states(first: 10, sort: [{memberOf: {count: DESC}}]) { nodes { name } } }") >= plain + MEMBERSHIPS
    one = of(preparing, counts, '{ state(key: {id: "poland"}) { memberOf { nodes { name } } } }')
    assert 20 <= one < 100
    assert of(preparing, counts, "{ states(first: 200) { nodes { memberOf { nodes { name } } } } }") > MEMBERSHIPS


def test_nodes_by_their_ids_are_as_many_as_their_ids(preparing: Preparing, counts: Counts) -> None:
    def asked(number: int) -> int:
        ids = ", ".join(f'"state-{i}"' for i in range(number))
        return of(preparing, counts, f"{{ nodes(ids: [{ids}]) {{ ... on State {{ memberOf {{ nodes {{ name }} }} }} }} }}")

    assert asked(100) > 500
    assert asked(100) == pytest.approx(100 * asked(1), rel=0.05)  # each is rounded


def test_what_a_store_does_not_count_costs_next_to_nothing(preparing: Preparing) -> None:
    assert of(preparing, Counts(), ASKED % (WITHIN % (WITHIN % NOBODY))) < 10


def test_the_examples_are_light(preparing: Preparing, counts: Counts) -> None:
    for example in load_examples():
        prepared = preparing.prepare(key_of(example.text, None, example.variables), example.variables)
        assert isinstance(prepared, PreparedOperation)
        assert work(prepared.compiled.statement, counts) < Limits().heavy
