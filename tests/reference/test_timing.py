"""The days that the program derives for the core are those that the reference finds from the facts alone."""

from __future__ import annotations

from graph import Store
from ontology import Model
from tests.reference.timing import FOUR, SPELL, Timing
from tests.reference.world import kept_world


def test_the_core_holds_when_the_reference_says(core_store: Store, model: Model) -> None:
    world = kept_world(core_store)
    timing = Timing(world, model)
    lives = [(node.id, tuple(node.values[name] for name in FOUR), life.four) for node, life in timing.lives.items()]
    assert len(lives) > 2000
    assert [found for found in lives if found[1] != found[2]] == []
    links = [
        (link.values["id"], tuple(link.values[name] for name in (*FOUR, *SPELL)), (*four, *spell)) for link, four, spell in timing.links()
    ]
    assert len(links) > 10_000
    assert [found for found in links if found[1] != found[2]] == []
