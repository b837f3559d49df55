"""Tables over HTTP and on the command line, of the core data."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import httpx
import orjson
import polars
import pytest
from arro3 import io as arrow
from typer.testing import CliRunner

from foedera.cli import app
from graph import Store

MEMBERS = """{ alliance(key: {id: "nato"}) {
    members(time: {at: "1982-06-01"}, sort: [{node: {id: ASC}}]) { edges { start node { slug iso3 } } } } }"""
TREATIES = "{ treaties(first: 1000, time: {ever: true}, sort: [{id: ASC}]) { nodes { slug signed } } }"
MANY = "{ states(first: 300, time: {ever: true}) { nodes { slug memberOf(first: 200) { nodes { slug } } } } }"
PATH = "/graphql"


def ask(http: httpx.Client, text: str, **parameters: str) -> httpx.Response:
    return http.get(PATH, params={"query": text, **parameters})


def read(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


def test_a_list_as_csv(http: httpx.Client) -> None:
    response = ask(http, MEMBERS, format="csv")
    rows = read(response)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="foedera.csv"'
    assert response.headers["foedera-data-version"]
    data = ask(http, MEMBERS).json()["data"]["alliance"]["members"]["edges"]
    assert len(rows) == 16
    assert [(r["start"], r["node.slug"], r["node.iso3"]) for r in rows] == [
        (e["start"], e["node"]["slug"], e["node"]["iso3"]) for e in data
    ]
    spain = next(r for r in rows if r["node.iso3"] == "ESP")
    assert (spain["start.earliest"], spain["start.latest"]) == ("1982-05-30", "1982-05-30")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/x-ndjson; charset=utf-8"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.stream"),
    ],
)
def test_the_media_type_chooses(http: httpx.Client, accept: str, kind: str) -> None:
    response = http.post(PATH, json={"query": MEMBERS}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, kind)
    match accept.rpartition(".")[2]:
        case "parquet":
            assert arrow.read_parquet(io.BytesIO(response.content)).read_all().num_rows == 16
        case "stream":
            assert arrow.read_ipc_stream(io.BytesIO(response.content)).read_all().num_rows == 16
        case _:
            assert len(response.text.splitlines()) in (16, 17)


def test_the_address_outweighs_the_media_type(http: httpx.Client) -> None:
    response = http.get(PATH, params={"query": MEMBERS, "format": "json"}, headers={"accept": "text/csv"})
    assert response.json()["data"]


def test_a_second_list_is_refused_with_a_hint(http: httpx.Client) -> None:
    response = ask(http, MANY, format="csv")
    [error] = response.json()["errors"]
    assert response.status_code == 400
    assert "one list" in error["extensions"]["hint"]


@pytest.mark.parametrize(("name", "value", "words"), [("format", "xlsx", "format has to be one of"), ("bom", "yes", "bom has to be")])
def test_an_unknown_wish_is_refused(http: httpx.Client, name: str, value: str, words: str) -> None:
    response = ask(http, MEMBERS, **{"format": "csv", name: value})
    assert response.status_code == 400
    assert words in response.text


def test_each_format_has_its_own_tag(http: httpx.Client) -> None:
    tags = {form: ask(http, MEMBERS, format=form).headers["etag"] for form in ("json", "csv", "ndjson", "parquet")}
    assert len(set(tags.values())) == 4
    again = http.get(PATH, params={"query": MEMBERS, "format": "csv"}, headers={"if-none-match": tags["csv"]})
    assert again.status_code == 304


PATHS = ["/tables/organizations.{}?at=1960", "/tables/agreements.{}?during=1950/1955", "/tables/memberships.{}?at=1985-06-01"]


@pytest.mark.parametrize("path", PATHS)
def test_every_form_of_a_table_has_the_same_warnings_in_each_row(http: httpx.Client, path: str) -> None:
    def get(form: str) -> bytes:
        return http.get(path.format(form)).content

    found = {
        "csv": {row["warnings"] for row in csv.DictReader(io.StringIO(get("csv").decode()))},
        "ndjson": {orjson.loads(line)["warnings"] for line in get("ndjson").splitlines()},
        "parquet": set(polars.read_parquet(io.BytesIO(get("parquet")))["warnings"]),
        "arrow": set(polars.read_ipc_stream(io.BytesIO(get("arrow")))["warnings"]),
    }
    assert len({frozenset(codes) for codes in found.values()}) == 1, found
    [codes] = found["csv"]
    assert "UNDATED" in codes


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet", "arrow"])
def test_an_empty_table_has_its_warnings_in_a_header(http: httpx.Client, form: str) -> None:
    text = '{ alliances(filter: {slug: {eq: "NATO"}}) { nodes { slug } } }'
    assert ask(http, text, format=form).headers["foedera-warnings"] == "UNKNOWN_VALUE"
    assert "foedera-warnings" not in ask(http, "{ alliances(first: 3, time: {ever: true}) { nodes { slug } } }", format=form).headers


@pytest.mark.parametrize(
    "path",
    [
        "/tables/memberships.csv?at=1982",
        "/tables/edges.csv?at=1985&bodies=Alliance",
        "/tables/edges.graphml?at=1985&bodies=Alliance",
        "/tables/state-years.csv?from=1970&to=1970",
        "/tables/dyad-years.parquet?from=1970&to=1970&universe=france,italy",
    ],
)
def test_a_table_of_a_dataset_that_there_is_not_is_refused(http: httpx.Client, path: str) -> None:
    assert http.get(f"{path}&datasets=core").status_code == 200
    missing = http.get(f"{path}&datasets=core,coer")
    assert (missing.status_code, missing.json()["code"]) == (400, "BAD_INPUT")
    assert missing.json()["detail"] == 'There is no dataset "coer"; did you mean core?'
    assert http.get(f"{path}&datasets=,").status_code == 400


def test_warnings_stand_in_a_column(http: httpx.Client) -> None:
    text = '{ alliance(key: {id: "NATO"}) { id } }'
    assert read(ask(http, text, format="csv"))[0]["warnings"] == ask(http, text).json()["extensions"]["warnings"][0]["code"]


def test_a_long_list_is_streamed_and_whole(http: httpx.Client, core_store: Store) -> None:
    text = "{ claims(sort: [{id: ASC}]) { nodes { id value } } }"
    rows = read(ask(http, text, format="csv"))
    lines = ask(http, text, format="ndjson").text.splitlines()
    known = core_store.driver.execute_query("MATCH (c:FoederaClaim) RETURN c.id, c.value ORDER BY c.id", database_="neo4j").records
    assert len(rows) > 10_000
    assert [(r["id"], r["value"]) for r in rows] == [(id_, value) for id_, value in known]
    assert [json.loads(line)["id"] for line in lines] == [r["id"] for r in rows]
    assert len(ask(http, text).json()["data"]["claims"]["nodes"]) == 100, "JSON is paged as ever"


def test_the_command_line_writes_tables(core_store: Store, tmp_path: Path) -> None:  # noqa: ARG001
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["query", MEMBERS, *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert run("--format", "csv").splitlines()[0] == "start,start.earliest,start.latest,node.slug,node.iso3,warnings"
    assert run("--format", "markdown").splitlines()[:2] == ["| start | node.slug | node.iso3 |", "| --- | --- | --- |"]
    assert "node.iso3" in run("--format", "table")
    file = tmp_path / "members.parquet"
    run("--output", str(file))
    assert arrow.read_parquet(io.BytesIO(file.read_bytes())).read_all().num_rows == 16


def test_a_format_that_is_none_is_refused(core_store: Store, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ARG001
    done = CliRunner().invoke(app, ["query", MEMBERS, "--format", "xlsx"])
    assert done.exit_code != 0
    assert "format" in str(done.exception) + done.output + capsys.readouterr().err
