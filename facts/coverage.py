"""Of which days a source speaks: what it says still holds is certain until then, and possible after.

A dataset says so itself (`covers`): to the end of a period, or, where that is open, for as long as it is maintained. Else it is the day on
which the source was read. A month or a year counts whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from common.dates import FOREVER, OPEN, Bounds, InvalidDateError, bounds
from facts.records import DatasetRecord, Provenance


class Coverages:
    """What datasets say they cover."""

    def __init__(self, datasets: Mapping[str, DatasetRecord]) -> None:
        self.datasets = {name: _end(str(d.properties.get("covers", ""))) for name, d in datasets.items()}

    def attested(self, said: Provenance) -> Bounds | None:
        """The days of which a fact speaks; None when nothing says. Of a maintained dataset: from its being read on."""
        read = _days(said.retrieved)
        declared = self.datasets.get(said.dataset)
        if declared and declared.latest == FOREVER:
            return Bounds(read.earliest if read else FOREVER, FOREVER)
        known = [days for days in (read, declared) if days]
        return max(known, key=lambda days: days.latest) if known else None


def _end(covers: str) -> Bounds | None:
    """The end of a period as days; an open one is for ever."""
    if not covers:
        return None
    end = covers.rpartition("/")[2]
    return Bounds(FOREVER, FOREVER) if end in ("", OPEN) else _days(end)


def _days(text: str) -> Bounds | None:
    """The days that a date may mean; None when it is none, which is reported as a value."""
    try:
        return bounds(text) if text else None
    except InvalidDateError:
        return None
