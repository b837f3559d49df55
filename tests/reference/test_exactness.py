"""The program answers exactly as the reference does: zero differences on generated operations."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from graph import Store
from ontology import Model
from tests.reference.asked import Both, Question, differs
from tests.reference.comparing import is_substantial
from tests.reference.executor import Reference
from tests.reference.faults import faults
from tests.reference.pools import Pools
from tests.reference.shapes import Shape
from tests.reference.walking import walk, walk_deep, walk_pages
from tests.reference.world import World, read_world

SEED = 1949
WALKS, DEEP_WALKS, VALUES = 50, 14, 21
CHAINS, CHAIN_VALUES = 24, 12
SHOWN = 5


@pytest.fixture(scope="module")
def world(core_store: Store) -> World:
    """The core data in memory."""
    return read_world(core_store)


@pytest.fixture(scope="module")
def pools(world: World, model: Model) -> Pools:
    """Values of the core data to ask with."""
    return Pools(world, model)


@pytest.fixture(scope="module")
def both(core_store: Store, model: Model, world: World) -> Both:
    """The program and the reference over the same data."""
    return Both(core_store, model, Reference(world, model))


def questions(shapes: Sequence[Shape], values: int, random: Random) -> list[Question]:
    """Each shape with so many sets of values."""
    return [Question(shape, shape.draw(random)) for shape in shapes for _ in range(values)]


def asked(pools: Pools) -> list[Question]:
    """What is asked: the same for every run over the same data."""
    random = Random(SEED)
    walks = [walk(pools, random) for _ in range(WALKS)] + [walk_deep(pools, random) for _ in range(DEEP_WALKS)]
    chains = [walk_pages(pools, random, backward=i % 3 == 2) for i in range(CHAINS)]
    return questions(walks, VALUES, random) + questions(chains, CHAIN_VALUES, random)


def test_generated_operations_are_answered_as_the_reference_does(both: Both, pools: Pools) -> None:
    wanted = asked(pools)
    answers = both.ask(wanted)
    number = sum(len(live) for live, _ in answers)
    substantial = sum(is_substantial(page.data) for live, _ in answers for page in live)
    print(f"seed {SEED}: {number} operations of {len({q.shape.text for q in wanted})} shapes, {substantial} with data")
    found = [(q, said) for q, (live, reference) in zip(wanted, answers, strict=True) if (said := differs(live, reference))]
    assert not found, "\n".join(f"{said}\n{q.shape.text}\n{q.variables}" for q, said in found[:SHOWN])
    assert not [page.errors for live, _ in answers for page in live if page.errors], "only the faults below are refused"
    assert number >= 2000
    assert substantial >= number / 2


def test_faults_are_found_at_the_same_field(both: Both, pools: Pools) -> None:
    random = Random(SEED)
    wanted = questions(faults(pools, random), 2, random)
    answers = both.ask(wanted)
    for question, (live, reference) in zip(wanted, answers, strict=True):
        assert live[0].errors, question
        assert differs(live, reference) is None, f"{question}: {differs(live, reference)}"
