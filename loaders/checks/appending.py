"""Facts that are added to datasets that are there already."""

from __future__ import annotations

from facts.appending import appended
from facts.datasets import merged, split
from facts.records import Problem, Records
from loaders.checks.conforming import check_records, known
from ontology import Model


def append(records: Records, own: Records, others: Records, model: Model) -> tuple[Records, list[Problem]]:
    """What the datasets of `records` say with these added to what they said before (`own`); and what is wrong with the addition."""
    checked, problems = check_records(records, model, known(merged([others, own]), model))
    before = split(own)
    found = merged(appended(before.get(name, Records()), part, model) for name, part in split(checked).items())
    found.files = records.files
    return found, problems
