"""Days on which something begins, is signed, or was read, that are still to come: mostly a slip in the year. As warnings.

What ends may be known beforehand; and so may a beginning, which a remark then says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from common.dates import OPEN, today
from facts.records import LinkRecord, Problem, Records, focus_of
from loaders.checks import rules
from loaders.checks.provenance import first_day
from loaders.checks.saying import statement
from ontology import Datatype, Model, Property

REMEDY = "check the year; if it is planned, say so in a remark:"


def check_future(records: Records, links: Sequence[LinkRecord], model: Model) -> Iterator[Problem]:
    """Such days in checked records, and in `links`, some of them."""
    now = today()
    days = set(_days(p for c in model.entities for p in model.classes[c].properties.values()))
    for claim in records.claims:
        if claim.property in days and not claim.provenance.remark and first_day(claim.value) > now:
            message = f"{claim.property} of {claim.subject} is {claim.value}, which is still to come"
            yield rules.TO_COME.broken(claim.location, message, REMEDY, value=claim.value, focus=focus_of(claim), path=claim.property)
    yield from _covered(records, now)
    of_edges = {name: set(_days(edge.properties.values())) for name, edge in model.edges.items()}
    for link in (o for o in links if not o.provenance.remark):
        for name in of_edges[model.relations[link.relation].edge] & link.properties.keys():
            value = str(link.properties[name])
            if value != OPEN and first_day(value) > now:
                message = f"{name} of {statement(link)} is {value}, which is still to come"
                yield rules.TO_COME.broken(link.place(name), message, REMEDY, value=value, focus=focus_of(link), path=name)


def _covered(records: Records, now: str) -> Iterator[Problem]:
    """That somebody declares to know a list of days to come, which a remark makes no better."""
    remedy = "give the day on which the list was read; what is kept up to date is maintained (covers: 1946/..)"
    for coverage in records.coverages:
        if first_day(coverage.until) > now:
            words = f"{coverage.relation or 'all'} of {coverage.of or coverage.of_class or 'all there are'}"
            message = f"what covers {words} ends {coverage.until}, which is still to come"
            where = coverage.places.get("until", coverage.location)
            yield rules.TO_COME.broken(where, message, remedy, value=coverage.until, focus=focus_of(coverage), path="until")
    for dataset in records.datasets.values():
        end = str(dataset.properties.get("covers", "")).rpartition("/")[2]
        if end != OPEN and first_day(end) > now:
            message = f"what the dataset {dataset.id} covers ends {end}, which is still to come"
            yield rules.TO_COME.broken(dataset.location, message, remedy, value=end, path="covers")


def _days(properties: Iterable[Property]) -> Iterator[str]:
    return (p.name for p in properties if p.datatype is Datatype.EDTF and not p.closes)
