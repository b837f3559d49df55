"""Whether all nodes of a class have some property, asked once for each state of the data.

An index knows those that have a value. Where nothing lacks one, it holds the order of all, and the first page costs no more than its rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.answering.settled import Settled
from api.answering.version_check import VersionCheck
from graph.reading import STATE_OF_DATA
from ontology.stored import label
from queries.questions import Lacking


class Completeness:
    """What is known of one store."""

    def __init__(self, settled: Settled, versions: VersionCheck) -> None:
        self.settled = settled
        self.versions = versions
        self._known: dict[Lacking, tuple[str, bool]] = {}

    async def holds(self, presumed: Iterable[Lacking], version: str | None = None) -> bool:
        """Whether nothing lacks any of these, in the state of a data version (None: of now). Raises StoreError."""
        asked = version or self.versions.version or await self.versions.recent()
        return asked is not None and all([await self._is_complete(lacking, asked) for lacking in presumed])

    async def _is_complete(self, lacking: Lacking, version: str) -> bool:
        known = self._known.get(lacking)
        if known is None or known[0] != version:
            missing = f"MATCH (n:{label(lacking.cls)}) WHERE n.{lacking.stored} IS NULL"
            row = await self.settled.row(f"{STATE_OF_DATA} RETURN [EXISTS {{ {missing} }}, v.version, v.turn] AS answer", {})
            if row is None:
                return False
            known = self._known[lacking] = row[1], not row[0]
        return known == (version, True)
