"""Keeps the driver from importing numpy and pandas."""

from __future__ import annotations

import sys
from types import ModuleType

OPTIONAL = "neo4j._optional_deps"


def without_frames() -> None:
    """Have the driver, which is imported later, do without numpy, pandas and pyarrow.

    It imports them where they are installed, to take their values as parameters, which takes 0.1 to 0.5 s and 40 MB. No statement of ours
    has any: what a script gives is made texts and numbers by then. Scripts may import them all the same.
    """
    if OPTIONAL not in sys.modules:
        none = ModuleType(OPTIONAL)
        none.__dict__.update(dict.fromkeys(("np", "pd", "pa", "pa_compute")))
        sys.modules[OPTIONAL] = none
