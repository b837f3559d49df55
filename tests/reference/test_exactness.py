"""The program answers exactly as the reference does: zero differences on generated operations."""

from __future__ import annotations

from random import Random

import pytest

from graph import Store
from ontology import Model
from tests.reference.asked import Both, Question, differs
from tests.reference.comparing import is_substantial
from tests.reference.executor import Reference
from tests.reference.pools import Pools
from tests.reference.walking import walk, walk_pages
from tests.reference.world import World, read_world

SEED = 1949
WALKS, VALUES = 24, 8
CHAINS, CHAIN_VALUES = 6, 3


@pytest.fixture(scope="module")
def world(core_store: Store) -> World:
    """The core data in memory."""
    return read_world(core_store)


@pytest.fixture(scope="module")
def both(core_store: Store, model: Model, world: World) -> Both:
    """The program and the reference over the same data."""
    return Both(core_store, model, Reference(world, model))


def questions(world: World, model: Model) -> list[Question]:
    """What is asked: the same for every run over the same data."""
    random, pools = Random(SEED), Pools(world, model)
    walks = [walk(pools, random) for _ in range(WALKS)]
    chains = [walk_pages(pools, random, backward=i % 3 == 2) for i in range(CHAINS)]
    asked = [Question(shape, shape.draw(random)) for shape in walks for _ in range(VALUES)]
    return asked + [Question(shape, shape.draw(random)) for shape in chains for _ in range(CHAIN_VALUES)]


def test_generated_operations_are_answered_as_the_reference_does(both: Both, world: World, model: Model) -> None:
    asked = questions(world, model)
    answers = both.ask(asked)
    number = sum(len(live) for live, _ in answers)
    substantial = sum(is_substantial(page.data) for live, _ in answers for page in live)
    print(f"seed {SEED}: {number} operations of {len({q.shape.text for q in asked})} shapes, {substantial} with data")
    found = [(q, said) for q, (live, reference) in zip(asked, answers, strict=True) if (said := differs(live, reference))]
    assert not found, "\n".join(f"{said}\n{q.shape.text}\n{q.variables}" for q, said in found[:5])
    assert number >= 200
    assert substantial >= number / 2
