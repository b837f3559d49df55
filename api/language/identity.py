"""Ids: an entity or a record as seen under the time and the sources in force, as text.

Clients keep objects by id and fields by their arguments, while time and sources are inherited: so what is in force stands in the id. One
id, one value.

    id    = slug [ "@" part *( "_" part ) ]      no part that is the default, each at most once, in this order
    parts = time , "certain" , "lineage" , claims , datasets
    time  = "ever" / [ "in." ] days              at: days; during: in.days (of one day without "in.": at and during then mean the same)
    days  = date / [ date ] ".." [ date ]        date = YYYY / YYYY-MM / YYYY-MM-DD
    claims = "all" / "preferred"                 against the default: preferred without datasets, all with them
    datasets = "from" *( "." dataset )           sorted, once each; "from" alone: none

The text is made of what is in force, not of how somebody wrote it, as short as possible: equal scopes have equal texts. A time that was
given is always written, also when it is today: the default moves on at midnight, a day does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.language.scalars import count_date
from common.dates import BEGINNING, FOREVER, Bounds, InvalidDateError, bounds, period, written
from common.errors import BadInputError
from ontology import Model
from queries import plans

IDS_OF_DATASETS = "ids are small letters, digits and hyphens; { datasets { nodes { slug } } } lists them"
LONGEST = 160
"""So many letters a scope has at most."""
GRAMMAR = (
    "an id is a slug, or slug@scope, such as nato@1982-06-01: the scope is of a time (1982-06-01, 1982, 1950..1960, in.1950..1960, ever), "
    "certain, lineage, all or preferred, and from.dataset.dataset, those that differ from the default, with _ between them"
)
EVER, DURING, OPEN, FROM = "ever", "in.", "..", "from"
WORDS: Mapping[str, tuple[str, bool]] = {
    "certain": ("certain", True),
    "lineage": ("lineage", True),
    "all": ("all_claims", True),
    "preferred": ("all_claims", False),
}
"""What the words among the parts say of a scope."""


def suffix(scope: plans.Scope) -> str:
    """What stands behind the slug in the ids of what is seen under a scope: nothing under the default one."""
    text = scope_text(scope)
    return f"@{text}" if text else ""


def scope_text(scope: plans.Scope) -> str:
    """A scope as text; empty for the default one."""
    parts = [_time(scope.window)] if scope.window.given else []
    parts += ["certain"] if scope.certain else []
    parts += ["lineage"] if scope.lineage else []
    if scope.all_claims is not (scope.datasets is not None):
        parts.append("all" if scope.all_claims else "preferred")
    if scope.datasets is not None:
        parts.append(".".join([FROM, *sorted(set(scope.datasets))]))
    return "_".join(parts)


def slug_of(id_: str) -> str:
    """The slug in an id, whatever its scope. Raises BadInputError."""
    slug, _, text = id_.partition("@")
    if text or slug != id_ or not slug:
        read_id(id_, plans.Scope(plans.Window(plans.Mode.EVER)))
    return slug


def read_id(id_: str, default: plans.Scope) -> tuple[str, plans.Scope]:
    """The slug and the scope in an id; of a slug alone the default scope. Raises BadInputError."""
    slug, at, text = id_.partition("@")
    if not slug or (at and not text):
        raise _malformed(id_, "is no id")
    return (slug, _read_scope(id_, text, default)) if text else (slug, default)


def check_scope(scope: plans.Scope, model: Model) -> None:
    """That ids can say what is in force. Raises BadInputError."""
    for dataset in scope.datasets or ():
        if not model.is_id(dataset):
            raise BadInputError(f'"{dataset[:LONGEST]}" is not the id of a dataset', IDS_OF_DATASETS)
    if len(scope_text(scope)) > LONGEST:
        raise BadInputError(
            f"time and sources take more than {LONGEST} letters in ids", "name fewer datasets, or leave datasets out for all of them"
        )


# -- from scope to text


def _time(window: plans.Window) -> str:
    if window.mode is plans.Mode.EVER:
        return EVER
    days = _days(Bounds(window.lo, window.hi))
    return DURING + days if window.mode is plans.Mode.DURING and window.lo != window.hi else days


def _days(days: Bounds) -> str:
    """Days as short as possible: a day, month or year by its name, else the first and the last with two dots between them."""
    if whole := written(days):
        return whole
    first = "" if days.earliest == BEGINNING else next(d for d in _shorter(days.earliest) if bounds(d).earliest == days.earliest)
    last = "" if days.latest == FOREVER else next(d for d in _shorter(days.latest) if bounds(d).latest == days.latest)
    return f"{first}{OPEN}{last}"


def _shorter(day: str) -> Iterable[str]:
    return day[:4], day[:7], day


# -- from text to scope


def _read_scope(id_: str, text: str, default: plans.Scope) -> plans.Scope:
    if len(text) > LONGEST:
        raise _malformed(id_, f"has more than {LONGEST} letters behind the @")
    found: dict[str, Any] = {}
    for part in text.split("_"):
        for name, value in _part(id_, part).items():
            if name in found:
                raise _malformed(id_, f'says twice what "{part}" says')
            found[name] = value
    found.setdefault("all_claims", found.get("datasets") is not None)
    return plans.Scope(
        found.get("window", default.window),
        found.get("datasets"),
        found.get("certain", False),
        found["all_claims"],
        found.get("lineage", False),
    )


def _part(id_: str, part: str) -> dict[str, Any]:
    if part in WORDS:
        return dict([WORDS[part]])
    if part == FROM or part.startswith(f"{FROM}."):
        datasets = part.split(".")[1:]
        if not all(datasets):
            raise _malformed(id_, "has a dataset without a name")
        return {"datasets": tuple(sorted(set(datasets)))}
    if part == EVER:
        return {"window": plans.Window(plans.Mode.EVER)}
    return {"window": _window(id_, part)}


def _window(id_: str, part: str) -> plans.Window:
    text = part.removeprefix(DURING) if part != DURING + OPEN else OPEN
    first, dots, last = text.partition(OPEN)
    asked = f"{first or OPEN}/{last or OPEN}" if dots else text
    try:
        count_date(asked)
        days = period(asked)
    except InvalidDateError as error:
        raise _malformed(id_, f'has "{part}" behind the @, which is no part of a scope') from error
    during = part.startswith(DURING) and days.earliest != days.latest
    return plans.Window(plans.Mode.DURING if during else plans.Mode.AT, days.earliest, days.latest)


def _malformed(id_: str, what: str) -> BadInputError:
    return BadInputError(f'"{id_[:LONGEST]}" {what}', GRAMMAR)
