"""Compares the answers of all contenders: speed is worth nothing without equal answers."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from bench.client import HttpError, TooSlowError
from bench.contenders import Contender
from bench.parameters import Values


@dataclass(slots=True)
class Check:
    """The number of sets of values compared, the number of equal answers, the first difference, and the contenders that timed out."""

    sets: int = 0
    equal: int = 0
    difference: str = ""
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing differed and no contender returned errors."""
        return self.equal == self.sets > 0 and all(w == SLOW for w in self.failed.values())


SLOW = "too slow"


def check(contenders: Sequence[Contender], operation: str, sets: Sequence[Values], seconds: float) -> Check:
    """Run one operation with every set of values (as many as fit in `seconds`, at least two) and compare with the first contender."""
    found = Check()
    until = time.monotonic() + seconds
    for values in sets:
        if found.sets >= 2 and time.monotonic() > until:
            break
        answers: dict[str, bytes] = {}
        for contender in contenders:
            if contender.name in found.failed:
                continue
            try:
                answers[contender.name] = _canonical(contender.data(operation, values))
            except TooSlowError:
                found.failed[contender.name] = SLOW
            except (HttpError, ValueError) as error:
                found.failed[contender.name] = str(error)
        (first, expected), *others = answers.items()
        found.sets += 1
        found.equal += all(a == expected for _, a in others)
        for name, answer in others:
            if answer != expected and not found.difference:
                found.difference = f"{values}: {first} {_around(expected, answer)} but {name} {_around(answer, expected)}"
    return found


def _canonical(data: object) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS)


def _around(one: bytes, other: bytes) -> str:
    """The part of `one` where it begins to differ from `other`."""
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(0, place - 60) : place + 60].decode(errors="replace")
