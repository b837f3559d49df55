"""While others ask, a client that takes much of the server does one costly thing at a time, whatever it asks for: operations, documents,
files, pieces of an export or SPARQL. What is left of the processors is for the others.

What counts is the time for which its costly things run. A client that is alone, and one that asks for small things alone, has every place.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic

PRESENT_SECONDS = 2.0
"""For so long after it asked somebody counts as one who asks."""
MUCH_SECONDS = 0.5
"""A client takes much whose costly things ran for longer; what ran longer ago counts less."""
HALVED_AFTER = 3.0
"""Seconds after which what ran counts half."""
REMEMBERED = 1_000
"""Clients that are remembered, those of which nothing runs."""


@dataclass(slots=True)
class _Client:
    """What runs for a client, and for how many seconds costly things ran for it, as of a moment."""

    running: int = 0
    seconds: float = 0.0
    moment: float = 0.0

    def at(self, now: float) -> float:
        """The seconds that count at a moment; they are kept."""
        passed = now - self.moment
        self.seconds = self.seconds * 0.5 ** (passed / HALVED_AFTER) + self.running * passed
        self.moment = now
        return self.seconds


class Fairness:
    """Says whether a client may begin a costly thing. `most`: how many a client may do at once that takes much, while others ask."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._clients: OrderedDict[Hashable, _Client] = OrderedDict()
        self._asked: tuple[Hashable, float] = (None, -PRESENT_SECONDS)
        self._before: tuple[Hashable, float] = self._asked
        self._gates = deque[Callable[[], None]]()

    def tell(self, hand_out: Callable[[], None]) -> None:
        """Have a gate hand out its places whenever a client has ended something."""
        self._gates.append(hand_out)

    def asked(self, client: Hashable) -> None:
        """Note that a client asks for something, small or not."""
        if client != self._asked[0]:
            self._before = self._asked
        self._asked = client, monotonic()

    def may(self, client: Hashable) -> bool:
        """Whether a client may begin something costly now."""
        known = self._clients.get(client)
        if known is None or known.running < self.most:
            return True
        return known.at(monotonic()) < MUCH_SECONDS or not self._others_than(client)

    def begin(self, client: Hashable) -> None:
        """Note that something costly begins to run for a client."""
        known = self._clients.setdefault(client, _Client())
        known.at(monotonic())
        known.running += 1
        self._clients.move_to_end(client)
        self._forget()

    def end(self, client: Hashable) -> None:
        """Note that it has ended. The gates take turns in handing out what is free then."""
        known = self._clients[client]
        known.at(monotonic())
        known.running -= 1
        self._gates.rotate(-1)
        for hand_out in self._gates:
            hand_out()

    def _others_than(self, client: Hashable) -> bool:
        last = self._before if self._asked[0] == client else self._asked
        return monotonic() - last[1] < PRESENT_SECONDS

    def _forget(self) -> None:
        """Forget who asked longest ago for something costly, of those for whom nothing runs."""
        if len(self._clients) > REMEMBERED:
            for client, known in self._clients.items():
                if not known.running:
                    del self._clients[client]
                    return
