"""Where sources disagree on an entity, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.pages.facts import words_of
from api.pages.sources import Source, source_of
from ontology import Class, Datatype
from queries.whole import Disputed, Whole

# What conflicts.claim_of writes of a list: "albania (2004/..), croatia (2004/..)".
_ONE = re.compile(r"([a-z0-9][a-z0-9-]*)((?: \([^()]*\))?(?: = [^,]*)?)(?:, |$)")


@dataclass(frozen=True, slots=True)
class Named:
    """A piece of what a side says: the id of an entity (empty: none), and text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says. `preferred`: Foedera follows it."""

    pieces: tuple[Named, ...]
    value: str
    source: Source
    preferred: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A topic, why the sources differ (empty: nobody knows), and the sides."""

    topic: str
    label: str
    explanation: str
    sides: tuple[Side, ...]


def disputes_of(whole: Whole, cls: Class) -> list[Dispute]:
    """All of an entity."""
    return [_dispute(one, cls) for one in whole.disputes]


def topic_label(topic: str, cls: Class) -> str:
    """What a topic is called: a property or a relation as it is read from the class."""
    if topic in cls.properties:
        return cls.properties[topic].label
    return cls.ends[topic].label if topic in cls.ends else topic


def _dispute(found: Disputed, cls: Class) -> Dispute:
    order = sorted(found.sides, key=lambda side: (not side["preferred"], side.get("place", 0), side["dataset"]))
    sides = tuple(_side(found.topic, side, cls) for side in order)
    return Dispute(found.topic, topic_label(found.topic, cls), found.explanation or "", sides)


def _side(topic: str, said: Mapping[str, Any], cls: Class) -> Side:
    value = str(said["value"])
    return Side(tuple(_pieces(topic, value, cls)), value, source_of(said), bool(said["preferred"]))


def _pieces(topic: str, value: str, cls: Class) -> Iterator[Named]:
    prop = cls.properties.get(topic)
    if prop:
        yield Named("", words_of(prop, value) if prop.datatype is not Datatype.LABELS else value)
        return
    found = list(_ONE.finditer(value))
    if "".join(one[0] for one in found) != value:
        yield Named("", value)
        return
    yield from (Named(one[1], one[2]) for one in found)
