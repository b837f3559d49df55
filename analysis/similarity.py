"""How alike the portfolios of states are: the formulas of the literature, for all pairs at once.

x and y are two portfolios: levels 0 … top of the ties with the same partners, w the weights of these, W their sum. Partners with which the
tie of either is not known are left out of both.

    S        1 - 2 Σ w|x-y| / (W · top)                       Signorino and Ritter 1999; top is that of the scale, not the highest observed
    KAPPA    1 - D / E, D = Σ w(x-y)²,                        Cohen's kappa with squared distances, as in Häge 2011;
             E = Σ w(x-x̄)² + Σ w(y-ȳ)² + W(x̄-ȳ)²              for two levels Cohen's own
    PI       the same with E = Σ wx² + Σ wy² - W(x̄+ȳ)²/2      Scott's pi with squared distances, as in Häge 2011
    TAU_B    Kendall's tau-b                                   Bueno de Mesquita 1975; without weights
    JACCARD  Σ w[x>0 and y>0] / Σ w[x>0 or y>0]
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from analysis.panels import Asked, Measures, actors, related
from analysis.sharing import Reading
from analysis.table import Numbers, Table

NOTHING = 1e-9
"""What is smaller is a rounding error of a sum of squares."""


class Similarity(enum.Enum):
    """The measures; the value is what answers state."""

    S = "S = 1 - 2 Σw|x-y| / (Σw · top): 1 for equal portfolios, -1 for those as far apart as the scale allows"
    KAPPA = "Cohen's kappa with squared distances: agreement beyond chance, where each keeps its own frequencies"
    PI = "Scott's pi with squared distances: agreement beyond chance, where both share their frequencies"
    TAU_B = "Kendall's tau-b: whether both rank their partners alike"
    JACCARD = "the partners of both among the partners of either"


class Undefined(enum.Enum):
    """Why two portfolios have no similarity."""

    NO_PARTNERS = "no partner is left with which the ties of both are known"
    CONSTANT = "a portfolio does not vary"
    NO_TIE = "neither has any tie"


@dataclass(frozen=True, slots=True, eq=False)
class Portfolios:
    """A row for each state: its level of tie with each, and whether that is known. `open`: whether it hangs on the dates of a treaty."""

    levels: Numbers
    known: Numbers
    top: int
    open: Numbers | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """For each pair of states the value (not a number where there is none), and with how many partners."""

    values: Numbers
    partners: Numbers


def portfolios(table: Table, measures: Measures, asked: Asked) -> tuple[Numbers, Portfolios]:
    """The states of the (one) period asked for, and their portfolios of alliances: of several ties the strongest counts."""
    found = actors(table, measures.exists, asked)
    there = np.flatnonzero(found.alive[:, 0])
    size = max(1, len(found))
    levels = np.zeros((size, size), np.int64)
    doubtful, open_ = np.zeros((2, size, size), np.bool_)
    weighty = sorted(((level, name) for name, level in measures.obligations.items() if level), reverse=True)
    for counted in measures.counted:
        places = {group.name: number for number, group in enumerate(counted.groups)}
        if measures.unstated not in places:
            continue
        reading = Reading.of(related(table, counted, found, asked), len(found), asked.periods)
        reading.advance(0)
        certain, possible, known = reading.certain.shared > 0, reading.possible.shared > 0, reading.known(0)
        for level, name in weighty:
            tie = certain[places[name]]
            none = known[places[name]] & ~possible[places[name]] & ~possible[places[measures.unstated]]
            levels = np.maximum(levels, level * tie)
            doubtful |= ~tie & ~none & (levels < level)
            if not asked.certain:
                open_ |= ~tie & possible[places[name]] & (levels < level)
    of = np.ix_(there, there)
    return found.numbers[there], Portfolios(levels[of], ~doubtful[of], max((level for level, _ in weighty), default=0), open_[of])


def assumed(found: Portfolios) -> Portfolios:
    """Portfolios in which a tie of which nobody writes is taken for none. Of one with unknown dates somebody writes: it is not known."""
    known = np.ones_like(found.known) if found.open is None else ~found.open
    return Portfolios(found.levels, known, found.top, found.open)


def with_self(found: Portfolios, *, maximum: bool) -> Portfolios:
    """Portfolios in which the tie of each with itself is the strongest, as the literature has it, or is left out with the partner."""
    levels, known = found.levels.copy(), found.known.copy()
    np.fill_diagonal(levels, found.top if maximum else 0)
    np.fill_diagonal(known, maximum)
    return Portfolios(levels, known, found.top, found.open)


def similarities(found: Portfolios, method: Similarity, weights: Numbers | None = None) -> Similarities:
    """The similarity of each pair of states. `weights`: of the partners, 1 each unless given."""
    known = found.known.astype(np.float64)
    x = found.levels.astype(np.float64) * known
    w = np.ones(x.shape[1]) if weights is None else weights.astype(np.float64)
    weighted = known * w
    with np.errstate(divide="ignore", invalid="ignore"):
        match method:
            case Similarity.S:
                values = _s(x, weighted, known, w, found.top)
            case Similarity.JACCARD:
                values = _jaccard(x, known, w)
            case Similarity.TAU_B:
                values = _tau_b(x, known, found.top)
            case _:
                values = _by_chance(x, weighted, known, w, pi=method is Similarity.PI)
    partners = (known @ known.T).astype(np.int64)
    total = weighted @ known.T
    return Similarities(np.where(total > 0, values, np.nan), partners)


def reason(method: Similarity, partners: int) -> Undefined:
    """Why a pair with so many partners has no value."""
    if not partners or method is Similarity.S:
        return Undefined.NO_PARTNERS
    return Undefined.NO_TIE if method is Similarity.JACCARD else Undefined.CONSTANT


def _s(x: Numbers, weighted: Numbers, known: Numbers, w: Numbers, top: int) -> Numbers:
    apart = np.zeros((len(x), len(x)))
    for level in range(1, top + 1):  # |x-y| is the number of thresholds that only one of the two passes
        passed = (x >= level).astype(np.float64)
        own = (passed * w) @ known.T
        apart += own + own.T - 2 * (passed * w) @ passed.T
    found: Numbers = 1 - 2 * apart / ((weighted @ known.T) * top)
    return found


def _jaccard(x: Numbers, known: Numbers, w: Numbers) -> Numbers:
    tied = (x > 0).astype(np.float64)
    both, own = (tied * w) @ tied.T, (tied * w) @ known.T
    found: Numbers = both / (own + own.T - both)
    return found


def _by_chance(x: Numbers, weighted: Numbers, known: Numbers, w: Numbers, *, pi: bool) -> Numbers:
    total = weighted @ known.T
    squares, mean = (x * x * w) @ known.T, (x * w) @ known.T / total
    apart = squares + squares.T - 2 * (x * w) @ x.T
    together = total * (mean + mean.T) ** 2 / 2 if pi else 2 * total * mean * mean.T
    expected = squares + squares.T - together
    return np.where(expected > NOTHING, 1 - apart / expected, np.nan)


def _tau_b(x: Numbers, known: Numbers, top: int) -> Numbers:
    at = np.stack([(x == level) & (known > 0) for level in range(top + 1)]).astype(np.float64)
    table = np.einsum("anm,bkm->abnk", at, at, optimize=True)
    size = range(top + 1)
    agreeing = sum(table[i, j] * (table[i + 1 :, j + 1 :].sum((0, 1)) - table[i + 1 :, :j].sum((0, 1))) for i in size for j in size)
    number = table.sum((0, 1))
    untied = [number * (number - 1) / 2 - (side * (side - 1) / 2).sum(0) for side in (table.sum(1), table.sum(0))]
    bottom = np.sqrt(untied[0] * untied[1])
    return np.where(bottom > 0, agreeing / bottom, np.nan)
