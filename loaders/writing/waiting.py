"""For whom a load waits: each one tells the server who it is, and the next one asks."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import Any

import neo4j
from neo4j import exceptions as ne

from loaders.writing.journal import now, to_the_second, who

KIND = "load"
_LOADS = f"""SHOW TRANSACTIONS YIELD metaData, database, startTime
    WHERE metaData.foedera = '{KIND}' AND database = $database
    RETURN metaData AS load ORDER BY startTime"""


def signed() -> dict[str, Any]:
    """What a load tells the server of itself, as the metadata of its transaction."""
    return {"foedera": KIND, "by": who(), "host": socket.gethostname(), "process": os.getpid(), "since": to_the_second(now())}


def awaited(session: neo4j.Session, database: str) -> str:
    """For whom a load has to wait that begins now; empty when for nobody, or when the server does not say."""
    # It says so only to users who may see the transactions of others.
    with suppress(ne.Neo4jError):
        if loads := [record["load"] for record in session.run(_LOADS, database=database)]:
            return _words(loads)
    return ""


def _words(loads: list[dict[str, Any]]) -> str:
    first, *others = loads
    more = f", and {len(others):,} more" if others else ""
    return f"waiting for the load of {first['by']} (process {first['process']} on {first['host']}, since {first['since']}){more}"
