"""What entities have in common: bodies to which all of them are tied, to which one alone is, and who else is tied to all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.spans import Span, merged, span_of
from analysis.table import Numbers, Spells


@dataclass(frozen=True, slots=True)
class Tie:
    """A body, the relation that leads to it, and those of the asked who are tied to it, each by some rows.

    `together`: the days, within the time asked for, on which all of those who are may have been at once (certainly were, where only that
    counts); none where they never were. `certain`: each of them is for certain, and at once with the others, where they have to be.
    """

    body: int
    relation: int
    holders: tuple[int, ...]
    rows: tuple[int, ...]
    together: tuple[Span, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """An entity, and for each of the asked the bodies to which both are tied."""

    entity: int
    through: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def bodies(self) -> int:
        """How many different bodies there are."""
        return len({body for _, bodies in self.through for body in bodies})


@dataclass(frozen=True, slots=True)
class Together:
    """When those who are tied to something have to be: `within` some days; there all of them `at_once`, or each on some day.

    `certain`: only days on which they certainly are count.
    """

    within: Span = field(default_factory=Span)
    at_once: bool = False
    certain: bool = False


def ties(spells: Spells, rows: Numbers, certain: Collection[int], actors: Sequence[int], asked: Together) -> list[Tie]:
    """The ties of some actors in the order of body and relation. `rows` hold as asked, those in `certain` for certain."""
    found: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    wanted = set(actors)
    for row in rows.tolist():
        if (actor := int(spells.subject[row])) in wanted:
            found[int(spells.object[row]), int(spells.relation[row])][actor].append(row)
    return [_tie(spells, certain, key, held, asked, len(wanted)) for key, held in sorted(found.items())]


def _tie(
    spells: Spells, certain: Collection[int], key: tuple[int, int], held: Mapping[int, Sequence[int]], asked: Together, actors: int
) -> Tie:
    together = _together(spells, held, asked.within, certain=asked.certain)
    sure = all(any(row in certain for row in rows) for rows in held.values())
    if asked.at_once and len(held) == actors and together:
        sure = sure and bool(_together(spells, held, asked.within, certain=True))
    all_rows = tuple(row for _, rows in sorted(held.items()) for row in rows)
    return Tie(*key, tuple(sorted(held)), all_rows, tuple(together), sure)


def _together(spells: Spells, held: Mapping[int, Sequence[int]], within: Span, *, certain: bool) -> list[Span]:
    """The days on which all of those who are tied to something are at once."""
    found: list[Span] = [within]
    for rows in held.values():
        spans = merged(span_of(spells, row, certain=certain) for row in rows)
        found = [both for one in found for other in spans if (both := one & other)]
    return found


def partners(spells: Spells, rows: Numbers, actors: Sequence[int], asked: Together) -> Iterator[Partner]:
    """Those tied to every one of the actors by some body, at once on some day within a span; the actors themselves are not among them."""
    mine: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    others: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    wanted = set(actors)
    for row in rows.tolist():
        actor, body = int(spells.subject[row]), int(spells.object[row])
        span = asked.within & span_of(spells, row, certain=asked.certain)
        if actor in wanted:
            mine[body][actor].append(span)
        else:
            others[body].append((actor, span))
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for body, held in mine.items():
        for partner, span in others[body]:
            for actor in _with(held, span):
                found[partner][actor].add(body)
    for partner, through in sorted(found.items()):
        if len(through) == len(wanted):
            yield Partner(partner, tuple((actor, tuple(sorted(through[actor]))) for actor in actors))


def _with(held: Mapping[int, Iterable[Span]], span: Span) -> Iterator[int]:
    """Those who were tied on a day of a span."""
    for actor, spans in held.items():
        if any(one & span for one in spans):
            yield actor
