"""`foedera load script.py` and its kin: a script that is named is run for the loader that it makes, and what goes wrong has its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import InputError, NotFoundError
from foedera.cli import app
from graph import Store
from loaders.sources.gathering import gather
from loaders.sources.scripts import run_script
from ontology import Model

SCRIPT = """from loaders import Dataset, Loader

loader = Loader(Dataset("made", title="Made", rank=300, licence="CC0-1.0"), source="An invented table")
print("reading the table")
loader.entity("made-pact", "Alliance", name="Made Pact", founded=1990.0)
"""
RUN = '\nif __name__ == "__main__":\n    loader.run()\n'


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A loader script."""
    file = tmp_path / "made.py"
    file.write_text(SCRIPT + RUN)
    return file


def foedera(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_load_runs_a_script(scratch: Store, script: Path) -> None:
    code, out, err = foedera("load", script, "--dry-run")
    assert (code, "+ made-pact\n  + class: Alliance\n  + name: Made Pact\n  + founded: 1990\n" in out) == (0, True)
    assert "reading the table" in err, "what a script prints is no result"
    code, out, _ = foedera("load", script, "--json")
    assert (code, json.loads(out)["datasets"]["made"]["added"]) == (0, 4)
    assert foedera("show", "made-pact")[1].startswith("Made Pact (made-pact), Alliance\n")
    entries = json.loads(foedera("loads", "--json")[1])
    assert entries[0]["files"][0].startswith(f"{script} ")
    assert scratch.address


def test_check_runs_a_script(script: Path) -> None:
    assert foedera("check", "--store", "none", script)[:2] == (0, "")
    script.write_text(SCRIPT.replace("Alliance", "Aliance"))
    code, out, _ = foedera("check", "--store", "none", script, "--format", "json")
    (found,) = json.loads(out)["problems"]
    assert (code, found["rule"], found["file"], found["line"], found["remedy"]) == (1, "F302", str(script), 5, "did you mean Alliance?")


def test_a_script_in_a_folder_is_not_run(script: Path, model: Model) -> None:
    (script.parent / "x.yaml").write_text("datasets: [{id: m, title: M, rank: 5, licence: CC0-1.0}]\n")
    script.write_text("raise SystemExit('it was run')")
    records, problems = gather([str(script.parent)], model)
    assert (set(records.datasets), problems) == ({"m"}, [])


def test_files_and_scripts_are_loaded_together(script: Path, model: Model) -> None:
    (script.parent / "x.yaml").write_text("datasets: [{id: m, title: M, rank: 5, licence: CC0-1.0}]\n")
    records, problems = gather([str(script.parent / "x.yaml"), str(script)], model)
    assert (set(records.datasets), problems) == ({"m", "made"}, [])


@pytest.mark.parametrize("ending", ["loader.run()\n", 'raise SystemExit(loader.run(["--dry-run"]))\n'])
def test_a_script_that_asks_to_be_loaded_is_taken_as_it_stands_there(script: Path, ending: str) -> None:
    script.write_text(SCRIPT.replace("loader", "mine").replace("from mines", "from loaders") + ending.replace("loader", "mine") + "1 / 0\n")
    assert run_script(script)


def test_a_script_imports_what_lies_beside_it(script: Path, model: Model) -> None:
    beside = script.parent / "names_of_made.py"
    beside.write_text("NAME = 'Helped Pact'\ndef more(loader):\n    loader.entity('b', 'Aliance', name=NAME)\n")
    script.write_text("import names_of_made\n" + SCRIPT + "names_of_made.more(loader)\n")
    records, _ = run_script(script).records(model)
    assert "Helped Pact" in {c.value for c in records.claims}
    out = foedera("check", "--store", "none", script)[1]
    assert out.startswith(f"{beside}:3:1 (b): error F302: ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\ny = x / 0\n", ":2: ZeroDivisionError: division by zero"),
        ("x = (\n", ":1: '(' was never closed"),
        ("import nowhere_at_all\n", ":1: ModuleNotFoundError: No module named 'nowhere_at_all'"),
        ("import sys\nsys.exit('no table here')\n", ":2: SystemExit: no table here"),
        ("def read():\n    raise OSError('gone')\nread()\n", ":2: OSError: gone"),
        ("loader = 5\n", ": the script makes no loader"),
        ("", ": the script makes no loader"),
        ("from loaders import Loader\nLoader(5)\n", ":2: TypeError"),
    ],
)
def test_what_goes_wrong_in_a_script_has_its_line(script: Path, text: str, words: str) -> None:
    script.write_text(text)
    with pytest.raises(InputError) as caught:
        run_script(script)
    assert caught.value.message.startswith(f"{script}{words}")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["nothing.py", "folder.py", f"{'x' * 5000}.py"])
def test_a_script_that_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(NotFoundError, match="there is no script at"):
        run_script(tmp_path / name)
