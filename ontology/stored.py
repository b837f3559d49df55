"""Names in the Neo4j: labels and types, and what is stored beside a value so that it can be compared (folded words, days of a date).

A Neo4j may hold nodes of others, who call theirs Entity and MEMBER_OF, too, index them and put constraints on them. So labels,
relationship types, indexes and constraints carry a prefix: a statement meets nothing but what Foedera wrote, at no cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.dates import BEGINNING, FOREVER

OWN = "Foedera"
"""How every label, and in capitals every relationship type, begins."""


def label(name: str) -> str:
    """The label of a class: State → FoederaState."""
    return f"{OWN}{name}"


def class_of(label: str) -> str | None:
    """The class of a label, of either side of a store (graph.sides); None for a label of others."""
    return label.removeprefix(OWN).removeprefix("2") if label.startswith(OWN) else None


def link_type(name: str) -> str:
    """The relationship type of a relation: memberOf → FOEDERA_MEMBER_OF."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return f"{OWN}_{words}".upper()


ENTITY, RECORD = label("Entity"), label("Record")
"""The labels of all entities, and of all records."""
DATA_VERSION, LOAD, LOAD_CONTENT, LOAD_LOCK = label("DataVersion"), label("Load"), label("LoadContent"), label("LoadLock")
"""Labels of the node that names the state of the graph, of the journal's entries, of what was loaded, and of what loads lock."""

LOAD_CHUNK = label("LoadChunk")
"""The label of the parts of what was loaded."""

START, END = "start", "end"
"""The two dates of a span, as properties of the relationship that has it."""

START_EVENT, START_DERIVED = "startEvent", "startDerived"
"""What the start is the day of, and whether it was derived."""


def folded(name: str) -> str:
    """Where the folded words of the property `name` are stored."""
    return f"{name}Folded"


def earliest(name: str) -> str:
    """Where the first day that the date `name` may mean is stored."""
    return f"{name}Earliest"


def latest(name: str) -> str:
    """Where the last day that the date `name` may mean is stored."""
    return f"{name}Latest"


START_EARLIEST, START_LATEST = earliest(START), latest(START)
END_EARLIEST, END_LATEST = earliest(END), latest(END)
SPAN_DAYS = {START_EARLIEST: START, START_LATEST: START, END_EARLIEST: END, END_LATEST: END}
"""The four stored days of a span, each with the date that it belongs to."""

NO_BOUND = {START_EARLIEST: BEGINNING, START_LATEST: FOREVER, END_EARLIEST: BEGINNING, END_LATEST: FOREVER}
"""What each of the four holds where nothing sets a bound. An earliest end on the last of all days is one: it goes on for certain."""

STILL = "open"
"""Whether a spell goes on, as its source says."""

SPELL_START = "spellStart"
SPELL_START_EARLIEST, SPELL_START_LATEST = earliest(SPELL_START), latest(SPELL_START)
"""The first and the last day on which the spell of a statement may have begun: it may consist of several that follow without a gap."""
SAID_DAYS = {START_LATEST: "startLatestSaid", END_EARLIEST: "endEarliestSaid"}
"""Where what is contested keeps two of its days. By the four it is certain on none; these say what its dates mean, should it hold."""

LINK_DAYS = (*SPAN_DAYS, SPELL_START_EARLIEST, SPELL_START_LATEST, *SAID_DAYS.values())
"""All days that are derived for a dated relationship."""

LIFE_SPELLS = "lifeSpells"
"""The spells in which an entity existed, where there are gaps between them: the four days of each, in order of time."""

CLASS = "class"
"""The class of a node, of which its labels name also those above."""

WALKS = ((folded("name"), "id"), ("id",))
"""What the entities of one class are listed by: each is an index, behind their class, that has all of it in order."""

PLACE = "place"
"""The place of a claim among all that are about one property of one entity, those of preferred datasets first: 0, 1, 2 …"""

UNCHECKED_PROPERTIES = "unchecked"
"""The names of the properties of an entity of which nobody has compared the value with its source."""

COVERAGE = "coverage"
"""What is known of the lists of an entity, as lines of text: see facts.listing."""

UPDATED_IN = "updatedIn"
"""The load that last changed what is said of an entity: its data version, when it began, and its number if it has one. No derived value."""


@dataclass(frozen=True, slots=True)
class Days:
    """The four days of a span: the first and last on which it may start, and the first and last on which it may end. ISO text."""

    start_earliest: str
    start_latest: str
    end_earliest: str
    end_latest: str

    def properties(self) -> dict[str, str]:
        """As they are stored."""
        return dict(zip(SPAN_DAYS, (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest), strict=True))
