"""Claims and relationships by the entities of which they are said, relationships at either end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from facts.records import ClaimRecord, LinkRecord, Records


@dataclass(slots=True)
class Said:
    """What is said of one entity."""

    claims: list[ClaimRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)


class ByEntity:
    """What is said of each entity."""

    def __init__(self) -> None:
        self._said: dict[str, Said] = defaultdict(Said)

    def add(self, records: Records) -> None:
        """Take in what is said besides."""
        for claim in records.claims:
            self._said[claim.subject].claims.append(claim)
        for link in records.links:
            self._said[link.subject].links.append(link)
            if link.object != link.subject:
                self._said[link.object].links.append(link)

    def of(self, entity: str) -> Said:
        """What is said of an entity."""
        return self._said.get(entity) or Said()
