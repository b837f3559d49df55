"""Every entity tells which load last changed what is said of it; no comparison of the graph and no data version knows of that."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from graph import Store
from loaders.loading import load
from loaders.writing.journal import to_the_second
from loaders.writing.sync import LoadOptions, drop_dataset, read_journal, revert_to
from loaders.writing.verifying import repair, verify
from ontology import Model
from tests.api.conftest import serving, until

HEAD = "datasets: [{{id: {dataset}, title: T, rank: {rank}, licence: CC0}}]\ndataset: {dataset}\nsource: S\nentities:\n"
PEOPLES = """
- {id: sylvania, class: State, name: Sylvania, aliases: [The Woods]}
- {id: freedonia, class: State, name: Freedonia}
- {id: osterlich, class: State, name: Osterlich}
- {id: friends, class: Alliance, name: The Friends, founded: 1921, members: [{ref: sylvania, start: 1922}, {ref: freedonia, start: 1922}]}
- {id: watch, class: BorderAgency, name: Watch, agencyOf: sylvania}
"""
ALL = {"sylvania", "freedonia", "osterlich", "friends", "watch"}
ASK = "{ entities(first: 100) { nodes { slug updatedIn { dataVersion started number } } } }"
REPLACE = LoadOptions(replace=True)
Stamps = dict[str, list[str]]


def write(folder: Path, dataset: str, entities: str, rank: int = 9) -> str:
    file = folder / f"{dataset}.yaml"
    file.write_text(HEAD.format(dataset=dataset, rank=rank) + entities, encoding="utf-8")
    return str(file)


def stamps(store: Store) -> Stamps:
    """What is noted on each entity."""
    return dict(store.driver.execute_query("MATCH (n:FoederaEntity) RETURN n.id, n.updatedIn").records)


class Loads:
    """Loads into one store, each of which tells on whom it left its note."""

    def __init__(self, store: Store, model: Model, folder: Path) -> None:
        self.store, self.model, self.folder = store, model, folder
        self.version = load(store, model, [write(folder, "mine", PEOPLES)]).version

    def load(self, entities: str, dataset: str = "mine", rank: int = 9, options: LoadOptions = REPLACE) -> set[str]:
        """Load a dataset; the entities that have the note of this load."""
        self.version = load(self.store, self.model, [write(self.folder, dataset, entities, rank)], options).version
        return self.newest()

    def newest(self) -> set[str]:
        """The entities with the note of the last load. All others have those of earlier ones, and the graph is as it should be."""
        last = read_journal(self.store)[-1]
        note = [last.version, to_the_second(last.started), str(last.number)]
        assert not verify(self.store, self.model)
        return {name for name, found in stamps(self.store).items() if found == note}


@pytest.fixture
def loads(scratch: Store, model: Model, tmp_path: Path) -> Loads:
    return Loads(scratch, model, tmp_path)


def test_who_is_changed_has_the_note_of_the_load(loads: Loads) -> None:
    assert loads.newest() == ALL
    assert loads.load(PEOPLES.replace("freedonia, start: 1922", "freedonia, start: 1923")) == {"freedonia", "friends"}
    assert loads.load(PEOPLES.replace("[The Woods]", "[The Forest]")) == {"sylvania", "freedonia", "friends"}, "the membership is as before"
    assert loads.load(PEOPLES) == {"sylvania"}, "its agency is found by its alias, of which nothing is said"


def test_another_dataset_that_says_otherwise_touches_both_sides(loads: Loads) -> None:
    told = "- {extends: friends, founded: 1925, members: {ref: sylvania, start: 1930}}"
    assert loads.load(told, "theirs", 20) == {"friends", "sylvania"}
    assert loads.load(told, "theirs", 5) == {"friends", "sylvania"}, "it is preferred now"
    assert loads.load(told.replace("1925", "1926"), "theirs", 5) == {"friends"}
    drop_dataset(loads.store, loads.model, "theirs", LoadOptions())
    assert loads.newest() == {"friends", "sylvania"}


def test_what_changes_nothing_leaves_every_note(loads: Loads) -> None:
    before, version = stamps(loads.store), loads.version
    assert loads.load(PEOPLES) == ALL
    load(loads.store, loads.model, [write(loads.folder, "mine", PEOPLES.replace("1921", "1920"))], LoadOptions(dry_run=True))
    assert stamps(loads.store) == before
    loads.store.driver.execute_query("MATCH (n:FoederaState {id: 'sylvania'}) SET n.name = 'Sylvania the Great'")
    assert repair(loads.store, loads.model, LoadOptions()).version == version
    assert stamps(loads.store) == before


def test_the_same_version_again_is_noted_as_another_load(loads: Loads) -> None:
    first, others = loads.version, stamps(loads.store)["osterlich"]
    assert loads.load(PEOPLES.replace("Freedonia}", "Free Freedonia}")) == {"freedonia"}
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        assert _asked(http)["freedonia"]["dataVersion"] != first
        revert_to(loads.store, loads.model, first, LoadOptions())
        assert loads.newest() == {"freedonia"}
        found = _asked(http)
        assert (found["freedonia"]["dataVersion"], found["freedonia"]["number"]) == (first, 3)
        assert found["osterlich"] == {"dataVersion": first, "started": others[1], "number": 1}
        assert loads.load("- {id: ruritania, class: State, name: Ruritania, borders: freedonia}", "theirs") == {"ruritania", "freedonia"}
        assert _asked(http)["freedonia"]["number"] == 4
        loads.store.driver.execute_query("MATCH (n:FoederaEntity) REMOVE n.updatedIn")
        assert set(map(str, _asked(http).values())) == {"None"}, "as in a store of an earlier version"


def _asked(http: httpx.Client) -> dict[str, dict[str, object]]:
    """What the API says, by GET, which could be answered by a copy of before."""
    response = http.get("/graphql", params={"query": ASK})
    assert "etag" not in response.headers
    assert response.headers["cache-control"] == "no-store"
    return {node["slug"]: node["updatedIn"] for node in response.json()["data"]["entities"]["nodes"]}


def test_an_entity_that_takes_the_place_of_another_has_the_note_of_the_merge(loads: Loads) -> None:
    merged = PEOPLES.replace(
        "id: freedonia, class: State, name: Freedonia", "id: free, formerIds: [freedonia], class: State, name: Freedonia"
    )
    assert loads.load(merged.replace("ref: freedonia", "ref: free")) == {"free", "friends"}
    assert set(stamps(loads.store)) == ALL - {"freedonia"} | {"free"}


def test_a_note_on_an_entity_and_a_list_that_is_complete_are_said_of_it(loads: Loads) -> None:
    assert loads.load("- {extends: osterlich, note: N}", "theirs") == {"osterlich"}
    assert loads.load("- {extends: watch, conflicts: [{topic: founded, explanation: E}]}", "theirs") == {"osterlich", "watch"}
    assert loads.load("- {extends: friends, covers: [{relation: members, complete: true, until: 2020}]}", "theirs") == {"watch", "friends"}
