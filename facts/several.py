"""What more than one dataset speaks of. Of the rest, which in a large store is nearly all, there is nothing to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from facts.records import LinkRecord

T = TypeVar("T", bound=Hashable)


def besides_largest(links: Iterable[LinkRecord]) -> Sequence[LinkRecord]:
    """The links of all datasets but the one that states most of them. Of what these do not speak, one dataset alone does."""
    found = list(links)
    counts = Counter(link.provenance.dataset for link in found)
    if len(counts) < 2:
        return ()
    [(largest, _)] = counts.most_common(1)
    return [link for link in found if link.provenance.dataset != largest]


def by_shared(links: Iterable[LinkRecord], topic: Callable[[LinkRecord], T]) -> dict[T, list[LinkRecord]]:
    """The links by what they are about, for all of which the largest dataset is not the only one to speak."""
    links = list(links)
    found: dict[T, list[LinkRecord]] = {topic(link): [] for link in besides_largest(links)}
    for link in links if found else ():
        if (group := found.get(topic(link))) is not None:
            group.append(link)
    return found
