"""Progress of long work, on standard error: a bar on a terminal, a line a step elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Step = Callable[[str, int], None]


@contextmanager
def steps() -> Iterator[Step]:
    """A function to call as step(what, parts) when a step begins, and as step("", n) when n parts of it are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda text, parts: console.print(f"{text}{f' {parts:,} parts' if parts else ''}") if text else None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def step(text: str, parts: int) -> None:
            if text:
                progress.update(task, description=text, total=parts or None, completed=0)
            else:
                progress.advance(task, parts)

        yield step
