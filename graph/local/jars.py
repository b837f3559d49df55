"""The pinned list of jars: coordinates, SHA-256 and size of each, in graph/data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar of the server."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def file(self) -> str:
        """Its file name."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{tail}.jar"

    @property
    def path(self) -> str:
        """Its path in a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.file}"


@dataclass(frozen=True, slots=True)
class JarLock:
    """All jars of one edition. `digest` names this exact set."""

    version: str
    main_class: str
    jars: tuple[Jar, ...]
    digest: str

    @property
    def size(self) -> int:
        """The size of all jars in bytes."""
        return sum(jar.size for jar in self.jars)


def read_lock(edition: str) -> JarLock:
    """The lock of an edition, as it ships with Foedera."""
    text = resources.files("graph").joinpath("data", f"neo4j-{edition}.lock").read_text(encoding="utf-8")
    head, *lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    version, main_class = head.split()
    return JarLock(version, main_class, tuple(map(_jar, lines)), hashlib.sha256(text.encode()).hexdigest()[:12])


def _jar(line: str) -> Jar:
    coordinates, sha256, size = line.split()
    group, artifact, version, classifier = f"{coordinates}:".split(":")[:4]
    return Jar(group, artifact, version, classifier, sha256, int(size))


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
