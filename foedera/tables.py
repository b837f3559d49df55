"""Tables for people: in the terminal, and in Markdown."""

from __future__ import annotations

import csv
import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.answering.tables.columns import Part

WIDEST = 10_000
"""A table that is not written to a terminal is as wide as it needs to be."""


def terminal(text: str) -> str:
    """A table (CSV) with lines around it, as wide as the terminal if there is one."""
    names, *rows = _read(text)
    table = Table()
    for name in names:
        table.add_column(Text(name))
    for row in rows:
        table.add_row(*map(Text, row))
    file = io.StringIO()
    screen = Console()
    Console(file=file, width=screen.width if screen.is_terminal else WIDEST, color_system=None).print(table)
    return file.getvalue()


def markdown(text: str) -> str:
    """A table (CSV) in GitHub's Markdown."""
    names, *rows = _read(text)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines)


def _escaped(cell: str) -> str:
    return " ".join(cell.replace("\\", "\\\\").replace("|", "\\|").split())


def _read(text: str) -> list[list[str]]:
    """The cells, without what is for programs: the days that a date may mean, and the column of warnings where there are none."""
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    days = {f"{name}.{part.value}" for name in names for part in (Part.EARLIEST, Part.LATEST)}
    shown = [i for i, name in enumerate(names) if name not in days and (i < len(names) - 1 or any(row[i] for row in rows))]
    return [[row[i] for i in shown] for row in (names, *rows)]
