"""The values of the operations: sets drawn from the world, the same for every contender."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from bench.world import KINDS, MATTERS, PLACES, REGIONS, Group
from common.dates import OPEN, bounds
from common.text import fold
from queries.search import question

SETS = 24
DAY = "1990-06-01"
FEWEST_MEMBERS = 6
GREAT_POWERS = 40
BLOCKS = 10
Values = dict[str, str | int | float]


@dataclass(slots=True)
class Sample:
    """The ids and names of a world, from which values are drawn."""

    states: list[tuple[str, str]] = field(default_factory=list)
    alliances: list[str] = field(default_factory=list)
    peopled: list[str] = field(default_factory=list)
    treaties: list[tuple[str, str]] = field(default_factory=list)
    retold: list[str] = field(default_factory=list)
    """Alliances of which two datasets speak."""

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
                if any(tie.dataset != thing.dataset for tie in group.ties):
                    self.retold.append(thing.id)


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
    return found | _of_other_kinds(sample)


def _of_other_kinds(sample: Sample) -> dict[str, list[Values]]:
    """The values of the operations from Q11 on, of a draw of their own."""
    draw = random.Random(17)  # noqa: S311  # it has to be the same each time
    found: dict[str, list[Values]] = {name: [] for name in ("Q11", "Q12", "Q13", "Q14", "Q15", "Q19", "Q20", "Q21", "Q22", "Q23")}
    for _ in range(SETS):
        (one, one_code), (_other, other_code) = draw.sample(sample.states[:GREAT_POWERS], 2)
        region, year = draw.choice(REGIONS), draw.randrange(1900, 2000)
        found["Q11"].append({"x": one_code, "y": other_code})
        texts = {"part": draw.choice(MATTERS), "city": draw.choice(PLACES), "other": draw.choice(KINDS)}
        found["Q12"].append({name: text.lower() for name, text in texts.items()})
        found["Q13"].append({"id": draw.choice(sample.states)[0]})
        found["Q14"].append({"id": one, "since": f"{year}-01-01", "region": region})
        found["Q15"].append({"id": one, "i0": draw.choice(sample.peopled), "at": DAY})
        found["Q19"].append(_sought(f"{draw.choice(PLACES)} {draw.choice(MATTERS)}"))
        found["Q20"].append({"since": f"{year}-01-01"})
        found["Q21"].append({"id": draw.choice(sample.peopled), "period": f"{year}/{year + 9}", **_days(year, year + 9)})
        found["Q22"].append({"id": draw.choice(sample.retold)})
        found["Q23"].append({"region": region, "year": str(year), **_days(year, year)})
    return found | {fixed: [{}] for fixed in ("Q16", "Q17", "Q18")}


def _days(first: int, last: int) -> Values:
    return {"lo": f"{first}-01-01", "hi": f"{last}-12-31"}


def _sought(text: str) -> Values:
    """Words, and what the index is asked for them: the others are given it, since nobody would write that by hand."""
    asked = question(text)
    assert asked is not None
    return {"text": text, "lucene": asked.lucene, "least": asked.least}


def cursor(*position: str) -> str:
    """A place in an ordered list, as Foedera writes it."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def term(value: str | None) -> str | None:
    """A role as Foedera names it."""
    return value and value.replace("-", "_").upper()
