"""Spells: what follows without a gap (full membership, then suspended, then full) is one spell, for only who left can come back.

A statement knows since when its spell has lasted, so that one can ask who belonged throughout a year in which it was suspended for a month:
the spell had begun by the first day, and the statement holds on the last. What is certain of a spell is certain of every joint in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from common.dates import BEGINNING, FOREVER, next_day
from facts.records import LinkRecord
from facts.spans import Span
from ontology import stored

NEVER = {stored.START_LATEST: FOREVER, stored.SPELL_START_LATEST: FOREVER, stored.END_EARLIEST: BEGINNING}
"""The days of what may not hold at all, in place of those that would say when it certainly does."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One statement within a spell: its own span, the number of the spell, and the days on which the spell may have begun.

    `start_latest` is the last day on which it may have begun, if it certainly went on from there to this statement.
    """

    span: Span
    number: int
    start_earliest: str
    start_latest: str

    def days(self) -> dict[str, str | int]:
        """As they are stored."""
        spell = {stored.SPELL_START_EARLIEST: self.start_earliest, stored.SPELL_START_LATEST: self.start_latest}
        return {"spell": self.number, **spell, **self.span.days()}

    def contested_days(self) -> dict[str, str]:
        """What is stored beside them, and in place of some, where it may not hold at all: certain on no day, with dates as given."""
        days = self.span.days()
        return NEVER | {said: days[name] for name, said in stored.SAID_DAYS.items()}


def find_spells(dated: Iterable[tuple[LinkRecord, Span]]) -> Iterator[tuple[LinkRecord, Turn]]:
    """Every statement with its turn. Spells are those of one pair, relation and dataset, and counted from 1 in order of time.

    Statements come in the order of their ids, in which those of one pair, relation and dataset follow each other.
    """
    for _, group in groupby(dated, key=_series):
        yield from _in_order(sorted(group, key=lambda pair: (pair[1].start_earliest, pair[1].start_latest, pair[0].id)))


def _series(dated: tuple[LinkRecord, Span]) -> tuple[str, str, str, str]:
    link = dated[0]
    return link.relation, link.subject, link.object, link.provenance.dataset


def _in_order(group: Iterable[tuple[LinkRecord, Span]]) -> Iterator[tuple[LinkRecord, Turn]]:
    so_far = _SoFar()
    for link, span in group:
        so_far = so_far.followed_by(link, span)
        yield link, Turn(span, so_far.number, so_far.start_earliest, so_far.start_latest)


@dataclass(frozen=True, slots=True)
class _SoFar:
    """The spell up to some statement: until when it may last, until when it certainly does, and the ends that were given."""

    number: int = 0
    start_earliest: str = BEGINNING
    start_latest: str = BEGINNING
    until: str = BEGINNING
    certainly_until: str = BEGINNING
    ends: frozenset[str] = frozenset()

    def followed_by(self, link: LinkRecord, span: Span) -> _SoFar:
        """The same spell with one more statement, or the next spell."""
        start, end = (str(link.properties.get(name, "")) for name in (stored.START, stored.END))
        ends = frozenset({end} - {""})
        if not self.number or span.start_earliest > next_day(self.until):
            return _SoFar(self.number + 1, span.start_earliest, span.start_latest, span.end_latest, span.end_earliest, ends)
        # The same month as an end and as a beginning is one change, whatever its day.
        joined = start in self.ends or span.start_latest <= next_day(self.certainly_until)
        return replace(
            self,
            start_latest=min(self.start_latest, span.start_latest) if joined else span.start_latest,
            until=max(self.until, span.end_latest),
            certainly_until=max(self.certainly_until, span.end_earliest) if joined else span.end_earliest,
            ends=self.ends | ends,
        )
