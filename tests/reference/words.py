"""Full-text search by looking at every word: which entities it finds (how good each is, only the index knows)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from tests.reference.meaning import folded
from tests.reference.world import Node


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [folded(w) for w in re.findall(r"[^\W_]+", text)]


class Words:
    """The words of all entities."""

    def __init__(self, nodes: Iterable[Node], searchable: Sequence[str]) -> None:
        self.known: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            values = [node.values.get(name) or [] for name in searchable]
            texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
            for word in {word for text in texts for word in words_of(text)}:
                self.known[word].append(node)

    def find(self, words: Sequence[str]) -> list[Node]:
        """The entities that have every one of the words: whole, as the beginning of a word, or with a slip or two."""
        found = [self._find(word) for word in words]
        return [node for node in found[0] if all(node in other for other in found[1:])]

    @cache  # noqa: B019  # lives as long as the test
    def _find(self, word: str) -> list[Node]:
        nodes = {node: None for mine, having in self.known.items() if mine.startswith(word) or near(word, mine) for node in having}
        return list(nodes)


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
