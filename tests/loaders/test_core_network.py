"""The network of agencies, as a stranger looks it up: of what an agency was part, and with whom it worked, on which day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from common.dates import bounds
from facts.records import LinkRecord, Records


@pytest.fixture(scope="module")
def core(core_records: Records) -> Records:
    """Everything that ships, with references resolved."""
    return core_records


def held(link: LinkRecord, day: str) -> bool:
    """Whether it held on a day for certain, by its own dates."""
    start, end = str(link.properties.get("start", "")), str(link.properties.get("end", ""))
    begun = bool(start) and day >= bounds(start).latest
    return begun and (end == ".." or (bool(end) and day <= bounds(end).earliest))


def others(core: Records, relation: str, entity: str, day: str) -> Iterator[str]:
    """The other ends of its relationships of one kind on a day."""
    for link in core.links:
        if link.relation == relation and entity in (link.subject, link.object) and held(link, day):
            yield link.object if link.subject == entity else link.subject


SUPERIORS = {
    ("us-ins", "1935-01-01"): "us-labor",
    ("us-ins", "1950-01-01"): "us-doj",
    ("us-customs-service", "1950-01-01"): "us-treasury",
    ("us-revenue-cutter-service", "1900-01-01"): "us-treasury",
    ("jp-coast-guard", "1960-01-01"): "jp-transport",
    ("jp-coast-guard", "2010-01-01"): "jp-mlit",
    ("au-abf", "2016-01-01"): "au-dibp",
    ("au-abf", "2020-01-01"): "au-home-affairs",
    ("cn-coast-guard", "2015-01-01"): "cn-soa",
    ("mx-guardia-nacional", "2020-01-01"): "mx-sspc",
    ("pl-wop", "1970-01-01"): "pl-mon",
    ("pl-wop", "1980-01-01"): "pl-msw",
    ("de-zoll", "2026-01-01"): "de-bmf",
}


@pytest.mark.parametrize(("agency", "day"), SUPERIORS)
def test_an_agency_was_part_of_its_superior_of_the_day(core: Records, agency: str, day: str) -> None:
    assert {link.object for link in core.links if link.relation == "partOf" and link.subject == agency and held(link, day)} == {
        SUPERIORS[agency, day]
    }


@pytest.mark.parametrize("kind", ["BorderAgency", "CoastGuard", "CustomsAuthority", "ImmigrationAuthority"])
def test_three_agencies_of_four_name_their_superior(core: Records, kind: str) -> None:
    of_kind = {claim.subject for claim in core.claims if claim.property == "class" and claim.value == kind}
    without = of_kind - {link.subject for link in core.links if link.relation == "partOf"}
    assert len(without) * 4 <= len(of_kind)


def test_those_with_whom_frontex_had_an_arrangement_on_a_day(core: Records) -> None:
    national = {link.subject for link in core.links if link.relation == "agencyOf"}
    assert national & set(others(core, "cooperatesWith", "frontex", "2012-01-01")) == {
        *("al-interior", "ba-security", "by-gpk", "ca-cbsa", "cv-def", "ge-mia", "me-interior", "mk-interior", "rs-interior"),
        *("ru-fsb-border-service", "ua-sbgs", "us-dhs"),
    }
    assert {"am-nss", "ng-nis", "az-state-border-service"} <= set(others(core, "cooperatesWith", "frontex", "2014-01-01"))


@pytest.mark.parametrize(
    ("forum", "agency"),
    [
        ("arctic-coast-guard-forum", "us-coast-guard"),
        ("nacgf", "uk-mca"),
        ("hacgam", "in-coast-guard"),
        ("migration-five", "nz-inz"),
        ("cis-border-troops-commanders", "kz-border-service"),
        ("ecgff", "fi-border-guard"),
    ],
)
def test_an_agency_sits_in_the_body_of_its_trade(core: Records, forum: str, agency: str) -> None:
    found = [link for link in core.links if (link.relation, link.subject, link.object) == ("memberOf", agency, forum)]
    assert [link.provenance.verification for link in found] == ["CHECKED"]
    assert found[0].properties["role"] == "participant"


USED_SINCE = {
    ("eurosur", "bulgaria"): "2013-12-02",
    ("eurosur", "norway"): "2013-12-02",
    ("eurosur", "germany"): "2014-12-01",
    ("vis", "romania"): "2021-07-26",
    ("vis", "france"): "2011-10-11",
    ("eurodac", "poland"): "2004-05-01",
    ("eurodac", "switzerland"): "2008-12-12",
    ("sis-ii", "ireland"): "2021-03-15",
}


@pytest.mark.parametrize(("system", "state"), USED_SINCE)
def test_a_state_uses_a_system_since_its_day(core: Records, system: str, state: str) -> None:
    found = [link.properties["start"] for link in core.links if (link.relation, link.subject, link.object) == ("uses", state, system)]
    assert found == [USED_SINCE[system, state]]


@pytest.mark.parametrize(
    ("system", "day", "there", "not_yet"),
    [
        ("sis-i", "1995-03-26", {"germany", "portugal"}, {"italy", "austria"}),
        ("sis-i", "2007-09-01", {"poland", "italy", "norway"}, {"switzerland", "bulgaria", "croatia"}),
        ("sis-i", "2010-10-15", {"bulgaria", "romania", "switzerland"}, {"croatia", "united-kingdom"}),
        ("sis-ii", "2016-01-01", {"united-kingdom", "romania"}, {"croatia", "ireland", "cyprus"}),
        ("sis-ii", "2021-03-15", {"croatia", "ireland"}, {"united-kingdom", "cyprus"}),
        ("ees", "2025-10-12", {"croatia", "switzerland"}, {"ireland", "cyprus"}),
        ("ees", "2025-10-11", set(), {"france"}),
        ("etias", "2026-11-28", set(), {"france", "spain"}),
    ],
)
def test_who_used_a_system_on_a_day(core: Records, system: str, day: str, there: set[str], not_yet: set[str]) -> None:
    found = set(others(core, "uses", system, day))
    assert there <= found
    assert not not_yet & found


def test_what_the_european_search_portal_asks(core: Records) -> None:
    asked = {link.subject for link in core.links if link.relation == "feeds" and link.object == "european-search-portal"}
    assert asked >= {"ees", "vis", "sis-recast", "eurodac", "sltd"}
    assert {"ees", "vis"} <= set(others(core, "feeds", "european-search-portal", "2026-11-01"))
    assert "ees" not in set(others(core, "feeds", "european-search-portal", "2026-01-01"))
    assert "etias" not in set(others(core, "feeds", "european-search-portal", "2026-11-01")), "it does not work yet"
