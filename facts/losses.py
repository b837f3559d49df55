"""What would no longer be said when the statements of a dataset are replaced by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from facts.records import ClaimRecord, ConflictNote, CoverageRecord, LinkRecord, Records

NAME, ALIASES = "name", "aliases"
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
    """The statements of `old` in whose place `new` says nothing.

    One that is only corrected, or of another id now, is not lost; nor is one of an entity that was merged with another, where that one says
    the same, or has the name among its aliases.
    """
    before, after = ({(topic(r, led), r.id): r for r in statements(records)} for records in (old, new))
    corrections = Counter(of for of, id_ in after if (of, id_) not in before)
    missing = [(of, record) for (of, id_), record in before.items() if (of, id_) not in after]
    # Few loads follow a merge, so the contents are not made for the others.
    merged = {_content(of, record) for (of, _), record in after.items()} if any(_is_led(record, led) for _, record in missing) else set()
    gone: list[Record] = []
    for of, record in missing:
        if _is_led(record, led) and not merged.isdisjoint((_content(of, record), _alias(of, record))):
            continue
        if corrections[of] > 0:
            corrections[of] -= 1
        else:
            gone.append(record)
    return gone


def _is_led(record: Record, led: Mapping[str, str]) -> bool:
    """Whether it speaks of an entity that has another id now."""
    ends = (record.subject, record.object) if isinstance(record, LinkRecord) else (getattr(record, "subject", ""),)
    return any(end in led for end in ends)


def _content(of: tuple[str, ...], record: Record) -> tuple[object, ...]:
    """What it says, by whom, whatever the entity is called."""
    match record:
        case ClaimRecord():
            return (*of, record.value, record.provenance.source)
        case LinkRecord():
            return (*of, *sorted((name, str(value)) for name, value in record.properties.items()), record.provenance.source)
    return (*of, record)


def _alias(of: tuple[str, ...], record: Record) -> tuple[object, ...]:
    """A name as an alias; of anything else what it says."""
    is_name = isinstance(record, ClaimRecord) and record.property == NAME
    return _content((*of[:-1], ALIASES) if is_name else of, record)
