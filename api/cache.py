"""A bounded memory of what was worked out before: what was used longest ago is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps values up to a total `weight` (bytes, mostly). Several threads may use it: long operations are prepared beside others."""

    def __init__(self, weight: int) -> None:
        self.weight = weight
        self.used = 0
        self.hits = 0
        self.misses = 0
        self._held: OrderedDict[K, tuple[int, V]] = OrderedDict()
        self._lock = RLock()

    def get(self, key: K) -> V | None:
        """The value cached for `key`, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._held.move_to_end(key)
            return found[1]

    def peek(self, key: K) -> V | None:
        """The value cached for `key`, or None; not a use of it."""
        found = self._held.get(key)
        return found[1] if found else None

    @property
    def largest(self) -> int:
        """The most that one value may weigh: a heavier one is not worth what it would push out."""
        return self.weight // 4

    def put(self, key: K, value: V, weight: int) -> None:
        """Keep a value, unless it weighs more than `largest`."""
        with self._lock:
            self.drop(key)
            if weight > self.largest:
                return
            self._held[key] = (weight, value)
            self.used += weight
            while self.used > self.weight:
                _, (forgotten, _) = self._held.popitem(last=False)
                self.used -= forgotten

    def drop(self, key: K) -> None:
        """Drop the value of `key`, if there is one."""
        with self._lock:
            if key in self._held:
                self.used -= self._held.pop(key)[0]

    def clear(self) -> None:
        """Drop all values."""
        with self._lock:
            self._held.clear()
            self.used = 0

    def __contains__(self, key: K) -> bool:
        """Whether there is a value of `key`; not a use of it."""
        return key in self._held

    def __len__(self) -> int:
        return len(self._held)
