"""What would no longer be said when the statements of a dataset are replaced by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from facts.records import ClaimRecord, ConflictNote, CoverageRecord, LinkRecord, Records

Record = ClaimRecord | LinkRecord | ConflictNote | CoverageRecord
"""A statement of a dataset."""


def statements(records: Records) -> list[Record]:
    """All that is said, without the descriptions of datasets."""
    return [*records.claims, *records.links, *records.notes, *records.coverages]


def topic(record: Record, led: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """What a statement speaks of: statements of one topic correct each other. `led`: to what former ids lead."""
    match record:
        case ClaimRecord():
            return ("claim", led.get(record.subject, record.subject), record.property)
        case LinkRecord():
            # In either direction, because that of a symmetric one goes by the ids.
            return ("link", record.relation, *sorted(led.get(end, end) for end in (record.subject, record.object)))
        case ConflictNote():
            return ("note", led.get(record.subject, record.subject), record.topic)
    return ("coverage", led.get(record.of, record.of) or record.of_class, record.relation)


def lost(old: Records, new: Records, led: Mapping[str, str] = MappingProxyType({})) -> list[Record]:
    """The statements of `old` in whose place `new` says nothing. One that is only corrected, or of another id now, is not lost."""
    before, after = ({(topic(r, led), r.id): r for r in statements(records)} for records in (old, new))
    corrections = Counter(of for of, id_ in after if (of, id_) not in before)
    gone: list[Record] = []
    for (of, id_), record in before.items():
        if (of, id_) in after:
            continue
        if corrections[of] > 0:
            corrections[of] -= 1
        else:
            gone.append(record)
    return gone
