"""Who says so, and when it was read: what is odd about it, and values that one source gives twice. All of it as warnings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from common.dates import InvalidDateError, bounds, today
from facts.records import ClaimRecord, LinkRecord, Problem, Records, focus_of
from loaders.checks import rules
from ontology import Model

CHECKED = "CHECKED"


def check_provenance(records: Records, model: Model) -> Iterator[Problem]:
    """What is odd about the provenance of checked records."""
    now = today()
    for record in chain[ClaimRecord | LinkRecord](records.claims, records.links):
        said = record.provenance
        if not said.retrieved or not (day := first_day(said.retrieved)):
            continue
        where = said.places.get("retrieved", record.location)
        if said.verification != CHECKED:
            message = f"the source was read {said.retrieved}, but the fact is not marked"
            remedy = "add verification: CHECKED, or remove this"
            yield rules.NOT_MARKED.broken(where, message, remedy, value=said.verification, focus=focus_of(record), path="verification")
        if day > now:
            message = f"the source was read {said.retrieved}, which is still to come"
            yield rules.FUTURE.broken(where, message, "check the day", value=said.retrieved, focus=focus_of(record), path="retrieved")
    yield from _two_values(records, model)


def first_day(text: str) -> str:
    """The first day that a date may mean; empty when it is none."""
    try:
        return bounds(text).earliest
    except InvalidDateError:  # reported as a value
        return ""


def _two_values(records: Records, model: Model) -> Iterator[Problem]:
    classes = {c.subject: c.value for c in records.claims if c.property == "class"}
    first: dict[tuple[str, str, str, str], ClaimRecord] = {}
    for claim in records.claims:
        prop = model.classes[classes[claim.subject]].properties.get(claim.property) if claim.subject in classes else None
        if prop is None or prop.many or any(c.max_count is not None for c in prop.constraints):  # of those it is an error
            continue
        other = first.setdefault((claim.subject, claim.property, claim.provenance.dataset, claim.provenance.source), claim)
        if other.value != claim.value:
            message = f"{claim.property} of {claim.subject} has another value from the same source at {other.location}"
            remedy = "keep one; where sources differ, give each its source:"
            about = {"value": claim.value[:60], "focus": f"entity/{claim.subject}", "path": claim.property}
            yield rules.TWO_VALUES.broken(claim.location, message, remedy, **about)
