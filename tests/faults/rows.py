"""The tables of docs/reliability.md that a campaign writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
FAULTS, MIXED, PRESSED, GROWTH = (
    f"<!-- figures {what} -->\n" for what in ("of make faults", "of answers under loads", "under pressure", "of growth")
)
END = "<!-- end -->\n"
HEAD = "| fault | tried | failed | late | what the user sees | seconds to recover: median, most |\n|---|---|---|---|---|---|\n"
MIXED_HEAD = "| asked | answers | mixed | what else came |\n|---|---|---|---|\n"
GOAL_SECONDS = 15.0
GOOD = ("answered", "streamed")


@dataclass
class Row:
    """A line of the table. `failed`: how often the server did not recover; `late`: how often after more than GOAL_SECONDS."""

    fault: str
    sees: str = ""
    tried: int = 0
    failed: int = 0
    seconds: list[float] = field(default_factory=list)

    def line(self) -> str:
        """As it stands in the table."""
        taken = f"{median(self.seconds):.1f}, {max(self.seconds):.1f}" if self.seconds else "–"
        return f"| {self.fault} | {self.tried:,} | {self.failed:,} | {self.late:,} | {self.sees or 'nothing'} | {taken} |"

    def mixed_line(self) -> str:
        """As it stands in the table of answers."""
        return f"| {self.fault} | {self.tried:,} | {self.failed:,} | {self.sees or 'nothing'} |"

    @property
    def late(self) -> int:
        """How often it took longer to recover than it may."""
        return sum(seconds > GOAL_SECONDS for seconds in self.seconds)


def told(outcomes: Counter[str], slowest: float) -> str:
    """What readers saw: how much was answered, and what else came how often."""
    answered = sum(outcomes[name] for name in GOOD)
    others = [f"{name} × {number}" for name, number in sorted(outcomes.items()) if name not in GOOD and number]
    return ", ".join([f"{answered:,} answers", *others, f"the slowest after {slowest:.1f} s"])


def put(mark: str, lines: Iterable[str], head: str, words: Sequence[str] = ()) -> str:
    """Write a table into the page, where its mark is, with words below; what was written."""
    table = head + "".join(f"{line}\n" for line in lines) + "".join(f"\n{text}\n" for text in words)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(mark)
    PAGE.write_text(before + mark + table + END + rest.partition(END)[2], encoding="utf-8")
    return table
