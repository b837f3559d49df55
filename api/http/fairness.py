"""While others ask, a client that takes much of the server does one costly thing at a time, whatever it asks for: operations, documents,
files, pieces of an export; and one query in SPARQL beside, in a process that gives way. What is left of the processors is for others.

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


class Presence:
    """Who asks: the client that asked last and the one before it."""

    def __init__(self) -> None:
        self._last: tuple[Hashable, float] = (None, -PRESENT_SECONDS)
        self._before: tuple[Hashable, float] = self._last

    def asks(self, client: Hashable) -> None:
        """Note that a client asks for something, small or not."""
        if client != self._last[0]:
            self._before = self._last
        self._last = client, monotonic()

    def others_than(self, client: Hashable) -> bool:
        """Whether another client asked of late."""
        _, moment = self._before if self._last[0] == client else self._last
        return monotonic() - moment < PRESENT_SECONDS


class Fairness:
    """Says whether a client may begin a costly thing. `most`: how many a client may do at once that takes much, while others ask.

    `presence`: what says who asks, here or elsewhere.
    """

    def __init__(self, most: int, presence: Presence | None = None) -> None:
        self.most = most
        self.presence = presence or Presence()
        self._clients: OrderedDict[Hashable, _Client] = OrderedDict()
        self._gates = deque[Callable[[], None]]()

    def tell(self, hand_out: Callable[[], None]) -> None:
        """Have a gate hand out its places whenever a client has ended something."""
        self._gates.append(hand_out)

    def may(self, client: Hashable) -> bool:
        """Whether a client may begin something costly now."""
        known = self._clients.get(client)
        if known is None or known.running < self.most:
            return True
        return known.at(monotonic()) < MUCH_SECONDS or not self.presence.others_than(client)

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

    def _forget(self) -> None:
        """Forget who asked longest ago for something costly, of those for whom nothing runs."""
        if len(self._clients) > REMEMBERED:
            for client, known in self._clients.items():
                if not known.running:
                    del self._clients[client]
                    return
