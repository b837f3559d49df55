"""The memory of the local store's Neo4j, a setting."""

from __future__ import annotations

import os

from common.errors import StoreStartError

USUAL_MB, LEAST_MB = 2_048, 512
SETTING = "FOEDERA_HEAP_MB"
# A statement may not take more of the heap than this; the server ends it with an error instead of running out.
TRANSACTION_SHARE = 0.68


def heap_mb() -> int:
    """The heap in MB: FOEDERA_HEAP_MB, else 2,048. An upper bound: an idle server takes 300 MB. Raises StoreStartError."""
    text = os.environ.get(SETTING, "")
    if not text:
        return USUAL_MB
    if not text.isdigit() or int(text) < LEAST_MB:
        raise StoreStartError(
            f"{SETTING} is {text[:20]!r}", f"give the memory of the local store in MB: {LEAST_MB} or more, {USUAL_MB} unless set"
        )
    return int(text)


def transaction_mb() -> int:
    """How much of the heap a transaction may take, in MB."""
    return int(heap_mb() * TRANSACTION_SHARE)
