"""A load that reads a part of what other datasets say leads to the same graph and says the same as one that reads all of it."""

from __future__ import annotations

import zlib
from dataclasses import replace
from random import Random

import neo4j
import pytest

from common.errors import InputError
from facts.datasets import merged, split
from facts.journal import pack
from facts.records import DatasetRecord, Problem, Records
from graph import Store
from loaders.checks.oddities import files_of, find_oddities
from loaders.writing import journal
from loaders.writing.background import Parts, Whole, read_background
from loaders.writing.sync import LoadOptions, load_records, read_held
from loaders.writing.verifying import verify
from ontology import Model
from ontology.stored import LOAD_CHUNK, LOAD_CONTENT
from tests.campaign import times
from tests.loaders.incremental.test_incremental import _World

CHANGES = 5
REPLACE = LoadOptions(replace=True)


def test_random_changes_lead_to_what_all_datasets_say(scratch: Store, core_records: Records, model: Model) -> None:
    random = Random(23)
    for _ in range(times(20, 1)):
        world = _world(core_records, model, random)
        load_records(scratch, model, world.records, REPLACE)
        loaded = sum(_change(scratch, world, random) for _ in range(CHANGES))
        # Some changes are mistakes.
        assert loaded > CHANGES / 3


def _world(core: Records, model: Model, random: Random) -> _World:
    world = _World(core, model, random)
    world.records.datasets["mine"] = DatasetRecord("mine", 1, {"title": "Mine", "licence": "CC0-1.0", "rank": 1})
    return world


def _change(store: Store, world: _World, random: Random) -> bool:
    """Load a change, and compare what it did with what the whole would do; whether it was no mistake."""
    before, records = split(world.records), world.change(world.records, random.randint(1, 2))
    new = merged(part for name, part in split(records).items() if before.get(name) != part)
    assert isinstance(_background(store, world.model), Parts)
    try:
        result = load_records(store, world.model, new, REPLACE)
    except InputError:
        return False
    assert not verify(store, world.model), world.told
    assert list(result.warnings) == _warnings(store, new, world.model), world.told
    world.records = records
    return True


def _warnings(store: Store, new: Records, model: Model) -> list[Problem]:
    """What is odd about the new records among all that the store holds; places are not kept there, nor what is said twice alike."""
    others = merged(part for name, part in split(read_held(store)).items() if name not in new.dataset_ids())
    once = replace(new, links=list({link.id: link for link in reversed(new.links)}.values()))
    return find_oddities(merged([others, once]), model, files_of([once]))


def _background(store: Store, model: Model) -> Parts | Whole:
    def work(tx: neo4j.ManagedTransaction) -> Parts | Whole:
        return read_background(tx, list(journal.heads(tx).values()), model)

    with store.driver.session(database=store.address.database) as session:
        return session.execute_read(work)


@pytest.fixture
def filled(scratch: Store, core_records: Records, model: Model) -> Store:
    """A store with a part of the core and a dataset of one's own."""
    load_records(scratch, model, _world(core_records, model, Random(5)).records, REPLACE)
    return scratch


def test_contents_of_a_store_of_before_are_read_and_brought_into_parts(filled: Store, model: Model) -> None:
    held = read_held(filled)
    for name, part in split(held).items():
        with filled.driver.session(database=filled.address.database) as session:
            hash_ = journal.content_hash(pack(part))
            text = f"MATCH (c:{LOAD_CONTENT} {{id: $id}}) SET c = {{id: $id, data: $data}} RETURN count(c)"
            assert session.run(text, id=hash_, data=zlib.compress(pack(part))).single(strict=True).value() == 1, name
            session.run(f"MATCH (k:{LOAD_CHUNK}) DETACH DELETE k").consume()
    assert isinstance(_background(filled, model), Whole)
    assert pack(read_held(filled)) == pack(held)
    name, part = next((n, p) for n, p in sorted(split(held).items()) if p.links)
    part.links.pop()
    load_records(filled, model, part, REPLACE)
    assert not verify(filled, model)
    assert isinstance(_background(filled, model), Parts), f"{name} and all others are in parts"
