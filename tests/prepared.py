"""The core data, loaded once for all processes of a test run: a stopped store in a folder, which tests copy, and its records in memory.

`python -m tests.prepared` makes it beforehand, while other things are checked; else the first process that needs it does.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import filelock

from graph import Store, open_store
from graph.local import control
from graph.local.paths import paths
from loaders.loading import load
from ontology import read_model

FOLDER = "FOEDERA_TEST_CORE"
"""Names the folder: that of a run, or one that was filled beforehand and serves several."""
T = TypeVar("T")
_RUN = shutil.ignore_patterns("run")


def folder() -> Path:
    """Where what is prepared lies."""
    found = Path(os.environ[FOLDER])
    found.mkdir(parents=True, exist_ok=True)
    return found


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """Have the local store be the one in a folder."""
    before = os.environ.get("FOEDERA_HOME")
    os.environ["FOEDERA_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FOEDERA_HOME"]
        else:
            os.environ["FOEDERA_HOME"] = before


def core_home() -> Path:
    """The home of a stopped store that holds the core data."""
    home = folder() / "home"
    with filelock.FileLock(f"{home}.lock"):
        if not home.exists():
            made = home.with_name("unfinished")
            shutil.rmtree(made, ignore_errors=True)
            with at_home(made):
                with open_store("local") as store:
                    load(store, read_model(), ["core"])
                control.stop(paths())
            made.rename(home)
    return home


def copy_core(home: Path) -> None:
    """Put the core data into a home, unless it has a store."""
    source = core_home()
    with filelock.FileLock(folder() / f"{home.name}.copy.lock"):
        for server in source.iterdir():
            if not (home / server.name).exists():
                shutil.copytree(server, home / server.name, ignore=_RUN)


@contextmanager
def core_store_at(home: Path) -> Iterator[Store]:
    """A store of its own that holds the core data, to write to."""
    copy_core(home)
    with at_home(home):
        store = open_store("local")
    with store:
        yield store


def kept(name: str, make: Callable[[], T]) -> T:
    """A value that takes long to make: the first process makes it, others read it."""
    file = folder() / f"{name}.pickle"
    with filelock.FileLock(f"{file}.lock"):
        if file.exists():
            found: T = _read(file)
            return found
        made = make()
        gc.freeze()
        file.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        return made


def _read(file: Path) -> Any:
    """What a file of millions of objects holds; they stay, so the collector need not look at them."""
    gc.disable()
    try:
        return pickle.loads(file.read_bytes())
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    core_home()
