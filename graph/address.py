"""Which Neo4j to talk to."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from common.errors import UsageError

LOCAL = "local"
_NO_PORT = re.compile(r"(?<=[^\[:]):(?![0-9]{1,5}(?![^/?])).*")
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Address:
    """A Neo4j and how to log in. The password is not part of its repr."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"


def parse_target(target: str | None) -> Address | None:
    """The address that `target` (else FOEDERA_STORE) names; None for the local store.

    User, password and database stand in the address (neo4j+s://user:password@host/database) or in FOEDERA_STORE_USER,
    FOEDERA_STORE_PASSWORD and FOEDERA_STORE_DATABASE. Raises UsageError, without the password.
    """
    text = target or os.environ.get("FOEDERA_STORE") or LOCAL
    if text == LOCAL:
        return None
    try:
        parts = urlsplit(text)
        known = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is not a number
        known = False
    if not known:
        raise UsageError(
            f"{_without_password(text)!r} is not the address of a store",
            f"give local, or an address such as neo4j+s://host:7687; schemes: {', '.join(SCHEMES)}",
        )
    return Address(
        uri=urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], path="")),
        user=unquote(parts.username or "") or os.environ.get("FOEDERA_STORE_USER", "neo4j"),
        password=unquote(parts.password or "") or os.environ.get("FOEDERA_STORE_PASSWORD", ""),
        database=unquote(parts.path.strip("/")) or os.environ.get("FOEDERA_STORE_DATABASE", "neo4j"),
    )


def _without_password(text: str) -> str:
    """What a message may show: not what stands before a host, nor behind a colon, where the host was forgotten."""
    scheme, mark, rest = text.partition("://") if "://" in text else ("", "", text)
    return scheme + mark + _NO_PORT.sub(":…", rest.rpartition("@")[2])
