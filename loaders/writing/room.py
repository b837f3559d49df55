"""Whether a load fits into the memory of its Neo4j, told before it writes anything.

A load is one transaction, which Neo4j holds in its heap until it is committed. What it takes was measured with the product's settings.
"""

from __future__ import annotations

import re

from common.errors import InputError
from graph import Store, store_errors
from graph.local.heap import SETTING, TRANSACTION_SHARE
from loaders.deriving.graph_state import Changes

LINK_MB, NODE_MB, CHANGED_MB = 0.013, 0.004, 0.001
"""What a new or removed relationship takes until it is committed, a new or removed node, and one that gets other properties."""
FROM = 20_000
"""Smaller loads fit into any Neo4j."""
LIMITS = "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN name, value"
TOTAL, ONE, HEAP = "dbms.memory.transaction.total.max", "db.memory.transaction.max", "server.memory.heap.max_size"
SMALLER = f"load it in parts, the later ones with --append, or give Neo4j a larger heap: {SETTING} for the local store"
HEAP_SHARE = 0.7
"""What all transactions together may take of the heap where nothing is set."""
_UNITS = {"": 1 / 2**20, "KiB": 1 / 2**10, "MiB": 1, "GiB": 2**10}


def needed_mb(changes: Changes) -> float:
    """The memory that writing changes takes, in MB."""
    links = len(changes.new_links) + len(changes.gone_links)
    nodes = len(changes.new_nodes) + len(changes.gone_nodes)
    return links * LINK_MB + nodes * NODE_MB + (len(changes.changed_links) + len(changes.changed_nodes)) * CHANGED_MB


def room_mb(store: Store) -> float | None:
    """The memory that a transaction may take there, in MB; None where the store does not say."""
    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        found = {row["name"]: _megabytes(row["value"]) for row in session.run(LIMITS, names=[TOTAL, ONE, HEAP])}
    heap = found.get(HEAP)
    limits = [limit for limit in (found.get(TOTAL), found.get(ONE), heap * HEAP_SHARE if heap else None) if limit]
    return min(limits) if limits else None


def refuse_too_large(changes: Changes, store: Store) -> None:
    """Raise InputError when changes do not fit."""
    if changes.size < FROM:
        return
    needed, room = needed_mb(changes), room_mb(store)
    if room is not None and needed > room:
        message = (
            f"{changes.size:,} nodes and relationships would be written at once, which takes some {needed:,.0f} MB of Neo4j's memory; "
            f"a transaction may take {room:,.0f} MB there"
        )
        raise InputError(message, f"nothing was written; {SMALLER}; a heap of {needed / TRANSACTION_SHARE:,.0f} MB would do")


def _megabytes(value: str) -> float | None:
    """A size as Neo4j shows it, such as 1.37GiB; None for 0, which means that nothing is set."""
    found = re.fullmatch(r"([\d.]+)(|KiB|MiB|GiB)B?", value)
    return (float(found[1]) * _UNITS[found[2]] or None) if found else None
