"""Names of what is stored beside a value so that it can be compared: its folded words, and the first and last day that a date may mean."""

from __future__ import annotations

from dataclasses import astuple, dataclass

START, END = "start", "end"
"""The two dates of a span, as properties of the relationship that has it."""


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

SPELL_START = "spellStart"
SPELL_START_EARLIEST, SPELL_START_LATEST = earliest(SPELL_START), latest(SPELL_START)
"""The first and the last day on which the spell of a statement may have begun: it may consist of several that follow without a gap."""
LINK_DAYS = (*SPAN_DAYS, SPELL_START_EARLIEST, SPELL_START_LATEST)
"""All days that are derived for a dated relationship."""

COVERAGE = "coverage"
"""What is known of the lists of an entity, as lines of text: see facts.listing."""


@dataclass(frozen=True, slots=True)
class Days:
    """The four days of a span: the first and last on which it may start, and the first and last on which it may end. ISO text."""

    start_earliest: str
    start_latest: str
    end_earliest: str
    end_latest: str

    def properties(self) -> dict[str, str]:
        """As they are stored."""
        return dict(zip(SPAN_DAYS, astuple(self), strict=True))
