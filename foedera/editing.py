"""How commands that edit files write them, or show what they would write."""

# ruff: noqa: PLC0415

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def write_or_show(texts: Mapping[Path, str], *, dry_run: bool) -> None:
    """Write files in the given order and name each; for a dry run print how they would change, as `diff -u` does."""
    from loaders.editing.writing import write_atomically

    for file, text in texts.items():
        if not dry_run:
            write_atomically(file, text)
            typer.echo(str(file))
            continue
        for line in _difference(file, text):
            # Only what is read on a terminal has colours: a diff may be kept, or given to `patch`.
            typer.echo(typer.style(line, fg=COLOURS.get(line[:1])) if sys.stdout.isatty() else line)


def _difference(file: Path, text: str) -> Iterator[str]:
    before = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    return difflib.unified_diff(before.splitlines(), text.splitlines(), str(file), str(file), lineterm="")
