"""Which Neo4j to talk to."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from ontology.errors import UsageError

LOCAL = "local"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Address:
    """A Neo4j and how to log in. The password is never shown."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"


def parse_target(target: str | None) -> Address | None:
    """The address that `target` (else FOEDERA_STORE) names; None for the local store.

    User, password and database stand in the address or in FOEDERA_STORE_USER, FOEDERA_STORE_PASSWORD and FOEDERA_STORE_DATABASE.
    Raises UsageError.
    """
    text = target or os.environ.get("FOEDERA_STORE") or LOCAL
    if text == LOCAL:
        return None
    parts = urlsplit(text)
    if parts.scheme not in SCHEMES or not parts.hostname:
        shown = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise UsageError(
            f"{shown!r} is not the address of a store",
            f"give local, or an address such as neo4j+s://host (schemes: {', '.join(SCHEMES)})",
        )
    return Address(
        uri=urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])),
        user=unquote(parts.username or os.environ.get("FOEDERA_STORE_USER", "neo4j")),
        password=unquote(parts.password or os.environ.get("FOEDERA_STORE_PASSWORD", "")),
        database=os.environ.get("FOEDERA_STORE_DATABASE", "neo4j"),
    )
