"""The records of a dataset in chunks."""

from __future__ import annotations

import zlib
from dataclasses import replace
from random import Random

from facts.chunks import Parts, all_of, chunk_of, content_of, general_of, in_parts
from facts.datasets import split
from facts.journal import pack
from facts.records import Records
from ontology import Model


def test_the_parts_of_a_dataset_are_all_of_it(core_records: Records, model: Model) -> None:
    general = general_of(model)
    for dataset in split(core_records).values():
        parts = in_parts(dataset, general)
        assert pack(content_of([zlib.compress(part) for part in (parts.general, *parts.chunks)])) == pack(dataset)


def test_parts_do_not_depend_on_the_order_of_facts(core_records: Records, model: Model) -> None:
    core, random = split(core_records)["core"], Random(1)
    claims = sorted(core.claims, key=lambda c: (c.subject, c.property))
    links = random.sample(core.links, len(core.links))
    shuffled = Records(core.datasets, claims, links, core.notes, core.coverages)
    assert in_parts(shuffled, general_of(model)) == in_parts(core, general_of(model))


def test_a_chunk_tells_all_of_its_entities_from_either_end(core_records: Records, model: Model) -> None:
    general, core = general_of(model), split(core_records)["core"]
    parts = in_parts(core, general)
    for name in ("poland", "nato", "frontex", "a", "zzz"):
        place = chunk_of(name, parts.firsts)
        found = all_of(parts.chunks[place]) if place is not None else Records()
        ids = {o.id for o in core.links if name in (o.subject, o.object) and o.relation not in general.relations}
        assert sorted(o.id for o in found.links if name in (o.subject, o.object)) == sorted(ids)
        said = [c for c in core.claims if c.subject == name and c.property not in general.properties]
        assert len([c for c in found.claims if c.subject == name]) == len(said)
    assert len(ids) == 0, "nothing is named zzz"


def test_what_is_said_of_one_entity_changes_the_chunks_that_have_it(core_records: Records, model: Model) -> None:
    general, core = general_of(model), split(core_records)["core"]
    before = in_parts(core, general)
    link = next(o for o in core.links if (o.relation, o.subject, o.object) == ("memberOf", "poland", "nato"))
    dated = replace(link, properties={**link.properties, "start": "1999-03-13"})
    after = in_parts(
        Records(core.datasets, core.claims, [*(o for o in core.links if o is not link), dated], core.notes, core.coverages), general
    )
    assert _differing(before, after) == 2
    claim = next(c for c in core.claims if c.property == "description")
    new = replace(claim, subject="a-new-entity-of-nobody")
    after = in_parts(Records(core.datasets, [*core.claims, new], core.links, core.notes, core.coverages), general)
    assert _differing(before, after) == 1
    assert len(before.chunks) > 50


def _differing(one: Parts, other: Parts) -> int:
    """How many chunks of the second state are none of the first."""
    return len(set(other.chunks) - set(one.chunks))
