"""Loader scripts: they say what a YAML file says, and every mistake is told with the line of the call."""

from __future__ import annotations

import csv
import datetime
import inspect
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from common.errors import InputError
from facts.records import Records
from graph import Store
from loaders import Dataset, Loader
from loaders.checks.conforming import check_records, known
from loaders.loading import load
from loaders.sources.gathering import gather
from loaders.sources.scripting import KNOWN
from loaders.sources.yaml_reading import read_paths
from loaders.writing.sync import LoadOptions
from ontology import Model

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "docs" / "examples" / "northern_patrols.py"
MINE = Dataset("mine", title="Mine", rank=900, licence="CC0-1.0", cite_as="Me")
YAML = """
default_dataset: mine
source: A log
retrieved: 2026-11
datasets:
- {id: mine, title: Mine, rank: 900, licence: CC0-1.0, citeAs: Me}
entities:
- id: watch
  class: JointOperation
  name: Watch
  aliases: [Guard, W]
  begun: 1999-05-04
- extends: iso3:NOR
  participatesIn: {ref: watch, start: 1999, end: .., role: lead, remark: so}
- extends: watch
  participants: [iso3:DNK]
  claims: {property: begun, value: 1998, source: Another log}
  conflicts: {topic: begun, explanation: Two logs}
"""


def watch() -> Loader:
    """The same as YAML."""
    loader = Loader(MINE, source="A log", retrieved="2026-11")
    name = loader.entity("watch", "JointOperation", name="Watch", aliases=["Guard", "W"], begun=datetime.date(1999, 5, 4), ended=None)
    loader.link("participatesIn", "iso3:NOR", name, start=1999, end="..", role="lead", remark="so")
    loader.link("participants", name, "iso3:DNK")
    loader.claim(name, "begun", 1998, source="Another log")
    loader.conflict(name, "begun", "Two logs")
    return loader


def count(store: Store, statement: str) -> Any:
    """One value from the graph."""
    with store.driver.session(database=store.address.database) as session:
        return session.run(statement).single(strict=True)[0]


@pytest.fixture
def states(scratch: Store, model: Model, tmp_path: Path) -> Store:
    """A store with two states in it."""
    text = "datasets:\n- {id: base, title: Base, rank: 1, licence: CC0-1.0}\ndataset: base\nsource: x\nentities:\n"
    text += "- {id: norway, class: State, name: Norway, iso3: NOR}\n- {id: denmark, class: State, name: Denmark, iso3: DNK}\n"
    (tmp_path / "states.yaml").write_text(text)
    load(scratch, model, [str(tmp_path / "states.yaml")])
    return scratch


def test_it_says_what_yaml_says(model: Model, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(YAML)
    expected, _ = read_paths([tmp_path / "mine.yaml"], model)
    found, problems = watch().records(model)
    assert not problems
    assert found.claims == expected.claims
    assert found.links == expected.links
    assert found.notes == expected.notes
    assert found.datasets == expected.datasets


def test_mistakes_are_told_with_the_line_of_the_call(model: Model) -> None:
    loader = Loader(MINE, source="A log")
    line = inspect.currentframe().f_lineno  # type: ignore[union-attr]  # CPython has frames
    loader.entity("watch", "JointOperation", nmae="Watch")
    loader.entity("guard", "JointOperation", name="Guard", begun="long ago")
    loader.link("participatesIn", "watch", "nowhere", role="lead")
    loader.link("partcipants", "watch", "guard")
    loader.extend("watch", participants={"start": "1999"})
    records, problems = loader.records(model)
    core, _ = gather(["core"], model)
    problems += check_records(records, model, known(core, model))[1]
    place = os.path.relpath(__file__) if Path(__file__).is_relative_to(Path.cwd()) else __file__
    told = [str(p).removeprefix(f"{place}:") for p in sorted(problems)]
    for number, words in enumerate(("'nmae'", "begun is 'long ago'", "'nowhere'", "did you mean participants?", "needs a ref"), 1):
        assert [t for t in told if t.startswith(f"{line + number}:1 (") and words in t], (words, told)


def test_nothing_is_written_when_anything_is_wrong(states: Store, model: Model) -> None:
    loader = watch()
    loader.link("participatesIn", "iso3:NOX", "watch")
    with pytest.raises(InputError, match="did you mean iso3:NOR"):
        loader.load(states, model)
    assert count(states, "MATCH (n:FoederaJointOperation) RETURN count(n)") == 0


def test_a_load_replaces_what_the_dataset_said(states: Store, model: Model) -> None:
    loader = watch()
    assert loader.load(states, model, LoadOptions(dry_run=True)).changed
    assert count(states, "MATCH (n:FoederaJointOperation) RETURN count(n)") == 0
    assert loader.load(states, model).changed
    assert count(states, "MATCH (:FoederaJointOperation)<-[r:FOEDERA_PARTICIPATES_IN]-() RETURN count(r)") == 2
    assert not watch().load(states, model).changed
    less = Loader(MINE, source="A log", retrieved="2026-11")
    less.entity("watch", "JointOperation", name="Watch")
    less.load(states, model, LoadOptions(replace=True))
    assert count(states, "MATCH (:FoederaJointOperation)<-[r:FOEDERA_PARTICIPATES_IN]-() RETURN count(r)") == 0
    assert count(states, "MATCH (n:FoederaState) RETURN count(n)") == 2


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script as its author would."""
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True, check=False, env=env)


def test_the_example_of_the_documentation_runs(states: Store, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 40
    script = tmp_path / "patrols.py"
    others = "\nloader.entity('smuggling', 'Threat', name='S', definition='D')\n"
    others += "for i, c in (('iceland', 'ISL'), ('united-kingdom', 'GBR')):\n    loader.entity(i, 'State', name=i, iso3=c)\n"
    script.write_text(text.replace("\nif __name__", f"{others}\nif __name__"), encoding="utf-8")
    dry = run(script, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "+ northern-watch-19\n" in dry.stdout
    assert "  + participatesIn northern-watch-19 2019-05-04/2019-05-09 [northern-watch]\n" in dry.stdout
    assert count(states, "MATCH (n:FoederaJointOperation) RETURN count(n)") == 0
    first = run(script)
    assert first.returncode == 0, first.stderr
    assert re.search(r"northern-watch +\d+ +0 +0 +0 *\n", first.stderr)
    assert "data version " in first.stderr
    assert count(states, "MATCH (:FoederaState {id: 'norway'})-[r:FOEDERA_PARTICIPATES_IN]->(:FoederaJointOperation) RETURN count(r)") == 3
    assert "nothing changed" in run(script).stderr
    again = run(script, "--dry-run")
    assert again.stdout == "no differences\n"


def test_a_script_with_mistakes_names_its_lines(states: Store, tmp_path: Path) -> None:
    script = tmp_path / "wrong.py"
    script.write_text(
        "from loaders import Dataset, Loader\n"
        "loader = Loader(Dataset('d', title='D', rank=5, licence='CC0-1.0'))\n"
        "loader.entity('x', 'Stat', name='X', source='y')\n"
        "loader.link('borders', 'iso3:NOR',\n    'iso3:DNK')\n"
        "loader.run()\n"
    )
    found = run(script)
    assert found.returncode == 1
    assert f"{script}:3:1 (x, y): 'Stat' is not a class of entities; did you mean State?" in found.stderr
    assert f"{script}:4:1 (iso3:NOR): borders has no source" in found.stderr
    assert "Traceback" not in found.stderr
    assert run(script, "--nonsense").returncode == 2
    assert "--dry-run" in run(script, "--help").stdout
    assert run(script, "--store", "neo4j://127.0.0.1:1").returncode == 1
    assert count(states, "MATCH (n:Dataset {id: 'd'}) RETURN count(n)") == 0


def test_importing_loaders_is_cheap() -> None:
    code = "import loaders, sys; assert not {'neo4j', 'rdflib', 'yaml', 'rapidfuzz'} & sys.modules.keys(); import facts.records"
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode == 0
    code = "from loaders import Dataset, Loader; import sys; assert 'neo4j' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode == 0


def test_rows_of_a_table_are_named_and_names_found(model: Model, core_records: Records) -> None:
    table = "country,from,to\nIvory Coast,1955.0,\nIvory Coost,1956,\nNorway,1950-13-01,nan\nNorway,1951,1960\n"
    loader = Loader(Dataset("rows", "Rows", 50, "CC0-1.0"), source="A table")
    token = KNOWN.set(lambda: core_records)
    for row in loader.rows(csv.DictReader(io.StringIO(table)), "memb.csv"):
        state = loader.find(row["country"], on="1999", class_="State")
        loader.link("memberOf", state, "nato", start=row["from"], end=float(row["to"] or "nan"))
    KNOWN.reset(token)
    records, problems = loader.records(model)
    problems += check_records(records, model, known(core_records, model))[1]
    assert [str(p.location).rpartition(",")[0] for p in sorted(problems)] == [
        "memb.csv:3:1 (row 3, Ivory Coost",
        "memb.csv:4:1 (row 4, norway",
    ]
    assert "did you mean cote-d-ivoire?" in sorted(problems)[0].message
    assert [(o.subject, dict(o.properties)) for o in records.links][0::3] == [
        ("cote-d-ivoire", {"start": "1955"}),
        ("norway", {"start": "1951", "end": "1960"}),
    ]


def test_values_of_other_types_are_read_as_they_are_meant(model: Model) -> None:
    loader = Loader(MINE, source="A log")
    loader.entity("watch", "JointOperation", name=b"W\xc3\xa4chter", aliases={"C", "A", "B"})  # type: ignore[arg-type]  # as a script without checked types has it
    records, problems = loader.records(model)
    assert problems == []
    assert [c.value for c in records.claims if c.property != "class"] == ["Wächter", "A", "B", "C"]
    with pytest.raises(TypeError, match="a loader begins with its dataset, and here is 'mine'"):
        Loader("mine")  # type: ignore[arg-type]  # as a script without checked types has it


def test_a_day_that_is_none_is_not_passed_over(model: Model, core_records: Records) -> None:
    KNOWN.set(lambda: core_records)
    loader = Loader(MINE, source="A log")
    assert loader.find("Poland", on="4 April 1949") == "poland"
    (problem,) = loader.records(model)[1]
    assert (problem.message, problem.remedy) == ("on is '4 April 1949', which is not a date", "write 1949-04-04")


@pytest.mark.parametrize("empty", [None, "", float("nan")])
def test_a_name_that_is_empty_is_told_as_such(model: Model, core_records: Records, empty: Any) -> None:
    KNOWN.set(lambda: core_records)
    loader = Loader(MINE, source="A log")
    loader.link("memberOf", loader.find(empty, on="1991"), "nato", start="1991")
    (problem,) = loader.records(model)[1]
    assert problem.message.startswith("the name to be found is empty")


def test_equal_problems_of_one_line_are_counted(model: Model, core_records: Records) -> None:
    loader = Loader(Dataset("rows", "Rows", 50, "CC0-1.0"), source="A table")
    for n in (500, 900):
        loader.link("memberOf", "norway", "nato", start="1950-13-01", source=f"memb.csv row {n}")
    records, _ = loader.records(model)
    (problem,) = check_records(records, model, known(core_records, model))[1]
    assert problem.location.cell == "norway, memb.csv row 500"
    assert problem.message.endswith("(2 times)")


def test_equal_problems_of_rows_are_counted_at_the_first(model: Model, core_records: Records) -> None:
    loader = Loader(Dataset("rows", "Rows", 50, "CC0-1.0"), source="A table")
    starts = ["1950", "1950-13-01", "1951", "1950-13-01", "1952-02-30"]
    for row in loader.rows([{"start": start} for start in starts], "memb.csv"):
        loader.link("memberOf", "norway", "nato", start=row["start"], source=f"A book, p. {row['start'][:4]}")
    records, _ = loader.records(model)
    one, other = check_records(records, model, known(core_records, model))[1]
    assert (one.location.line, other.location.line) == (3, 6)
    assert one.location.cell.startswith("row 3, norway, A book, p. 1950, ")
    assert one.message.endswith("(2 times)")
