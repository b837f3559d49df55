"""A load finds the same changes in the parts that it touches as in the whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from random import Random

from facts.datasets import merged, split
from facts.records import ClaimRecord, CoverageRecord, DatasetRecord, LinkRecord, Provenance, Records
from facts.redirects import FORMER_IDS, former_ids, led_on
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import Changes, difference
from loaders.deriving.incremental.finding import find_changes
from ontology import Model
from tests.campaign import times
from tests.loaders.incremental.memory import Memory

DAYS = ("1815-06-09", "1914", "1949-04-04", "1990-10", "2004-05-01", "")
RANKS = (1, 5, 90)
CHANGES = 6


def test_random_changes_lead_where_the_whole_derivation_leads(core_records: Records, model: Model) -> None:
    random = Random(17)
    found = [_try(_World(core_records, model, random), random) for _ in range(times(200, 4))]
    # Where everything is derived anew, nothing is compared: that must be the exception.
    assert sum(found) > len(found) * CHANGES * 0.8


def _try(world: _World, random: Random) -> int:
    """How many changes were found in parts; each is compared with the whole."""
    records = world.records
    state = derive(records, world.model)
    compared = 0
    for _ in range(CHANGES):
        changed = world.change(records, random.randint(1, 3))
        before, after = split(records), split(changed)
        touched = {d for d in before.keys() | after.keys() if before.get(d) != after.get(d)}
        old, new = (merged(part for d, part in parts.items() if d in touched) for parts in (before, after))
        expected = derive(changed, world.model)
        changes = find_changes(old, new, changed, Memory(state, world.model), world.model)
        if changes is not None:
            compared += 1
            assert _plain(changes) == _plain(difference(state, expected)), world.told
        records, state = changed, expected
    return compared


def _plain(changes: Changes) -> list[object]:
    return [dict(changes.new_nodes), dict(changes.changed_nodes), dict(changes.gone_nodes), dict(changes.new_links),
            dict(changes.changed_links), dict(changes.gone_links)]  # fmt: skip


class _World:
    """A part of the core, small enough to be derived many times, and ways to change it."""

    def __init__(self, core: Records, model: Model, random: Random) -> None:
        self.model, self.random, self.told = model, random, list[str]()
        names = sorted({c.subject for c in core.claims if c.property == "class"})
        first = random.sample(names, 12)
        near = sorted({end for o in core.links if o.subject in first or o.object in first for end in (o.subject, o.object)})
        self.names = set(first) | set(random.sample(near, min(60, len(near))))
        self.core = core
        self.records = Records(
            datasets=dict(core.datasets) | {"mine": DatasetRecord("mine", random.choice(RANKS), {"title": "Mine"})},
            claims=[c for c in core.claims if c.subject in self.names],
            links=[o for o in core.links if o.subject in self.names and o.object in self.names],
            notes=[n for n in core.notes if n.subject in self.names],
            coverages=[c for c in core.coverages if not c.of or c.of in self.names],
        )

    def change(self, records: Records, number: int) -> Records:
        """Other records than these in some places; every reference still leads somewhere."""
        found = merged([records])
        for _ in range(number):
            way = self.random.choice(
                [self._claim, self._claim, self._link, self._link, self._dates, self._drop, self._entity, self._coverage, self._note,
                 self._rename, self._merge, self._part]
            )  # fmt: skip
            way(found)
        former = former_ids(found)
        known = {former.get(c.subject, c.subject) for c in found.claims if c.property == "class"}
        ends = known | {old for old, new in former.items() if new in known}
        found.links = [o for o in found.links if {o.subject, o.object} <= ends and self._are_two(o, former)]
        found.claims = [c for c in found.claims if c.subject in ends and self._is_of(found, c, former)]
        found.notes = [n for n in found.notes if n.subject in ends]
        found.coverages = [c for c in found.coverages if not c.of or c.of in ends]
        return found

    def _are_two(self, link: LinkRecord, former: Mapping[str, str]) -> bool:
        return former.get(link.subject, link.subject) != former.get(link.object, link.object)

    def _is_of(self, records: Records, claim: ClaimRecord, former: Mapping[str, str]) -> bool:
        """Whether the entity to which a claim leads has such a property; its own class counts."""
        if claim.subject not in former:
            return True
        own = [c.value for c in records.claims if c.subject == former[claim.subject] and c.property == "class"]
        return claim.property == "class" or all(claim.property in self.model.classes[cls].properties for cls in own)

    def _said(self) -> Provenance:
        return Provenance(self.random.choice(["mine", "core"]), "A book", self.random.choice(["", "2026-01-05"]), "CHECKED")

    def _claim(self, records: Records) -> None:
        """Another value of a property: one that another entity has."""
        mine = self.random.choice(records.claims)
        values = [c.value for c in self.core.claims if c.property == mine.property]
        place = records.claims.index(mine)
        other = replace(mine, value=self.random.choice(values), provenance=self._said())
        if mine.property == "formerIds":
            return
        self.told.append(f"claim {other}")
        if self.random.random() < 0.5:
            records.claims[place] = other if mine.property != "class" or self._fits(records, other) else mine
        elif mine.property != "class":
            records.claims.append(other)

    def _fits(self, records: Records, claim: ClaimRecord) -> bool:
        """Whether the entity may be of the class that is claimed: all that is said of it is about properties of that class."""
        cls = self.model.classes[claim.value]
        own = {c.property for c in records.claims if c.subject == claim.subject} - {"class"}
        return own <= cls.properties.keys()

    def _link(self, records: Records) -> None:
        """A relationship of the kind of another, with another end."""
        if records.links:
            like = self.random.choice(records.links)
            ends = sorted({o.subject for o in self.core.links if o.relation == like.relation} & self.names)
            subject = self.random.choice([e for e in ends if e != like.object] or [like.subject])
            records.links.append(replace(like, subject=subject, provenance=self._said()))
            self.told.append(f"link {records.links[-1]}")

    def _dates(self, records: Records) -> None:
        dated = [o for o in records.links if self.model.relations[o.relation].dated]
        if dated:
            mine = self.random.choice(dated)
            days = {"start": self.random.choice(DAYS), "end": self.random.choice(["", "..", "2020-01-31"])}
            properties = {**{k: v for k, v in mine.properties.items() if k not in days}, **{k: v for k, v in days.items() if v}}
            records.links[records.links.index(mine)] = replace(mine, properties=properties)
            self.told.append(f"dates {mine} {days}")

    def _drop(self, records: Records) -> None:
        if records.links and self.random.random() < 0.5:
            self.told.append(f"drop {records.links.pop(self.random.randrange(len(records.links)))}")
            return
        place = self.random.randrange(len(records.claims))
        if records.claims[place].property not in ("class", "formerIds"):
            self.told.append(f"drop {records.claims.pop(place)}")

    def _entity(self, records: Records) -> None:
        """One that comes from the core, or goes."""
        known = {c.subject for c in records.claims if c.property == "class"}
        if self.random.random() < 0.5 and len(known) > 20:
            gone = self.random.choice(sorted(known))
            records.claims = [c for c in records.claims if c.subject != gone]
            self.told.append(f"gone {gone}")
            return
        new = self.random.choice(sorted({c.subject for c in self.core.claims if c.property == "class"} - known))
        self.names.add(new)
        ends = known | {new}
        records.claims += [c for c in self.core.claims if c.subject == new]
        records.links += [o for o in self.core.links if new in (o.subject, o.object) and o.subject in ends and o.object in ends]
        self.told.append(f"new {new}")

    def _rename(self, records: Records) -> None:
        """One gets another id in some of the datasets, or in all; the others still use the old one."""
        old = self.random.choice(sorted({c.subject for c in records.claims if c.property == "class"}))
        new = f"{old.split('--')[0]}--{len(self.told)}"
        self.names.add(new)
        self._lead(records, old, new, self._some(records, 0.7) | {self._declaring(records, old)})

    def _merge(self, records: Records) -> None:
        """One becomes a former id of another of its class; what is said of it is said of the other."""
        classes = {c.subject: c.value for c in records.claims if c.property == "class"}
        old = self.random.choice(sorted(classes))
        kept = [name for name, cls in sorted(classes.items()) if name != old and cls == classes[old]]
        if kept and old not in former_ids(records):
            self._lead(records, old, self.random.choice(kept), self._some(records, 0.5))

    def _some(self, records: Records, share: float) -> set[str]:
        return {d for d in sorted(records.dataset_ids()) if self.random.random() < share}

    def _lead(self, records: Records, old: str, new: str, datasets: Collection[str]) -> None:
        dataset = self.random.choice(["mine", "core"])
        self.told.append(f"{old} leads to {new}, rewritten in {sorted(datasets)}, said by {dataset}")
        rewritten, rest = split(records), Records()
        for name in rewritten.keys() - set(datasets):
            rest.add(rewritten.pop(name))
        found = merged([led_on(merged(rewritten.values()), {old: new}, self.model), rest])
        records.claims, records.links, records.notes, records.coverages = found.claims, found.links, found.notes, found.coverages
        records.claims.append(ClaimRecord(new, FORMER_IDS, old, replace(self._said(), dataset=dataset)))

    def _declaring(self, records: Records, entity: str) -> str:
        return next(c.provenance.dataset for c in records.claims if c.subject == entity and c.property == "class")

    def _part(self, records: Records) -> None:
        """A former id leads nowhere any more, or is an entity again, of which all that is said under it is said."""
        former = sorted((c.value, c.subject) for c in records.claims if c.property == FORMER_IDS)
        if not former:
            return
        old, new = self.random.choice(former)
        classes = [c for c in records.claims if c.subject == new and c.property == "class"]
        records.claims = [c for c in records.claims if (c.property, c.value) != (FORMER_IDS, old)]
        again = self.random.random() < 0.6
        records.claims += [replace(c, subject=old) for c in classes if again]
        self.told.append(f"{old} leads nowhere, an entity: {again}")

    def _coverage(self, records: Records) -> None:
        """A list that is complete from now on, or no longer."""
        own = [c for c in records.coverages if c.of]
        if own and self.random.random() < 0.4:
            records.coverages.remove(self.random.choice(own))
        elif records.links:
            link = self.random.choice(records.links)
            relation = self.model.relations[link.relation]
            of, name = (link.object, relation.inverse) if relation.inverse else (link.subject, relation.name)
            new = CoverageRecord(name, self._said(), of=of, complete=self.random.random() < 0.8, until=self.random.choice(DAYS))
            records.coverages.append(new)
            self.told.append(f"coverage {new}")

    def _note(self, records: Records) -> None:
        if records.notes:
            records.notes.remove(self.random.choice(records.notes))
