"""Acts out of order: who consents or is bound before it signed, or does either before there was a text; an agreement in force before its
signature. One of the days is wrong, or belongs to another act; where it really was so, a remark or a note says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from common.dates import backwards
from facts.records import ClaimRecord, LinkRecord, Location, Problem, Records, focus_of
from loaders.checks import rules
from loaders.checks.saying import statement
from ontology import Model, Relation, stored

NOTE = "note"
REMEDY = "check both days and what they are the days of, or say in a remark or note why it was so"


def check_acts(records: Records, links: Sequence[LinkRecord], model: Model) -> Iterator[Problem]:
    """Acts that come before those that they follow: of `links`, some of the checked records of all datasets, and of agreements."""
    binding = {r.name: r for r in model.relations.values() if r.binding}
    classes = {c.subject: c.value for c in records.claims if c.property == "class"}
    acts = {name: act for name, cls in model.classes.items() if (act := next((p.name for p in cls.properties.values() if p.precedes), ""))}
    firsts = {subject: acts[cls] for subject, cls in classes.items() if cls in acts}
    texts = _signed(records, firsts)
    for link in links:
        if (relation := binding.get(link.relation)) and not link.provenance.remark:
            yield from _of_party(link, relation, model)
            yield from _of_text(link, relation, model, texts.get(link.object, ""))
    yield from _of_agreements(records, classes, firsts, model)


def _of_party(link: LinkRecord, relation: Relation, model: Model) -> Iterator[Problem]:
    assert relation.binding
    act = relation.binding.act
    first = next(p.name for p in model.edges[relation.edge].properties.values() if p.precedes and p.name != act)
    for later in (act, stored.START):
        days = str(link.properties.get(first, "")), str(link.properties.get(later, ""))
        place = link.place(later)
        yield from _told(statement(link), (first, later), days, place, focus_of(link))


def _of_text(link: LinkRecord, relation: Relation, model: Model, signed: str) -> Iterator[Problem]:
    """That somebody signs, or consents to, what was signed only later. What F503 says of the same day is not said again."""
    assert relation.binding
    acts = [p.name for p in model.edges[relation.edge].properties.values() if p.precedes]
    if stored.START not in link.properties:
        acts = [] if relation.is_early(link.properties) else [a for a in acts if a != relation.binding.act]
    for act in acts if signed else ():
        day = str(link.properties.get(act, ""))
        if day and backwards(signed, day):
            message = f"{statement(link)} has {act} {day}, and {link.object} itself was signed {signed}"
            place = link.place(act)
            yield rules.ACTS_BACKWARDS.broken(place, message, REMEDY, value=day, focus=focus_of(link), path=act)
            return


def _signed(records: Records, firsts: Mapping[str, str]) -> dict[str, str]:
    """The first day on which any dataset says that an agreement was signed; none where a note explains its days.

    `firsts`: by entity, what the first act in its making is called.
    """
    explained = {c.subject for c in records.claims if c.property == NOTE}
    found: dict[str, str] = {}
    for claim in records.claims:
        if claim.subject not in explained and claim.property == firsts.get(claim.subject):
            known = found.setdefault(claim.subject, claim.value)
            found[claim.subject] = claim.value if backwards(known, claim.value) else known
    return found


def _of_agreements(records: Records, classes: Mapping[str, str], firsts: Mapping[str, str], model: Model) -> Iterator[Problem]:
    """Agreements in force before they were signed, within one dataset, where no note explains it."""
    said: dict[tuple[str, str], dict[str, ClaimRecord]] = defaultdict(dict)
    for claim in records.claims:
        said[claim.subject, claim.provenance.dataset].setdefault(claim.property, claim)
    for (subject, _), claims in said.items():
        first = firsts.get(subject)
        begins = model.classes[classes[subject]].lifespan[0] if first else None
        if begins and first and NOTE not in claims and {begins.name, first} <= claims.keys():
            days = claims[first].value, claims[begins.name].value
            yield from _told(subject, (first, begins.name), days, claims[begins.name].location, f"entity/{subject}")


def _told(what: str, names: tuple[str, str], days: tuple[str, str], where: Location, focus: str) -> Iterator[Problem]:
    """That the second of two acts is dated before the first; nothing where either has no day."""
    if all(days) and backwards(*days):
        message = f"{what} has {names[1]} {days[1]} before {names[0]} {days[0]}"
        yield rules.ACTS_BACKWARDS.broken(where, message, REMEDY, value=days[1], focus=focus, path=names[1])
