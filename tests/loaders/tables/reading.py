"""Reads small tables by small mappings, against the core that ships."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from facts.records import ERROR, ClaimRecord, LinkRecord, Problem, Records
from loaders.checks.conforming import distinct
from loaders.tables.loading import Tables, read_tables
from loaders.tables.report import TableReport
from ontology import Model

HEAD = """
datasets: [{id: mine, title: Mine, rank: 300, licence: CC0-1.0}]
dataset: mine
source: "A table, row {row}"
"""


@dataclass(frozen=True, slots=True)
class Read:
    """What a table says, what is wrong with it, and the report on it."""

    records: Records
    problems: list[Problem]
    reports: list[TableReport]

    @property
    def errors(self) -> list[str]:
        """The errors, as people read them, without their folder."""
        return [_short(p) for p in distinct(self.problems) if p.level == ERROR]

    def links(self) -> list[tuple[str, str, str, str, str]]:
        """The relationships: relation, ends, start and end."""
        return [_link(o) for o in self.records.links]

    def claims(self) -> list[tuple[str, str, str]]:
        """The values: subject, property and value."""
        return [_claim(c) for c in self.records.claims]


def _short(problem: Problem) -> str:
    return str(replace(problem, location=replace(problem.location, file=Path(problem.location.file).name)))


def _link(link: LinkRecord) -> tuple[str, str, str, str, str]:
    return link.relation, link.subject, link.object, str(link.properties.get("start", "")), str(link.properties.get("end", ""))


def _claim(claim: ClaimRecord) -> tuple[str, str, str]:
    return claim.subject, claim.property, claim.value


def read(folder: Path, model: Model, known: Records, mapping: str, table: str | bytes = "", name: str = "t.csv") -> Read:
    """What a table says by a mapping, both of which are written to `folder`; the mapping is completed by HEAD."""
    if table:
        (folder / name).write_bytes(table if isinstance(table, bytes) else table.encode())
    file = folder / "m.yaml"
    file.write_text(f"table: {name}\n{HEAD if 'datasets:' not in mapping else ''}{mapping}", encoding="utf-8")
    tables = Tables(lambda named: known)
    records, problems = read_tables([file], model, tables, Records())
    return Read(records, problems, tables.reports)
