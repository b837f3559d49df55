"""Runs a loader script and takes the Loader that it makes.

A script is a program: it is run when it is named itself, never because it lies in a folder that is loaded. What it prints goes to standard
error, because standard output holds results alone.
"""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from common.errors import FoederaError, InputError, NotFoundError
from loaders.sources.scripting import AT, BEING_READ, Loader, Ran, ready, shown_path

SUFFIX = ".py"
NAME = "loader"
RUN_AS = "__loader_script__"
"""The module's `__name__`: what a script does only as a program, such as loader.run(), is left out."""


def is_script(path: Path) -> bool:
    """Whether a path that somebody names is a loader script, or stands for one that was run already (a notebook)."""
    return path.suffix == SUFFIX or ready(str(path)) is not None


def run_script(path: Path) -> Loader:
    """The loader that the script at `path` makes.

    Raises NotFoundError when there is no such file, InputError when the script fails or makes no loader.
    """
    file = shown_path(str(path))
    if loader := ready(file):
        return loader
    if not os.path.isfile(path):  # noqa: PTH113  # Path.is_file() raises for a name of 5,000 letters
        raise NotFoundError(f"there is no script at {path}", "check the spelling")
    names: dict[str, object] = {}
    with _as_program(path):
        try:
            names = runpy.run_path(file, run_name=RUN_AS)
        except Ran as made:
            return made.loader
        except FoederaError:
            raise
        except (Exception, SystemExit) as error:
            raise InputError(_words(error, file), "the script failed; FOEDERA_DEBUG=1 shows where") from error
    if not isinstance(found := names.get(NAME), Loader):
        raise InputError(f"{file}: the script makes no loader", f"assign it: {NAME} = Loader(Dataset(...), source=...)")
    return found


@contextlib.contextmanager
def _as_program(path: Path) -> Iterator[None]:
    """As `python SCRIPT` would have it: its folder is searched for modules, and it is the only argument."""
    arguments, folders = sys.argv, sys.path
    sys.argv, sys.path = [str(path)], [str(path.resolve().parent), *sys.path]
    token = BEING_READ.set(True)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        BEING_READ.reset(token)
        sys.argv, sys.path = arguments, folders


def _words(error: BaseException, file: str) -> str:
    """What went wrong in a script, with the last of its lines that was reached."""
    if isinstance(error, SyntaxError):
        return f"{error.filename or file}:{error.lineno or 1}: {error.msg}"
    steps = [step for step in traceback.extract_tb(error.__traceback__) if step.filename == file]
    place = f"{file}:{steps[-1].lineno}" if steps else file
    if at := AT.get():
        place = f"{at}: {place}"
    said = " ".join(str(error).split())
    return f"{place}: {type(error).__name__}{f': {said}' if said else ''}"
