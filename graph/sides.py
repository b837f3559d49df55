"""The two sides of a store: two copies of all data, of which readers use one while a large load fills the other.

Names in the store tell them apart: FoederaEntity and FOEDERA_MEMBER_OF of the first, Foedera2Entity and FOEDERA2_MEMBER_OF of the second.
The journal, what was loaded, the data version and the lock of loads are of neither. Statements are written for the first side; `on_side`
makes of them what they are on the other, and types of relationships are answered under the names of the first.

Which side readers use follows from the turn (graph.turns), which every answer reads anyway.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import neo4j

from ontology.stored import DATA_VERSION, LOAD, LOAD_CHUNK, LOAD_CONTENT, LOAD_LOCK, OWN, RECORD

FIRST, SECOND = 0, 1
SECOND_OWN = f"{OWN}2"
FLIP = 2**44
"""A turn is of the second side when it holds an odd number of these. Stores of before sides begin far below one."""
_SHARED = "|".join(name.removeprefix(OWN) for name in (LOAD_CONTENT, LOAD_CHUNK, LOAD_LOCK, LOAD, DATA_VERSION))
_LABELS = re.compile(rf"\b({OWN})(?=[A-Z])(?!(?:{_SHARED})(?![A-Za-z0-9]))")
_TYPES = re.compile(rf"\b{OWN.upper()}_")
_SEARCH = re.compile(rf"\b{OWN.lower()}(?=[A-Z])")
_TYPE_OF = re.compile(r"\btype\((\w+)\)")
TURN = f"MATCH (v:{DATA_VERSION}) RETURN v.turn AS turn"
Transaction = neo4j.Transaction | neo4j.ManagedTransaction


def side_of(turn: int | None) -> int:
    """The side that readers use in a turn. A store of before sides, or one without data, has the first alone."""
    return (turn or 0) // FLIP % 2


def flipped(turn: int) -> int:
    """The same turn, but of the other side, and later than it."""
    return (turn // FLIP + 1) * FLIP + turn % FLIP


def on_side(text: str, side: int) -> str:
    """A statement for a side."""
    return text if side == FIRST else _second(text)


@cache
def name_on(name: str, side: int) -> str:
    """A label or a type of relationships as it is called on a side."""
    return name if side == FIRST else _renamed(name)


def name_from(name: str, side: int) -> str | None:
    """What a label or a type of relationships of a side is called on the first; None for one of the other side alone."""
    is_second = name.startswith((SECOND_OWN, f"{SECOND_OWN.upper()}_"))
    if side == FIRST:
        return None if is_second else name
    if is_second:
        return name.replace(SECOND_OWN, OWN, 1).replace(SECOND_OWN.upper(), OWN.upper(), 1)
    return name if _renamed(name) == name else None


def _second(text: str) -> str:
    back = rf"replace(type(\1), '{SECOND_OWN.upper()}_', '{OWN.upper()}_')"
    return _TYPE_OF.sub(back, _renamed(text))


def _renamed(text: str) -> str:
    text = _TYPES.sub(f"{SECOND_OWN.upper()}_", text)
    return _SEARCH.sub(SECOND_OWN.lower(), _LABELS.sub(SECOND_OWN, text))


class Sided:
    """A transaction that reads the side which readers use at its first statement."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.side = read_side(transaction)

    def run(self, text: str, parameters: dict[str, Any] | None = None, **more: Any) -> neo4j.Result:
        """Run a statement that was written for the first side."""
        return self.transaction.run(on_side(text, self.side), parameters, **more)

    def write(self, text: str, rows: list[Any]) -> None:
        """Run a statement over rows."""
        self.run(text, rows=rows).consume()

    def rows(self, text: str, **values: object) -> list[neo4j.Record]:
        """The rows of a statement."""
        return list(self.run(text, values))


def read_side(transaction: Transaction) -> int:
    """The side that readers use."""
    row = transaction.run(TURN).single()
    return side_of(row["turn"] if row else None)


SECOND_RECORD = name_on(RECORD, SECOND)
"""Loads are records on both sides."""
