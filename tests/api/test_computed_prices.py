"""What is computed, tables, networks and documents are priced by what they touch, and say so."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from api.answering.answers import Refusal
from api.answering.engine import Engine, Ready
from api.answering.pricing import Kind, Price
from api.language.arguments.panels import Wish
from api.language.limits import Limits
from api.language.schema import shipped_schema
from api.settings import Settings
from graph import Store
from graph.reading import Neo4jReader
from tests.api.conftest import Serve

HEAVY = Limits().heavy
CHEAP = (
    '{ paths(from: "france", to: "germany") { totalCount } }',
    '{ series(of: ["nato"], list: MEMBERS, from: "1949") { totalCount } }',
    '{ timeline(id: "nato") { totalCount } }',
    '{ changes(from: "1990", to: "1991", of: ["nato"]) { totalCount } }',
    '{ shared(actors: ["france", "germany"]) { sharedCount } }',
    '{ network(relations: [MEMBER_OF], among: ["france", "germany"]) { bodies } }',
    '{ dyadYears(from: "1990", to: "2000", universe: ["france", "germany"]) { totalCount } }',
    '{ similarity(a: "france", b: "germany", at: "1985") { totalCount } }',
    '{ ratifications(agreement: "north-atlantic-treaty") { totalCount } }',
)
COSTLY = (
    '{ series(of: ["nato", "icc", "oas", "osce", "asean", "un"], list: MEMBERS, from: "1999", to: "2025", step: DAY) { totalCount } }',
    '{ changes(from: "1800") { totalCount } }',
    '{ commonPartners(actors: ["france", "germany"]) { totalCount } }',
    "{ centrality(measure: BETWEENNESS, relations: [MEMBER_OF]) { totalCount } }",
    '{ paths(from: "nato", to: "eu-lisa", maxLength: 8, count: 100) { totalCount } }',
    '{ similarity(a: "france", from: "1816", to: "2020") { totalCount } }',
    '{ compare(datasets: ["core", "cia-factbook"], relation: MEMBER_OF, from: "1946", to: "2018") { pairs } }',
)


def work_of(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return int(response.headers["foedera-work"])


def asked(http: httpx.Client, text: str) -> httpx.Response:
    return http.post("/graphql", json={"query": text})


@pytest.mark.parametrize("text", CHEAP)
def test_a_cheap_computation_is_light(http: httpx.Client, text: str) -> None:
    assert 0 < work_of(asked(http, f"{text}#priced")) < HEAVY


def test_a_costly_computation_is_heavy(core_store: Store) -> None:
    """Priced alone: they take up to some seconds."""
    model, schema = shipped_schema()

    async def prices() -> list[Price | Refusal]:
        async with core_store.async_driver() as driver:
            engine = Engine(model, schema, Neo4jReader(driver, core_store.address.database, 30))
            found = []
            for text in COSTLY:
                ready = engine.prepare(text)
                assert isinstance(ready, Ready), (text, ready)
                found.append(await engine.price(ready))
            whole = Wish("1816-01-01", "2026-12-31")
            return [*found, await engine.price_of_panel("dyad-years", whole), await engine.price_of_panel("state-years", whole)]

    for text, price in zip((*COSTLY, "dyad-years", "state-years"), asyncio.run(prices()), strict=True):
        assert isinstance(price, Price), (text, price)
        assert price.kind is Kind.HEAVY, (text, price)


def test_several_costly_ones_are_refused_before_they_run(http: httpx.Client) -> None:
    fields = " ".join(f"a{n}: centrality(measure: BETWEENNESS, relations: [MEMBER_OF]) {{ totalCount }}" for n in range(50))
    refused = asked(http, f"{{ {fields} }}").json()["errors"][0]
    assert refused["extensions"]["code"] == "OPERATION_REFUSED"
    assert "10,000,000 is the limit" in refused["message"]
    assert "shorter time" in refused["extensions"]["hint"]


def test_longer_panels_larger_networks_and_longer_paths_cost_more(http: httpx.Client) -> None:
    def year(words: str) -> int:
        return work_of(http.get(f"/tables/state-years.csv?{words}"))

    assert year("from=2000&to=2000") < year("from=1990&to=2000") < year("from=1900&to=2000")
    assert year("from=1900&to=2000&universe=france,germany") < year("from=1900&to=2000")
    one, many = (work_of(http.get(f"/tables/edges.csv?relation={words}")) for words in ("borders", "memberOf,partyTo"))
    assert one < many
    short, long = (work_of(asked(http, f'{{ paths(from: "france", to: "chad", count: {n}) {{ totalCount }} }}')) for n in (1, 100))
    assert short < long


def test_documents_are_priced_by_what_the_entity_is_related_to(http: httpx.Client) -> None:
    small, large = (work_of(http.get(f"/id/{name}.ttl")) for name in ("frontex", "united-states"))
    assert small < large < HEAVY
    assert work_of(http.get("/id/united-states.html")) < large


def test_a_large_document_takes_a_heavy_place_and_one_that_is_too_large_is_refused(serve: Serve) -> None:
    with serve(Settings(limits=Limits(heavy=1_000, work=2_000))) as http:
        assert work_of(http.get("/id/frontex.ttl")) < 1_000
        refused = http.get("/id/united-states.ttl")
        assert (refused.status_code, refused.json()["code"]) == (400, "OPERATION_REFUSED")
        assert work_of(http.get("/id/united-states.html")) >= 1_000


def test_the_tables_from_which_is_computed_are_in_the_figures(http: httpx.Client) -> None:
    asked(http, CHEAP[0])
    found = re.search(r'^foedera_kept_bytes{what="spells"} (\S+)$', http.get("/metrics").text, re.MULTILINE)
    assert found
    assert 5_000_000 < float(found[1]) < 100_000_000


def test_a_known_answer_costs_nothing(http: httpx.Client) -> None:
    text = '{ timeline(id: "nato", first: 3) { totalCount } }'
    assert (work_of(asked(http, text)), work_of(asked(http, text))) != (0, 0)
    assert work_of(asked(http, text)) == 0
