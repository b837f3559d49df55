"""Whether two statements may both be right. What is missing contradicts nothing, nor does a date a vaguer one."""

from __future__ import annotations

from common.dates import OPEN, bounds
from facts.records import LinkRecord

COMPARED = ("start", "end", "amount")


def agree(one: LinkRecord, other: LinkRecord) -> bool:
    """Whether two statements of a relation may both be right of the same two."""
    if (one.subject, one.object) != (other.subject, other.object):
        return False
    return all(compatible(one.properties.get(k), other.properties.get(k)) for k in COMPARED)


def alike(one: LinkRecord, other: LinkRecord) -> bool:
    """Whether two statements may be of one role; the same role may be called otherwise by another dataset from the same day on."""
    mine, its = one.properties.get("role"), other.properties.get("role")
    started = one.properties.get("start"), other.properties.get("start")
    return mine == its or mine is None or its is None or (all(started) and compatible(*started))


def compatible(one: object, other: object) -> bool:
    """Whether two values may both be right; a missing one contradicts nothing."""
    if one in (None, "") or other in (None, "") or one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str) or OPEN in (one, other):
        return False
    a, b = bounds(one), bounds(other)
    return a.earliest <= b.latest and b.earliest <= a.latest
