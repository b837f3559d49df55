"""What Foedera is built of is pinned by hashes, and what a release says of its origin is true."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from provenance import LOCKS, statement
from tests.campaign import FULL

ROOT = Path(__file__).parents[1]
PINNED = sorted(ROOT.glob("requirements*.lock"))
SHA256 = re.compile("[0-9a-f]{64}")


def pins(lock: Path) -> dict[str, int]:
    """The packages of a lock, each with one version, and how many hashes each has."""
    found: dict[str, int] = {}
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()):
        name, version = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;]+)", entry).groups()  # type: ignore[union-attr]  # else it fails
        assert version
        found[canonicalize_name(name)] = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))
    return found


@pytest.mark.parametrize("lock", PINNED, ids=lambda lock: lock.name)
def test_every_package_of_python_has_a_hash(lock: Path) -> None:
    assert len(PINNED) == 3
    assert [name for name, hashes in pins(lock).items() if not hashes] == []


def test_what_builds_the_package_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {canonicalize_name(Requirement(text).name) for text in project["build-system"]["requires"]}
    assert wanted <= pins(ROOT / "requirements.lock").keys()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [
        line for line in makefile.splitlines() if "pip install" in line and "--require-hashes" not in line and "--no-deps" not in line
    ] == []


def test_every_package_of_the_playground_has_a_hash() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    loose = [name for name, one in packages.items() if name and not one.get("integrity", "").startswith("sha512-")]
    assert loose == []
    assert [name for name, one in packages.items() if "resolved" in one] == [], "they come from the registry that npm is set to"


def test_a_statement_of_provenance_names_what_was_built_and_of_what(tmp_path: Path) -> None:
    (tmp_path / "foedera.whl").write_bytes(b"a wheel")
    (tmp_path / "foedera.tar.gz").write_bytes(b"a source distribution")
    found = statement(tmp_path.iterdir(), ROOT, "c" * 40, "https://example.org/builder")
    digest = hashlib.sha256(b"a wheel").hexdigest()
    assert found["_type"] == "https://in-toto.io/Statement/v1"
    assert found["predicateType"] == "https://slsa.dev/provenance/v1"
    assert [(one["name"], one["digest"]["sha256"] == digest) for one in found["subject"]] == [
        ("foedera.tar.gz", False),
        ("foedera.whl", True),
    ]
    build = found["predicate"]["buildDefinition"]
    assert {"name": "source", "digest": {"gitCommit": "c" * 40}} in build["resolvedDependencies"]
    assert [one["name"] for one in build["resolvedDependencies"][1:]] == list(LOCKS)
    assert all(SHA256.fullmatch(one["digest"]["sha256"]) for one in build["resolvedDependencies"][1:])
    assert build["internalParameters"]["python"] == sys.version.split()[0]
    assert found["predicate"]["runDetails"]["builder"]["id"] == "https://example.org/builder"
    assert str(tmp_path) not in json.dumps(found)


if FULL:

    @pytest.mark.timeout(900)
    def test_two_builds_of_a_commit_are_equal_and_their_provenance_fits() -> None:
        done = subprocess.run(["make", "-s", "provenance"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        told = json.loads((ROOT / "dist" / "provenance.json").read_text(encoding="utf-8"))
        assert len(told["subject"]) == 2
        for one in told["subject"]:
            assert hashlib.sha256((ROOT / "dist" / one["name"]).read_bytes()).hexdigest() == one["digest"]["sha256"]
