"""Tables at addresses of their own."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from api.language.limits import DEFAULT_LIMITS
from api.tables import load_tables
from graph import Store
from ontology import Model
from tests.queries.golden import Compiler

TABLES = load_tables()


def read(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_compiles_and_has_words(model: Model, name: str) -> None:
    table = TABLES[name]
    assert table.title
    assert table.description.endswith(".")
    assert Compiler(model).operation(table.text, {"time": {"ever": True}}).price <= DEFAULT_LIMITS.rows


def test_the_index_lists_them_for_programs_and_people(http: httpx.Client) -> None:
    listed = http.get("/tables").json()
    assert [table["name"] for table in listed["tables"]] == list(TABLES)
    assert http.get(listed["tables"][0]["files"]["csv"]).status_code == 200
    assert [network["name"] for network in listed["networks"]] == ["edges", "nodes"]
    page = http.get("/tables", headers={"accept": "text/html"}).text
    assert 'href="/tables/edges.gexf"' in page
    assert 'href="/tables/memberships.csv"' in page


@pytest.mark.parametrize(
    ("name", "type_"), [("memberships", "FOEDERA_MEMBER_OF"), ("parties", "FOEDERA_PARTY_TO"), ("uses", "FOEDERA_USES")]
)
def test_a_table_holds_every_relationship(http: httpx.Client, core_store: Store, name: str, type_: str) -> None:
    rows = read(http.get(f"/tables/{name}.csv"))
    database = core_store.address.database
    text = f"MATCH (one)-[r:{type_}]->(other) RETURN r.id, one.id, other.id"
    stored = {tuple(row) for row in core_store.driver.execute_query(text, database_=database).records}
    holder = {"memberships": "organization", "parties": "agreement", "uses": "system"}[name]
    assert {(row["id"], row["node.id"], row[f"{holder}.id"]) for row in rows} == stored
    assert len(rows) == len(stored)


def test_parameters_narrow_a_table(http: httpx.Client) -> None:
    then = read(http.get("/tables/memberships.csv", params={"at": "1982-06-01", "datasets": "core"}))
    nato = [row for row in then if row["organization.id"] == "nato"]
    assert len(nato) == 16
    assert {row["dataset"] for row in then} == {"core"}
    every = read(http.get("/tables/memberships.csv", params={"at": "1982-06-01"}))
    spain = next(row for row in every if row["organization.id"] == "nato" and row["node.iso3"] == "ESP")
    assert (spain["start"], spain["start.earliest"], spain["open"]) == ("1982-05-30", "1982-05-30", "true")
    certain = read(http.get("/tables/memberships.csv", params={"at": "1982-06-01", "certainty": "certain"}))
    assert 0 < len(certain) < len(every)


def test_a_table_is_tagged_by_data_version_and_parameters(http: httpx.Client) -> None:
    one, other = (http.get("/tables/states.csv", params={"at": year}).headers["etag"] for year in ("1950", "1960"))
    assert one != other
    assert http.get("/tables/states.csv", params={"at": "1950"}, headers={"if-none-match": one}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/tables/membership.csv", 404, "did you mean memberships.csv?"),
        ("/tables/memberships.xlsx", 404, "There is no table memberships.xlsx"),
        ("/tables/memberships.csv?att=1950", 400, "There is no parameter att"),
        ("/tables/memberships.csv?since=1950", 400, "did you mean during?"),
        ("/tables/memberships.csv?state=POL", 400, "there are at, during, datasets"),
        ("/tables/state-years.csv?date=1950", 400, "did you mean from?"),
        ("/tables/memberships.csv?at=1950&during=1950", 400, "at and during were both given"),
        ("/tables/memberships.csv?bom=1", 400, "bom has to be true or false"),
        ("/tables/memberships.csv?at=yesterday", 400, "yesterday"),
        ("/tables/memberships.csv?certainty=sure", 400, "SURE"),
    ],
)
def test_what_cannot_be_had_is_refused(http: httpx.Client, address: str, status: int, words: str) -> None:
    response = http.get(address)
    assert (response.status_code, words in response.text) == (status, True), response.text
