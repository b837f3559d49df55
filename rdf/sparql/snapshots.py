"""Snapshots of the graph on disk, one folder for each data version and mapping, shared by all who serve or ask.

    …/sparql/3f2a….7d11…/           a snapshot: it has this name only when it is whole, and never changes
    …/sparql/building-8a6b…/        one that is being made, in a process of its own
    …/sparql/building.lock          held by who makes one

So the name is the pointer: what has the name of the present data version may be opened, and nothing else is. Old ones are removed by who
makes a new one. A process that has one open keeps its files; it opens none later.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

from filelock import FileLock, Timeout

from common.errors import StoreBusyError
from graph.local.paths import make_folder, paths
from rdf.sparql.progress import Progress, progress_in

KEPT = 2
"""Snapshots besides the present one, for those who switch between two stores."""
BUILD_SECONDS = 3600.0
_NAME = re.compile(r"[\w-]+\.[0-9a-f]{12}")
WAIT = "ask again in a moment; the snapshot is made once for each version of the data"


@cache
def mapping_version() -> str:
    """A word that changes with how the graph becomes RDF: with the ontology and any module of rdf/."""
    code = [f for f in resources.files("rdf").iterdir() if f.name.endswith(".py")]
    turtle = [f for f in resources.files("ontology").iterdir() if f.name.endswith(".ttl")]
    files = [*sorted((*code, *turtle), key=lambda f: f.name), resources.files("rdf.sparql") / "building.py"]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:12]


class MadeElsewhereError(StoreBusyError):
    """Another process makes a snapshot now."""


@dataclass(slots=True)
class Snapshots:
    """The snapshots in a folder. `target`: the store that they are made of, as `--store` has it."""

    folder: Path
    target: str | None = None
    _making: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def path(self, version: str) -> Path:
        """Where the snapshot of a data version is, or would be."""
        return self.folder / f"{re.sub(r'[^A-Za-z0-9_-]', '-', version)}.{mapping_version()}"

    def ready(self, version: str) -> Path | None:
        """The snapshot of a data version, if there is one."""
        path = self.path(version)
        if not path.is_dir():
            return None
        with suppress(OSError):
            os.utime(path)
        return path

    def nothing(self) -> Path:
        """A snapshot of no data, to see whether a query can be read."""
        path = self.folder / "nothing"
        if not path.is_dir():
            from rdf.sparql.building import fill  # noqa: PLC0415 (which brings all that an export needs)

            make_folder(self.folder)
            with tempfile.TemporaryDirectory(prefix="nothing-", dir=self.folder, ignore_cleanup_errors=True) as made:
                fill(Path(made) / "data", ())
                with suppress(OSError):  # somebody else has made it meanwhile
                    (Path(made) / "data").rename(path)
        return path

    def progress(self) -> Progress:
        """How far the one is that is being made, by this process or another."""
        return progress_in(self.folder)

    def make(self, version: str) -> Path:
        """Make the snapshot of a data version, and wait for it, unless it is there.

        Raises MadeElsewhereError when somebody else makes one, StoreBusyError when it cannot be made, as when the data changed meanwhile.
        """
        make_folder(self.folder)
        try:
            with FileLock(self.folder / "building.lock", timeout=0):
                if found := self.ready(version):
                    return found
                self._tidy()
                self._build(version)
        except Timeout as error:
            raise MadeElsewhereError("another process is making the snapshot for SPARQL", WAIT) from error
        return self.path(version)

    def _build(self, version: str) -> None:
        asked = {"store": self.target, "version": version, "folder": str(self.path(version)), "parent": os.getpid()}
        command = [sys.executable, "-I", "-m", "rdf.sparql.building"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, start_new_session=True) as self._making:
            try:
                _, said = self._making.communicate(json.dumps(asked).encode(), BUILD_SECONDS)
            except BaseException:
                self.stop()
                raise
        if not self.ready(version):
            why = said.decode("utf-8", "replace").strip().rpartition("\n")[2] or f"exit code {self._making.returncode}"
            raise StoreBusyError(f"the snapshot for SPARQL could not be made: {why}", "ask again")

    def stop(self) -> None:
        """End what makes a snapshot, if anything does."""
        if self._making and self._making.poll() is None:
            self._making.kill()

    def _tidy(self) -> None:
        """Remove what is left of builds that were ended, and old snapshots."""
        for left in self.folder.glob("building-*"):
            shutil.rmtree(left, ignore_errors=True)
        old = [path for path in self.folder.iterdir() if path.is_dir() and _NAME.fullmatch(path.name)]
        for path in sorted(old, key=lambda p: p.stat().st_mtime, reverse=True)[KEPT:]:
            shutil.rmtree(path, ignore_errors=True)


def shared_snapshots(target: str | None) -> Snapshots:
    """Those in the user's cache folder (FOEDERA_CACHE)."""
    return Snapshots(paths().cache / "sparql", target)
