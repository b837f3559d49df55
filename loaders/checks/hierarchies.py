"""Hierarchies, such as parts of parts, that lead back to where they began. All of it as warnings.

Where a relation holds for a time, its rows make a cycle only if all of them may hold on one day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from facts.preference import Preferences
from facts.records import LinkRecord, Problem, Records, focus_of
from loaders.checks import rules
from loaders.checks.lives import stated_days
from ontology import Model, stored

MOST = 20
"""So many cycles of one relation are reported; past that nobody reads them one by one."""
SHOWN = 6

Pairs = dict[tuple[str, str], LinkRecord]


def check_hierarchies(records: Records, model: Model, files: Collection[str]) -> Iterator[Problem]:
    """Cycles of preferred relationships in checked records, as far as one of them is stated in one of `files`."""
    preferences = Preferences(records, model)
    found: dict[str, Pairs] = defaultdict(dict)
    for link in records.links:
        if model.relations[link.relation].hierarchy and preferences.prefers(link):
            found[link.relation].setdefault((link.subject, link.object), link)
    for pairs in found.values():
        for cycle in _cycles(pairs):
            mine = next((link for link in cycle if link.file in files), None)
            if mine and _may_hold_together(cycle, model):
                yield _problem(mine, cycle)


def _cycles(pairs: Pairs) -> Iterator[list[LinkRecord]]:
    """Cycles that share no relationship, each in the order in which it is walked."""
    left = dict(pairs)
    for _ in range(MOST):
        above: dict[str, set[str]] = defaultdict(set)
        for subject, object_ in left:
            above[subject].add(object_)
        try:
            TopologicalSorter(above).prepare()
        except CycleError as error:
            names = error.args[1][::-1]
            yield [left.pop(step) for step in pairwise(names)]
        else:
            return


def _may_hold_together(cycle: Iterable[LinkRecord], model: Model) -> bool:
    days = [d for link in cycle if model.relations[link.relation].dated and (d := stated_days(link))]
    return not days or max(d[stored.START_EARLIEST] for d in days) <= min(d[stored.END_LATEST] for d in days)


def _problem(link: LinkRecord, cycle: list[LinkRecord]) -> Problem:
    start = cycle.index(link)
    walk = [o.subject for o in (*cycle[start:], *cycle[:start])]
    shown = [*walk[:SHOWN], *(["…"] if len(walk) > SHOWN else []), link.subject]
    message = f"{link.relation} leads back to where it began: {' → '.join(shown)}"
    where = link.place("ref")
    about = {"value": link.object, "focus": focus_of(link), "path": link.relation}
    return rules.CYCLE.broken(where, message, "take out the one that is wrong", **about)
