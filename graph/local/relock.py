"""For maintainers: regenerate the lock of an edition from the coordinates of its server.

python -m graph.local.relock 2026 org.neo4j:neo4j:2026.09.0 org.neo4j.server.Neo4jCommunity
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import jgo
from jgo.constants import default_maven_repo

from graph.local.jars import Jar, digest_of


def main(edition: str, coordinates: str, main_class: str) -> None:
    """Resolve `coordinates` with jgo and pin everything found."""
    environment = Path(jgo.build(coordinates).path)
    found = tomllib.loads((environment / "jgo.lock.toml").read_text(encoding="utf-8"))["dependencies"]
    repository = Path(default_maven_repo())
    lines = []
    for entry in found:
        if entry.get("packaging", "jar") != "jar":
            continue
        jar = Jar(entry["groupId"], entry["artifactId"], entry["version"], entry.get("classifier", ""), "", 0)
        file = repository / jar.path
        name = ":".join(filter(None, (jar.group, jar.artifact, jar.version, jar.classifier)))
        lines.append(f"{name} {digest_of(file)} {file.stat().st_size}")
    target = Path(__file__).parent.parent / "data" / f"neo4j-{edition}.lock"
    head = [
        "# Jars of Neo4j Community with their SHA-256 and size; made by graph/local/relock.py.",
        f"{coordinates.split(':')[2]} {main_class}",
    ]
    target.write_text("\n".join([*head, *sorted(lines)]) + "\n", encoding="utf-8")
    print(f"{target}: {len(lines)} jars", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
