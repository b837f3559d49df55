"""The folders and files of the local store."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from common.cached import cache_folder
from common.errors import StoreInstallError

EDITIONS = ("2026", "5.26")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one local store. `cache` (jars) is shared by all stores of a user; `home` holds the data."""

    home: Path
    cache: Path
    edition: str

    @property
    def server(self) -> Path:
        """The server's own folder: data, logs and settings. Editions do not share data: their formats differ."""
        return self.home / f"neo4j-{self.edition}"

    @property
    def run(self) -> Path:
        """Locks and the state of the running server."""
        return self.server / "run"

    @property
    def state(self) -> Path:
        """Port and process ids of the running server, there only while it answers."""
        return self.run / "state.json"

    @property
    def password(self) -> Path:
        """The password, readable by its owner alone."""
        return self.server / "password"

    @property
    def log(self) -> Path:
        """The log of the server's and its supervisor's output."""
        return self.server / "logs" / "console.log"


def paths() -> Paths:
    """The paths in force: FOEDERA_HOME or the user's data folder, FOEDERA_CACHE or the user's cache folder.

    FOEDERA_NEO4J chooses the edition: 2026 (default) or 5.26.
    """
    edition = os.environ.get("FOEDERA_NEO4J", EDITIONS[0])
    if edition not in EDITIONS:
        raise StoreInstallError(f"FOEDERA_NEO4J is {edition!r}", f"set it to {' or '.join(EDITIONS)}")
    home = os.environ.get("FOEDERA_HOME") or platformdirs.user_data_dir("foedera", appauthor=False)
    return Paths(Path(home).expanduser().absolute(), cache_folder(), edition)


def make_folder(folder: Path) -> None:
    """Make a folder that only the user may read. Raises StoreInstallError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        hint = "choose another with FOEDERA_HOME (data) or FOEDERA_CACHE (downloads)"
        raise StoreInstallError(f"cannot make the folder {folder}: {error.strerror}", hint) from error
    if not os.access(folder, os.W_OK):
        raise StoreInstallError(f"cannot write to {folder}", "choose another with FOEDERA_HOME (data) or FOEDERA_CACHE (downloads)")
