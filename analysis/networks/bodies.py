"""The bodies that tie the nodes of a network, and what is known of their lists."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.choosing import Choice, Mode, chosen
from analysis.covered import covered
from analysis.networks.projection import Network, Ties
from analysis.periods import Periods
from analysis.table import Numbers, Table


def covered_bodies(table: Table, choice: Choice, lists: Mapping[str, str], network: Network, today: int) -> tuple[int, int | None]:
    """How many bodies the ties lead to, and for how many of them all lists are declared complete throughout the time that is asked about.

    `lists`: by relation the name that its list has at the body. The second number is None where no time is asked about.
    """
    bodies: list[int] = np.unique(network.ties.body).tolist()
    if choice.mode is Mode.EVER:
        return len(bodies), None
    time = Periods(("asked",), np.array([choice.first]), np.array([choice.last]), whole=True)
    leading = _lists_by_body(table, choice, network.ties)
    datasets = None if choice.datasets is None else tuple(choice.datasets)
    complete = [all(covered(table.entities[n], lists[name], time, datasets, today).all() for name in leading[n]) for n in bodies]
    return len(bodies), sum(complete)


def rows_of(table: Table, choice: Choice, ties: Ties) -> Numbers:
    """The numbers of the rows that say the ties."""
    rows = chosen(table, choice)
    found: Numbers = rows[np.isin(table.spells.object[rows], ties.body) & np.isin(table.spells.subject[rows], ties.actor)]
    return found


def _lists_by_body(table: Table, choice: Choice, ties: Ties) -> Mapping[int, set[str]]:
    """By body the relations by which the ties lead to it."""
    spells = table.spells.some(rows_of(table, choice, ties))
    found: dict[int, set[str]] = {}
    pairs = np.unique(np.stack((spells.object.astype(np.int64), spells.relation.astype(np.int64))), axis=1)
    for body, relation in pairs.T.tolist():
        found.setdefault(body, set()).add(table.relations[relation])
    return found
