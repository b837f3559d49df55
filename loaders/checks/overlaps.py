"""Rows of one dataset that relate the same two entities at the same time: a count of rows then counts one membership twice.

A warning stands only where both rows certainly hold on one day, or where one has no days that would tell it from the other. What is
disputed never certainly holds: a row that says so may stand beside one that does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from facts.records import NOWHERE, LinkRecord, Problem, Records, focus_of, links_in_order
from loaders.checks import rules
from loaders.checks.lives import stated_days
from loaders.checks.saying import statement
from ontology import Datatype, Model, stored


@dataclass(frozen=True, slots=True)
class _Row:
    """A link with the first and the last day on which it certainly holds; when no day is certain, `first` lies after `last`."""

    link: LinkRecord
    first: str
    last: str

    def text(self, name: str) -> str:
        return str(self.link.properties.get(name, ""))

    @property
    def days(self) -> tuple[str, str]:
        return self.text(stored.START), self.text(stored.END)


def check_overlaps(records: Records, model: Model) -> Iterator[Problem]:
    """Rows of one dataset, relation and pair that hold at the same time, in checked records."""
    # In the order of ids those of one pair and dataset follow each other: groups of all at once would take as much memory as the links.
    for _, group in groupby(links_in_order(records.links), key=_pair):
        for links in _apart(list(group), model):
            certain = [o for o in links if not model.contests(model.relations[o.relation].edge, o.properties)]
            yield from _overlaps([row for link in certain if (row := _row(link))])


def check_repeated(records: Records, files: Collection[str]) -> Iterator[Problem]:
    """Rows in one of `files` that say in the same words what another row says: one of them may be meant for somebody else."""
    repeated = {link.id for link in records.repeated}
    first = {link.id: link for link in records.links if link.id in repeated} if repeated else {}
    for link in records.repeated:
        if link.file in files and (there := first.get(link.id)):
            message = f"{statement(link)} stands {_there(there)}, too, in the same words"
            remedy = "drop one row, or name whom it is meant for"
            yield rules.OVERLAP.broken(link.location, message, remedy, focus=focus_of(link), path=stored.START)


def _pair(link: LinkRecord) -> tuple[str, str, str, str]:
    return link.subject, link.relation, link.object, link.provenance.dataset


def _apart(links: list[LinkRecord], model: Model) -> Iterator[list[LinkRecord]]:
    """Those of a pair that may be rows of the same: what happens on a day, such as a succession, may happen again on another."""
    groups: dict[tuple[str, ...], list[LinkRecord]] = defaultdict(list)
    for link in links if len(links) > 1 else ():
        groups[() if model.relations[link.relation].dated else _dates(link, model)].append(link)
    yield from (found for found in groups.values() if len(found) > 1)


def _dates(link: LinkRecord, model: Model) -> tuple[str, ...]:
    properties = model.edges[model.relations[link.relation].edge].properties
    return tuple(str(link.properties.get(p.name, "")) for p in properties.values() if p.datatype is Datatype.EDTF)


def _row(link: LinkRecord) -> _Row | None:
    days = stated_days(link)
    return _Row(link, days[stored.START_LATEST], days[stored.END_EARLIEST]) if days else None


def _overlaps(rows: list[_Row]) -> Iterator[Problem]:
    dated = sorted((r for r in rows if any(r.days)), key=lambda r: (r.first, r.link.location, r.link.id))
    undated = [r for r in rows if not any(r.days)]
    longest = previous = None
    for row in dated:
        if longest and row.first <= min(longest.last, row.last):
            yield _problem(row, longest)
        elif previous and row.days[0] and row.days[0] == previous.days[0]:
            yield _problem(row, previous)
        previous, longest = row, row if longest is None or row.last > longest.last else longest
    beside = [*dated, *undated][:1]
    yield from (_problem(row, beside[0]) for row in undated if row is not beside[0])


def _there(link: LinkRecord) -> str:
    """Where another row stands: in a file, or in what the store holds."""
    if link.location != NOWHERE:
        return f"at {link.location}"
    days = "/".join(str(link.properties.get(name, "?")) for name in (stored.START, stored.END))
    return f"in dataset {link.provenance.dataset} as it is loaded ({days})"


def _problem(row: _Row, other: _Row) -> Problem:
    if row.link.location == NOWHERE:  # in the store: what is added to it is told
        row, other = other, row
    link, there = row.link, _there(other.link)
    roles = [bool(row.text("role")), bool(other.text("role"))]
    if any(roles) and not all(roles):
        words, remedy = f"stands {there} {'with' if roles[1] else 'without'} a role, too", "keep one row, with its role"
    elif row.days[0] in ("", other.days[0]):
        words, remedy = f"stands {there}, too", "keep one row; what another source says belongs to a dataset of its own"
    elif other.link.location == NOWHERE:
        words, remedy = f"holds while it stands {there}", "make one spell of them, or check the days"
    elif row.first == other.last:
        words, remedy = (
            f"begins again {row.first}, the day on which it ends {there}",
            "let the first end the day before: both days count",
        )
    else:
        words, remedy = f"begins again {row.first}, before it ends {there}", "make one spell of them, or check the days"
    message = f"{statement(link)} {words}"
    where, value = link.place(stored.START), row.first if row.days[0] else ""
    return rules.OVERLAP.broken(where, message, remedy, value=value, focus=focus_of(link), path=stored.START)
