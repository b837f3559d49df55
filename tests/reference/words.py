"""Full-text search for one word by looking at every word: which entities it finds (how good each is, only the index knows)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tests.reference.world import Node

NAMES = ("searchNames", "searchCodes", "searchVariants", "searchLabelNames")
EXACT = ("searchCodes", "searchLabelNames")
"""Those of which no letter may be wrong."""


class Words:
    """The words of all entities, as a load left them for the index."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)
        self.labels = {label for node in self.nodes for label in labels_of(node)}

    @cache  # noqa: B019  # lives as long as the test
    def find(self, word: str) -> list[Node]:
        """The entities that have the word: in names and texts, as the beginning of one in a name, or with a slip or two in a name.

        Of names in other languages no beginning counts, and no more than one slip.
        """
        labels = {label for label in self.labels if label == word or (len(word) >= 4 and near(word, label, 1))}
        return [node for node in self.nodes if any(self._ways(word, node.values)) or not labels.isdisjoint(labels_of(node))]

    @staticmethod
    def _ways(word: str, values: Mapping[str, object]) -> Iterator[bool]:
        names, others, texts = (str(values.get(p, "")).split() for p in ("searchWords", "searchNear", "searchText"))
        yield word in [*names, *others, *texts]
        yield any(name.startswith(word) for name in names)
        yield len(word) >= 4 and any(other.startswith(word) for other in others)
        yield any(near(word, other) for other in [*names, *others])
        for wholes in NAMES:
            found = values.get(wholes, [])
            assert isinstance(found, list)
            # Of a whole name one letter may be wrong, its end among them.
            yield wholes not in EXACT and len(word) >= 4 and any(near(f"{word}$", name, 1) for name in found)
            yield f"{word}$" in found
        yield f"{word}$" in values.get("searchAcronyms", [])  # type: ignore[operator]  # a list


def labels_of(node: Node) -> list[str]:
    """The words of an entity's names in other languages."""
    return str(node.values.get("searchLabelWords", "")).split()


@cache
def near(word: str, other: str, slips: int | None = None) -> bool:
    """Whether few enough slips (a letter too many, too few, wrong, or two swapped) lie between two words."""
    slips = (0 if len(word) < 4 else 1 if len(word) < 9 else 2) if slips is None else slips
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
        if min(row) > slips and min(rows[-2]) > slips:  # a swap reaches back over one row
            return False
    return rows[-1][-1] <= slips
