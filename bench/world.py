"""A made-up world of the size asked for: the same for the same scale, and unlike any other.

Scale 1 has 200 states, 800 alliances, 4,000 treaties, 300 agencies and about 110,000 relationships; scale 10 has as many states and
ten times as much of everything else, so that it is the degree of a state that grows. Great powers are in more of everything; sizes
of alliances and treaties have a long tail; names are not unique; one date in eight is known to the year only; one alliance or treaty
in ten is told by a second dataset as well, which here and there disagrees.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from common.dates import OPEN

SEED = 20260601
STATES = 200
ALLIANCES, TREATIES, AGENCIES = 800, 4_000, 300
FIRST, LAST = datetime.date(1816, 1, 1), datetime.date(2026, 6, 30)
DATASETS = ("almanac", "bulletin", "chronicle", "digest", "gazette")
"""By rank: where two of them state the same fact, the earlier is preferred."""
PLACES = (
    "Adriatic", "Alpine", "Andean", "Arab", "Atlantic", "Balkan", "Baltic", "Caspian", "Central", "Danube",
    "Eastern", "Gulf", "Iberian", "Island", "Nordic", "Northern", "Pacific", "Sahel", "Southern", "Western",
)  # fmt: skip
MATTERS = (
    "Arbitration", "Boundary", "Copyright", "Customs", "Defence", "Energy", "Extradition", "Fisheries", "Friendship", "Health",
    "Mutual", "Navigation", "Neutrality", "Peace", "Postal", "Railway", "River", "Security", "Telegraph", "Trade",
)  # fmt: skip
KINDS = (
    "Accord", "Agreement", "Community", "Compact", "Convention", "Council", "Entente", "League", "Pact", "Protocol", "Treaty", "Union",
)  # fmt: skip
REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")
MEMBERS = ("associate", "founding-member", "member", "observer", "partner")
PARTIES = ("acceding", "observer", "original-party", "party", "signatory")


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its id, its class and its properties, as its dataset states them."""

    id: str
    cls: str
    dataset: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship as one dataset states it."""

    relation: str
    subject: str
    object: str
    dataset: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """An entity and all relationships to it (of an agency: from it). Preference is decided within a group."""

    thing: Thing
    ties: tuple[Tie, ...] = ()


def groups(scale: int) -> Iterator[Group]:
    """The world of a scale: its states first, then what they belong to."""
    return _Maker(scale).groups()


class _Maker:
    def __init__(self, scale: int) -> None:
        self.scale = scale
        self.random = random.Random(SEED + scale)  # noqa: S311  # it has to be the same each time
        self.states = [f"st-{i:03d}" for i in range(STATES)]
        self.weights = [(1 + i) ** -0.35 for i in range(STATES)]

    def groups(self) -> Iterator[Group]:
        yield from self._states()
        for i in range(ALLIANCES * self.scale):
            yield self._alliance(f"al-{i:05d}")
        for i in range(TREATIES * self.scale):
            yield self._treaty(f"tr-{i:06d}")
        for i in range(AGENCIES * self.scale):
            yield self._agency(f"ag-{i:05d}", i)

    def _states(self) -> Iterator[Group]:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        codes = self.random.sample([a + b + c for a in letters for b in letters for c in letters], STATES)
        for i, (name, code) in enumerate(zip(self.states, codes, strict=True)):
            said = {"name": f"{self.random.choice(PLACES)}land {i:03d}", "iso3": code, "region": REGIONS[i % len(REGIONS)]}
            yield Group(Thing(name, "State", DATASETS[0], said))

    def _alliance(self, name: str) -> Group:
        founded = self._day(FIRST, 0.6)
        said = {"founded": founded.isoformat(), "headquarters": self._city(), "region": self.random.choice(REGIONS)}
        thing = Thing(name, "Alliance", self.random.choice(DATASETS[:3]), {"name": self._name(), **said})
        members = self._some_states(2 + self.random.paretovariate(1.15) * 3.2, 60)
        # One in thirty has left and come back.
        members += [m for m in members if self.random.random() < 0.03]
        return self._told(thing, [Tie("memberOf", m, name, thing.dataset, self._spell(founded, MEMBERS)) for m in members])

    def _treaty(self, name: str) -> Group:
        signed = self._day(FIRST, 0.5)
        said = {"signed": signed.isoformat(), "signedAt": self._city()}
        thing = Thing(name, "Treaty", self.random.choice(DATASETS[:3]), {"name": self._name(), **said})
        parties = self._some_states(2 + self.random.paretovariate(1.2) * 6.4, 150)

        def tie(party: str) -> Tie:
            own = signed + datetime.timedelta(days=self.random.randrange(300))
            return Tie("partyTo", party, name, thing.dataset, {**self._spell(signed, PARTIES), "signed": own.isoformat()})

        return self._told(thing, [tie(p) for p in parties])

    def _agency(self, name: str, number: int) -> Group:
        thing = Thing(name, "BorderAgency", DATASETS[0], {"name": f"{self.random.choice(MATTERS)} Agency {number}"})
        state = self.random.choice(self.states)
        return Group(thing, (Tie("agencyOf", name, state, thing.dataset, {"start": self._day(FIRST, 1).isoformat(), "end": OPEN}),))

    def _told(self, thing: Thing, ties: list[Tie]) -> Group:
        """A group and, in one case of ten, what a lower-ranked dataset states about the same: less, and sometimes something else."""
        if self.random.random() < 0.1:
            ties += [self._retold(t) for t in ties if self.random.random() < 0.9]
        return Group(thing, tuple(ties))

    def _retold(self, tie: Tie) -> Tie:
        differs = {"start": self._day(FIRST, 1).isoformat(), "end": OPEN} if self.random.random() < 0.01 else {}
        return Tie(tie.relation, tie.subject, tie.object, self.random.choice(DATASETS[3:]), {**tie.properties, **differs})

    def _some_states(self, number: float, most: int) -> list[str]:
        found: dict[str, None] = {}
        wanted = min(most, max(2, int(number)))
        while len(found) < wanted:
            found |= dict.fromkeys(self.random.choices(self.states, self.weights, k=wanted - len(found)))
        return list(found)

    def _spell(self, begin: datetime.date, roles: Sequence[str]) -> dict[str, str]:
        start = begin + datetime.timedelta(days=self.random.randrange(max(1, (LAST - begin).days)))
        end = start + datetime.timedelta(days=30 + int(self.random.expovariate(1 / 5500)))
        lasts = self.random.random() < 0.45 or end > LAST
        role = self.random.choice(roles)
        return {"start": self._written(start, ""), "end": OPEN if lasts else self._written(end, "~"), "role": role}

    def _written(self, day: datetime.date, mark: str) -> str:
        return f"{day.year}{mark}" if self.random.random() < 0.12 else day.isoformat()

    def _day(self, begin: datetime.date, skew: float) -> datetime.date:
        """A day between `begin` and the last; the smaller the skew, the later."""
        return begin + datetime.timedelta(days=int((LAST - begin).days * self.random.random() ** skew))

    def _name(self) -> str:
        number = self.random.randrange(400 * self.scale)
        return f"{self.random.choice(PLACES)} {self.random.choice(MATTERS)} {self.random.choice(KINDS)} {number}"

    def _city(self) -> str:
        return f"{self.random.choice(PLACES)} City"
