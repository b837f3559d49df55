"""The core data in memory, for the tests that ask both the program and the reference."""

from __future__ import annotations

import pytest

from graph import Store
from ontology import Model
from tests.reference.pools import Pools
from tests.reference.world import World, kept_world


@pytest.fixture(scope="module")
def world(core_store: Store) -> World:
    """The core data in memory."""
    return kept_world(core_store)


@pytest.fixture(scope="module")
def pools(world: World, model: Model) -> Pools:
    """Values of the core data to ask with."""
    return Pools(world, model)
