"""Where only some datasets count, a property has the value that the best-ranked of them gives: in answers, filters, orders, aggregates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.answering.engine import run_query
from graph import Store
from loaders.loading import load
from ontology import Model

FACTS = """datasets:
- {id: good, title: Good, rank: 10, licence: CC0-1.0}
- {id: fair, title: Fair, rank: 20, licence: CC0-1.0}
- {id: poor, title: Poor, rank: 30, licence: CC0-1.0}
dataset: good
source: A book
entities:
- {id: league, class: Alliance, name: League, founded: 1912-03-01, headquarters: Here, aliases: [L, The League], website: https://good.example}
- {id: pact, class: Alliance, name: Pact, headquarters: There, labels: {fr: Pacte, de: Pakt}}
- {id: freedonia, class: State, name: Freedonia, iso3: FRE}
- id: sylvania
  class: State
  name: Sylvania
  iso3: SYL
  memberOf: [{ref: league, start: 1920, end: ..}, {ref: pact, start: 1950, end: ..}]
- extends: league
  dataset: poor
  source: A leaflet
  founded: 1915
  headquarters: Elsewhere
  aliases: [The League, Big League]
- extends: pact
  dataset: poor
  source: A leaflet
  founded: 1911
  labels: {fr: Traité, es: Pacto}
- extends: pact
  dataset: fair
  source: A letter
  founded: 1910-05
- extends: freedonia
  dataset: poor
  source: A leaflet
  capital: Glorious
"""


@pytest.fixture
def store(scratch: Store, model: Model, tmp_path: Path) -> Store:
    """A store in which three datasets describe the same."""
    file = tmp_path / "facts.yaml"
    file.write_text(FACTS, encoding="utf-8")
    load(scratch, model, [str(file)])
    return scratch


def ask(store: Store, text: str) -> Any:
    """The data of an answer."""
    found = run_query(store, text)
    assert "errors" not in found, found
    return found["data"]


ONE = """{
  any: alliance(key: {id: "league"}) { founded aliases headquarters }
  good: alliance(key: {id: "league"}, sources: {datasets: ["good"]}) { founded aliases website }
  poor: alliance(key: {id: "league"}, sources: {datasets: ["poor"]}) { slug name founded headquarters aliases website }
  both: alliance(key: {id: "league"}, sources: {datasets: ["poor", "good"]}) { founded aliases }
  all: alliance(key: {id: "league"}, sources: {claims: ALL}) { founded }
  preferred: alliance(key: {id: "league"}, sources: {datasets: ["poor"], claims: PREFERRED}) { founded aliases }
  none: alliance(key: {id: "league"}, sources: {datasets: []}) { name founded aliases }
  below: state(key: {id: "sylvania"}, sources: {datasets: ["good"]}) {
    memberOf(sort: [{node: {name: ASC}}]) { nodes { slug founded } }
    poor: claims { totalCount } anyway: memberOf(sources: {datasets: null}, sort: [{node: {name: ASC}}]) { nodes { founded } }
  }
  code: state(key: {iso3: "FRE"}, sources: {datasets: ["poor"]}) { slug iso3 capital }
  french: alliance(key: {id: "pact"}, sources: {datasets: ["poor"]}) {
    labels { text language } fr: label(language: "fr") de: label(language: "de") en: label(language: "en")
  }
  usual: alliance(key: {id: "pact"}) { fr: label(language: "fr") de: label(language: "de") founded }
}"""
LISTS = """{
  sorted: alliances(sources: {datasets: ["poor"]}, sort: [{founded: ASC}]) { nodes { slug founded } }
  dated: alliances(sources: {datasets: ["poor"]}, filter: {founded: {during: "1915"}}) { totalCount nodes { slug } }
  earlier: alliances(sources: {datasets: ["good", "poor"]}, filter: {founded: {lt: "1912"}}) { nodes { slug } }
  fair: alliances(sources: {datasets: ["fair", "poor"]}, sort: [{founded: DESC}]) { nodes { founded } }
  words: alliances(sources: {datasets: ["poor"]}, filter: {headquarters: {contains: "ELSE"}}) { totalCount }
  usual: alliances(filter: {headquarters: {contains: "ELSE"}}) { totalCount }
  missing: alliances(sources: {datasets: ["poor"]}, filter: {headquarters: {isNull: true}}) { nodes { slug } }
  among: alliances(sources: {datasets: ["poor"]}, filter: {aliases: {has: "Big League"}}) { totalCount }
  part: alliances(sources: {datasets: ["poor"]}, filter: {aliases: {startsWith: "big"}}) { totalCount }
  not: alliances(sources: {datasets: ["poor"]}, filter: {aliases: {has: "L"}}) { totalCount }
  code: states(sources: {datasets: ["poor"]}, filter: {iso3: {eq: "fre"}}) { nodes { slug iso3 } }
  named: alliances(sources: {datasets: ["poor"]}, filter: {name: {eq: "Pact"}}) { nodes { slug } }
  numbers: alliances(sources: {datasets: ["poor"]}) {
    aggregate { groups(by: [foundedYear]) { keys count } ranges(by: [founded]) { min max } }
  }
  related: states(sources: {datasets: ["good"]}, filter: {memberOf: {some: {node: {founded: {isNull: false}}}}}) { nodes { slug } }
  unrelated: states(sources: {datasets: ["good"]}, filter: {memberOf: {some: {node: {founded: {lt: "1912"}}}}}) { totalCount }
}"""


def test_an_answer_within_datasets(store: Store) -> None:
    assert ask(store, ONE) == {
        "any": {"founded": "1912-03-01", "aliases": ["L", "The League", "Big League"], "headquarters": "Here"},
        "good": {"founded": "1912-03-01", "aliases": ["L", "The League"], "website": "https://good.example"},
        "poor": {
            "slug": "league", "name": "League", "founded": "1915", "headquarters": "Elsewhere",
            "aliases": ["The League", "Big League"], "website": None,
        },
        "both": {"founded": "1912-03-01", "aliases": ["L", "The League", "Big League"]},
        "all": {"founded": "1912-03-01"},
        "preferred": {"founded": None, "aliases": ["Big League"]},
        "none": {"name": "League", "founded": None, "aliases": []},
        "below": {
            "memberOf": {"nodes": [{"slug": "league", "founded": "1912-03-01"}, {"slug": "pact", "founded": None}]},
            "poor": {"totalCount": 3},
            "anyway": {"nodes": [{"founded": "1912-03-01"}, {"founded": "1910-05"}]},
        },
        "code": {"slug": "freedonia", "iso3": None, "capital": "Glorious"},
        "french": {
            "labels": [{"text": "Pacto", "language": "es"}, {"text": "Traité", "language": "fr"}],
            "fr": "Traité", "de": None, "en": "Pact",
        },
        "usual": {"fr": "Pacte", "de": "Pakt", "founded": "1910-05"},
    }  # fmt: skip


def test_filters_orders_and_aggregates_within_datasets(store: Store) -> None:
    assert ask(store, LISTS) == {
        "sorted": {"nodes": [{"slug": "pact", "founded": "1911"}, {"slug": "league", "founded": "1915"}]},
        "dated": {"totalCount": 1, "nodes": [{"slug": "league"}]},
        "earlier": {"nodes": [{"slug": "pact"}]},
        "fair": {"nodes": [{"founded": "1915"}, {"founded": "1910-05"}]},
        "words": {"totalCount": 1},
        "usual": {"totalCount": 0},
        "missing": {"nodes": [{"slug": "pact"}]},
        "among": {"totalCount": 1},
        "part": {"totalCount": 1},
        "not": {"totalCount": 0},
        "code": {"nodes": [{"slug": "freedonia", "iso3": None}]},
        "named": {"nodes": [{"slug": "pact"}]},
        "numbers": {
            "aggregate": {
                "groups": [{"keys": ["1911"], "count": 1}, {"keys": ["1915"], "count": 1}],
                "ranges": [{"min": "1911-01-01", "max": "1915-12-31"}],
            }
        },
        "related": {"nodes": [{"slug": "sylvania"}]},
        "unrelated": {"totalCount": 0},
    }


def test_pages_within_datasets(store: Store) -> None:
    page = 'alliances(sources: {datasets: ["poor"]}, sort: [{founded: ASC}], first: 1'
    first = ask(store, f"{{ {page}) {{ nodes {{ slug }} pageInfo {{ endCursor hasNextPage }} }} }}")["alliances"]
    assert (first["nodes"], first["pageInfo"]["hasNextPage"]) == ([{"slug": "pact"}], True)
    second = ask(store, f'{{ {page}, after: "{first["pageInfo"]["endCursor"]}") {{ nodes {{ slug }} pageInfo {{ hasNextPage }} }} }}')[
        "alliances"
    ]
    assert second == {"nodes": [{"slug": "league"}], "pageInfo": {"hasNextPage": False}}


def test_a_question_without_datasets_reads_no_claims(store: Store) -> None:
    text = run_query(store, '{ alliances(filter: {founded: {lt: "1920"}}, sort: [{founded: ASC}]) { nodes { founded } } }', explain=True)
    assert "FOEDERA_ABOUT" not in str(text["extensions"])
