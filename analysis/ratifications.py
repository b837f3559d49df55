"""Who signed, ratified and is bound by an agreement on a day, and who of those that could had done nothing until then.

Only what was done on or before the day counts. What an actor did falls into turns: a time in which it was bound without a gap, with the
acts that led to it. Who left and came back has two, and what led to the second says nothing of the first.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from analysis.table import Table, day_number
from common.dates import InvalidDateError, bounds


class Standing(enum.Enum):
    """How an actor stands to an agreement on a day; the value says what that means."""

    BOUND = "It is bound, or may be: certain says which."
    SIGNED = "It has signed, or consented, and is not bound."
    LEFT = "It was bound, and is no longer."
    NONE = "It has done nothing: the list of the parties is declared complete, and does not say that it had signed or consented by then."


@dataclass(frozen=True, slots=True)
class Record:
    """What an actor did. `standing` is None where nobody says. Lags are days from signing to consent: the least and the most.

    `row` is where the table says how it stands on the day; dates are EDTF.
    """

    actor: int
    expected: bool
    standing: Standing | None
    certain: bool
    signed: str | None = None
    ratified: str | None = None
    instrument: str | None = None
    bound_since: str | None = None
    lag: tuple[int, int] | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the data: roles in which one is not bound (`aside`), and those of them that say that one has signed (`signing`).

    Of the kinds of consent, those that bind for the time being (`provisional`), and those of who has not signed (`unsigned`).
    """

    aside: Collection[str] = ()
    signing: Collection[str] = ()
    provisional: Collection[str] = ()
    unsigned: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is expected, on which day, whether the list of parties is complete then, and whether only what is certain counts.

    `ahead`: the day is still to come, so that nothing of it is certain.
    """

    universe: Collection[int]
    day: int
    words: Words
    covered: bool
    certain: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A signature or a consent: its date as EDTF (empty: none is given), the first and the last day that it may mean, and who says so."""

    date: str
    first: int
    last: int
    row: int


@dataclass(slots=True)
class Turn:
    """The rows of a time in which one was bound, in their order, and the acts that led to it. Without rows it came to nothing."""

    binding: list[int] = field(default_factory=list)
    signed: list[Act] = field(default_factory=list)
    ratified: list[Act] = field(default_factory=list)

    @property
    def acts(self) -> list[Act]:
        """All that it did."""
        return [*self.signed, *self.ratified]


def ratifications(table: Table, rows: Iterable[int], asked: Asked) -> list[Record]:
    """The records of all in the universe, and of all others who had signed or consented by the day, by id; `rows` are about an agreement.

    Where only what is certain counts, the standing is None if it is not certain.
    """
    by_actor: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_actor[int(table.spells.subject[row])].append(row)
    return list(_records(table, by_actor, asked))


def _records(table: Table, by_actor: dict[int, list[int]], asked: Asked) -> Iterator[Record]:
    for actor in sorted({*by_actor, *asked.universe}):
        expected = actor in asked.universe
        told = _Told(table, actor, _turns(table, by_actor.get(actor, ()), asked.words), asked)
        if (found := told.record()) or expected:
            yield found or told.nothing()


class _Told:
    """What the turns of one actor tell of a day."""

    def __init__(self, table: Table, actor: int, turns: list[Turn], asked: Asked) -> None:
        self.table, self.spells = table, table.spells
        self.actor = actor
        self.turns = turns
        self.asked = asked

    def record(self) -> Record | None:
        """What it had done; None where it had not done anything."""
        if (found := self._standing()) is None:
            return None
        standing, certain, turn, row = found
        certain &= not self.asked.ahead
        signed, ratified = self._done(turn.signed), self._done(self._finals(turn))
        days, instrument, since = (_date(signed), _date(ratified)), self._instrument(turn, ratified), self._since(turn)
        if certain or not self.asked.certain:
            return Record(self.actor, self._expected, standing, certain, *days, instrument, since, lag(*days), row)
        if not (signed or ratified or any(map(self._begun, turn.binding))):
            return None
        return Record(self.actor, self._expected, None, False, *days, instrument, since, lag(*days))

    def nothing(self) -> Record:
        """That it had done nothing, where that is known: by a complete list in which each of its turns begins later."""
        known = self.asked.covered and not self._may_have_acted() and all(map(self._first_act_known, self.turns))
        return Record(self.actor, self._expected, Standing.NONE if known else None, known)

    @property
    def _expected(self) -> bool:
        return self.actor in self.asked.universe

    def _standing(self) -> tuple[Standing, bool, Turn, int] | None:
        spells, day = self.spells, self.asked.day
        binding = [(turn, row) for turn in self.turns for row in turn.binding]
        for turn, row in binding:
            if spells.since_latest[row] <= day <= spells.end_earliest[row]:
                return Standing.BOUND, True, turn, row
        for turn, row in binding:
            if spells.start_earliest[row] <= day <= spells.end_latest[row]:
                return Standing.BOUND, False, turn, row
        return self._unbound()

    def _unbound(self) -> tuple[Standing, bool, Turn, int] | None:
        """The last of what it had done for certain; that more may have followed makes it uncertain."""
        day = self.asked.day
        possible: tuple[Turn, int] | None = None
        for turn in reversed(self.turns):
            if turn.binding and all(self.spells.end_latest[row] < day for row in turn.binding):
                return Standing.LEFT, possible is None, turn, turn.binding[-1]
            if done := [act for act in turn.acts if act.last <= day]:
                return Standing.SIGNED, possible is None, turn, done[-1].row
            if done := [act for act in turn.acts if act.first <= day]:
                possible = possible or (turn, done[-1].row)
        return (Standing.SIGNED, False, *possible) if possible else None

    def _may_have_acted(self) -> bool:
        return any(act.first <= self.asked.day for turn in self.turns for act in turn.acts)

    def _done(self, acts: Iterable[Act]) -> Act | None:
        """The first of some acts that was done by the day: certainly, where only that counts."""
        day = self.asked.day
        return next((act for act in acts if (act.last if self.asked.certain else act.first) <= day), None)

    def _begun(self, row: int) -> bool:
        column = self.spells.start_latest if self.asked.certain else self.spells.start_earliest
        return bool(column[row] <= self.asked.day)

    def _finals(self, turn: Turn) -> list[Act]:
        """The acts of consent: those before others that are not for the time being alone."""
        return sorted(turn.ratified, key=lambda act: self._kind(act.row) in self.asked.words.provisional)

    def _instrument(self, turn: Turn, ratified: Act | None) -> str | None:
        if ratified:
            return self._kind(ratified.row)
        return next((kind for row in turn.binding if self._begun(row) and (kind := self._kind(row))), None)

    def _since(self, turn: Turn) -> str | None:
        """When the first row of the turn begins, of each dataset."""
        firsts = {int(self.spells.dataset[row]): row for row in reversed(turn.binding)}
        begun = [row for row in turn.binding if row in firsts.values() and self._begun(row)]
        return next((text for row in begun if (text := self.table.text(int(self.spells.start[row])))), None)

    def _first_act_known(self, turn: Turn) -> bool:
        """Whether its signature is dated, or it consented in a way that needs none."""
        return bool(turn.signed) or (bool(turn.ratified) and all(self._kind(row) in self.asked.words.unsigned for row in turn.binding))

    def _kind(self, row: int) -> str | None:
        return self.table.text(int(self.spells.instrument[row]))


def _turns(table: Table, rows: Collection[int], words: Words) -> list[Turn]:
    """The turns of an actor, in order of time."""
    spells = table.spells
    in_order = sorted(rows, key=lambda row: (int(spells.start_earliest[row]), int(spells.key[row])))
    roles = {row: table.text(int(spells.role[row])) for row in in_order}
    turns: list[Turn] = []
    reach = 0
    for row in in_order:
        if roles[row] in words.aside:
            continue
        if not turns or spells.start_earliest[row] > reach + 1:
            turns.append(Turn())
            reach = int(spells.end_latest[row])
        turns[-1].binding.append(row)
        reach = max(reach, int(spells.end_latest[row]))
    alone = Turn()
    for row in in_order:
        # What came before a turn, or within it, belongs to it.
        begun = int(spells.start_earliest[row])
        turn = next((t for t in turns if row in t.binding or any(spells.end_latest[r] >= begun for r in t.binding)), alone)
        _acts(table, turn, row, signing=roles[row] in words.signing)
    return [*turns, alone] if alone.acts else turns


def _acts(table: Table, turn: Turn, row: int, *, signing: bool) -> None:
    """Note what a row says of acts. Who signed and no more has its signature as the start, where it has none of its own."""
    spells = table.spells
    signed, ratified = (_act(table, row, column) for column in ("signed", "ratified"))
    if signing and signed is None:
        start = table.text(int(spells.start[row])) or ""
        signed = Act(start, int(spells.start_earliest[row]), int(spells.start_latest[row]), row)
    turn.signed += [signed] if signed else []
    turn.ratified += [ratified] if ratified else []


def _act(table: Table, row: int, column: str) -> Act | None:
    date = table.text(int(getattr(table.spells, column)[row]))
    try:
        days = bounds(date) if date else None
    except InvalidDateError:
        return None
    return Act(date, day_number(days.earliest), day_number(days.latest), row) if date and days else None


def _date(act: Act | None) -> str | None:
    return act.date or None if act else None


def lag(signed: str | None, ratified: str | None) -> tuple[int, int] | None:
    """The least and the most days from signing to consent; None where one of the two is not known, or the first comes after the last."""
    if not signed or not ratified:
        return None
    try:
        begun, done = bounds(signed), bounds(ratified)
    except InvalidDateError:
        return None
    least, most = day_number(done.earliest) - day_number(begun.latest), day_number(done.latest) - day_number(begun.earliest)
    return (max(least, 0), most) if most >= 0 else None
