"""What entity was probably meant by a reference to none: by an id, a code or a name that is near. Rather nothing than what is far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from common.spelled import forms, in_full
from common.suggest import nearest
from common.words import whole

NEAR_ID, NEAR_NAME, FAIR = 85, 90, 65
"""How much alike, in percent, a reference and an id or a name have to be, where one is asked after the other."""
_OF_STATE = re.compile(r"[a-z]{2}-")
"""How the ids of what belongs to a state begin: uz-customs."""


@dataclass(frozen=True, slots=True)
class Entities:
    """All that there are: their ids, who has a name (as `whole` writes it), and by which key what is no id leads somewhere."""

    ids: Sequence[str]
    named: Mapping[str, str]
    coded: Mapping[str, Sequence[str]]

    def known(self, word: str) -> str | None:
        """What has `word` as a name, as tables write it, or as a code, or very nearly as its id."""
        named = next((found for form in forms(word) if (found := self.named.get(whole(form)))), None)
        return named or self.code(word) or nearest(word.lower(), ids_for(word, self.ids), NEAR_ID)

    def near(self, word: str) -> str | None:
        """What has a name or an id that is like it."""
        name = nearest(whole(in_full(word)), list(self.named), NEAR_NAME)
        return self.named[name] if name else nearest(word, ids_for(word, self.ids), FAIR)

    def code(self, word: str) -> str | None:
        """The reference by the key of which `word` is a value, rather as it is written."""
        found = self.coded.get(word) or self.coded.get(word.upper())
        return found[0] if found else None


def ids_for(word: str, ids: Sequence[str]) -> Sequence[str]:
    """The ids that a word may mean: what begins with the letters of a state that has ids belongs to no other state."""
    found = _OF_STATE.match(word.lower())
    if not found or not any(id_.startswith(found[0]) for id_ in ids):
        return ids
    return [id_ for id_ in ids if id_.startswith(found[0]) or not _OF_STATE.match(id_)]


def meant(what: str | None) -> str:
    """A remedy that names what was meant; empty where nothing is near."""
    return f"did you mean {what}?" if what else ""


def meant_id(word: str, ids: Iterable[str]) -> str:
    """A remedy for an id that nothing has, from the ids that there are."""
    known = list(ids)
    return meant(nearest(word.strip().replace(" ", "-").lower(), ids_for(word, known), FAIR))
