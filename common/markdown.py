"""Pages that are made from data: tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

RIGHT = "---:"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a table. Columns whose heads are among `numbers` are aligned to the right."""
    lines = [RIGHT if name in numbers else "---" for name in head]
    for row in (head, lines, *rows):
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |\n"


def count(number: int) -> str:
    """A number with commas: 12,345."""
    return f"{number:,}"


def share(part: int, whole: int) -> str:
    """A part in per cent, rounded down but never to nothing: 41 %. Nothing of nothing is a dash."""
    if not whole:
        return "–"
    return "<1 %" if 0 < part * 100 < whole else f"{part * 100 // whole} %"
