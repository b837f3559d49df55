"""What files say before and after they are edited: what must not be lost, and what a curator should look at then."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from common.errors import InputError, NotFoundError, UsageError
from common.meant import meant_id
from common.suggest import suggest
from facts.datasets import merged
from facts.records import ClaimRecord, Problem, Records
from facts.redirects import FORMER_IDS, led_on
from loaders.checks.conforming import check_records, distinct, known
from loaders.checks.overlaps import check_overlaps
from loaders.checks.provenance import check_provenance
from loaders.checks.resolving import RESERVED
from loaders.checks.saying import id_remedy
from loaders.held import about
from loaders.sources.yaml_reading import read_tree
from loaders.sources.yaml_tree import Entries, YamlError, parse_yaml
from ontology import Model

CLASS = "class"
BY_HAND = "nothing was written; change these by hand"
NOBODY = {"": ""}
"""Leads no id on; relationships that have no direction then begin at the smaller id, as where ids are led on."""


def say(tree: Entries, model: Model) -> Records:
    """What a file says. What is wrong with how it says it is for `foedera check`."""
    records = Records()
    read_tree(tree, model, records, [])
    return records


def parsed(file: Path, text: str) -> Entries:
    """An edited file as a reader has it. Raises InputError."""
    try:
        tree = parse_yaml(text.encode(), str(file))
    except YamlError as error:
        raise InputError(f"the file would not be YAML afterwards: {error.problem}", BY_HAND) from error
    assert isinstance(tree, Entries)
    return tree


def refuse_id(new: str, datasets: Collection[str], model: Model) -> None:
    """Raise UsageError for what cannot be the id of an entity: it has not the form, or names something else."""
    if not model.is_id(new):
        raise UsageError(f"{new[:60]!r} is not an id", id_remedy(new, model))
    if new in datasets or new == RESERVED:
        owner = "a dataset" if new in datasets else "former ids"
        raise UsageError(f"{new} is the id of {owner}", "choose another one: an id names one thing")


def refuse_unknown_class(claim: ClaimRecord, model: Model) -> None:
    """Raise UsageError where a file says a class that there is not, with its place."""
    if claim.value not in model.classes:
        words = f"{claim.location}: {claim.value[:60]!r} is not a class of entities"
        raise UsageError(words, suggest(claim.value, model.entities) or "`foedera new` lists the classes")


def undescribed(id_: str, there: Collection[str]) -> NotFoundError:
    """What is told of an entity that no file describes, though it may be `there`."""
    near = "" if id_ in there else meant_id(id_, there)
    return NotFoundError(f"no file here describes {id_!r}", near or "name the files and folders that describe it")


def unsorted(records: Records, model: Model) -> Records:
    """The same, in which relationships without a direction begin at the smaller id."""
    return led_on(records, NOBODY, model)


def verify(expected: Records, after: Records, made: Collection[tuple[str, str]] = ()) -> None:
    """Whatever form the files have: what would be lost, or said anew, stops it. `made`: what is new, by subject and property."""
    other = {said for said in _sayings(expected) ^ _sayings(after) if said[:2] not in made}
    if other or len(expected.coverages) != len(after.coverages) or set(expected.notes) != set(after.notes):
        shown = "; ".join(" ".join(filter(None, said[:3])) for said in sorted(other)[:3])
        raise InputError(f"the files would not say the same afterwards: {shown}", BY_HAND)


def _sayings(records: Records) -> set[tuple[str, ...]]:
    claims = (c for c in records.claims if c.property != FORMER_IDS)
    found = {(c.subject, c.property, c.value, str(c.provenance.properties())) for c in claims}
    details = ((o, str(sorted(o.properties.items())), str(o.provenance.properties())) for o in records.links)
    return found | {(o.subject, o.relation, o.object, *more) for o, *more in details}


def new_problems(
    before: Records, after: Records, ids: set[str], led: Mapping[str, str], background: Records, model: Model
) -> tuple[Problem, ...]:
    """What is wrong or odd with the entities `ids` after an edit, and was not before, when some of them had other ids (`led`)."""

    def parts(problem: Problem) -> tuple[str, ...]:
        about = [led.get(part, part) for part in problem.focus.split("/")[:4]]
        return (problem.rule, problem.path, led.get(problem.value, problem.value), *sorted(about))

    there = set(map(parts, _problems(before, {*ids, *led}, background, model)))
    found = (p for p in _problems(after, ids, background, model) if parts(p) not in there)
    return tuple(p for p in found if not ids.isdisjoint(p.focus.split("/")))


def _problems(records: Records, ids: set[str], background: Records, model: Model) -> list[Problem]:
    checked, wrong = check_records(about(records, ids), model, known(merged([background, records]), model))
    checked.claims += [c for c in records.claims if c.property == CLASS and c.subject not in ids]
    return distinct([*wrong, *check_provenance(checked, model), *check_overlaps(checked, model)])
