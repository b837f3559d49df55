"""The page of an entity as values, from what was read of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.answering.citing import citations
from api.pages.disputes import Dispute, disputes_of
from api.pages.facts import Fact, facts_of, languages
from api.pages.sections import Moment, Section, sections_of
from facts.listing import read_lines, summed_up
from ontology import Class, Model
from ontology.model import FORMER_IDS
from ontology.stored import COVERAGE, UNCHECKED_PROPERTIES
from queries.whole import Whole

NAME, ALIASES, NOTE = "name", "aliases", "note"
ASKED = 3
"""So many relations stand in the operation that the playground opens with."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many statements of a kind there are, and how many of them somebody has compared with their source."""

    number: int
    checked: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that a page shows of an entity. `none`: relations of which a source says that there is nothing; `unlisted`: of which nothing is
    listed for the day; `unknown`: of which nobody wrote anything down.
    """

    id: str
    iri: str
    name: str
    cls: Class
    lineage: tuple[Class, ...]
    lead: tuple[str, ...]
    note: str
    aliases: Sequence[str]
    former: Sequence[str]
    languages: tuple[tuple[str, list[str]], ...]
    facts: tuple[Fact, ...]
    naming: tuple[Fact, ...]
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...]
    involved: Sequence[Sequence[str]]
    neighbours: tuple[tuple[str, int], ...]
    none: tuple[str, ...]
    unlisted: tuple[str, ...]
    unknown: tuple[str, ...]
    facts_checked: Checked
    links_checked: Checked
    datasets: Mapping[str, Mapping[str, Any]]
    used: tuple[str, ...]
    version: str
    citations: Sequence[Mapping[str, Any]]
    moment: Moment


def portrait(whole: Whole, model: Model, iri: str, moment: Moment, skip: int = 0) -> Portrait:
    """The page of an entity that there is."""
    found, cls = whole.properties, model.classes[whole.properties["class"]]
    facts = facts_of(whole, cls, model)
    sections = sections_of(whole, cls, model, moment, skip)
    factual = [fact for fact in facts if fact.factual]
    used = tuple(sorted({*(c["dataset"] for c in whole.claims), *(line.split(" ")[1] for line in found.get(COVERAGE, ()))}))
    none, unlisted, unknown = _silent(whole, cls, sections, moment)
    return Portrait(
        id=found["id"],
        iri=iri,
        name=found[NAME],
        cls=cls,
        lineage=tuple(model.classes[name] for name in cls.lineage[1:]),
        lead=tuple(str(value.value) for fact in facts if fact.text and fact.name != NOTE for value in fact.values),
        note=found.get(NOTE, ""),
        aliases=found.get(ALIASES, ()),
        former=found.get(FORMER_IDS, ()),
        languages=tuple(pair for name in sorted(model.by_language) for pair in languages(found.get(name, ()))),
        facts=tuple(fact for fact in facts if not _headed(fact, model)),
        naming=tuple(fact for fact in facts if _headed(fact, model)),
        sections=tuple(sections),
        disputes=tuple(disputes_of(whole, cls)),
        involved=whole.involved,
        neighbours=tuple((_counted(model.classes[name], number), number) for name, number in whole.neighbours),
        none=none,
        unlisted=unlisted,
        unknown=unknown,
        facts_checked=Checked(len(factual), len(factual) - len(set(found.get(UNCHECKED_PROPERTIES, ())) & {f.name for f in factual})),
        links_checked=_links_checked(found.get(COVERAGE, ()), cls),
        datasets={one["id"]: one for one in whole.datasets},
        used=used,
        version=whole.version,
        citations=citations(whole.datasets, used, whole.version, {}),
        moment=moment,
    )


def _headed(fact: Fact, model: Model) -> bool:
    """Whether it stands at the head of the page."""
    return fact.text or fact.name in {NAME, ALIASES, FORMER_IDS, *model.by_language}


def _silent(whole: Whole, cls: Class, sections: Sequence[Section], moment: Moment) -> tuple[tuple[str, ...], ...]:
    """The labels of relations without a row, by what that means: none, none listed for the day, not known."""
    shown, lines = {section.name for section in sections}, whole.properties.get(COVERAGE, ())
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for end in cls.ends.values():
        if end.relation.sourced and end.name not in shown:
            listed = read_lines(lines, end.name)
            known = summed_up(listed, *moment.window, moment.today)
            found[0 if known and known.complete else 1 if listed else 2].append(end.label)
    return tuple(map(tuple, found))


def _links_checked(lines: Sequence[str], cls: Class) -> Checked:
    listed = [one for name in cls.ends for one in read_lines(lines, name)]
    number = sum(one.preferred.number for one in listed)
    return Checked(number, number - sum(one.preferred.unchecked for one in listed))


def _counted(cls: Class, number: int) -> str:
    """What so many of a class are called: borderAgencies → border agencies."""
    return re.sub(r"(?=[A-Z])", " ", cls.plural).lower() if number != 1 else cls.label[0].lower() + cls.label[1:]


def operation(found: Portrait) -> str:
    """What to ask in the playground to read the same."""
    time = f', time: {{at: "{found.moment.at}"}}' if found.moment.at else ""
    lists = "\n".join(_asked(section, time) for section in found.sections[:ASKED])
    return f'{{\n  {found.cls.singular}(key: {{id: "{found.id}"}}) {{\n    name\n    description\n{lists}\n  }}\n}}\n'


def _asked(section: Section, time: str) -> str:
    dates = "start end " if section.dated else ""
    return f"    {section.name}(first: 10{time}) {{ totalCount edges {{ {dates}node {{ slug name }} }} }}"


def works(found: Portrait) -> Iterator[str]:
    """The titles of the datasets whose statements are on the page."""
    yield from (str(found.datasets[name]["title"]) for name in found.used if name in found.datasets)
