"""What was probably meant by a reference that leads nowhere: a name, a code without its key or with another one, or a slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from common.suggest import nearest, suggest
from common.words import whole

NEAR_ID, NEAR_NAME, FAIR = 85, 90, 65
"""How much alike, in percent, a reference and an id or a name have to be, where one is asked after the other."""
MAX_GUESSES = 300
"""Searches for what was meant: each walks through all ids, and past so many misses nobody reads them."""
DASH = "a blank is missing behind the dash"
_TWO = re.compile(r".*\s-\s*\S")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class There:
    """What references may lead to: ids, names with the ids of those that have them, and keys."""

    ids: Iterable[str]
    names: Iterable[tuple[str, str]]
    keys: Mapping[Key, str]


@dataclass(slots=True)
class Guesses:
    """Remedies, each made once. `there` gives what there is, which is put in order only when something is looked for."""

    there: Callable[[], There]
    made: dict[tuple[str, str], str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    coded: dict[str, list[Key]] = field(default_factory=dict)
    owned: dict[str, list[Key]] = field(default_factory=dict)

    def guess(self, word: str, topic: str, known: Iterable[str]) -> str:
        """A remedy for `word` among the names `known` of a topic; empty when nothing is near or enough was guessed."""

        def make() -> str:
            if topic not in self.lists:
                self.lists[topic] = list(known)
            return suggest(word, self.lists[topic])

        return self._once(topic, word, make)

    def entity(self, word: str) -> str:
        """A remedy for a reference to no entity: what has it as a name or a code, or else an id or a name that is near."""
        return self._once("id", word, lambda: DASH if word.startswith("-") else _meant(self._entity(word)))

    def key(self, key: str, value: str) -> str:
        """A remedy for a reference by a key that there is not, or that nothing has: the same by another key, or what is called so."""
        return self._once("key", f"{key}:{value}", lambda: self._key(key, value))

    def _once(self, topic: str, word: str, make: Callable[[], str]) -> str:
        if (topic, word) not in self.made:
            if len(self.made) >= MAX_GUESSES:
                return ""
            self.made[topic, word] = make()
        return self.made[topic, word]

    def _entity(self, word: str) -> str | None:
        self._sort()
        name, ids = whole(word), self.lists["id"]
        if meant := self.named.get(name) or self._coded(word) or nearest(word.lower(), ids, NEAR_ID):
            return meant
        near = nearest(name, list(self.named), NEAR_NAME)
        return self.named[near] if near else nearest(word, ids, FAIR)

    def _key(self, key: str, value: str) -> str:
        if key.startswith("-"):
            return f"{DASH}: write - {key[1:]}:{value[:60]}"
        if _TWO.match(value):
            return "two references stand in one: begin each in the same column, with a dash and a blank"
        self._sort()
        if found := self._coded(value):
            return _meant(found)
        if owner := self.named.get(whole(value)):
            own = sorted((k for k in self.owned[owner] if k[1].isalpha() == value.isalpha()), key=lambda k: k[0] != key)
            return _meant(" or ".join(":".join(k) for k in own[:2]) or owner)
        return ""

    def _coded(self, word: str) -> str | None:
        """The reference by the key of which `word` is a value, rather as it is written."""
        found = self.coded.get(word) or self.coded.get(word.upper())
        return ":".join(found[0]) if found else None

    def _sort(self) -> None:
        if self.coded or self.named or "id" in self.lists:
            return
        there = self.there()
        self.lists["id"] = list(there.ids)
        self.named = {whole(name): subject for name, subject in there.names}
        self.coded, self.owned = defaultdict(list), defaultdict(list)
        for key, owner in there.keys.items():
            self.coded[key[1]].append(key)
            self.owned[owner].append(key)


def _meant(what: str | None) -> str:
    return f"did you mean {what}?" if what else ""
