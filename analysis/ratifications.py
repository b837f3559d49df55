"""Who signed, ratified and is bound by an agreement, and who of those that could did nothing."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from analysis.table import Table, day_number
from common.dates import InvalidDateError, bounds


class Standing(enum.Enum):
    """How an actor stands to an agreement on a day; the value says what that means."""

    BOUND = "It is bound, or may be: certain says which."
    SIGNED = "It has signed, or consented, and is not bound."
    LEFT = "It was bound, and is no longer."
    NONE = "It has done nothing: the list of the parties is declared complete, and it is not in it."


@dataclass(frozen=True, slots=True)
class Record:
    """What an actor did. `standing` is None where nobody says. Lags are days from signing to consent: the least and the most.

    `row` is where the table says how it stands now; dates are EDTF.
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
class Asked:
    """Who is expected, on which day, in which roles one is not bound, and whether the list of parties is complete then."""

    universe: Collection[int]
    day: int
    aside: Collection[str]
    covered: bool


def ratifications(table: Table, rows: Iterable[int], asked: Asked) -> list[Record]:
    """The records of all who have rows about an agreement, and of all in the universe, by id."""
    by_actor: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_actor[int(table.spells.subject[row])].append(row)
    return list(_records(table, by_actor, asked))


def _records(table: Table, by_actor: dict[int, list[int]], asked: Asked) -> Iterator[Record]:
    for actor in sorted({*by_actor, *asked.universe}):
        if actor in by_actor:
            yield _record(table, actor, by_actor[actor], asked)
        else:
            yield Record(actor, True, Standing.NONE if asked.covered else None, asked.covered)


def _record(table: Table, actor: int, rows: list[int], asked: Asked) -> Record:
    spells = table.spells
    binding = [row for row in rows if table.text(int(spells.role[row])) not in asked.aside]
    rows = sorted(rows, key=lambda row: (int(spells.start_earliest[row]), int(spells.key[row])))
    standing, certain, row = _standing(table, binding, rows, asked.day)
    signed, ratified, instrument = (_first(table, rows, column) for column in ("signed", "ratified", "instrument"))
    since = _first(table, [r for r in rows if r in binding], "start")
    return Record(actor, actor in asked.universe, standing, certain, signed, ratified, instrument, since, lag(signed, ratified), row)


def _standing(table: Table, binding: list[int], rows: list[int], day: int) -> tuple[Standing, bool, int]:
    spells = table.spells
    for row in binding:
        if spells.start_latest[row] <= day <= spells.end_earliest[row]:
            return Standing.BOUND, True, row
    for row in binding:
        if spells.start_earliest[row] <= day <= spells.end_latest[row]:
            return Standing.BOUND, False, row
    gone = [row for row in binding if spells.end_latest[row] < day]
    return (Standing.LEFT, True, gone[-1]) if gone else (Standing.SIGNED, True, rows[-1])


def _first(table: Table, rows: list[int], column: str) -> str | None:
    found = (table.text(int(getattr(table.spells, column)[row])) for row in rows)
    return next((text for text in found if text), None)


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
