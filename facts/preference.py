"""Which claims and links are preferred: those of the highest-ranked dataset that covers the fact.

A fact is a property of an entity (for properties with several values: one value of it), or what the ontology says a relation's coverage is:
all links of one organization, or just one pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from facts.records import ClaimRecord, LinkRecord
from ontology import Coverage, Model, Relation

LOWEST = 1001


def fact_of_claim(claim: ClaimRecord, *, many: bool) -> tuple[str, ...]:
    """The fact that a claim is about."""
    return (claim.subject, claim.property, claim.value) if many else (claim.subject, claim.property)


def fact_of_link(link: LinkRecord, relation: Relation) -> tuple[str, ...]:
    """The fact that a link is about."""
    match relation.coverage:
        case Coverage.OBJECT:
            return (relation.name, link.object)
        case Coverage.SUBJECT:
            return (relation.name, link.subject)
    return (relation.name, link.subject, link.object)


def best_for_links(links: Iterable[LinkRecord], model: Model, ranks: Mapping[str, int]) -> dict[tuple[str, ...], str]:
    """The dataset that is preferred for each fact about relations."""
    best: dict[tuple[str, ...], str] = {}
    for link in links:
        fact = fact_of_link(link, model.relations[link.relation])
        dataset = link.provenance.dataset
        if fact not in best or order(dataset, ranks) < order(best[fact], ranks):
            best[fact] = dataset
    return best


def order(dataset: str, ranks: Mapping[str, int]) -> tuple[int, str]:
    """Sorts datasets: the preferred first; of equal ranks the one whose name comes first."""
    return ranks.get(dataset, LOWEST), dataset
