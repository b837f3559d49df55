"""What happened in a period, in the order in which a page tells it: by kind of event, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one kind, under its name in words."""

    words: str
    events: tuple[Mapping[str, Any], ...]


def year_until(day: str) -> str:
    """The first day of the year that ends with a day: 2025-11-28 for 2026-11-27."""
    last = date.fromisoformat(day)
    # The 29th of February has no like in the year before.
    number = 28 if (last.month, last.day) == (2, 29) else last.day
    return (last.replace(year=max(last.year - 1, 1), day=number) + timedelta(days=1)).isoformat()


def grouped(events: Iterable[Mapping[str, Any]]) -> tuple[Group, ...]:
    """Events as the API tells them, by kind: those that happened most often first."""
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        kinds.setdefault(event["event"], []).append(event)
    often = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))
    return tuple(Group(_words(kind), tuple(sorted(found, key=_date, reverse=True))) for kind, found in often)


def _words(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def _date(event: Mapping[str, Any]) -> str:
    return str(event["date"])
