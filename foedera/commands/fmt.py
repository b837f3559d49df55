"""`foedera fmt`: one form for all files of entities."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedera.options import named_path

Paths = Annotated[
    list[Path], typer.Argument(parser=named_path, metavar="PATH...", help="Files, and folders in which to look for .yaml files.")
]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; name the files that would change, and exit with 1 if there are any.")]


def fmt(paths: Paths, check: Check = False) -> None:
    """Bring files of entities into one form. What they say stays the same; comments stay where they belong.

    Keys come in groups: id, class and name; properties; source and note; relations; claims and conflicts. Within a group your order stays,
    and so does that of lists. Files that hold no entities or datasets, and mappings, are left alone. A file changes whole or not at all.

    Examples: `foedera fmt my-agencies.yaml`, `foedera fmt data/ --check`
    """
    from common.errors import InputError
    from facts.records import Problem
    from loaders.editing.formatting import format_file
    from loaders.editing.writing import write_atomically
    from loaders.sources.files import find_files
    from ontology import read_model

    model = read_model()
    problems: list[Problem] = []
    changed = total = 0
    for file in (f for path in paths for f in find_files(path)):
        found = format_file(file, model)
        if isinstance(found, Problem):
            problems.append(found)
        elif found:
            total += 1
            before, after = found
            if before != after:
                changed += 1
                typer.echo(str(file))
                if not check:
                    write_atomically(file, after)
    typer.echo(f"{changed:,} of {total:,} files {'would change' if check else 'changed'}", err=True)
    if problems:
        raise InputError("\n".join(str(p) for p in problems), f"{len(problems)} not formatted")
    if check and changed:
        raise typer.Exit(1)
