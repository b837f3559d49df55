"""What an assistant is told beside an answer, so that it does not take silence for a fact."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from api.answer_warnings import AnswerWarning, WarningCode
from api.pages.whole import Portrait
from common.suggest import suggest

COVERAGE = (
    "Entities and relations are those that somebody wrote down with a source, not all that there are: what is not found may exist. Null "
    "means that nobody wrote it down. `coverage { complete }` of a relation says whether its list is whole."
)
"""The note beside what `search` and `run` find."""


def of_entity(found: Portrait, asked: str, relation: str | None, sources: Sequence[str]) -> list[dict[str, Any]]:
    """The warnings about a description of what was asked for by the slug `asked`."""
    return [warning.shown() for warning in (*_renamed(found, asked), *_unknown(found, sources), *_silent(found, relation))]


def said_by(told: Mapping[str, Any], sources: Collection[str]) -> dict[str, Any]:
    """A description with those values of properties alone that some datasets give; of the relations the statement has chosen already."""
    properties = {}
    for name, one in told["properties"].items():
        values = [v for v in (*one["values"], *one["others"]) if any(source["dataset"] in sources for source in v["sources"])]
        if values:
            properties[name] = {**one, "values": values, "others": []}
    return {**told, "sources": list(sources), "properties": properties}


def _renamed(found: Portrait, asked: str) -> Iterator[AnswerWarning]:
    if asked != found.id:
        message = f'"{asked}" is a former id of "{found.id}" ({found.name})'
        yield AnswerWarning(WarningCode.FORMER_ID, ("id",), message, f'ask for "{found.id}"')


def _unknown(found: Portrait, sources: Sequence[str]) -> Iterator[AnswerWarning]:
    for name in sources:
        if name not in found.datasets:
            hint = suggest(name, found.datasets) or f"there are {', '.join(found.datasets)}"
            yield AnswerWarning(WarningCode.UNKNOWN_DATASET, ("sources",), f'there is no dataset "{name}"', hint)


def _silent(found: Portrait, relation: str | None) -> Iterator[AnswerWarning]:
    """That a class has no such relation, or that nothing is listed: for the day, or ever."""
    end = found.cls.ends.get(relation) if relation else None
    when = f" at {found.moment.at}" if found.moment.at else ""
    path = ("relations", relation) if relation else ("relations",)
    if relation and end is None:
        names = ", ".join(name for name, one in found.cls.ends.items() if one.relation.sourced)
        message = f"{found.cls.plural} have no relation {relation}"
        yield AnswerWarning(WarningCode.OTHER_CLASS, path, message, f"they have {names}")
    elif end and not found.sections and end.label not in found.none:
        message = f"nothing is listed of {relation} of {found.name}{when}: that there is nothing is not known"
        yield AnswerWarning(WarningCode.NOT_COVERED, path, message, "ask without a day for what is known at all" if when else None)
    elif not relation and when and not any(section.dated for section in found.sections):
        message = f"nothing with dates is known of {found.name}{when}: that there was nothing is not known"
        yield AnswerWarning(WarningCode.NOT_COVERED, path, message, "ask without a day for what is known at all")
