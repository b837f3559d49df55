"""The fast checks say what pySHACL, the reference, says of the same records: same thing, same property, same kind of constraint."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pyshacl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter
from rdflib import SH, Graph

from facts.records import (
    ClaimRecord,
    ConflictNote,
    CoverageRecord,
    DatasetRecord,
    LinkRecord,
    Location,
    Problem,
    Provenance,
    Records,
)
from loaders.checks.conforming import check_records
from loaders.checks.rules import BY_CODE
from ontology import SOURCES, Constraint, Datatype, Property, read_graph, read_model
from rdf.triples import F, iri, to_graph
from tests.campaign import FULL
from tests.loaders.placing import put

MODEL = read_model()
ONTOLOGY, SHAPES = Graph().parse(SOURCES[0]), read_graph()
Finding = tuple[str, str, str]
MAIN, OTHER = "main", "other"
SAID = Provenance(MAIN, "a source")


def fast(problems: Iterable[Problem]) -> set[Finding]:
    """What the checks found, as far as a shape says it."""
    constrained = [(p, BY_CODE[p.rule].component) for p in problems]
    return {(str(iri(p.focus)), p.path, component) for p, component in constrained if component}


def reference(data: Graph) -> set[Finding]:
    """What pySHACL finds. A view of a dataset on an entity counts as the entity."""
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, ont_graph=ONTOLOGY)
    found = set()
    for result in report.objects(None, SH.result):
        focus, path, component = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent))
        name = str(component).removeprefix(str(SH)).removesuffix("ConstraintComponent")
        found.add((str(focus).partition("#")[0], str(path).removeprefix(str(F)), name))
    return found


def both(records: Records) -> tuple[set[Finding], set[Finding]]:
    """What both find in records of which every reference leads somewhere."""
    checked, problems = check_records(records, MODEL)
    return fast(problems), reference(to_graph(checked, MODEL, views=True))


# --- Records of every sort of wrong


WORDS = st.sampled_from(["", "x", "x" * 500, "x" * 501, "PL", "POL", "pl", "PL ", "Q7184", "Q07", "616", "3180", "é", "https://a.org"])
AMOUNTS = ["0", "1", "1000", "1001", "-1"]


def near(constraint: Constraint) -> list[st.SearchStrategy[str]]:
    """Values on both sides of what a constraint allows."""
    listed = [*constraint.one_of[:2], *(f"{v}s" for v in constraint.one_of[:1])]
    longest = constraint.max_length
    # By their length: Hypothesis writes down what it draws from.
    long = [st.sampled_from([longest, longest + 1]).map("y".__mul__)] if longest else []
    return [*([st.sampled_from(listed)] if listed else []), *long]


def values(prop: Property) -> st.SearchStrategy[str]:
    """Values of a property, right and wrong."""
    if prop.datatype in (Datatype.INTEGER, Datatype.DECIMAL):
        return st.sampled_from(AMOUNTS)
    if prop.datatype is Datatype.EDTF:
        return st.sampled_from(["1949-04-04", "1990~"])
    return st.one_of(WORDS, *(edge for c in prop.constraints for edge in near(c)))


@st.composite
def provenances(draw: st.DrawFn) -> Provenance:
    """A provenance that may lack its source or be marked wrongly, or name no address as the archived copy."""
    dataset, source = draw(st.sampled_from([MAIN, OTHER])), draw(st.sampled_from(["a source", ""]))
    verification, archived = (
        draw(st.sampled_from(["CHECKED", "UNCHECKED", "CHEKED"])),
        draw(st.sampled_from(["", "https://a.org", "a.org"])),
    )
    return Provenance(dataset, source, verification=verification, archived=archived)


@st.composite
def entities(draw: st.DrawFn, number: int) -> list[ClaimRecord]:
    """The claims of one entity, by one or two datasets."""
    name = f"thing-{number}"
    cls = MODEL.classes[draw(st.sampled_from(MODEL.entities))]
    found = [ClaimRecord(name, "class", cls.name, draw(provenances()))]
    constrained = [p for p in cls.properties.values() if p.constraints]
    for prop in constrained:
        for value in draw(st.lists(values(prop), max_size=2, unique=True)):
            found.append(ClaimRecord(name, prop.name, value, draw(provenances())))
    return found


@st.composite
def links(draw: st.DrawFn, number: int) -> tuple[list[ClaimRecord], LinkRecord]:
    """A relationship with the two things at its ends, which are what they must be."""
    relation = MODEL.relations[draw(st.sampled_from([r.name for r in MODEL.relations.values() if r.sourced]))]
    ends = [MODEL.classes[end].concrete[0] for end in (relation.domain, relation.range)]
    one, other = f"end-{number}-a", f"end-{number}-b"
    claims = [ClaimRecord(name, "class", cls, SAID) for name, cls in zip((one, other), ends, strict=True)]
    said = draw(provenances())
    constrained = [p for p in MODEL.edges[relation.edge].properties.values() if p.constraints and p.name not in said.properties()]
    used = [p for p in constrained if p.name not in MODEL.provenance and draw(st.booleans())]
    properties = {p.name: draw(values(p)) for p in used}
    return claims, LinkRecord(relation.name, one, other, properties, said)


@st.composite
def datasets(draw: st.DrawFn, name: str) -> DatasetRecord:
    """A dataset that may lack what it needs."""
    rank = draw(st.sampled_from([0, 1, 7, 1000, 1001]))
    words = {p: draw(st.sampled_from(["", "words"])) for p in ("title", "licence")}
    return DatasetRecord(name, rank, {"rank": rank, **words})


class Batch(Records):
    """Made records; their full text would be 50 kB for each example."""

    def __repr__(self) -> str:
        return f"Batch of {len(self.claims)} claims and {len(self.links)} links"

    def _repr_pretty_(self, printer: RepresentationPrinter, _: bool) -> None:
        """For Hypothesis, which would write down all fields of a dataclass."""
        printer.text(repr(self))


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Five entities and five relationships in two datasets, everything in a place of its own."""
    records = Batch(datasets={name: draw(datasets(name)) for name in (MAIN, OTHER)})
    for number in range(5):
        records.claims += draw(entities(number))
        claims, link = draw(links(number))
        records.claims += claims
        records.links.append(link)
    for line, record in enumerate([*records.claims, *records.links, *records.datasets.values()], 1):
        put(record, Location("made.yaml", line, 1))
    return records


# No shrinking: the difference names the one record, and each try costs half a second.
@settings(max_examples=30, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(batches())
@pytest.mark.slow
def test_both_find_the_same_in_records_of_every_sort_of_wrong(records: Batch) -> None:
    mine, theirs = both(records)
    assert mine - theirs == set(), "only the fast checks find it"
    assert theirs - mine == set(), "only pySHACL finds it"


# --- Every constraint of the shapes, one by one


def a_wrong_value(constraint: Constraint) -> str:
    """A value that breaks a constraint and no datatype."""
    if constraint.pattern or constraint.one_of:
        return "no such thing"
    if constraint.max_length:
        return "x" * (constraint.max_length + 1)
    return str(int(constraint.maximum or 0) + 1)


CASES = {
    (prop.name, constraint): cls.name
    for cls in MODEL.classes.values()
    for prop in cls.properties.values()
    for constraint in prop.constraints
    if cls.name in MODEL.entities and (constraint.pattern or constraint.one_of or constraint.max_length)
}
"""Every constraint on values, with one of the classes that have it."""


@pytest.mark.parametrize(("path", "constraint"), CASES, ids=[path for path, _ in CASES])
def test_a_broken_constraint_is_found_at_the_value(path: str, constraint: Constraint) -> None:
    name = CASES[path, constraint]
    where = Location("made.yaml", 3, 7)
    required = [p.name for p in MODEL.classes[name].properties.values() if p.required and p.name != path]
    claims = [ClaimRecord("thing", p, "words", SAID) for p in required]
    claims += [ClaimRecord("thing", "class", name, SAID), ClaimRecord("thing", path, a_wrong_value(constraint), SAID, where)]
    named = [] if "name" in (*required, path) else [ClaimRecord("thing", "name", "words", SAID)]
    dataset = DatasetRecord(MAIN, 1, {"rank": 1, "title": "t", "licence": "l"})
    _, problems = check_records(Records(datasets={MAIN: dataset}, claims=[*claims, *named]), MODEL)
    (found,) = problems
    assert (found.location, found.focus, found.path) == (where, "entity/thing", path)
    assert constraint.message in found.message


# --- Every shape


def link(edge: str, properties: dict[str, str], said: Provenance = SAID) -> Records:
    """A relationship of a class, between two things that are what they have to be."""
    relation = next(r for r in MODEL.relations.values() if r.sourced and edge in MODEL.edges[r.edge].lineage)
    ends = [MODEL.classes[end].concrete[0] for end in (relation.domain, relation.range)]
    one, other = f"{edge.lower()}-from", f"{edge.lower()}-to"
    things = [thing(cls, id_=name) for name, cls in zip((one, other), ends, strict=True)]
    needed = {p.name: "1" for p in MODEL.stated(relation.edge) if p.required}
    made = {name: value for name, value in {**needed, **properties}.items() if value}
    return Records(claims=[c for end in things for c in end.claims], links=[LinkRecord(relation.name, one, other, made, said)])


def thing(cls: str, values: Mapping[str, str] = MappingProxyType({}), id_: str = "") -> Records:
    """An entity of a class with what it has to have, but for `values`: those that are empty are left away."""
    needed = {p.name: "words" for p in MODEL.classes[cls].properties.values() if p.required}
    said = {"class": cls, "name": "words", **needed, **values}
    return Records(claims=[ClaimRecord(id_ or f"some-{cls.lower()}", name, value, SAID) for name, value in said.items() if value])


SEEDS: dict[str, tuple[Records, str, str]] = {
    "Entity": (thing("Threat", {"wikidata": "7184"}), "wikidata", "Pattern"),
    "Actor": (thing("Alliance", {"iso2": "pol"}), "iso2", "Pattern"),
    "State": (thing("State", {"isoNumeric": "61"}), "isoNumeric", "Pattern"),
    "Agency": (thing("Ministry", {"functions": "flying"}), "functions", "In"),
    "Agreement": (thing("Treaty", {"atop": "1"}), "atop", "Pattern"),
    "TreatyAct": (thing("TreatyAct", {"actKind": "mood"}), "actKind", "In"),
    "System": (thing("System", {"kind": "no kind"}), "kind", "In"),
    "Concept": (thing("Trend", {"definition": ""}), "definition", "MinCount"),
    "Indicator": (thing("Indicator", {"unit": ""}), "unit", "MinCount"),
    "Dataset": (
        Records(datasets={"odd": DatasetRecord("odd", 1001, {"rank": 1001, "title": "t", "licence": "l"})}),
        "rank",
        "MaxInclusive",
    ),
    "Claim": (Records(claims=[ClaimRecord("some-threat", "aliases", "alias", Provenance(MAIN, ""))]), "source", "MinCount"),
    "Note": (Records(notes=[ConflictNote("some-threat", "", "They differ.", MAIN)]), "topic", "MinCount"),
    "Coverage": (Records(coverages=[CoverageRecord("", Provenance(MAIN, "s", verification="CHEKED"))]), "verification", "In"),
    "Statement": (link("Statement", {}, Provenance(MAIN, "")), "source", "MinCount"),
    "Membership": (link("Membership", {"role": "guest of honour"}), "role", "In"),
    "Participation": (link("Participation", {"role": "spy"}), "role", "In"),
    "Spell": (link("Spell", {"startEvent": "party"}), "startEvent", "In"),
    "Statehood": (link("Statehood", {"recognition": "some"}), "recognition", "In"),
    "Succession": (link("Succession", {"kind": "odd"}), "kind", "In"),
    "Adherence": (link("Adherence", {"instrument": "violin"}), "instrument", "In"),
    "Observation": (link("Observation", {"amount": ""}), "amount", "MinCount"),
}
"""For each class that a shape is of, records of which one breaks it: the path, and the part of SHACL that finds it."""
MADE_BY_LOADS = {"Conflict"}
"""No file has one of these."""


def test_every_shape_has_a_violation_that_both_find() -> None:
    assert SEEDS.keys() | MADE_BY_LOADS == {str(cls).removeprefix(str(F)) for cls in SHAPES.objects(None, SH.targetClass)}
    records = Records(datasets={MAIN: DatasetRecord(MAIN, 1, {"rank": 1, "title": "t", "licence": "l"})})
    for seed, _, _ in SEEDS.values():
        records.add(seed)
    for line, record in enumerate([*records.claims, *records.links, *records.datasets.values(), *records.notes, *records.coverages], 1):
        put(record, Location("made.yaml", line, 1))
    mine, theirs = both(records)
    assert mine == theirs
    assert sorted((path, component) for _, path, component in mine) == sorted((path, component) for _, path, component in SEEDS.values())


def test_a_conflict_without_a_topic_is_found() -> None:
    data = Graph().parse(data=f"<https://w3id.org/foedera/conflict/odd> a <{F.Conflict}> .", format="turtle")
    assert [(path, component) for _, path, component in reference(data)] == [("topic", "MinCount")]


# --- The core


@pytest.fixture(scope="module")
def core(core_records: Records) -> Records:
    """The core and the reference data, found right by the fast checks."""
    return core_records


def graph_of(records: Records, keep: Callable[[str], bool]) -> Graph:
    """All that is said of the things that `keep` keeps."""
    return to_graph(records, MODEL, views=True, keep=keep)


@pytest.mark.slow
@pytest.mark.parametrize("one_in", [20, *([8] if FULL else [])])
def test_both_find_the_core_right(core: Records, one_in: int) -> None:
    data = graph_of(core, lambda node: zlib.crc32(node.encode()) % one_in == 0)
    assert len(data) > 10_000
    assert reference(data) == set()


def test_a_slip_in_the_core_is_found_by_both(core: Records) -> None:
    slips = [replace(c, value="7184") if (c.subject, c.property) == ("nato", "wikidata") else c for c in core.claims]
    records = Records(core.datasets, slips, core.links)
    _, problems = check_records(records, MODEL)
    nato = str(iri("entity/nato"))
    assert fast(problems) == reference(graph_of(records, lambda node: node.partition("#")[0] == nato)) == {(nato, "wikidata", "Pattern")}
