"""The values of the operations: sets drawn from the world, the same for every contender."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from bench.world import Group
from common.dates import OPEN, bounds
from common.text import fold

SETS = 24
DAY = "1990-06-01"
FEWEST_MEMBERS = 6
GREAT_POWERS = 40
BLOCKS = 10
Values = dict[str, str | int]


@dataclass(slots=True)
class Sample:
    """The ids and names of a world, from which values are drawn."""

    states: list[tuple[str, str]] = field(default_factory=list)
    alliances: list[str] = field(default_factory=list)
    peopled: list[str] = field(default_factory=list)
    treaties: list[tuple[str, str]] = field(default_factory=list)

    def see(self, found: Iterable[Group]) -> None:
        """Collect ids and names of groups."""
        for group in found:
            thing = group.thing
            if thing.cls == "State":
                self.states.append((thing.id, thing.properties["iso3"]))
            elif thing.cls == "Treaty":
                self.treaties.append((fold(thing.properties["name"]), thing.id))
            elif thing.cls == "Alliance":
                self.alliances.append(thing.id)
                if _members_on(group, DAY) >= FEWEST_MEMBERS:
                    self.peopled.append(thing.id)


def _members_on(group: Group, day: str) -> int:
    spells = (t.properties for t in group.ties if t.dataset == group.thing.dataset)
    return sum(bounds(s["start"]).earliest <= day and (s["end"] == OPEN or bounds(s["end"]).latest >= day) for s in spells)


def parameters(sample: Sample) -> dict[str, list[Values]]:
    """By operation, its sets of values. Each contender takes from a set the parameters that its text names."""
    draw = random.Random(7)  # noqa: S311  # it has to be the same each time
    treaties = sorted(sample.treaties)
    found: dict[str, list[Values]] = {f"Q{i}": [] for i in range(1, 11)}
    for _ in range(SETS):
        (one, one_code), (other, other_code) = draw.sample(sample.states[:GREAT_POWERS], 2)
        several = draw.sample(sample.peopled, BLOCKS)
        place = draw.randrange(len(treaties) // 5, len(treaties) // 4)
        name, id_ = treaties[place]
        found["Q1"].append({"id": draw.choice(sample.alliances)})
        found["Q2"].append({"id": draw.choice(sample.peopled), "at": DAY})
        found["Q5"].append({"x": one_code, "y": other_code, "lo": "1950-01-01", "hi": "2000-12-31"})
        found["Q6"].append({"id": draw.choice(sample.states)[0]})
        found["Q8"].append({"name": name, "id": id_, "after": cursor(name, id_), "offset": place + 1})
        found["Q9"].append({"x": one, "y": other})
        found["Q10"].append({**{f"i{i}": v for i, v in enumerate(several)}, "at": DAY})
    for fixed in ("Q3", "Q4", "Q7"):
        found[fixed].append({})
    return found


def cursor(*position: str) -> str:
    """A place in an ordered list, as Foedera writes it."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def term(value: str | None) -> str | None:
    """A role as Foedera names it."""
    return value and value.replace("-", "_").upper()
