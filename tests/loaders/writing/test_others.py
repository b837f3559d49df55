"""A Neo4j that holds nodes of others: what is theirs is never read, changed or in the way. Stores of an earlier Foedera are taken over."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.answering.engine import run_query
from common.errors import StoreStateError
from facts.journal import pack
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions, drop_dataset, read_held, read_journal, revert_to
from ontology import Model
from ontology.stored import LOAD_CHUNK, LOAD_CONTENT

FACTS = """datasets: [{id: mine, title: Mine, rank: 10, licence: CC0-1.0}]
dataset: mine
source: A book
entities:
- {id: freedonia, class: State, name: Freedonia, iso3: FRE}
- {id: league, class: Alliance, name: League of Friends, members: [{ref: freedonia, start: 1950, end: ..}]}
"""
# They name theirs as the ontology does, with the same ids and codes, twice.
THEIRS = (
    "CREATE (:Entity:Actor:State {id: 'freedonia', name: 'Freedonia', class: 'State', iso3: 'FRE', nameFolded: 'freedonia', who: 1})",
    "CREATE (:Entity:Actor:State {id: 'sylvania', name: 'Sylvania', class: 'State', searchNames: ['x$'], searchEvery: 'x', who: 2})",
    "CREATE (:Entity {name: 'Somebody', who: 3})-[:MEMBER_OF {id: 'm', start: '1900'}]->(:Alliance:Entity {id: 'league', who: 4})",
    "CREATE (:Record:Claim {id: 'c', class: 'Claim', property: 'name', who: 5})-[:NOTE]->(:Dataset:Record {id: 'mine', who: 6})",
    "CREATE (:DataVersion {id: 'now', version: 'theirs', who: 7})",
    "CREATE (:Load:Record {id: '1', ofDataset: 'mine', contentHash: 'x', who: 8}), (:LoadContent {id: 'x', who: 9})",
)
RULES = (
    "CREATE CONSTRAINT Entity_id FOR (n:Entity) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT entity_name FOR (n:Entity) REQUIRE n.name IS UNIQUE",
    "CREATE FULLTEXT INDEX entitySearch FOR (n:Entity) ON EACH [n.name]",
)
UNRULED = ("DROP CONSTRAINT Entity_id IF EXISTS", "DROP CONSTRAINT entity_name IF EXISTS", "DROP INDEX entitySearch IF EXISTS")
BESIDE = (
    "MATCH (n) WHERE n.who IS NOT NULL RETURN n.who AS who, labels(n) AS labels, properties(n) AS properties, COUNT { (n)--() } AS ties"
)
EVERYTHING = """{
  states { totalCount nodes { id name memberOf { totalCount edges { statementId start node { id } } } } }
  organizations { totalCount } alliance(key: {id: "league"}) { name members { totalCount nodes { id } } claims { totalCount } }
  state(key: {iso3: "FRE"}) { id } byId: state(key: {id: "sylvania"}) { id }
  search(text: "freedonia") { totalCount nodes { id } } near: search(text: "fredonia") { nodes { id } }
  claims { totalCount } datasets { totalCount nodes { id } } loads { totalCount }
  statesAggregate: states { aggregate { count } }
}"""


def run(store: Store, *texts: str) -> list[dict[str, Any]]:
    """Rows of the last of some statements."""
    with store.driver.session(database=store.address.database) as session:
        return [session.run(text).data() for text in texts][-1]


@pytest.fixture
def shared(scratch: Store) -> Iterator[Store]:
    """A store in which others have constraints and an index on labels of theirs."""
    run(scratch, *UNRULED, *RULES)
    yield scratch
    run(scratch, *UNRULED)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The facts of a dataset."""
    path = tmp_path / "mine.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return str(path)


def answer(store: Store) -> Any:
    """What readers see, without the versions."""
    found = run_query(store, EVERYTHING)
    return {name: found.get(name) for name in ("data", "errors")}


def test_what_others_have_is_never_in_an_answer(shared: Store, model: Model, file: str) -> None:
    load(shared, model, [file])
    alone = answer(shared)
    assert alone["data"]["states"]["totalCount"] == 1, alone
    assert alone["data"]["search"]["nodes"][0]["id"] == "freedonia"
    run(shared, *THEIRS)
    run(shared, "MATCH (a {who: 3}), (b:FoederaAlliance {id: 'league'}) CREATE (a)-[:MEMBER_OF {id: 'theirs'}]->(b)")
    assert answer(shared) == alone


def test_loading_beside_others_reads_and_changes_nothing_of_theirs(shared: Store, model: Model, file: str) -> None:
    run(shared, *THEIRS)
    before = run(shared, BESIDE)
    first = load(shared, model, [file]).version
    loaded = answer(shared)
    assert loaded["data"]["states"]["totalCount"] == 1, loaded
    assert not load(shared, model, [file], LoadOptions(dry_run=True)).changed
    drop_dataset(shared, model, "mine", LoadOptions(replace=True))
    assert answer(shared)["data"]["states"] == {"totalCount": 0, "nodes": []}
    revert_to(shared, model, first, LoadOptions(replace=True))
    assert answer(shared)["data"]["states"] == loaded["data"]["states"]
    assert sorted(run(shared, BESIDE), key=lambda row: row["who"]) == sorted(before, key=lambda row: row["who"])
    names = {row["name"] for row in run(shared, "SHOW INDEXES YIELD name")}
    assert {"Entity_id", "entity_name", "entitySearch", "FoederaEntity_id"} <= names


BACK = (
    "MATCH (n) WHERE any(l IN labels(n) WHERE l STARTS WITH 'Foedera') "
    "WITH n, labels(n) AS old UNWIND old AS l WITH n, l CALL (n, l) { REMOVE n:$(l) SET n:$(substring(l, 7)) }",
    "MATCH (a)-[r]->(b) WHERE type(r) STARTS WITH 'FOEDERA_' CREATE (a)-[s:$(substring(type(r), 8))]->(b) SET s = properties(r) DELETE r",
    "CREATE CONSTRAINT State_iso2 FOR (n:State) REQUIRE n.iso2 IS UNIQUE",
)


def test_a_store_of_an_earlier_foedera_is_taken_over(scratch: Store, model: Model, file: str) -> None:
    load(scratch, model, [file])
    was, held = answer(scratch), zlib.compress(pack(read_held(scratch)))
    with scratch.driver.session(database=scratch.address.database) as session:
        session.run(f"MATCH (c:{LOAD_CONTENT}) SET c = {{id: c.id, data: $held}}", held=held).consume()
        session.run(f"MATCH (k:{LOAD_CHUNK}) DELETE k").consume()
    run(scratch, *BACK, "CREATE (:Entity:State {id: 'ruritania', name: 'Ruritania', class: 'State', who: 1})")
    with pytest.raises(StoreStateError, match="earlier version of Foedera"):
        read_journal(scratch)
    load(scratch, model, [file])
    assert answer(scratch) == was | {"data": was["data"] | {"loads": {"totalCount": 1}}}
    assert [entry.dataset for entry in read_journal(scratch)] == ["mine"]
    assert run(scratch, "MATCH (n:Entity) RETURN n.id AS id") == [{"id": "ruritania"}]
    assert run(scratch, "MATCH (n) WHERE n:Record OR n:Load OR n:LoadContent OR n:DataVersion RETURN n") == []
    assert "State_iso2" not in {row["name"] for row in run(scratch, "SHOW INDEXES YIELD name")}
