"""Every operator of the table is asked of real values, and leaves what the reference leaves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from graph import Store
from ontology import Class, Model, Property
from queries.filters.operators import OPERATORS, Form, Operator, Takes, form_of
from tests.campaign import times
from tests.reference.asked import Both, Question, Said, differs
from tests.reference.asking import SCALAR
from tests.reference.executor import Reference
from tests.reference.pools import Pools
from tests.reference.shapes import Shape
from tests.reference.world import World

SEED, VALUES = 1949, times(6, 4)
TABLE = [(form, operator) for form, operators in OPERATORS.items() for operator in operators.values()]
ID, NUMBER = "ID", "Int"
Answers = dict[tuple[Form, Operator], list[tuple[Question, list[Said], list[Said]]]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where values of a form stand: under `path` in the filter of the list `field`. `draw` gives one; `scalar` is its type."""

    field: str
    path: tuple[str, ...]
    scalar: str
    draw: Any


@pytest.fixture(scope="module")
def both(core_store: Store, model: Model, world: World) -> Both:
    """The program and the reference over the same data."""
    return Both(core_store, model, Reference(world, model))


def place(pools: Pools, form: Form) -> Place:
    """The property of that form with most values, of nodes or else of relationships."""
    classes = pools.model.classes
    if form is Form.ID:
        return Place(classes["Actor"].plural, ("id",), ID, pools.id(classes["Actor"]).draw)
    if form is Form.COUNT:
        return Place(classes["Actor"].plural, ("memberOf", "count"), NUMBER, lambda random: random.randint(0, 9))
    nodes = [(cls, prop, [node.values for node in pools.of(cls)]) for cls in classes.values() for prop in properties(cls, form)]
    edges = [(edge, prop, pools.by_edge.get(edge.name, [])) for edge in pools.model.edges.values() for prop in properties(edge, form)]
    cls, prop, _ = max(nodes or edges, key=lambda found: len({str(values.get(found[1].name)) for values in found[2]}))
    draw, scalar = pools.value(cls, prop), prop.vocabulary.name if prop.vocabulary else SCALAR[prop.datatype]
    if nodes:
        return Place(cls.plural, (prop.name,), scalar, draw)
    end, holder = next((e, c) for c in classes.values() for e in c.ends.values() if e.relation.edge == cls.name and pools.of(c))
    return Place(holder.plural, (end.name, "some", prop.name), scalar, draw)


def properties(of: Class, form: Form) -> list[Property]:
    """The properties of a class that hold values of a form."""
    return [prop for prop in of.properties.values() if form_of(prop) is form]


def question(operator: Operator, found: Place, pools: Pools, random: Random, turn: int) -> Question:
    """A list that is narrowed by the operator with a value drawn at random; of two values each in its turn."""
    scalar, value = found.scalar, found.draw(random)
    match operator.takes:
        case Takes.YES:
            scalar, value = "Boolean", turn % 2 == 0
        case Takes.SEVERAL:
            scalar, value = f"[{scalar}!]", [found.draw(random) for _ in range(random.randint(1, 3))]
        case Takes.PART:
            size = random.randint(1, 3)
            value = {"startsWith": value[:size], "endsWith": value[-size:]}.get(operator.op.value, value[1 : 1 + size])
        case Takes.PERIOD:
            value = pools.period(random)
    condition = f"{{{operator.op.value}: $value}}"
    for name in reversed(found.path):
        condition = f"{{{name}: {condition}}}"
    text = (
        f"query ($value: {scalar}) {{ list: {found.field}(first: 1000, filter: {condition}, time: {{ever: true}}) {{ nodes {{ slug }} }} }}"
    )
    return Question(Shape(text, {}), {"value": value})


@pytest.fixture(scope="module")
def answers(both: Both, pools: Pools) -> Answers:
    """What both say to questions with each operator."""
    asked = []
    for form, operator in TABLE:
        random, found = Random(f"{SEED} {form.value} {operator.op.value}"), place(pools, form)
        asked += [((form, operator), question(operator, found, pools, random, turn)) for turn in range(VALUES)]
    said: Answers = defaultdict(list)
    for (key, wanted), (live, reference) in zip(asked, both.ask([wanted for _, wanted in asked]), strict=True):
        said[key].append((wanted, live, reference))
    return said


@pytest.mark.parametrize(("form", "operator"), TABLE, ids=lambda part: part.value if isinstance(part, Form) else part.op.value)
def test_an_operator_leaves_what_the_reference_leaves(answers: Answers, form: Form, operator: Operator) -> None:
    found = set()
    for wanted, live, reference in answers[form, operator]:
        assert not live[0].errors, live[0].errors
        assert not differs(live, reference), f"{wanted.shape.text} {wanted.variables}"
        found.add(tuple(node["slug"] for node in live[0].data["list"]["nodes"]))
    assert len(found) > 1, f"{operator.op.value} never makes a difference: {answers[form, operator][0][0].shape.text}"
