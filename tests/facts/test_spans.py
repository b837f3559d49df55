"""Spans against what they stand for: all the ways in which something may have begun and ended, on a calendar of a few days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from common.dates import BEGINNING, FOREVER, Bounds
from facts.spans import Span

DAYS = [BEGINNING, *(f"2000-01-{day:02}" for day in range(1, 8)), FOREVER]
Way = tuple[str, str]
"""A day on which something begins, and one on which it ends, which is not before."""


@dataclass(frozen=True)
class Piece:
    """A piece of knowledge: how it narrows a span, and the ways that it leaves."""

    name: str
    days: tuple[str, str]

    def narrow(self, span: Span) -> Span:
        """The span with it."""
        first, last = self.days
        steps: dict[str, Callable[[], Span]] = {
            "starting": lambda: span.starting(Bounds(first, last)),
            "ending": lambda: span.ending(Bounds(first, last)),
            "not_before": lambda: span.not_before(first),
            "begun_by": lambda: span.begun_by(first),
            "lasting_to": lambda: span.lasting_to(first),
            "not_after": lambda: span.not_after(first),
        }
        return steps[self.name]()

    def leaves(self, way: Way) -> bool:
        """Whether something may have gone that way."""
        (begin, end), (first, last) = way, self.days
        return {
            "starting": first <= begin <= last,
            "ending": first <= end <= last,
            "not_before": begin >= first,
            "begun_by": begin <= first,
            "lasting_to": end >= first,
            "not_after": end <= first,
        }[self.name]


NAMES = ("starting", "ending", "not_before", "begun_by", "lasting_to", "not_after")
pairs = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda pair: (min(pair), max(pair)))
pieces = st.builds(Piece, st.sampled_from(NAMES), pairs)
knowledge = st.lists(pieces, max_size=6)


def drawn_together(known: list[Piece]) -> Span:
    """The span of all pieces, in their order."""
    span = Span()
    for piece in known:
        span = piece.narrow(span)
    return span.settled()


def ways(known: list[Piece]) -> list[Way]:
    """The ways that all pieces leave."""
    return [(a, b) for a in DAYS for b in DAYS if a <= b and all(p.leaves((a, b)) for p in known)]


@given(knowledge)
def test_a_span_has_its_days_in_order_whatever_is_told(known: list[Piece]) -> None:
    span = drawn_together(known)
    assert span.start_earliest <= span.start_latest
    assert span.end_earliest <= span.end_latest
    assert span.start_earliest <= span.end_latest


@given(knowledge, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_what_is_certain_is_possible(known: list[Piece], one: str, other: str) -> None:
    span, first, last = drawn_together(known), min(one, other), max(one, other)
    assert span.may_hold(first, last) or not span.holds_certainly(first, last)


@given(knowledge, st.sampled_from(DAYS))
def test_without_a_conflict_a_span_is_exactly_what_is_known(known: list[Piece], day: str) -> None:
    found, span = ways(known), drawn_together(known)
    if found:
        assert span.may_hold(day, day) == any(a <= day <= b for a, b in found)
        assert span.holds_certainly(day, day) == all(a <= day <= b for a, b in found)


@given(knowledge, pieces, st.sampled_from(DAYS))
def test_more_knowledge_makes_nothing_certain_less_so_and_nothing_impossible_possible(known: list[Piece], more: Piece, day: str) -> None:
    before, after = drawn_together(known), drawn_together([*known, more])
    if ways([*known, more]):
        assert after.holds_certainly(day, day) or not before.holds_certainly(day, day)
    assert before.may_hold(day, day) or not after.may_hold(day, day)


@given(knowledge, knowledge, st.sampled_from(["starting", "ending"]), pairs, pairs, st.sampled_from(DAYS))
def test_a_date_known_better_never_widens_an_answer(
    first: list[Piece], then: list[Piece], name: str, wide: tuple[str, str], narrow: tuple[str, str], day: str
) -> None:
    inner = max(wide[0], narrow[0]), min(wide[1], narrow[1])
    vague, exact = ([*first, Piece(name, days), *then] for days in (wide, inner))
    if inner[0] <= inner[1] and ways(exact):
        assert drawn_together(vague).may_hold(day, day) or not drawn_together(exact).may_hold(day, day)
        assert drawn_together(exact).holds_certainly(day, day) or not drawn_together(vague).holds_certainly(day, day)
