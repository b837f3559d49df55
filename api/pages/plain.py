"""The page of an entity as plain JSON: the same values, as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.pages.disputes import Dispute
from api.pages.facts import Fact, Value
from api.pages.sections import Section
from api.pages.sources import Source
from api.pages.whole import Portrait


def plain(found: Portrait) -> dict[str, Any]:
    """All of it."""
    return {
        "id": found.id,
        "iri": found.iri,
        "class": found.cls.name,
        "name": found.name,
        "description": found.lead[0] if found.lead else None,
        "at": found.moment.at,
        "dataVersion": found.version,
        "properties": {fact.name: _fact(fact) for fact in (*found.naming, *found.facts)},
        "relations": {section.name: _section(section) for section in found.sections},
        "notKnown": list(found.unknown),
        "disputes": [_dispute(dispute) for dispute in found.disputes],
        "checked": {"properties": asdict(found.facts_checked), "relations": asdict(found.links_checked)},
        "citations": [citation["text"] for citation in found.citations],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"label": fact.label, "values": [_value(v) for v in fact.values], "others": [_value(v) for v in fact.others]}


def _value(value: Value) -> dict[str, Any]:
    return {"value": value.value, "sources": [_source(source) for source in value.sources]}


def _section(section: Section) -> dict[str, Any]:
    """A relation; `total` counts the statements that are listed, `complete` says whether the list is (null: nobody says)."""
    rows = [{"id": row.id, "name": row.name, "certain": row.certain, **row.stated} for row in section.rows]
    numbers = {"total": section.total, "certainTotal": section.certain}
    return {"label": section.label, **numbers, "complete": section.known and section.known.complete, "statements": rows}


def _dispute(dispute: Dispute) -> dict[str, Any]:
    sides = [{"value": side.value, "preferred": side.preferred, **_source(side.source)} for side in dispute.sides]
    return {"topic": dispute.topic, "explanation": dispute.explanation or None, "sides": sides}


def _source(source: Source) -> Mapping[str, Any]:
    found = {"dataset": source.dataset, "source": "; ".join(work.text for work in source.works), "checked": source.checked}
    urls = [work.url for work in source.works if work.url]
    return found | {"urls": urls, "retrieved": source.retrieved or None, "remark": source.remark or None}
