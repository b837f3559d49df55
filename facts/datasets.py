"""Records by the dataset that says them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from facts.records import Records


def split(records: Records) -> dict[str, Records]:
    """The records of each dataset, in the order of their names."""
    found = {name: Records(datasets={d.id: d} if (d := records.datasets.get(name)) else {}) for name in sorted(records.dataset_ids())}
    for claim in records.claims:
        found[claim.provenance.dataset].claims.append(claim)
    for link in records.links:
        found[link.provenance.dataset].links.append(link)
    for link in records.repeated:
        found[link.provenance.dataset].repeated.append(link)
    for note in records.notes:
        found.setdefault(note.dataset, Records()).notes.append(note)
    for coverage in records.coverages:
        found[coverage.provenance.dataset].coverages.append(coverage)
    return found


def merged(parts: Iterable[Records]) -> Records:
    """Records of several datasets together."""
    found = Records()
    for part in parts:
        found.add(part)
    return found


def without(records: Records, datasets: Collection[str]) -> Records:
    """The records of all other datasets than these."""
    return merged(part for name, part in split(records).items() if name not in datasets) if datasets else records
