"""Parties that are said to be bound before their agreement is in force: the day is then that of an act, and not of being bound.

An agreement that several say to be in force from different days is taken to be so from the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from common.dates import InvalidDateError, bounds
from facts.records import ClaimRecord, LinkRecord, Problem, Records, focus_of
from loaders.checks import rules
from ontology import Model, Relation, stored


def check_binding(records: Records, model: Model, others: Iterable[ClaimRecord] = ()) -> Iterator[Problem]:
    """What binds before its object has begun, by all that checked records and the claims of `others` say of that."""
    binding = {r.name: r for r in model.relations.values() if r.binding}
    begun = _begun([*records.claims, *others], model)
    for link in records.links:
        relation = binding.get(link.relation)
        if relation and link.object in begun and not relation.is_early(link.properties):
            with suppress(InvalidDateError):  # it is reported as a value
                yield from _early(link, relation, *begun[link.object])


def _begun(claims: Sequence[ClaimRecord], model: Model) -> Mapping[str, tuple[str, str]]:
    """The property that says when an entity begins, and the first day that any dataset gives."""
    found: dict[str, tuple[str, str]] = {}
    classes = {c.subject: c.value for c in claims if c.property == "class"}
    for claim in claims:
        cls = model.classes.get(classes.get(claim.subject, ""))
        begins = cls.lifespan[0] if cls else None
        if begins and claim.property == begins.name:
            with suppress(InvalidDateError):
                day = bounds(claim.value).earliest
                found[claim.subject] = (begins.name, min(day, found.get(claim.subject, ("", day))[1]))
    return found


def _early(link: LinkRecord, relation: Relation, property_: str, begun: str) -> Iterator[Problem]:
    start = str(link.properties.get(stored.START, ""))
    if not start or bounds(start).latest >= begun or not relation.binding:
        return
    act, kinds = relation.binding.act, ", ".join(relation.early)
    message = f"{link.subject} {link.relation} {link.object} binds from {start}, before {link.object} is in force"
    remedy = (
        f"{property_} is {begun}: write the day of the signature as signed, that of the deposit as {act} with its {relation.binding.kind}, "
        f"and leave start away; let the role be {kinds} for one that is not bound; or correct {property_}"
    )
    where = link.place(stored.START)
    yield rules.BOUND_EARLY.broken(where, message, remedy, value=start, focus=focus_of(link), path=stored.START)
