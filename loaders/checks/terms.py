"""Facts that an earlier load put into the store and whose classes, relations or properties the ontology no longer has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from common.errors import StoreStateError
from facts.records import DatasetRecord, LinkRecord, Records
from ontology import Model

SHOWN = 5


def refuse_unknown_terms(records: Records, model: Model) -> None:
    """Raise StoreStateError when stored records cannot be derived, with the datasets that have to be loaded anew."""
    found: dict[str, list[str]] = defaultdict(list)
    for dataset, term in dict.fromkeys(unknown_terms(records, model)):
        found[dataset].append(term)
    if found:
        named = "; ".join(f"{d} ({', '.join(terms[:SHOWN])}{', …' * (len(terms) > SHOWN)})" for d, terms in sorted(found.items()))
        hint = "load their files anew, all together, or take them away with `foedera drop`"
        raise StoreStateError(f"the store holds datasets in terms that the ontology no longer has: {named}", hint)


def unknown_terms(records: Records, model: Model) -> Iterator[tuple[str, str]]:
    """Each dataset with a term that it uses and that the ontology does not have."""
    for claim in records.claims:
        if claim.property == "class" and claim.value not in model.entities:
            yield claim.provenance.dataset, claim.value
    for link in records.links:
        yield from ((link.provenance.dataset, term) for term in _of_link(link, model))
    for dataset in records.datasets.values():
        yield from ((dataset.id, term) for term in _of_dataset(dataset, model))


def in_known_terms(records: Records, model: Model) -> Records:
    """The records without what is said in terms that the ontology does not have."""
    found = Records(files=records.files, notes=records.notes, coverages=records.coverages)
    found.datasets = {d.id: d for d in records.datasets.values() if not any(_of_dataset(d, model))}
    found.claims = [c for c in records.claims if c.property != "class" or c.value in model.entities]
    found.links = [link for link in records.links if not any(_of_link(link, model))]
    return found


def _of_link(link: LinkRecord, model: Model) -> Iterator[str]:
    if link.relation not in model.relations:
        yield link.relation
        return
    known = model.edges[model.relations[link.relation].edge].properties
    yield from (f"{name} of {link.relation}" for name in link.properties if name not in known)


def _of_dataset(dataset: DatasetRecord, model: Model) -> Iterator[str]:
    known: Mapping[str, object] = model.classes["Dataset"].properties
    yield from (f"{name} of datasets" for name, value in dataset.properties.items() if value != "" and name not in known)
