"""The codebook: the committed page is current, names everything, and a server has it for people and programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest
import yaml

from api.answering.panels import PANELS
from api.language.schema import build_schema
from api.tables import load_tables
from api.tables.codebook import EMPTY, FILE, codebook, text
from api.tables.networks import load_network_tables
from ontology import Model
from ontology.alignments import read_alignments
from ontology.codebook import Section
from tests.acceptance.test_docs import anchors


@pytest.fixture(scope="module")
def sections(model: Model) -> dict[str, Section]:
    """The sections by their keys."""
    return {section.key: section for section in codebook(model, build_schema(model)._schema, read_alignments())}


def column(section: Section, key: str) -> list[str]:
    """The cells of a column."""
    place = [c.key for c in section.columns].index(key)
    return [row[place] for row in section.rows]


def test_the_committed_page_is_current(model: Model) -> None:
    current = text(model, build_schema(model)._schema)
    assert FILE.read_text(encoding="utf-8") == current, "run `make derived` and commit docs/research/codebook.md"


def test_it_names_everything_that_the_ontology_defines(sections: dict[str, Section], model: Model) -> None:
    classes = {**model.classes, **model.edges}
    assert set(column(sections["classes"], "name")) == set(classes)
    variables = {*column(sections["properties"], "name"), *column(sections["relationships"], "name")}
    assert variables == {p for c in classes.values() for p in c.properties}
    relations = {(r.name, r.inverse or r.name) for r in model.relations.values() if r.sourced}
    told = sections["relations"]
    assert set(zip(column(told, "name"), column(told, "inverse"), strict=True)) == relations
    terms = {v.name: [t.value for t in v.terms] for v in model.vocabularies}
    assert {part.key: column(part, "value") for part in sections["vocabularies"].parts} == terms


def test_every_definition_has_words(sections: dict[str, Section]) -> None:
    def all_of(found: Iterator[Section]) -> Iterator[Section]:
        for section in found:
            yield section
            yield from all_of(iter(section.parts))

    for section in all_of(iter(sections.values())):
        if "definition" in [c.key for c in section.columns]:
            assert all(column(section, "definition")), section.key


def test_every_column_of_a_table_is_a_variable(sections: dict[str, Section], http: httpx.Client) -> None:
    parts = {part.key: part for part in sections["tables"].parts}
    assert set(parts) == {*load_tables(), *load_network_tables(), *PANELS}
    for name, part in parts.items():
        time = {"from": "1850", "to": "1850"} if name in PANELS else {"at": "1800-01-01"}
        head = http.get(f"/tables/{name}.csv", params=time).text.splitlines()[0].split(",")
        dated = {n for n, type_ in zip(column(part, "name"), column(part, "type"), strict=True) if type_ == "date, in three columns"}
        spelled = [n for v in column(part, "name") for n in ([v, f"{v}.earliest", f"{v}.latest"] if v in dated else [v])]
        assert spelled == head


def test_an_empty_cell_means_what_it_says(sections: dict[str, Section], http: httpx.Client) -> None:
    [members] = [part for part in sections["tables"].parts if part.key == "memberships"]
    empty = dict(zip(column(members, "name"), column(members, "empty"), strict=True))
    assert empty["node.id"] == "never empty"
    assert empty["node.iso3"] == "it is no State, or no dataset gives it"
    lines = http.get("/tables/memberships.ndjson", params={"at": "1982-06-01"}).text.splitlines()
    filled = {name for name, words in empty.items() if words == "never empty"}
    assert all(f'"{name}":null' not in line for name in filled for line in lines)


def test_words_on_empty_cells_are_about_columns(sections: dict[str, Section]) -> None:
    known = {name.rpartition(".")[2] for part in sections["tables"].parts for name in column(part, "name")}
    assert set(yaml.safe_load(EMPTY.read_text(encoding="utf-8"))) <= known


def test_programs_get_json(http: httpx.Client, model: Model) -> None:
    response = http.get("/codebook")
    assert response.headers["content-type"] == "application/json"
    found = response.json()
    assert [row["name"] for row in found["classes"]["rows"]] == [*model.classes, *model.edges]
    assert list(found) == ["names", "types", "null", "tables", "classes", "properties", "relationships", "relations", "vocabularies"]
    [start] = [row for row in found["relationships"]["rows"] if row["name"] == "start"]
    assert start["of"] == "Spell"
    roles = {row["value"]: row["name"] for row in found["vocabularies"]["parts"]["MembershipRole"]["rows"]}
    assert roles["founding-member"] == "FOUNDING_MEMBER"
    again = http.get("/codebook", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


class Read(HTMLParser):
    """The places and the links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.places: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an id, and where a link leads."""
        given = dict(attrs)
        if place := given.get("id"):
            self.places.append(place)
        if tag == "a" and (link := given.get("href")):
            self.links.append(link)


def test_people_get_a_page_whose_links_lead_somewhere(http: httpx.Client, model: Model) -> None:
    response = http.get("/codebook", headers={"accept": "text/html,application/xhtml+xml"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["etag"] != http.get("/codebook").headers["etag"]
    read = Read(response.text)
    assert len(read.places) == len(set(read.places))
    assert {link.removeprefix("#") for link in read.links} <= set(read.places)
    assert set(read.places) >= {*model.classes, *model.edges, *(v.name for v in model.vocabularies), *load_tables()}
    assert "<script" not in response.text


def test_pages_lead_to_it(http: httpx.Client) -> None:
    for address in ("/", "/tables"):
        assert 'href="/codebook"' in http.get(address, headers={"accept": "text/html"}).text
    assert http.get("/tables").json()["codebook"] == "/codebook"


def test_links_of_the_committed_page_lead_to_a_heading() -> None:
    page = FILE.read_text(encoding="utf-8")
    other = (FILE.parents[1] / "ontology.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors(page)
    assert set(re.findall(r"\]\(\.\./ontology\.md#([^)]+)\)", page)) <= anchors(other)
