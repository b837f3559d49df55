"""Whatever sources say: what is certain is possible, a date known better widens no answer, and a further source takes no certainty away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from common.dates import bounds
from facts.agreement import agree
from facts.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from loaders.deriving.derive import derive
from ontology import read_model

MODEL = read_model()
RANKS = {"best": 5, "core": 10, "worst": 90}
STARTS = ["", "1950", "1950-03", "1950-03-04", "1951~", "1953-07-01"]
ENDS = ["", "..", "1960", "1960-05", "1960-05-06", "1975-01-01"]
READ = ["", "1955", "1970-02-02", "1999"]
DAYS = ["1940-01-01", "1950-02-01", "1950-03-04", "1950-12-31", "1953-07-01", "1955-06-01", "1960-05-06", "1960-12-31", "1980-01-01"]
WIDER = {"1950-03-04": "1950-03", "1950-03": "1950", "1960-05-06": "1960-05", "1960-05": "1960"}


@st.composite
def statements(draw: st.DrawFn) -> list[LinkRecord]:
    """What some datasets say of one pair, each once."""
    return [_statement(draw, dataset) for dataset in draw(st.lists(st.sampled_from(sorted(RANKS)), min_size=1, max_size=2, unique=True))]


def _statement(draw: st.DrawFn, dataset: str) -> LinkRecord:
    dates = {"start": draw(st.sampled_from(STARTS)), "end": draw(st.sampled_from(ENDS))}
    said = Provenance(dataset, "S", draw(st.sampled_from(READ)), as_of=draw(st.sampled_from(["", "", "1958"])))
    return LinkRecord("memberOf", "freedonia", "league", {k: v for k, v in dates.items() if v}, said)


founded = st.sampled_from(["", "1930", "1950-02", "1955"])
dissolved = st.sampled_from(["", "", "1990"])


def holds(links: Sequence[LinkRecord], founded: str, dissolved: str) -> list[tuple[bool, bool]]:
    """For each day whether the two are related, certainly and possibly, by what is preferred."""
    facts = {"class": "Alliance", "name": "League", "founded": founded, "dissolved": dissolved}
    claims = [ClaimRecord("league", k, v, Provenance("core", "S")) for k, v in facts.items() if v]
    claims += [ClaimRecord("freedonia", k, v, Provenance("core", "S")) for k, v in {"class": "State", "name": "Freedonia"}.items()]
    datasets = {name: DatasetRecord(name, rank, {"title": name, "rank": rank}) for name, rank in RANKS.items()}
    state = derive(Records(datasets, claims, list(links)), MODEL)
    spans = [link.properties for link in state.links.values() if link.type == "FOEDERA_MEMBER_OF"]
    return [
        (
            any(str(s["startLatest"]) <= day <= str(s["endEarliest"]) for s in spans),
            any(str(s["startEarliest"]) <= day <= str(s["endLatest"]) for s in spans),
        )
        for day in DAYS
    ]


few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@few
@given(statements(), founded, dissolved)
def test_what_is_certain_is_possible(links: list[LinkRecord], founded: str, dissolved: str) -> None:
    assert all(possible or not certain for certain, possible in holds(links, founded, dissolved))


@few
@given(statements(), founded, dissolved, st.sampled_from(["start", "end"]))
def test_a_vaguer_date_narrows_no_answer(links: list[LinkRecord], founded: str, dissolved: str, name: str) -> None:
    first, *others = links
    exact = str(first.properties.get(name, ""))
    assume(exact in WIDER and all(agree(first, o) for o in others) and _in_life(links, founded))
    vague = [replace(first, properties={**first.properties, name: WIDER[exact]}), *others]
    for (_, narrow), (_, wide) in zip(holds(links, founded, dissolved), holds(vague, founded, dissolved), strict=True):
        assert wide or not narrow


@few
@given(statements(), founded, dissolved, st.sampled_from(sorted(RANKS)), st.data())
def test_a_further_source_that_agrees_takes_no_certainty_away(
    links: list[LinkRecord], founded: str, dissolved: str, dataset: str, data: st.DataObject
) -> None:
    more = data.draw(st.composite(_statement)(dataset))
    told = {link.provenance.dataset for link in links}
    everybody = [*links, more]
    if dataset not in told and all(agree(a, b) for a in everybody for b in everybody) and _in_life(everybody, founded):
        for (before, _), (after, _) in zip(holds(links, founded, dissolved), holds(everybody, founded, dissolved), strict=True):
            assert after or not before


def _in_life(links: Sequence[LinkRecord], founded: str) -> bool:
    """Whether no statement contradicts the life of the organization, nor itself."""
    start, end = (
        bounds(str(links[0].properties.get(k)) if links[0].properties.get(k) not in (None, "..") else "1950/1960") for k in ("start", "end")
    )
    return (not founded or bounds(founded).earliest <= start.earliest) and start.earliest <= end.latest
