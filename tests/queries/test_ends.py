"""Dates that clients can read: an end is a date or null, `open` tells what null means, and four days say what is known of a spell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import edtf
import pytest

from tests.queries.conftest import Ask

DAYS = "start end open startEarliest startLatest endEarliest endLatest"
BODY = f"""query ($id: ID!, $where: ActorMembershipFilter) {{ organization(key: {{id: $id}}) {{
    members(time: {{ever: true}}, filter: $where) {{ edges {{ node {{ slug }} {DAYS} signedDay: retrieved asOf }}
    aggregate {{ groups(byEdge: [end, open]) {{ keys count }} }} }} }} }}"""


def edges(ask: Ask, body: str, where: Any = None) -> list[Any]:
    """The memberships of a body at any time."""
    found: list[Any] = ask(BODY, {"id": body, "where": where})["data"]["organization"]["members"]["edges"]
    return found


def dates(value: Any) -> Iterator[str]:
    """Every text of an answer that stands for a date."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"slug", "keys"}:
                continue
            yield from dates(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from dates(inner)
    elif isinstance(value, str):
        yield value


def test_open_unknown_and_known_ends(ask: Ask) -> None:
    found = edges(ask, "european-union")
    told = {edge["node"]["slug"]: (edge["end"], edge["open"]) for edge in found if edge["start"] and edge["start"] < "1996"}
    assert told["united-kingdom"] == ("2020-01-31", False)
    assert told["france"] == (None, True)
    assert all((edge["end"] is None) == (edge["open"] is not False) for edge in found)


def test_the_four_days_of_a_spell(ask: Ask) -> None:
    nato = {edge["node"]["slug"]: edge for edge in edges(ask, "nato", {"open": {"eq": True}})}
    sweden = nato["sweden"]
    assert (sweden["startEarliest"], sweden["startLatest"]) == ("2024-03-07", "2024-03-07")
    assert sweden["endEarliest"] > "2026"
    assert sweden["endLatest"] is None


def test_dates_of_answers_are_edtf(ask: Ask) -> None:
    texts = {text for body in ("nato", "european-union", "oas", "interpol") for text in dates(edges(ask, body))}
    operation = "{ loads { nodes { started finished } } agreements(first: 300) { nodes { signed inForce terminated } } }"
    texts |= set(dates(ask(operation)["data"]))
    assert len(texts) > 300
    assert not {"..", "0001-01-01"} & texts
    for text in texts:
        assert edtf.parse_edtf(text), text


Kept = Callable[[dict[str, Any]], bool]


def test_filters_follow_what_is_read(ask: Ask) -> None:
    everything = edges(ask, "european-union")
    cases: list[tuple[dict[str, Any], Kept]] = [
        ({"open": {"eq": True}}, lambda e: e["open"] is True),
        ({"open": {"isNull": True}}, lambda e: e["open"] is None),
        ({"end": {"isNull": True}}, lambda e: e["end"] is None),
        ({"end": {"isNull": False}}, lambda e: e["end"] is not None),
        ({"endLatest": {"isNull": True}}, lambda e: e["endLatest"] is None),
        ({"endLatest": {"gte": "2020-02"}}, lambda e: (e["endLatest"] or "9999") >= "2020-02"),
        ({"endEarliest": {"isNull": False, "lt": "2021"}}, lambda e: e["endEarliest"] is not None and e["endEarliest"] < "2021"),
        ({"startEarliest": {"during": "1995/2004"}}, lambda e: "1995" <= (e["startEarliest"] or "0001") < "2005"),
        ({"startLatest": {"lt": "2004-05-01"}}, lambda e: (e["startLatest"] or "9999") < "2004-05-01"),
    ]
    for where, kept in cases:
        assert edges(ask, "european-union", where) == [e for e in everything if kept(e)], where


def test_groups_by_end_have_no_dots(ask: Ask) -> None:
    groups = ask(BODY, {"id": "nato", "where": None})["data"]["organization"]["members"]["aggregate"]["groups"]
    assert [None, "true"] in [group["keys"] for group in groups]
    assert ".." not in [group["keys"][0] for group in groups]


COUNT = 'query ($day: EDTF!) { alliance(key: {id: "nato"}) { members(time: {at: $day}) { totalCount } } }'


def test_a_date_time_asks_for_its_day(ask: Ask) -> None:
    [day, time] = [ask(COUNT, {"day": text}) for text in ("2011-05-01", "2011-05-01T10:00:00Z")]
    assert day["data"] == time["data"]
    assert day["data"]["alliance"]["members"]["totalCount"] == 28


@pytest.mark.parametrize("text", ["-0044-03-15", "0000", "-44", "44 BC"])
def test_years_before_the_first_are_refused(ask: Ask, text: str) -> None:
    assert "before year 1" in ask(COUNT, {"day": text})["errors"][0]["message"]
    inline = f'{{ organizations(filter: {{founded: {{lt: "{text}"}}}}) {{ totalCount }} }}'
    assert "before year 1" in ask(inline)["errors"][0]["message"]
