"""Acts out of order: who consents or is bound before it signed, an agreement in force before its signature. One of the days is wrong, or
belongs to another act; where it really was so, a remark or a note says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from common.dates import backwards
from facts.records import ClaimRecord, LinkRecord, Location, Problem, Records, focus_of
from loaders.checks import rules
from loaders.checks.saying import statement
from ontology import Model, Relation, stored

NOTE = "note"


def check_acts(records: Records, links: Sequence[LinkRecord], model: Model) -> Iterator[Problem]:
    """Acts that come before those that they follow: of `links`, some of the checked records of all datasets, and of agreements."""
    binding = {r.name: r for r in model.relations.values() if r.binding}
    for link in links:
        if (relation := binding.get(link.relation)) and not link.provenance.remark:
            yield from _of_party(link, relation, model)
    yield from _of_agreements(records, model)


def _of_party(link: LinkRecord, relation: Relation, model: Model) -> Iterator[Problem]:
    assert relation.binding
    act = relation.binding.act
    first = next(p.name for p in model.edges[relation.edge].properties.values() if p.precedes and p.name != act)
    for later in (act, stored.START):
        days = str(link.properties.get(first, "")), str(link.properties.get(later, ""))
        place = link.places.get(later, link.location)
        yield from _told(statement(link), (first, later), days, place, focus_of(link))


def _of_agreements(records: Records, model: Model) -> Iterator[Problem]:
    """Agreements in force before they were signed, within one dataset, where no note explains it."""
    said: dict[tuple[str, str], dict[str, ClaimRecord]] = defaultdict(dict)
    classes = {c.subject: c.value for c in records.claims if c.property == "class"}
    for claim in records.claims:
        said[claim.subject, claim.provenance.dataset].setdefault(claim.property, claim)
    for (subject, _), claims in said.items():
        cls = model.classes.get(classes.get(subject, ""))
        begins = cls.lifespan[0] if cls else None
        first = next((p for p in cls.properties.values() if p.precedes), None) if cls else None
        if begins and first and NOTE not in claims and {begins.name, first.name} <= claims.keys():
            days = claims[first.name].value, claims[begins.name].value
            yield from _told(subject, (first.name, begins.name), days, claims[begins.name].location, f"entity/{subject}")


def _told(what: str, names: tuple[str, str], days: tuple[str, str], where: Location, focus: str) -> Iterator[Problem]:
    """That the second of two acts is dated before the first; nothing where either has no day."""
    if all(days) and backwards(*days):
        message = f"{what} has {names[1]} {days[1]} before {names[0]} {days[0]}"
        remedy = "check both days and what they are the days of, or say in a remark or note why it was so"
        yield rules.ACTS_BACKWARDS.broken(where, message, remedy, value=days[1], focus=focus, path=names[1])
