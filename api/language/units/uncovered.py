"""Warnings that what is computed may not be all there is: numbers that are not known, lists that are not declared complete."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from analysis.choosing import Choice, Mode
from analysis.covered import complete_spans
from analysis.networks.bodies import covered_bodies
from analysis.networks.projection import Network
from analysis.table import Entity, Table, day_number, day_text
from api.answer_warnings import AnswerWarning, Path, WarningCode
from api.language.arguments.choices import existence, required
from api.language.arguments.networks import NetworkChoice
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids
from facts.listing import read_lines, said_by, summed_up
from ontology import Model, constant_of

BODIES = "name the bodies whose lists are complete, or ask for what is attested"
THERE_MAY_BE_MORE = "what is found is written down; there may be more"
NO_PATH = "no path is written down; that there is none is not known"
SHOWN = 5
Days = tuple[int, int]
Warnings = tuple[AnswerWarning, ...]


class Ends(enum.Enum):
    """Which lists at both ends of relations are looked at."""

    NAMED = "all, since the relations were named"
    WRITTEN = "those in which anything is written down, or all where nothing is"


def unknown(path: Path, what: str, values: Sequence[object], hint: str) -> tuple[AnswerWarning, ...]:
    """What is to be said where some of the values of a page are null; nothing where all are known."""
    missing = sum(value is None for value in values)
    if not missing:
        return ()
    message = f"{missing:,} of {len(values):,} {what} are null: they are not known, which is not zero"
    return (AnswerWarning(WarningCode.NOT_COVERED, path, message, hint, {"unknown": missing, "of": len(values)}),)


def incomplete(
    call: Call, table: Table, numbers: Iterable[int], choice: Choice, hint: str, *, days: Days | None = None, ends: Ends | None = None
) -> tuple[AnswerWarning, ...]:
    """What is to be said where an entity has a list that counts and is not declared complete for the time that is asked about.

    `days`: that time, where it is not that of the choice. `ends`: lists count at both ends of the relations, its members beside its
    memberships; of those that nobody asked for by name, only where anything is written down.
    """
    model, today = call.compilation.model, day_number(call.around.scope.window.lo)
    found: dict[str, list[str]] = {}
    whose = list(dict.fromkeys(numbers))
    for number in whose:
        entity = table.entities[number]
        asked = days or _days(entity, choice, today)
        lists = _at_both_ends(table, model, number, choice.relations, ends) if ends else choice.relations
        for name in (name for name in lists if name in model.classes[entity.cls].ends):
            if not _complete(entity, name, asked, choice.datasets, today):
                found.setdefault(entity.id, []).append(name)
    if not found:
        return ()
    said = "; ".join(f"{id_}: {', '.join(constant_of(name) for name in names)}" for id_, names in list(found.items())[:SHOWN])
    more = f"; and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
    message = f"not declared complete for that time: the lists of {said}{more}"
    return (AnswerWarning(WarningCode.NOT_COVERED, call.path, message, hint, {"uncovered": len(found), "of": len(whose)}),)


def incomplete_somewhere(call: Call, table: Table, numbers: Iterable[int], choice: Choice, days: Days, ends: Ends) -> Warnings:
    """What is to be said of what happened to many: nothing if all of their lists are declared complete, and there are any."""
    whose = list(numbers)
    if whose and not any(incomplete(call, table, [one], choice, THERE_MAY_BE_MORE, days=days, ends=ends) for one in whose):
        return ()
    message = "not all lists that count are declared complete for that time"
    return (AnswerWarning(WarningCode.NOT_COVERED, call.path, message, THERE_MAY_BE_MORE),)


def not_known(call: Call, table: Table, number: int, relation: str, days: tuple[str, str], datasets: Collection[str] | None) -> Warnings:
    """What is to be said of a list of one entity on a day that it is not declared complete for: that it ends before, or may lack some.

    `days`: that day, and today.
    """
    (day, today), entity = days, table.entities[number]
    listed = said_by(read_lines(entity.coverage, relation), datasets)
    known = summed_up(listed, day, day, today)
    if known and known.complete:
        return ()
    name = constant_of(relation)
    last = min(max((k.last for k in listed), default=""), today)
    if "" < last < day:
        message = f"what is known of {name} of {entity.id} ends before the time asked for: on {last}"
        hint = f'what is open may have ended since; ask for at: "{last}"'
        return (AnswerWarning(WarningCode.OUTDATED, call.path, message, hint, {"lists": 1, "of": 1}),)
    message = f"{name} of {entity.id} is not declared complete for that time"
    return (AnswerWarning(WarningCode.NOT_COVERED, call.path, message, THERE_MAY_BE_MORE, {"uncovered": 1, "of": 1}),)


def unlisted(call: Call, table: Table, system: int, days: Days, datasets: Collection[str] | None) -> Warnings:
    """What is to be said of rows for the states of a system: that it lists all only from a later day on, or ends before.

    `days`: the day with which the question begins, and the first of its last period.
    """
    model, today = call.compilation.model, call.around.scope.window.lo
    relation, entity = model.relations[existence(model)], table.entities[system]
    listed = said_by(read_lines(entity.coverage, relation.inverse or relation.name), datasets)
    first, last = map(day_text, days)
    known = summed_up(listed, first, last, today)
    if known is None:
        return ()
    until, since = min(max(k.last for k in listed), today), min((k.first for k in listed if k.complete and k.first > first), default="")
    one = {"lists": 1, "of": 1}
    if "" < until < last:
        message = f"what is known of the states of {entity.id} ends before the time asked for: on {until}"
        return (AnswerWarning(WarningCode.OUTDATED, call.path, message, f"ask for the time until {until}", one),)
    if known.complete or not since:
        return ()
    message = f"the states of {entity.id} are complete only from {since} on: of the time asked for some may be missing"
    return (AnswerWarning(WarningCode.NOT_COVERED, call.path, message, f"ask for the time from {since} on", one),)


def of_network(call: Call, table: Table, ids: Ids, asked: NetworkChoice, bodies: tuple[int, int | None]) -> Warnings:
    """What is to be said of a network: of the list that its nodes come from, and of its `bodies`, as bodies_of has them."""
    found, listing = _open_bodies(call, *bodies), asked.listing
    if asked.system is None or listing.mode is Mode.EVER:
        return found
    system = required(table, ids, asked.system, "system")
    return (*unlisted(call, table, system, (listing.first, listing.first), listing.datasets), *found)


def _open_bodies(call: Call, bodies: int, complete: int | None) -> tuple[AnswerWarning, ...]:
    """What is to be said where not all bodies of a network have complete lists."""
    if complete is None or complete == bodies:
        return ()
    left = bodies - complete
    message = f"the lists of {left:,} of {bodies:,} bodies are not declared complete at that time"
    return (AnswerWarning(WarningCode.NOT_COVERED, call.path, message, THERE_MAY_BE_MORE, {"uncovered": left, "of": bodies}),)


def bodies_of(call: Call, table: Table, choice: Choice, network: Network) -> tuple[int, int | None]:
    """How many bodies tie a network, and how many of them have complete lists."""
    relations = call.compilation.model.relations
    lists = {name: relations[name].inverse or name for name in choice.relations}
    return covered_bodies(table, choice, lists, network, day_number(call.around.scope.window.lo))


def _at_both_ends(table: Table, model: Model, number: int, relations: Collection[str], ends: Ends) -> Collection[str]:
    """The lists of an entity along some relations that are looked at."""
    found = _written(table, model, number, relations) if ends is Ends.WRITTEN else []
    return found or list(dict.fromkeys(end for name in relations for end in (name, model.relations[name].inverse or name)))


def _written(table: Table, model: Model, number: int, relations: Collection[str]) -> list[str]:
    """The lists of an entity along some relations in which anything is written down."""
    out, back = table.by_subject.rows([number]), table.by_object.rows([number])
    found = [table.relations[n] for n in np.unique(table.spells.relation[out]).tolist()]
    inverse = [table.relations[n] for n in np.unique(table.spells.relation[back]).tolist()]
    ours = [name for name in found if name in relations]
    theirs = [model.relations[name].inverse or name for name in inverse if name in relations]
    return list(dict.fromkeys((*ours, *theirs)))


def _days(entity: Entity, choice: Choice, today: int) -> Days:
    """The days that a question is about; of all time, those since an entity may have begun."""
    return (entity.exists[0], today) if choice.mode is Mode.EVER else (choice.first, choice.last)


def _complete(entity: Entity, name: str, days: Days, datasets: Collection[str] | None, today: int) -> bool:
    """No list is known of days to come, so that what lasts beyond today is asked about until today."""
    last = min(days[1], max(days[0], today))
    spans = complete_spans(entity, name, None if datasets is None else tuple(datasets))
    return any(first <= days[0] and last <= min(until, today) for first, until in spans)
