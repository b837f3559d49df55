"""Large loads fill the other side of a store: readers find there all that they found on the first, and a kill leaves the old state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from graph import Store
from graph.sides import FIRST, SECOND, read_side
from loaders.loading import load
from loaders.writing import ways
from loaders.writing.other_side import OtherSide
from loaders.writing.sync import LoadOptions, read_journal, revert_to
from loaders.writing.verifying import repair, verify
from ontology import Model
from queries.entity import read_entity
from rdf.entity import entity_lines
from tests.api.conftest import serving, until

HEAD = "datasets: [{id: %s, title: T, rank: %s, licence: CC0}]\ndataset: %s\nsource: S\nentities:\n"
PEOPLES = """
- {id: sylvania, class: State, name: Sylvania, iso3: SYL, aliases: [The Woods], formerIds: [transsylvania]}
- {id: freedonia, class: State, name: Freedonia, iso3: FRE}
- {id: friends, class: Alliance, name: The Friends, founded: 1921, members: [{ref: sylvania, start: 1922}, {ref: freedonia, start: 1922}]}
"""
OTHERS = "- {extends: friends, founded: 1925, members: [{ref: sylvania, start: 1930}]}\n"
ASK = """{
  alliance(key: {id: "friends"}) {
    name founded conflicts { nodes { topic sides { nodes { value dataset } } } } updatedIn { number }
    members(filter: {node: {aliases: {contains: "wood"}}}) { totalCount edges { start source node { slug name } } }
  }
  states(sort: [{memberOf: {count: DESC}}, {name: ASC}]) { totalCount nodes { slug memberOf { totalCount } } }
  search(text: "freedonja") { edges { node { slug } } }
  state(key: {id: "transsylvania"}) { slug }
  loads { totalCount nodes { id } }
}"""


def write(folder: Path, dataset: str, entities: str, rank: int = 9) -> str:
    file = folder / f"{dataset}.yaml"
    file.write_text(HEAD % (dataset, rank, dataset) + entities, encoding="utf-8")
    return str(file)


@contextmanager
def larger_than(size: int) -> Iterator[None]:
    """Take loads that touch more for large ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "LARGE", size)
        yield


def side(store: Store) -> int:
    """The side that readers use."""
    with store.driver.session(database=store.address.database) as session:
        return session.execute_read(read_side)


def leftovers(store: Store, model: Model) -> int:
    """How much lies on the side that readers do not use."""
    return OtherSide(store, model, SECOND if side(store) == FIRST else FIRST).size()


def answers(http: httpx.Client) -> Any:
    """What clients of all kinds see."""
    answer = http.post("/graphql", json={"query": ASK}).json()
    assert "errors" not in answer, answer
    parts = [http.get(path).text.splitlines() for path in ("/id/friends.nt", "/export/foedera.nt", "/sitemap.xml")]
    return answer["data"], [sorted(lines) for lines in parts]


def test_readers_find_all_on_either_side(scratch: Store, model: Model, tmp_path: Path) -> None:
    mine, theirs = write(tmp_path, "mine", PEOPLES), write(tmp_path, "theirs", OTHERS, 20)
    for file in (mine, theirs):
        load(scratch, model, [file])
    first = read_journal(scratch)[-1]
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        before = answers(http)
        assert before[0]["states"]["totalCount"] == 2
        shown, lines = read_entity(scratch, model, "iso3:SYL"), entity_lines(scratch, model, "friends")
        # Another word for what is there, and back: two loads on one side each.
        with larger_than(0):
            load(scratch, model, [write(tmp_path, "theirs", OTHERS.replace("1925", "1926"), 20)])
        assert (side(scratch), leftovers(scratch, model)) == (SECOND, 0)
        assert not verify(scratch, model)
        assert read_entity(scratch, model, "iso3:SYL") == shown
        changed = answers(http)
        assert "1926" in str(changed[0]["alliance"]["conflicts"])
        assert changed[0]["alliance"]["updatedIn"]["number"] == before[0]["alliance"]["updatedIn"]["number"] + 1
        # What is small is written where readers are.
        revert_to(scratch, model, first.id, LoadOptions())
        assert side(scratch) == SECOND
        after = answers(http)
    assert not verify(scratch, model)
    assert entity_lines(scratch, model, "friends") == lines
    for data in (before, after):
        data[0].pop("loads")
        data[0]["alliance"].pop("updatedIn")
    assert after[0] == before[0]
    assert [o for o in after[1] if o] == [o for o in before[1] if o]


def test_a_kill_leaves_the_old_state_and_the_next_load_tidies_up(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, "mine", PEOPLES)])
    version = read_journal(scratch)[-1].version

    class Killed(BaseException):
        """As a signal that lets nothing be tidied up."""

    def kill(*_: object) -> None:
        raise Killed

    with larger_than(0), pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "carry", kill)
        with pytest.raises(Killed):
            load(scratch, model, [write(tmp_path, "theirs", OTHERS, 20)])
    assert leftovers(scratch, model) > 10
    assert (side(scratch), read_journal(scratch)[-1].version) == (FIRST, version)
    assert not verify(scratch, model)
    assert not load(scratch, model, [write(tmp_path, "mine", PEOPLES)]).changed
    assert leftovers(scratch, model) == 0


def test_what_others_changed_is_repaired_on_the_second_side_too(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, "mine", PEOPLES)])
    with larger_than(0):
        load(scratch, model, [write(tmp_path, "theirs", OTHERS, 20)])
    scratch.driver.execute_query("MATCH (n:Foedera2State {id: 'sylvania'}) DETACH DELETE n")
    assert verify(scratch, model)
    repair(scratch, model, LoadOptions())
    assert not verify(scratch, model)


def test_the_first_large_load_needs_one_side(scratch: Store, model: Model, tmp_path: Path) -> None:
    with larger_than(0):
        load(scratch, model, [write(tmp_path, "mine", PEOPLES)])
    assert (side(scratch), leftovers(scratch, model)) == (FIRST, 0)
    assert not verify(scratch, model)
