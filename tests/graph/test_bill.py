"""The bill of what runs Neo4j names every jar that is brought, with the hash by which it is checked."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from graph.local.bill import JAVA, bill
from graph.local.jars import read_lock


@pytest.mark.parametrize("edition", ["2026", "5.26"])
def test_every_jar_is_on_the_bill(edition: str) -> None:
    found, lock = bill(edition), read_lock(edition)
    jars = {one["purl"]: one["hashes"][0]["content"] for one in found["components"] if "hashes" in one}
    assert len(jars) == len(lock.jars)
    assert set(jars.values()) == {jar.sha256 for jar in lock.jars}
    assert found["metadata"]["component"]["version"] == lock.version
    assert JAVA in {one["name"] for one in found["components"]}
    refs = [one["bom-ref"] for one in found["components"]]
    assert len(refs) == len(set(refs))


def test_the_command_writes_it() -> None:
    done = subprocess.run([sys.executable, "-m", "graph.local.bill"], capture_output=True, check=True)
    assert json.loads(done.stdout)["bomFormat"] == "CycloneDX"
