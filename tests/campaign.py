"""How long tests go on that try more and more of the same: generated operations, names, kills.

`make test` tries a share of them, another one as data and seeds change; `make campaign` (FOEDERA_CAMPAIGN=1) tries all.
"""

from __future__ import annotations

import os

FULL = bool(os.environ.get("FOEDERA_CAMPAIGN"))


def times(full: int, share: int) -> int:
    """How often something is tried: `full` times in a campaign, else `share` times."""
    return full if FULL else share
