"""Datasets of one rank that disagree: which of them readers see is then decided by their names, which nobody meant. As warnings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from common.dates import InvalidDateError
from facts.agreement import agree
from facts.preference import fact_of_link
from facts.records import ClaimRecord, LinkRecord, Problem, Records, focus_of
from loaders.checks import rules
from loaders.checks.saying import statement
from loaders.deriving.conflicts import differ
from ontology import Model

R = TypeVar("R", ClaimRecord, LinkRecord)
Ranks = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two statements that datasets of one rank make otherwise; the first is taken."""

    taken: ClaimRecord | LinkRecord
    other: ClaimRecord | LinkRecord

    @property
    def datasets(self) -> tuple[str, str]:
        return self.taken.provenance.dataset, self.other.provenance.dataset

    @property
    def what(self) -> str:
        """What they disagree on."""
        if isinstance(self.taken, ClaimRecord):
            return f"{self.taken.property} of {self.taken.subject}"
        return statement(self.taken)

    def told_at(self, files: Collection[str]) -> ClaimRecord | LinkRecord:
        """The one at which it is told: of a file that is checked, rather the one that is not taken."""
        return self.other if self.other.file in files else self.taken


def check_ranks(records: Records, model: Model, files: Collection[str]) -> Iterator[Problem]:
    """Ties between datasets in checked records, as far as one says so in `files`: one warning for each pair, with the first."""
    ranks = {d.id: d.rank for d in records.datasets.values()}
    if len(set(ranks.values())) == len(ranks):
        return
    noted = {(n.subject, n.topic) for n in records.notes}
    found: dict[tuple[str, str], list[_Tie]] = defaultdict(list)
    for tie in (*_of_claims(records, model, ranks, noted), *_of_links(records, model, ranks, noted)):
        if tie.told_at(files).file in files:
            found[tie.datasets].append(tie)
    for ties in found.values():
        yield _problem(sorted(ties, key=lambda t: t.told_at(files).location), ranks, files)


def _of_claims(records: Records, model: Model, ranks: Ranks, noted: Collection[tuple[str, str]]) -> Iterator[_Tie]:
    classes = {c.subject: c.value for c in records.claims if c.property == "class"}
    groups: dict[tuple[str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in records.claims:
        if (claim.subject, claim.property) not in noted:
            groups[claim.subject, claim.property].append(claim)
    for (subject, name), claims in groups.items():
        prop = model.classes[classes[subject]].properties.get(name) if subject in classes else None
        if prop and not prop.many:
            taken, others = _tied(claims, ranks)
            with suppress(InvalidDateError):  # reported as a value
                yield from (_Tie(taken[0], c) for c in others if differ(prop, [taken[0], c]))


def _of_links(records: Records, model: Model, ranks: Ranks, noted: Collection[tuple[str, str]]) -> Iterator[_Tie]:
    groups: dict[tuple[str, ...], list[LinkRecord]] = defaultdict(list)
    for link in records.links:
        relation = model.relations[link.relation]
        if (link.subject, relation.name) not in noted and (link.object, relation.inverse) not in noted:
            groups[fact_of_link(link, relation)].append(link)
    for links in groups.values():
        taken, others = _tied(links, ranks)
        with suppress(InvalidDateError):
            yield from (_Tie(taken[0], o) for o in others if not any(agree(o, mine) for mine in taken))


def _tied(records: Sequence[R], ranks: Ranks) -> tuple[list[R], list[R]]:
    """What is said by the dataset that is taken, and by others of its rank."""
    known = [r for r in records if r.provenance.dataset in ranks]
    best = min((ranks[r.provenance.dataset] for r in known), default=0)
    tied = [r for r in known if ranks[r.provenance.dataset] == best]
    first = min((r.provenance.dataset for r in tied), default="")
    return [r for r in tied if r.provenance.dataset == first], [r for r in tied if r.provenance.dataset != first]


def _problem(ties: Sequence[_Tie], ranks: Ranks, files: Collection[str]) -> Problem:
    first = ties[0]
    taken, other = first.datasets
    more = f" and {len(ties) - 1:,} more" if len(ties) > 1 else ""
    message = (
        f"datasets {taken} and {other} have the same rank {ranks[taken]} and disagree on {first.what}{more}: "
        f"{taken} is taken, only because of its name"
    )
    place = first.told_at(files)
    path = place.property if isinstance(place, ClaimRecord) else place.relation
    remedy = "give one of them another rank, or say why they differ in conflicts:"
    return rules.EQUAL_RANKS.broken(place.location, message, remedy, value=other, focus=focus_of(place), path=path)
