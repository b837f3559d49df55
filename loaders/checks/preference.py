"""What a load would bring and nobody would see: what a better dataset denies by a complete list. As a warning, with the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facts.coverage import Complete
from facts.preference import Preferences
from facts.records import LinkRecord, Problem, Records, focus_of
from loaders.checks import rules
from loaders.checks.saying import statement
from ontology import Model


def check_preference(records: Records, links: Sequence[LinkRecord], model: Model) -> Iterator[Problem]:
    """What `links` say, some of the checked records of all datasets, that is denied.

    A curator's note (`conflicts:`) on the list says that it is known.
    """
    preferences = Preferences(records, model)
    noted = {(n.subject, n.topic) for n in records.notes}
    for link in links if any(c.complete for c in records.coverages) else ():
        complete = preferences.denied(link)
        if complete and complete.place not in noted:
            yield _denied(link, complete, preferences)


def _denied(link: LinkRecord, complete: Complete, preferences: Preferences) -> Problem:
    of, relation = complete.place
    rank = preferences.ranks.get(complete.dataset, 0)
    message = (
        f"{statement(link)} is not preferred: the list of {relation}{f' of {of}' if of else ''} "
        f"in dataset {complete.dataset} (rank {rank}) is complete, and lacks it"
    )
    mine = link.provenance.dataset
    remedy = f"give {mine} a rank below {rank}, correct {complete.dataset}, or say why in conflicts: of {of or link.object}"
    return rules.DENIED.broken(link.location, message, remedy, value=mine, focus=focus_of(link), path=link.relation)
