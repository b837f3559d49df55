"""What each pair of actors shares, period by period.

Only bodies in which somebody came or went since the period before are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.panels import Related
from analysis.periods import Periods, counting
from analysis.table import Numbers


class Sharing:
    """How many bodies of each group each pair shares: symmetric; a group's diagonal is how many each actor is in.

    Shared in a period means that both were in it by the rule of the periods: with the rule ANY_DAY, each on some day of it.
    """

    def __init__(self, related: Related, actors: int, periods: Periods, *, certain: bool) -> None:
        spells = related.spells
        self.actors = max(1, actors)
        self.groups = related.groups
        start, end = periods.days(spells, certain=certain)
        key, first, last = counting(related.what.astype(np.int64) * self.actors + related.who, start, end, periods)
        when = np.concatenate([first, last + 1])
        order = np.argsort(when, kind="stable")
        self._key = np.concatenate([key, key])[order]
        self._bounds = np.searchsorted(when[order], np.arange(len(periods) + 1))
        self.inside = np.zeros((self.groups.shape[1], self.actors), np.bool_)
        """Who is in which body in the period reached."""
        self.shared = np.zeros((len(self.groups), self.actors, self.actors), np.float32)

    def advance(self, period: int) -> None:
        """Go on to a period; each has to be passed in turn."""
        now = self._key[self._bounds[period] : self._bounds[period + 1]]
        if not len(now):
            return
        touched = np.unique(now // self.actors)
        before = self.inside[touched].astype(np.float32)
        self.inside.reshape(-1)[now] ^= True  # one comes or goes once in a period, since spans neither touch nor overlap
        after, inside = self.inside[touched].astype(np.float32), before.any()
        for group, mask in enumerate(self.groups[:, touched]):
            self.shared[group] += after[mask].T @ after[mask]
            if inside:  # nobody is before the first period, by far the largest step where there is but one
                self.shared[group] -= before[mask].T @ before[mask]


@dataclass(slots=True)
class Reading:
    """A relation read in both ways, certain and possible, with what is known of it."""

    related: Related
    certain: Sharing
    possible: Sharing

    @classmethod
    def of(cls, related: Related, actors: int, periods: Periods) -> Reading:
        """Before the first period."""
        ways = (Sharing(related, actors, periods, certain=certain) for certain in (True, False))
        return cls(related, *ways)

    def advance(self, period: int) -> None:
        """Go on to a period."""
        self.certain.advance(period)
        self.possible.advance(period)

    def known(self, period: int) -> Numbers:
        """For each group, of which pairs it is known what they share.

        The lists of both are complete; or that of one is, and so are those of all bodies in which it may be; or those of all bodies that
        were asked for.
        """
        ours, actors = self.related.ours[:, period], self.certain.actors
        found = np.zeros((len(self.related.groups), actors, actors), np.bool_)
        if ours.any():
            open_ = self.possible.inside & ~self.related.theirs[:, period, None]
            doubtful = self.related.groups.astype(np.float32) @ open_.astype(np.float32)
            alone = ours & (doubtful == 0)
            found |= (ours[:, None] & ours[None, :]) | alone[:, :, None] | alone[:, None, :]
        found |= self.related.closed[:, period, None, None]
        return found
