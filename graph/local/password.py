"""The password of a new server, set in its files before it starts: it never listens with the one that every new Neo4j has.

The file is what `neo4j-admin dbms set-initial-password` writes, which takes two seconds of a Java process of its own and shows the password
in the list of processes. Neo4j reads it when it makes its system database, and not afterwards.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from graph.local.server import USER, write_whole

ROUNDS = 1024
"""How often Neo4j hashes a password in this file. The password is random, so that no number of guesses finds it."""


def ensure_password(server: Path) -> None:
    """Give the server in a folder its password if it has none yet: `password`, for its owner alone. Raises OSError."""
    file = server / "password"
    if file.exists():
        return
    password = secrets.token_urlsafe(24)
    first = server / "data" / "dbms" / "auth.ini"
    first.parent.mkdir(parents=True, exist_ok=True)
    # Before the password, without which all of it is done again.
    write_whole(first, f"{USER}:{_credential(password)}:\n")
    write_whole(file, password)


def _credential(password: str) -> str:
    salt = secrets.token_bytes(32)
    digest = salt + password.encode()
    for _ in range(ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return f"SHA-256,{digest.hex()},{salt.hex()},{ROUNDS}"
