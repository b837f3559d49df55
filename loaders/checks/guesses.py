"""What was probably meant by a reference that leads nowhere: a name, a code without its key or with another one, or a slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from common.meant import Entities, meant
from common.suggest import suggest
from common.words import whole
from loaders.sources.values import QUOTES

MAX_GUESSES = 300
"""Searches for what was meant: each walks through all ids, and past so many misses nobody reads them."""
DASH = "a blank is missing behind the dash"
NOBODY = "look for the name with `foedera match`, or describe it under entities:"
_REFERENCE = re.compile(r"[\w.-]{2,}(?::[\w.-]+)?")
_DATED = re.compile(r"(?P<ref>[\w.-]+(?::[\w.-]+)?)[\s,;(]+(?P<start>\d{4}(?:-\d\d){0,2})\)?")
_BRACKETED = re.compile(r".*\((?P<ref>[\w.-]+:[\w.-]+)\)")
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
    owned: dict[str, list[Key]] = field(default_factory=dict)
    found: Entities | None = None

    def guess(self, word: str, topic: str, known: Iterable[str]) -> str:
        """A remedy for `word` among the names `known` of a topic; empty when nothing is near or enough was guessed."""

        def make() -> str:
            if topic not in self.lists:
                self.lists[topic] = list(known)
            return suggest(word, self.lists[topic])

        return self._once(topic, word, make)

    def entity(self, word: str) -> str:
        """A remedy for a reference to no entity: what has it as a name or a code, or else an id or a name that is near."""

        def make() -> str:
            if word.startswith("-"):
                return DASH
            return meant(self._known(word)) or several(word) or meant(self._sorted().near(word)) or NOBODY

        return self._once("id", word, make)

    def key(self, key: str, value: str) -> str:
        """A remedy for a reference by a key that there is not, or that nothing has: the same by another key, or what is called so."""
        return self._once("key", f"{key}:{value}", lambda: several(f"{key}:{value}") or self._key(key, value))

    def value(self, key: str, value: str, known: Iterable[str]) -> str:
        """A remedy for a reference by a key that nothing has: a value of it that is near."""
        found = self.guess(value, f"key {key}", known)
        return found.replace("did you mean ", f"did you mean {key}:", 1) or f"give the id, or a key that there is: {NOBODY}"

    def _once(self, topic: str, word: str, make: Callable[[], str]) -> str:
        if (topic, word) not in self.made:
            if len(self.made) >= MAX_GUESSES:
                return ""
            self.made[topic, word] = make()
        return self.made[topic, word]

    def _known(self, word: str) -> str | None:
        there, bare = self._sorted(), word.strip(QUOTES)
        return bare if bare != word and bare in there.ids else there.known(bare)

    def _key(self, key: str, value: str) -> str:
        if (bare := key.strip(QUOTES)) != key:
            return f"take the quotes away: write {bare}:{value.strip(QUOTES)[:60]}"
        if key.startswith("-"):
            return f"{DASH}: write - {key[1:]}:{value[:60]}"
        if _TWO.match(value):
            return "two references stand in one: begin each in the same column, with a dash and a blank"
        there = self._sorted()
        if within := self._within(f"{key}:{value}"):
            return meant(within)
        if found := there.code(value):
            return meant(found)
        if owner := there.named.get(whole(value)):
            own = sorted((k for k in self.owned[owner] if k[1].isalpha() == value.isalpha()), key=lambda k: k[0] != key)
            return meant(" or ".join(":".join(k) for k in own[:2]) or owner)
        return ""

    def _within(self, text: str) -> str:
        """The key with its value that stands in brackets behind a name, or ends an address."""
        if found := _BRACKETED.search(text):
            return found["ref"] if tuple(found["ref"].split(":", 1)) in self.there().keys else ""
        last = text.rstrip("/").rpartition("/")[2]
        return self._sorted().code(last) or "" if "://" in text and last else ""

    def _sorted(self) -> Entities:
        if self.found is None:
            there = self.there()
            coded: dict[str, list[str]] = defaultdict(list)
            self.owned = defaultdict(list)
            for key, owner in there.keys.items():
                coded[key[1]].append(":".join(key))
                self.owned[owner].append(key)
            self.found = Entities(list(there.ids), {whole(name): subject for name, subject in there.names}, coded)
        return self.found


def several(word: str) -> str:
    """What to write in place of a reference with what belongs beside it: other references, or a day."""
    parts = [part.strip() for part in word.split(",")]
    if len(parts) > 1 and all(_REFERENCE.fullmatch(part) for part in parts):
        return f"write a list: [{', '.join(parts)[:120]}]"
    found = _DATED.fullmatch(word)
    return f"write {{ref: {found['ref']}, start: {found['start']}}}" if found else ""
