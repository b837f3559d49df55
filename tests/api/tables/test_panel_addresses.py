"""Panels at addresses, over the core data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

DYADS = "/tables/dyad-years.csv"
SOME = {"from": "1948", "to": "1951", "universe": "france,united-kingdom,united-states,soviet-union"}


def read(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def pick(rows: list[dict[str, str]], a: str, b: str, year: int) -> dict[str, str]:
    return next(r for r in rows if (r["a.id"], r["b.id"], r["year"]) == (a, b, str(year)))


def test_pairs_by_year(http: httpx.Client) -> None:
    response = http.get(DYADS, params=SOME)
    rows = read(response)
    assert len(rows) == 4 * 6
    assert 'filename="dyad-years.csv"' in response.headers["content-disposition"]
    assert response.headers["foedera-data-version"]
    allied = pick(rows, "france", "united-states", 1950)
    assert (allied["a.iso3"], allied["a.cow"], allied["b.cow"], allied["b.gw"]) == ("FRA", "220", "2", "2")
    # Bound by the North Atlantic Treaty since 1949-08-24. Nobody declares that all alliances of either are known.
    assert (allied["defense"], allied["sharedAlliances"]) == ("1", "")
    assert int(allied["attestedAlliances"]) >= 1
    assert pick(rows, "france", "soviet-union", 1950)["defense"] == "1"  # by the treaty of 1944, which Moscow denounced in 1955
    assert pick(rows, "soviet-union", "united-states", 1950)["defense"] == ""  # not known is not zero
    assert pick(rows, "france", "united-kingdom", 1948)["defense"] == "1"  # by the Treaty of Brussels
    assert pick(rows, "united-kingdom", "united-states", 1948)["defense"] == ""


def test_named_bodies_are_known_in_full(http: httpx.Client) -> None:
    rows = read(http.get(DYADS, params={**SOME, "bodies": "nato,warsaw-treaty-organization,north-atlantic-treaty"}))
    shared = {(r["a.id"], r["b.id"], int(r["year"])): r["sharedAlliances"] for r in rows}
    assert shared["france", "united-states", 1948] == "0"
    assert shared["france", "united-states", 1949] == "1"
    assert shared["france", "soviet-union", 1950] == "0"
    assert pick(rows, "united-kingdom", "united-states", 1948)["defense"] == "0"


def test_the_index_lists_them(http: httpx.Client) -> None:
    listed = http.get("/tables").json()
    assert [panel["name"] for panel in listed["panels"]] == ["dyad-years", "state-years"]
    assert "universe" in listed["panelParameters"]
    assert 'href="/tables/dyad-years.parquet"' in http.get("/tables", headers={"accept": "text/html"}).text


def test_directed_rows_and_other_formats(http: httpx.Client) -> None:
    both = read(http.get(DYADS, params={**SOME, "directed": "true", "to": "1948"}))
    assert len(both) == 12
    lines = [json.loads(line) for line in http.get("/tables/dyad-years.ndjson", params=SOME).text.splitlines()]
    rows = read(http.get(DYADS, params=SOME))
    assert [{k: "" if v is None else str(v) for k, v in line.items()} for line in lines] == rows
    parquet = http.get("/tables/dyad-years.parquet", params=SOME)
    assert parquet.content[:4] == b"PAR1"


def test_states_by_year(http: httpx.Client) -> None:
    rows = read(http.get("/tables/state-years.csv", params={"from": "1937", "to": "1946", "rule": "LAST_DAY"}))
    years = {r["year"] for r in rows if r["state.id"] == "austria"}
    assert years == {"1937", "1945", "1946"}  # annexed in March 1938, back in April 1945
    nato = read(http.get("/tables/state-years.csv", params={"from": "1982", "to": "1982", "bodies": "nato", "universe": "spain,france"}))
    assert {r["state.id"]: r["alliances"] for r in nato} == {"spain": "1", "france": "1"}


def test_everything_since_1816_and_what_goes_away(http: httpx.Client) -> None:
    with http.stream("GET", DYADS) as response:
        assert response.status_code == 200
        pieces = response.iter_lines()
        assert next(pieces).startswith("year,a.id,a.iso3,a.cow,a.gw,b.id")
        assert next(pieces).startswith("1816,")
    # The first client went away: its place is free, and that of others like it.
    for _ in range(6):
        with http.stream("GET", DYADS) as response:
            assert response.status_code == 200
            assert next(iter(response.iter_bytes()))


def test_a_panel_is_tagged_and_tells_its_headers_alone(http: httpx.Client) -> None:
    one, other = (http.get(DYADS, params={**SOME, "to": to}).headers["etag"] for to in ("1950", "1951"))
    assert one != other
    assert http.get(DYADS, params={**SOME, "to": "1950"}, headers={"if-none-match": one}).status_code == 304
    head = http.head(DYADS)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"]
    assert head.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/tables/dyad-year.csv", 404, "dyad-years.csv"),
        ("/tables/dyad-years.csv?form=1950", 400, "There is no parameter form"),
        ("/tables/dyad-years.csv?from=1950&to=1940", 400, "is later than"),
        ("/tables/dyad-years.csv?from=soon", 400, "from is 'soon'"),
        ("/tables/dyad-years.csv?rule=SOMETIMES", 400, "rule has to be one of"),
        ("/tables/dyad-years.csv?rule=DAY_OF_YEAR&dayOfYear=02-30", 400, "no day of every year"),
        ("/tables/dyad-years.csv?universe=frankreich", 400, "there is no entity"),
        ("/tables/dyad-years.csv?system=nato", 400, "lists no states"),
        ("/tables/dyad-years.arrow?directed=true", 400, "is the limit as arrow"),
    ],
)
def test_what_cannot_be_answered_is_refused(http: httpx.Client, address: str, status: int, words: str) -> None:
    response = http.get(address)
    assert response.status_code == status, response.text[:300]
    assert words in response.text


QUERY = """
query Pairs($after: String) {
  dyadYears(from: "1948", to: "1951", universe: ["france", "united-kingdom", "united-states", "soviet-union"], first: 5, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { a { id ... on State { iso3 } } b { id } year defense sharedAlliances attestedAlliances }
  }
}
"""


def pages(http: httpx.Client) -> Iterator[dict[str, Any]]:
    after = None
    while True:
        answer = http.post("/graphql", json={"query": QUERY, "variables": {"after": after}}).json()
        assert "errors" not in answer, answer
        yield answer
        end = answer["data"]["dyadYears"]["pageInfo"]
        if not end["hasNextPage"]:
            return
        after = end["endCursor"]


def test_pages_of_the_list_are_the_table(http: httpx.Client) -> None:
    answers = list(pages(http))
    assert answers[0]["extensions"]["methods"]["dyadYears"]["parameters"]["system"] == "independent-states"
    assert {a["data"]["dyadYears"]["totalCount"] for a in answers} == {24}
    found = [node for answer in answers for node in answer["data"]["dyadYears"]["nodes"]]
    rows = read(http.get(DYADS, params=SOME))
    names = ("year", "defense", "sharedAlliances", "attestedAlliances")
    table = [(r["a.id"], r["b.id"], *(int(r[name]) if r[name] else None for name in names)) for r in rows]
    assert [(n["a"]["id"], n["b"]["id"], *(n[name] for name in names)) for n in found] == table
    assert found[0]["a"]["iso3"] == "FRA"
