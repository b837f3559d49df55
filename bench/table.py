"""Figures as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.contenders import FLOOR

if TYPE_CHECKING:
    from bench.compare import Outcome


def comparison(scale: int, outcomes: Sequence[Outcome]) -> str:
    """The table of one scale: a line for each operation."""
    others = list(dict.fromkeys(n for o in outcomes for n in o.latency if n != FLOOR))
    heads = ["operation", "floor p50 ms", *(f"{n} p50 ms | × floor" for n in others), "floor p95", *(f"{n} p95" for n in others)]
    heads += ["floor /s", *(f"{n} /s | floor ×" for n in others), "equal"]
    head = " | ".join(heads)
    lines = [f"| {head} |", "|---" * (head.count("|") + 1) + "|", *(_line(o, others) for o in outcomes)]
    return "\n".join([f"### Scale {scale}", "", *lines, ""])


def _line(outcome: Outcome, others: Sequence[str]) -> str:
    found, rates = outcome.latency, outcome.throughput
    cells = [outcome.operation, _number(found[FLOOR].median)]
    cells += [f"{_number(found[n].median)} | **{found[n].ratio:.2f}**" if n in found else "– | –" for n in others]
    cells += [_number(found[n].p95) if n in found else "–" for n in (FLOOR, *others)]
    cells.append(_number(rates[FLOOR].rate) if rates else "–")
    cells += [f"{_number(rates[n].rate)} | {rates[n].ratio:.2f}" if n in rates else " | " for n in others]
    cells.append(f"{outcome.check.equal}/{outcome.check.sets}")
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
