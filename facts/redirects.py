"""Ids that entities had before. A dataset that was not loaded again since a renaming still uses the old id: it leads to the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from facts.records import Records
from ontology import Model

FORMER_IDS = "formerIds"


def former_ids(records: Records) -> dict[str, str]:
    """Former ids, each with the id that it leads to."""
    return led_through({c.value: c.subject for c in records.claims if c.property == FORMER_IDS})


def led_through(former: Mapping[str, str]) -> dict[str, str]:
    """Former ids with the ids to which they lead in the end: a dataset may name a former id of an id that is a former one by now."""
    return {old: _end(former, old) for old in former}


def _end(former: Mapping[str, str], old: str) -> str:
    passed = {old}
    while (new := former.get(old, old)) not in passed:
        passed.add(new)
        old = new
    return old


def follow(records: Records, model: Model) -> Records:
    """`records` with every former id replaced by the one that it leads to; `records` themselves when there is none in them."""
    return led_on(records, former_ids(records), model)


def led_on(records: Records, former: Mapping[str, str], model: Model) -> Records:
    """`records` with the ids that are in `former` replaced; `records` themselves when there is none."""
    if not former:
        return records
    found = Records(datasets=records.datasets, files=records.files)
    found.claims = [replace(c, subject=former[c.subject]) if c.subject in former else c for c in records.claims]
    found.notes = [replace(n, subject=former[n.subject]) if n.subject in former else n for n in records.notes]
    found.coverages = [replace(c, of=former[c.of]) if c.of in former else c for c in records.coverages]
    for link in records.links:
        subject, object_ = (former.get(end, end) for end in (link.subject, link.object))
        if model.relations[link.relation].symmetric:
            subject, object_ = sorted((subject, object_))
        moved = (subject, object_) != (link.subject, link.object)
        found.links.append(replace(link, subject=subject, object=object_) if moved else link)
    return found
