"""Full-text search by looking at every word: which entities it finds (how good each is, only the index knows)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.reference.meaning import folded
from tests.reference.world import Node


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [folded(w) for w in re.findall(r"[^\W_]+", text)]


def finds(words: Iterable[str], node: Node, searchable: Iterable[str]) -> bool:
    """Whether every word is in the entity, begins one of its words or is a slip or two away from one."""
    known = set()
    for name in searchable:
        value = node.values.get(name)
        for text in value if isinstance(value, list) else [value or ""]:
            known.update(words_of(text))
    return all(any(mine.startswith(word) or near(word, mine) for mine in known) for word in words)


def near(word: str, other: str) -> bool:
    """Whether few enough slips (a letter too many, too few, wrong, or two swapped) lie between two words."""
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if abs(len(word) - len(other)) > slips:
        return False
    rows = [list(range(len(other) + 1))]
    for i, mine in enumerate(word, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (mine != its)))
            if i > 1 and j > 1 and mine == other[j - 2] and word[i - 2] == its:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1] <= slips
