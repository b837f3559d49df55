"""A load that is killed leaves the last good state: the old one or the new one, never a mixture, and nothing that blocks the next."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from graph import Store
from loaders.loading import load
from loaders.writing.sync import read_journal
from ontology import Model
from tests.campaign import times

KILLS = times(22, 5)
ENTITIES = 1_500
SCRIPT = """
import sys
from graph import open_store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import read_model
model = read_model()
with open_store("local") as store:
    load(store, model, sys.argv[1:], LoadOptions(step=lambda text, parts: print(text or "part", flush=True)))
print("done", flush=True)
"""
STEPS = ("checking", "deriving", "comparing", "writing", "part")


def facts(folder: Path, name: str) -> str:
    """A file in which every entity and every tie carries `name`, so that a mixture would show."""
    lines = ["datasets: [{id: mine, title: Mine, rank: 1, licence: CC0}]", "dataset: mine", "source: S", "entities:"]
    lines.append(f"- {{id: league, class: Alliance, name: {name}}}")
    for i in range(ENTITIES):
        link = f"memberOf: {{ref: league, start: 1950, remark: {name}}}"
        lines.append(f"- {{id: s{i}, class: State, name: {name} {i}, {link}}}")
    file = folder / f"{name}.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def names(store: Store) -> set[str]:
    """Which of the two files the graph holds: one, unless it holds a mixture."""
    text = (
        "MATCH (n:FoederaEntity) WITH collect(DISTINCT split(n.name, ' ')[0]) AS nodes "
        "MATCH (:FoederaState)-[r:FOEDERA_MEMBER_OF]->() WITH nodes, collect(DISTINCT r.remark) AS remarks RETURN nodes + remarks"
    )
    with store.driver.session(database=store.address.database) as session:
        return set(session.run(text).single(strict=True)[0])


def test_a_killed_load_leaves_a_whole_state(scratch: Store, model: Model, tmp_path: Path) -> None:
    chance = random.Random(20261124)
    files = {name: facts(tmp_path, name) for name in ("Old", "New")}
    load(scratch, model, [files["Old"]])
    killed = 0
    for turn in range(KILLS):
        [held] = names(scratch)
        wanted = "New" if held == "Old" else "Old"
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, files[wanted]], stdout=subprocess.PIPE, text=True)
        with process:
            assert process.stdout is not None
            step = STEPS[turn % len(STEPS)]
            assert any(line.strip() == step for line in process.stdout), f"the load ended before {step}"
            time.sleep(chance.uniform(0, 0.25))
            process.kill()
            rest = process.stdout.read()
        killed += "done" not in rest
        assert names(scratch) in ({"Old"}, {"New"}), f"a mixture after {step}"
    assert killed >= KILLS - 2, "too many loads ended before they were killed"
    [held] = names(scratch)
    assert held == ("New" if len(read_journal(scratch)) % 2 == 0 else "Old"), "the journal tells what the graph holds"
    wanted = "New" if held == "Old" else "Old"
    load(scratch, model, [files[wanted]])
    assert names(scratch) == {wanted}
