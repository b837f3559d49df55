"""What more than one dataset speaks of. Of the rest, which in a large store is nearly all, there is nothing to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from facts.records import LinkRecord


def besides_largest(links: Iterable[LinkRecord]) -> Sequence[LinkRecord]:
    """The links of all datasets but the one that states most of them. Of what these do not speak, one dataset alone does."""
    found = list(links)
    counts = Counter(link.provenance.dataset for link in found)
    if len(counts) < 2:
        return ()
    [(largest, _)] = counts.most_common(1)
    return [link for link in found if link.provenance.dataset != largest]
