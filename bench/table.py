"""Figures as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import geometric_mean

from bench.contenders import CACHED, FLOOR, OURS, RIVAL
from bench.further import MEANING, Further
from bench.outcome import Outcome


def comparison(scale: int, outcomes: Sequence[Outcome]) -> str:
    """The table of the operations at one scale: a line for each."""
    others = list(dict.fromkeys(n for o in outcomes for n in o.latency if n != FLOOR))
    heads = ["operation", "floor p50 ms", *(f"{n} | × floor" for n in others), "floor p95 ms", *others]
    heads += ["floor answers/s", *(f"{n} | floor ×" for n in others), "equal"]
    lines = [f"### Scale {scale}", ""]
    return "\n".join([*lines, *_table(heads, [_line(o, others) for o in outcomes]), "", *_means(outcomes)]) if outcomes else ""


def _means(outcomes: Sequence[Outcome]) -> list[str]:
    """The geometric means of the ratios over the operations that all contenders answered."""
    able = [o.latency for o in outcomes if RIVAL in o.latency and OURS in o.latency]
    if not able:
        return []
    ours, rival = (geometric_mean(latency[name].ratio for latency in able) for name in (OURS, RIVAL))
    beside = geometric_mean(latency[RIVAL].median / latency[OURS].median for latency in able)
    return [
        f"Geometric means of the latencies: ours {ours:.2f} × the floor, the rival {rival:.2f} × the floor and {beside:.2f} × ours.",
        "",
    ]


def further(found: Sequence[Further]) -> str:
    """The table of the other figures at one scale."""
    heads = ["what", "floor p50 ms", "ours | × floor", "ours − floor ms", "rival | × floor", "one statement"]
    lines = []
    for row in found:
        ours = row.latency.get(OURS) or row.latency[CACHED]
        rival = row.latency.get(RIVAL)
        cells = [f"{row.name}: {MEANING[row.name]}", _number(row.latency[FLOOR].median), f"{_number(ours.median)} | **{ours.ratio:.2f}**"]
        cells += [f"{ours.more:.2f}", f"{_number(rival.median)} | {rival.ratio:.2f}" if rival else "– | –"]
        lines.append([*cells, "yes" if row.same_statement else "no"])
    return "\n".join(["", *_table(heads, lines), ""]) if lines else ""


def growth(found: Sequence[tuple[int, Sequence[Outcome]]]) -> str:
    """How many times longer each operation takes at the last scale than at the first."""
    (small, first), (large, last) = found[0], found[-1]
    names = list(dict.fromkeys(n for o in first for n in o.latency))
    lines = []
    for one, other in zip(first, last, strict=True):
        able = [n if n in one.latency and n in other.latency else None for n in names]
        lines.append([one.operation, *(f"{other.latency[n].median / one.latency[n].median:.2f}" if n else "–" for n in able)])
    title = f"### Growth: p50 at scale {large} by p50 at scale {small}"
    return "\n".join([title, "", *_table(["operation", *names], lines), ""]) if lines else ""


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    head = " | ".join(heads)
    return [f"| {head} |", "|---" * (head.count(" | ") + 1) + "|", *(f"| {' | '.join(cells)} |" for cells in lines)]


def _line(outcome: Outcome, others: Sequence[str]) -> list[str]:
    found, rates = outcome.latency, outcome.throughput
    cells = [outcome.operation, _number(found[FLOOR].median)]
    cells += [f"{_number(found[n].median)} | **{found[n].ratio:.2f}**" if n in found else "– | –" for n in others]
    cells += [_number(found[n].p95) if n in found else "–" for n in (FLOOR, *others)]
    cells.append(_number(rates[FLOOR].rate) if FLOOR in rates else "–")
    cells += [f"{_number(rates[n].rate)} | {rates[n].ratio:.2f}" if n in rates else "– | –" for n in others]
    return [*cells, f"{outcome.check.equal}/{outcome.check.sets}"]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
