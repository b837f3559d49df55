"""Declared coverage against the ontology: a relation that is one, of something that has it, for a period with an end or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from common.dates import OPEN, backwards
from common.suggest import suggest
from facts.records import CoverageRecord, focus_of
from loaders.checks import rules
from loaders.checks.resolving import References
from loaders.sources.values import TYPE_REMEDY, told, wrong_type
from ontology import Class, Datatype, Model
from ontology.own_names import ENTITY_CLASS


def check_coverage(coverage: CoverageRecord, references: References) -> CoverageRecord | None:
    """The declaration with its reference resolved; None when that leads nowhere. Adds what is wrong to the problems of `references`."""
    _period(coverage, references)
    of = references.resolve(coverage.of, coverage.location) if coverage.of else ""
    if of is None or not _relation(coverage, of, references):
        return None
    return replace(coverage, of=of)


def _relation(coverage: CoverageRecord, of: str, references: References) -> bool:
    """Whether what is meant has such a relation."""
    model, where = references.model, coverage.places.get("relation", coverage.location)
    classes = model.vocabulary(ENTITY_CLASS).names
    if coverage.of_class and coverage.of_class not in classes:
        remedy = suggest(coverage.of_class, classes) or "name a class of the ontology"
        place = coverage.places.get("class", coverage.location)
        references.problem(rules.UNKNOWN_CLASS, place, f"{coverage.of_class[:60]!r} is not a class of entities", remedy, coverage.of_class)
        return False
    if not coverage.relation:
        if coverage.complete:
            references.problem(rules.MISSING_KEY, where, "what is complete is a relation", "add relation: such as members")
        return not coverage.complete
    name = references.classes[of] if of else coverage.of_class
    known = model.classes[name].ends if name else _all_ends(model)
    if coverage.relation in known:
        return True
    remedy = suggest(coverage.relation, known) or f"its relations are {', '.join(known)}"
    message = f"{name or 'nothing'} has {'no' if name else 'a'} relation {coverage.relation[:60]}"
    references.problem(rules.UNKNOWN_PROPERTY, where, message, remedy, coverage.relation, focus_of(coverage))
    return False


def _all_ends(model: Model) -> Mapping[str, object]:
    entities: list[Class] = [model.classes[name] for name in model.entities]
    return {name: end for cls in entities for name, end in cls.ends.items()}


def _period(coverage: CoverageRecord, references: References) -> None:
    fine = True
    for key, value in (("from", coverage.start), ("until", coverage.until)):
        where = coverage.places.get(key, coverage.location)
        if value == OPEN:
            fine = False
            references.problem(rules.BAD_DATE, where, f"{key} is open", "say maintained: true, or leave it away", value)
        elif value and (wrong := wrong_type(Datatype.EDTF, value)):
            fine = False
            references.problem(rules.BAD_DATE, where, told(key, value, wrong), TYPE_REMEDY[Datatype.EDTF], value)
    where = coverage.places.get("until", coverage.location)
    if coverage.until and coverage.maintained:
        references.problem(rules.NO_PERIOD, where, "what is maintained has no end", "keep until: or maintained:, whichever is right")
    elif coverage.complete and not coverage.until and not coverage.maintained:
        references.problem(rules.NO_PERIOD, where, "what is complete is so until a day", "add until: or maintained: true")
    elif fine and coverage.start and coverage.until and backwards(coverage.start, coverage.until):
        message = f"covers ends {coverage.until} before it starts {coverage.start}"
        references.problem(rules.BACKWARDS, where, message, "check both days", coverage.until)
