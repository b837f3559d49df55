"""Similarity of portfolios: worked examples, other forms of the formulas, what is not defined."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from analysis.periods import Step, periods
from analysis.similarity import Portfolios, Similarity, Undefined, assumed, portfolios, reason, similarities, with_self
from analysis.table import Entity
from tests.analysis.panels import MEASURES, asked, complete, state, world
from tests.analysis.tables import EXAMPLES, day, spell

NAMES = [name for name, case in EXAMPLES.items() if case["kind"] == "similarity"]
CASES = [(name, method) for name in NAMES for method in EXAMPLES[name]["expected"] if method in Similarity.__members__]


@pytest.mark.parametrize(("name", "method"), CASES)
def test_worked_examples(name: str, method: str) -> None:
    case: dict[str, Any] = EXAMPLES[name]
    levels = np.array([case["x"], case["y"]])
    weights = None if case["weights"] is None else np.array(case["weights"])
    given = Portfolios(levels, np.ones_like(levels, np.bool_), case["levels"] - 1)
    value = similarities(given, Similarity[method], weights).values[0, 1]
    wanted = case["expected"][method]
    if wanted is None:
        assert math.isnan(value)
        assert reason(Similarity[method], 5) is (Undefined.NO_TIE if method == "JACCARD" else Undefined.CONSTANT)
    else:
        assert value == pytest.approx(wanted, abs=2e-6)


def by_hand(x: list[int], y: list[int], method: Similarity, top: int) -> float:
    """The measures in the form of sums over partners, and over pairs of partners."""
    n, both = len(x), list(zip(x, y, strict=True))
    apart = sum((a - b) ** 2 for a, b in both)
    match method:
        case Similarity.S:
            return 1 - 2 * sum(abs(a - b) for a, b in both) / (n * top)
        case Similarity.KAPPA:
            return 1 - apart / (sum((a - b) ** 2 for a in x for b in y) / n)
        case Similarity.PI:
            pooled = [*x, *y]
            return 1 - apart / (sum((a - b) ** 2 for a in pooled for b in pooled) / (4 * n))
        case Similarity.JACCARD:
            return sum(a > 0 and b > 0 for a, b in both) / sum(a > 0 or b > 0 for a, b in both)
        case Similarity.TAU_B:
            signs = [(np.sign(a[0] - b[0]), np.sign(a[1] - b[1])) for a, b in combinations(both, 2)]
            untied = math.sqrt(sum(s != 0 for s, _ in signs) * sum(t != 0 for _, t in signs))
            return float(sum(s * t for s, t in signs)) / untied


@pytest.mark.parametrize("method", Similarity)
def test_partners_that_are_not_known_are_left_out(method: Similarity) -> None:
    random = np.random.default_rng(11)
    levels = random.integers(0, 4, (5, 30))
    known = random.random((5, 30)) < 0.7
    found = similarities(Portfolios(levels, known, 3), method)
    for i, j in combinations(range(5), 2):
        left = known[i] & known[j]
        assert found.partners[i, j] == left.sum()
        wanted = by_hand(levels[i][left].tolist(), levels[j][left].tolist(), method, 3)
        assert found.values[i, j] == pytest.approx(wanted, abs=1e-12)


def test_without_partners_there_is_no_similarity() -> None:
    nobody = Portfolios(np.zeros((2, 2), np.int64), np.zeros((2, 2), np.bool_), 3)
    for method in Similarity:
        assert math.isnan(similarities(nobody, method).values[0, 1])
        assert reason(method, 0) is Undefined.NO_PARTNERS


def test_portfolios_take_the_strongest_tie_and_know_what_they_do_not() -> None:
    spells = [state(name, "1900-01-01") for name in "abcd"]
    pairs = {"ab": "abcd"[:2], "weak": "ac", "strong": "bc"}
    spells += [spell(who, name, "1950-01-01", "..", relation="partyTo") for name, both in pairs.items() for who in both]
    entities = [Entity(name, "State", name, coverage=(complete("partyTo"),)) for name in "ab"]
    entities += [
        Entity("ab", "AllianceTreaty", "ab", obligations=("consultation", "neutrality"), coverage=(complete("parties"),)),
        Entity("weak", "AllianceTreaty", "weak", obligations=("consultation",), coverage=(complete("parties"),)),
        Entity("strong", "AllianceTreaty", "strong", obligations=("defense",)),
    ]
    table = world(spells, entities)
    numbers, found = portfolios(table, MEASURES, asked(table, 1950, 1950))
    assert [table.entities[n].id for n in numbers] == list("abcd")
    assert found.levels[0, 1:].tolist() == [2, 1, 0]
    assert found.known[0, 1:].tolist() == [True, True, True]
    assert (found.levels[1, 2], found.known[1, 2]) == (3, True)  # nothing is stronger
    assert (found.levels[2, 3], found.known[2, 3]) == (0, False)
    excluded, included = with_self(found, maximum=False), with_self(found, maximum=True)
    assert similarities(excluded, Similarity.S).partners[0, 1] == similarities(included, Similarity.S).partners[0, 1] - 2
    assert included.levels.diagonal().tolist() == [3, 3, 3, 3]


def test_a_tie_with_unknown_dates_is_not_taken_for_none() -> None:
    """Nobody writes of a tie of a and c; of that of a and b somebody does, and it may have begun by then."""
    spells = [state(name, "1900-01-01") for name in "abc"]
    spells += [spell(who, "pact", start, "..", relation="partyTo") for who, start in (("a", "1940-01-01"), ("b", "1950"))]
    table = world(spells, [Entity("pact", "AllianceTreaty", "pact", obligations=("defense",))])
    question = replace(asked(table, 1950, 1950), periods=periods(day("1950-06-01"), day("1950-06-01"), Step.DAY))
    _, found = portfolios(table, MEASURES, question)
    assert assumed(found).known[0].tolist() == [True, False, True]
    # Where only what is certain counts it does not, as if nobody wrote of it.
    _, found = portfolios(table, MEASURES, replace(question, certain=True))
    assert assumed(found).known[0].tolist() == [True, True, True]
    assert found.levels[0, 1] == 0
