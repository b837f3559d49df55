"""The program answers exactly as the reference does: zero differences on generated operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import pytest

from graph import Store
from ontology import Model
from tests.campaign import times
from tests.reference.asked import Both, Question, differs
from tests.reference.comparing import is_substantial
from tests.reference.executor import Reference
from tests.reference.faults import faults
from tests.reference.pools import Pools
from tests.reference.shapes import Shape
from tests.reference.walking import walk, walk_certain, walk_deep, walk_ids, walk_once, walk_pages
from tests.reference.world import World

SEED = 1949
SHOWN = 5
Make = Callable[[Pools, Random], list[Shape]]

# What is asked, with how many sets of values each in a campaign (a thirteenth of them else), and at least how many operations that
# makes then: 2,000 in all.
PARTS: dict[str, tuple[Make, int, int]] = {
    "random": (lambda pools, random: [walk(pools, random) for _ in range(32)], 22, 700),
    "deep": (lambda pools, random: [walk_deep(pools, random) for _ in range(10)], 20, 200),
    "pages": (lambda pools, random: [walk_pages(pools, random, backward=i % 3 == 2) for i in range(36)], 18, 920),
    "once": (lambda pools, random: [walk_once(pools, random, paged=i % 3 > 0, backward=i % 2 == 0) for i in range(36)], 9, 240),
    "certain": (lambda pools, random: [walk_certain(pools, random) for _ in range(40)], 9, 120),
    "ids": (lambda pools, random: [walk_ids(pools, random) for _ in range(18)], 6, 108),
    "faults": (faults, 2, 180),
}


@pytest.fixture(scope="module")
def both(core_store: Store, model: Model, world: World) -> Iterator[Both]:
    """The program, streaming whatever it can, and the reference over the same data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.answering.rows.STREAMED_ROWS", 0)
        yield Both(core_store, model, Reference(world, model))


def questions(shapes: Sequence[Shape], values: int, random: Random) -> list[Question]:
    """Each shape with so many sets of values."""
    return [Question(shape, shape.draw(random)) for shape in shapes for _ in range(values)]


def has_several(data: Any) -> bool:
    """Whether several relationships lead to a node that comes once."""
    if isinstance(data, dict):
        return len(data.get("statements") or ()) > 1 or any(map(has_several, data.values()))
    return isinstance(data, list) and any(map(has_several, data))


def test_parts_make_two_thousand_operations() -> None:
    assert sum(number for _, _, number in PARTS.values()) >= 2000


@pytest.mark.timeout(900)  # the reference goes through all of the core in Python for each of some seven hundred operations
@pytest.mark.parametrize("part", PARTS)
def test_generated_operations_are_answered_as_the_reference_does(both: Both, pools: Pools, part: str) -> None:
    make, values, least = PARTS[part]
    random = Random(f"{SEED} {part}")
    wanted = questions(make(pools, random), times(values, -(-values // 13)), random)
    streamed = both.streamed
    answers = both.ask(wanted)
    pages = [page for live, _ in answers for page in live]
    substantial = sum(is_substantial(page.data) for page in pages)
    shapes, pieces = {q.shape.text for q in wanted}, both.streamed - streamed
    several = sum(has_several(page.data) for page in pages)
    print(f"{part}, seed {SEED}: {len(pages)} of {len(shapes)} shapes, {substantial} with data, {pieces} streamed, {several} several")
    found = [(q, said) for q, (live, reference) in zip(wanted, answers, strict=True) if (said := differs(live, reference))]
    assert not found, "\n".join(f"{said}\n{q.shape.text}\n{q.variables}" for q, said in found[:SHOWN])
    assert {bool(page.errors) for page in pages} == {part == "faults"}
    assert len(pages) >= times(least, least // 13)
    assert part == "faults" or substantial >= len(pages) / 2
    assert part != "pages" or pieces >= len(pages) / 10
    assert part != "once" or several >= len(pages) / 12
